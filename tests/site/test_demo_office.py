"""The office of the demo: filled by its people through the services, and never empty."""

import hashlib
import json
import re
import shutil
from datetime import date

import pytest
from django.test import Client

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.models import Holding, InboxMessage, Person
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Move, Proposal
from berdaya.documents.models import Document
from berdaya.figures.doors import figure_on
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_count
from berdaya.region.doors import recorded_rt
from berdaya.register.models import Snapshot, Upload
from berdaya.site.demo.malang.ground import DINOYO, on, this_year
from berdaya.site.demo.office import lists
from berdaya.site.demo.office.acts import ACTS, PEMALANG, fill_office, told
from berdaya.site.demo.office.ground import empty_office, refuse_real_office
from berdaya.site.demo.office.hands import ACCOMPANIED, MAJALANGU
from berdaya.site.demo.people import cast, make_people
from berdaya.targeting.doors import results_of
from berdaya.targeting.models import Decree, Run
from tests.register.desk import run as berdaya
from tests.site.demo_malang import two_years_of_dinoyo_are_decided_and_a_rembug_goes_on_in_merjosari
from tests.site.test_home import _summary
from tests.stories.pemalang import write_files

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def brought(tmp_path_factory):
    """The files that the earlier steps of the demo leave, with few households."""
    folder = write_files(tmp_path_factory.mktemp("peragaan"))
    (folder / "bdt.csv").rename(folder / "bdt-pemalang.csv")
    sheet = ("--kecamatan", "33.27.04", "--households", 200, "--out", folder / "bdt-watukumpul.xlsx")
    made = berdaya("register", "sample", "--district", "33.27", "--profile", "bdt2015", *sheet)
    assert made.exit_code == 0, made.output
    return folder


