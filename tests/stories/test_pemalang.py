"""Kab. Pemalang, through HTTP only: from a register file to the public page of the decree, by three people.

Bu Ratna brings the file and draws up the list, Mas Agus looks as the second person, Bu Tri writes the decree
down; Pak Joko works in the next kabupaten and may see nothing of it before it is public.
"""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.audit import verify
from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.targeting.models import Decree, Run
from tests.office import PEMALANG, TEGAL, browser, hat
from tests.register.bringing import Desk
from tests.stories.pemalang import BAPPEDA_PLACES, write_files
from tests.targeting.desk import decree_fields

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def brought(tmp_path_factory):
    """The files that the office has: the register and what stands beside it."""
    return write_files(tmp_path_factory.mktemp("pemalang"))


@pytest.fixture
def office(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)


def _file(folder, name):
    return SimpleUploadedFile(name, (folder / name).read_bytes(), content_type="text/csv")


class Table:
    """Somebody at work on one list."""

    def __init__(self, worn):
        self.desk, self.client = Desk(worn), browser(worn)

    def send(self, address, run, status=302, **fields):
        content = {"request_id": str(uuid4()), "seen": Run.objects.get(pk=run.pk).version, **fields}
        answer = self.client.post(address, content)
        assert answer.status_code == status, answer.content.decode()[:4000]
        return answer

    def read(self, address):
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()


def _register(ratna, agus, folder):
    upload = ratna.desk.bring((folder / "bdt.csv").read_bytes(), "bdt.csv", edition="2024-07-01")
    assert ratna.desk.submit(upload).status_code == 302
    assert agus.desk.decide(upload, without_rejected="on").status_code == 302


def _draw_up(ratna, folder):
    year = today_in(PEMALANG).year
    begun = ratna.client.post(
        "/sasaran/baru", {"request_id": str(uuid4()), "territory": PEMALANG, "year": year, "like": ""}
    )
    assert begun.status_code == 302
    run = Run.objects.get()
    page = ratna.read(f"/sasaran/{run.pk}/masukan/1")
    snapshot = re.search(r'value="(potret:[^"]+)"', page)[1]
    steps = {
        1: {"source": snapshot, "edition": "", "unit": "households"},
        2: {"source": "unggah", "file": _file(folder, "indeks.csv")},
        3: {
            "way": "tetap",
            "seats_desa": 77,
            "seats_kelurahan": 9,
            "method": "M1",
            "weight": "0,6",
            "on_date": "2024-11-21",
        },
        4: {
            "population": "unggah",
            "population_file": _file(folder, "penduduk.csv"),
            "reds": "tanpa",
            "follows": "",
            "due": "",
        },
    }
    for number, fields in steps.items():
        ratna.send(f"/sasaran/{run.pk}/masukan/{number}", run, **fields)
    ratna.send(f"/sasaran/{run.pk}/hitung", run)
    return run


def _share_out(ratna, run, folder):
    files = {"agencies": "perangkat", "fit": "kecocokan", "needs": "kebutuhan", "points": "titik"}
    chosen = {f"{name}_file": _file(folder, f"{file}.csv") for name, file in files.items()}
    ratna.send(f"/sasaran/{run.pk}/pendamping/berkas", run, seconds=20, **chosen)
    for code in BAPPEDA_PLACES:
        ratna.send(
            f"/sasaran/{run.pk}/pendamping/pasangan",
            run,
            kind="tetap",
            agency="BAPPEDA",
            code=code,
            reason="Sudah didampingi sejak 2022.",
            decree="188.4/275/Tahun 2022",
        )
    ratna.send(f"/sasaran/{run.pk}/pendamping/hitung", run)


def test_from_a_register_file_to_the_public_page_of_the_decree(office, brought):
    ratna, agus, tri = (
        Table(hat(name, Role.BAPPEDA, PEMALANG)) for name in ("Bu Ratna", "Mas Agus", "Bu Tri")
    )
    joko = Table(hat("Pak Joko", Role.BAPPEDA, TEGAL))
    _register(ratna, agus, brought)
    run = _draw_up(ratna, brought)

    result = ratna.read(f"/sasaran/{run.pk}/")
    assert "77 kursi" in result
    assert "Garis batas" in result
    for code in BAPPEDA_PLACES:
        assert "terpilih" in ratna.read(f"/sasaran/{run.pk}/?tempat={code}").lower()

    _share_out(ratna, run, brought)
    assigned = ratna.read(f"/sasaran/{run.pk}/pendamping/?menurut=tempat")
    assert "Badan Perencanaan Pembangunan Daerah" in assigned

    talk = {
        "forum": "Forum Perangkat Daerah",
        "held_on": today_in(PEMALANG).isoformat(),
        "minutes": "BA 12/2026",
    }
    ratna.send(f"/sasaran/{run.pk}/bahas", run, note="", **talk)
    ratna.send(f"/sasaran/{run.pk}/periksa", run, status=409, note="")
    agus.send(f"/sasaran/{run.pk}/periksa", run, note="")
    assert joko.client.get(f"/sasaran/{run.pk}/").status_code == 404
    tri.send(f"/sasaran/{run.pk}/tetapkan", run, **decree_fields())

    decree = Decree.objects.get()
    public = browser().get(f"/keputusan/{decree.slug}")
    assert public.status_code == 200
    told = public.content.decode()
    assert "Majalangu" in told
    assert "Bu Ratna" not in told

    ratna.send(f"/sasaran/{run.pk}/cetak/lampiran", run)
    papers = ratna.read("/dokumen/")
    assert "Lampiran" in papers
    assert "Majalangu" in ratna.read("/sasaran/papan?saring=Majalangu")
    assert verify().whole


def test_the_same_file_is_recognised_and_the_neighbour_sees_nothing_of_it(office, brought):
    ratna, agus = (Table(hat(name, Role.BAPPEDA, PEMALANG)) for name in ("Bu Ratna", "Mas Agus"))
    joko = Table(hat("Pak Joko", Role.BAPPEDA, TEGAL))
    _register(ratna, agus, brought)
    assert "BDT" in ratna.read("/register/")
    assert "bdt.csv" not in joko.read("/register/")