@pytest.fixture
def data(monkeypatch, settings, tmp_path, brought):
    """The folder of an office in which nobody has worked yet."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    settings.DATA, settings.DEMO = tmp_path, True
    shutil.copytree(brought, tmp_path / "demo")
    return tmp_path


def filled(data, acts=PEMALANG.acts) -> int:
    make_people(TODAY)
    done = fill_office(data / "demo", acts)
    (data / "demo" / "summary.json").write_text(json.dumps(told()))
    return done


@pytest.mark.django_db
def test_all_stories_of_the_demo_can_be_walked_through(data, client):
    """In one test, because the offices take long to fill."""
    assert filled(data, ACTS) == len(ACTS)
    every_room_of_pemalang_has_something_to_show()
    two_years_of_dinoyo_are_decided_and_a_rembug_goes_on_in_merjosari()
    the_first_page_shows_the_numbers_of_the_office_and_hands_out_its_own_annex(data, client)
    every_player_finds_a_home_that_is_not_empty_and_no_link_that_fails()
    a_visitor_lands_on_the_page_that_an_act_names_and_never_outside()
    before = Proposal.objects.count(), Move.objects.count()
    assert filled(data, ACTS) == 0
    assert before == (Proposal.objects.count(), Move.objects.count())


def every_room_of_pemalang_has_something_to_show():
    register, waiting = Snapshot.objects.get(), Upload.objects.latest("pk")
    assert (register.maker.name, register.confirmed_by.name) == ("Ratna Wulandari", "Agus Prayitno")
    assert waiting.stands.value == "diperiksa"
    assert sorted(Run.objects.values_list("state", flat=True)) == ["ditetapkan", "rancangan"]
    decree = Decree.objects.get()
    assert decree.recorded_by.name == "Tri Handayani"
    codes = set(lists.standing_assignment(decree.run).leads.values_list("code", flat=True))
    assert set(ACCOMPANIED) <= codes
    assert len(codes) == 86
    states = dict(Document.objects.filter(territory__startswith="33.27").values_list("kind", "status"))
    assert states == {"Lampiran Keputusan": "ditandatangani", "Ringkasan penetapan": "terbit"}
    people = figure_on("33.27", "Penduduk", TODAY.replace(year=2100)).people
    assert people.men
    assert people.women
    assert len(recorded_rt(MAJALANGU)) == 8
    assert Holding.objects.filter(confirmed_at=None, founded=False).count() == 2
    assert set(InboxMessage.objects.values_list("role", flat=True)) >= {role.value for role in Role}
    assert verify().whole


def the_first_page_shows_the_numbers_of_the_office_and_hands_out_its_own_annex(data, client):
    file = data / "demo" / "summary.json"
    file.write_text(json.dumps(_summary() | told()))
    page, decree = client.get("/").content.decode(), Decree.objects.get()
    rows = [row for row in results_of(decree.discussion.computation) if row.decided]
    assert format_count(Snapshot.objects.get().households) in page
    assert format_count(sum(row.n for row in rows)) in page
    assert f"Keputusan Nomor {decree.number}" in page
    assert "170.000 rumah tangga terbaca" in page
    issued = Document.objects.get(kind="Lampiran Keputusan")
    handed = client.get("/peragaan/berkas/lampiran-keputusan.pdf").content
    assert hashlib.sha256(handed).hexdigest() == issued.versions.get(version=issued.latest).sha256


def every_player_finds_a_home_that_is_not_empty_and_no_link_that_fails():
    for player in cast():
        client = Client()
        assert client.post(f"/peragaan/masuk/{player.username}").status_code == 302
        page = client.get("/").content.decode()
        assert "Yang dapat Anda kerjakan" in page, player.username
        assert "Pesan untuk Anda" in page, player.username
        for link in sorted(set(re.findall(r'href="(/(?!static/)[^"#]*)', page))):
            answer = client.get(link.replace("&amp;", "&"))
            assert answer.status_code in (200, 302), (player.username, link)


def a_visitor_lands_on_the_page_that_an_act_names_and_never_outside():
    assert Client().post("/peragaan/masuk/ratna", {"ke": "/sasaran/"}).url == "/sasaran/"
    assert Client().post("/peragaan/masuk/ratna", {"ke": "//jahat.contoh/"}).url == "/"
    assert Client().post("/peragaan/masuk/ratna", {"ke": "https://jahat.contoh/"}).url == "/"
    for act in (act for story in told()["stories"] for act in story["acts"]):
        client = Client()
        wanted = client.post(f"/peragaan/masuk/{act['player']}", {"ke": act["address"]}).url
        assert client.get(wanted, follow=True).status_code == 200, act["title"]


@pytest.mark.django_db
def test_a_build_that_was_killed_goes_on_and_a_second_one_changes_nothing(data, monkeypatch):
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    real = lists.check_list
    monkeypatch.setattr(lists, "check_list", killed)
    with pytest.raises(KeyboardInterrupt):
        filled(data)
    monkeypatch.setattr(lists, "check_list", real)
    assert filled(data) == len(PEMALANG.acts) - 4
    assert filled(data) == 0
    assert Run.objects.count() == 2
    assert Snapshot.objects.count() == 1


@pytest.mark.django_db
def test_invented_people_do_not_come_into_an_office_of_real_ones(data):
    make_people(TODAY)
    refuse_real_office(data)
    Person.objects.create(username="bu.lurah", name="Orang asli")
    with pytest.raises(Refused) as refused:
        refuse_real_office(data)
    assert refused.value.findings[0].code == "demo.real_office"


@pytest.mark.django_db(transaction=True)
def test_an_office_begun_anew_holds_nobody_and_no_files(data):
    make_people(TODAY)
    (data / "files" / "ab").mkdir(parents=True)
    empty_office(data)
    assert Person.objects.count() == 0
    assert not (data / "files").exists()


@pytest.mark.django_db
def test_the_clock_of_the_story_is_put_back():
    before = this_year()
    with on(TODAY.replace(year=2020)):
        assert today_in(DINOYO.code).year == 2020
        assert this_year() == before
    assert today_in(DINOYO.code).year == before
