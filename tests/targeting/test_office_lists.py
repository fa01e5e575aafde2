"""A list from draft to decree, through the pages."""

from datetime import UTC, datetime, timedelta

import pytest

from berdaya.access import clock
from berdaya.access.clock import today_in
from berdaya.access.jobs.models import Job
from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.targeting.models import Computation, Decree, PlaceResult, Run
from berdaya.targeting.services.computing import COMPUTE
from tests.office import PEMALANG, browser
from tests.targeting.desk import (
    agency,
    assigned,
    bappeda,
    checked,
    computed,
    decree_fields,
    decreed,
    discussed,
    draft,
    fill,
    filled,
    neighbour,
    scan,
    send,
)

pytestmark = pytest.mark.django_db


def page(hat, address):
    return browser(hat).get(address)


def words(answer):
    return answer.content.decode()


# ---------- the way ----------


def test_a_list_goes_from_draft_to_decree_by_three_people(ratna, darmo, agus):
    year = today_in(PEMALANG).year
    assert send(browser(ratna), "/sasaran/baru", territory=PEMALANG, year=year, like="").status_code == 302
    run = fill(browser(ratna), Run.objects.get())
    assert send(browser(ratna), f"/sasaran/{run.pk}/hitung", run).status_code == 302
    talk = {"forum": "Forum", "held_on": today_in(PEMALANG).isoformat(), "minutes": "BA 1", "note": ""}
    assigned(ratna, Run.objects.get(pk=run.pk))
    assert send(browser(ratna), f"/sasaran/{run.pk}/bahas", run, **talk).status_code == 302
    assert send(browser(darmo), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 302
    assert send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, **decree_fields()).status_code == 302
    run.refresh_from_db()
    assert (run.state, run.decrees.get().number) == ("ditetapkan", "188.4/1/Tahun 2026")
    assert [step.move for step in run.steps.order_by("number")] == [
        "isi masukan",
        "isi masukan",
        "isi masukan",
        "isi masukan",
        "hitung",
        "bagi pendamping",
        "bagi pendamping",
        "tutup pembahasan",
        "nyatakan diperiksa",
        "tetapkan",
    ]


def test_messages_that_ask_for_a_step_are_settled_by_it(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    subjects = InboxMessage.objects.filter(settled_at=None).values_list("subject", flat=True)
    assert not any("menunggu" in one or "siap ditetapkan" in one for one in subjects)
    settled = InboxMessage.objects.exclude(awaits="").order_by("pk").values_list("settled_by", flat=True)
    assert list(settled) == [darmo.person_id, agus.person_id]


def test_every_step_of_the_way_is_in_the_trail(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    verbs = AuditEntry.objects.filter(kind="run", ident=str(run.pk)).order_by("number")
    assert [entry.verb for entry in verbs] == [
        "targeting.begun",
        "targeting.edited",
        "targeting.computed",
        "targeting.assigned",
        "targeting.assigned",
        "targeting.discussed",
        "targeting.checked",
        "targeting.decreed",
    ]


def test_the_maker_cannot_check_his_own_list(ratna, darmo):
    run = discussed(ratna)
    assert send(browser(ratna), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 409
    assert send(browser(darmo), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 302


def test_the_maker_cannot_record_the_decree_of_his_own_list(ratna, darmo):
    run = checked(ratna, darmo)
    answer = send(browser(ratna), f"/sasaran/{run.pk}/tetapkan", run, **decree_fields())
    assert answer.status_code == 409
    assert not Decree.objects.exists()


def test_whoever_closed_the_discussion_has_a_hand_in_the_list(ratna, darmo, agus):
    run = assigned(ratna)
    fields = {"forum": "Forum", "held_on": today_in(PEMALANG).isoformat(), "minutes": "BA 1", "note": ""}
    assert send(browser(darmo), f"/sasaran/{run.pk}/bahas", run, **fields).status_code == 302
    assert send(browser(darmo), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 409
    assert send(browser(agus), f"/sasaran/{run.pk}/periksa", run, note="").status_code == 302


def test_a_list_that_was_sent_back_says_why_and_can_be_discussed_again(ratna, darmo):
    run = discussed(ratna)
    reason = "Majalangu belum dibahas."
    assert send(browser(darmo), f"/sasaran/{run.pk}/kembalikan", run, reason=reason).status_code == 302
    run.refresh_from_db()
    assert run.state == "dihitung"
    assert reason in words(page(ratna, f"/sasaran/{run.pk}/"))


def test_a_dropped_list_goes_nowhere(ratna):
    run = computed(ratna)
    assert (
        send(browser(ratna), f"/sasaran/{run.pk}/batalkan", run, reason="Register salah").status_code == 302
    )
    run.refresh_from_db()
    assert run.state == "dibatalkan"
    assert send(browser(ratna), f"/sasaran/{run.pk}/buka", run).status_code == 409


def test_the_next_decree_supersedes_the_one_before(ratna, darmo, agus):
    first, before = decreed(ratna, darmo, agus)
    second, after = decreed(ratna, darmo, agus, number="188.4/2/Tahun 2026")
    first.refresh_from_db()
    assert (first.state, second.state) == ("diganti", "ditetapkan")
    assert after.supersedes == before


def test_a_decree_of_one_kabupaten_leaves_that_of_another_alone(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    assert not Run.objects.exclude(pk=run.pk).filter(state="diganti").exists()


def test_a_decree_holds_only_within_its_period(ratna, darmo, agus):
    _, decree = decreed(ratna, darmo, agus)
    held = Decree.objects.filter(territory=PEMALANG)
    assert list(held.in_force_on(decree.valid_to)) == [decree]
    assert not held.in_force_on(decree.valid_to + timedelta(days=1)).exists()
    assert not held.in_force_on(decree.valid_from - timedelta(days=1)).exists()


def test_the_older_decree_holds_until_the_newer_one_begins(ratna, darmo, agus):
    _, before = decreed(ratna, darmo, agus)
    later = today_in(PEMALANG) + timedelta(days=30)
    decreed(ratna, darmo, agus, number="188.4/2/Tahun 2026", valid_from=later.isoformat())
    held = Decree.objects.filter(territory=PEMALANG)
    assert list(held.in_force_on(later - timedelta(days=1))) == [before]
    assert list(held.in_force_on(later)) != [before]


def test_a_slip_of_the_pen_is_corrected_by_a_second_record(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    fields = decree_fields(number="188.4/11/Tahun 2026", why="nomor salah ketik")
    fields.pop("scan")
    assert send(browser(agus), f"/sasaran/{run.pk}/ralat", run, **fields).status_code == 302
    standing = run.decrees.get(corrected_by=None)
    assert (standing.number, standing.version, run.decrees.count()) == ("188.4/11/Tahun 2026", 2, 2)


# ---------- who sees what ----------


ADDRESSES = ("", "keteguhan", "riwayat", "perubahan", "hitungan/1", "periksa", "kembalikan")


@pytest.mark.parametrize("address", ADDRESSES)
def test_pak_joko_of_the_next_kabupaten_sees_nothing(ratna, address):
    run = discussed(ratna)
    mine, foreign = page(neighbour(), f"/sasaran/{run.pk}/{address}"), page(neighbour(), "/sasaran/999/")
    assert mine.status_code == foreign.status_code == 404
    assert words(mine) == words(foreign)


@pytest.mark.parametrize("address", ["", "keteguhan", "riwayat", "perubahan"])
def test_an_agency_sees_a_list_only_from_its_decree_on(ratna, darmo, agus, address):
    run, _ = decreed(ratna, darmo, agus)
    under_way = computed(ratna)
    assert page(agency(), f"/sasaran/{run.pk}/{address}").status_code == 200
    assert page(agency(), f"/sasaran/{under_way.pk}/{address}").status_code == 404


def test_an_agency_moves_nothing(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    for address in ("hitung", "buka", "batalkan", "bahas", "periksa", "kembalikan", "tetapkan", "ralat"):
        assert send(browser(agency()), f"/sasaran/{run.pk}/{address}", run).status_code == 404


def test_a_stranger_is_asked_to_sign_in(ratna):
    run = computed(ratna)
    answer = browser().get(f"/sasaran/{run.pk}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk")


# ---------- two people, two clicks ----------


def test_of_two_people_who_decide_at_once_the_later_is_told(ratna, darmo, agus):
    run = discussed(ratna)
    seen = run.version
    assert send(browser(darmo), f"/sasaran/{run.pk}/periksa", run, seen=seen, note="").status_code == 302
    late = send(browser(agus), f"/sasaran/{run.pk}/kembalikan", run, seen=seen, reason="Belum jelas")
    assert late.status_code == 422
    assert "baru saja diubah orang lain" in words(late)
    run.refresh_from_db()
    assert run.state == "diperiksa"


def test_a_form_of_yesterday_does_not_decree_the_list_of_today(ratna, darmo, agus):
    run = checked(ratna, darmo)
    stale = run.version - 1
    answer = send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, seen=stale, **decree_fields())
    assert answer.status_code == 422
    assert not Decree.objects.exists()


def test_a_double_click_computes_once(ratna):
    run = filled(ratna)
    client, number = browser(ratna), "7f0c6a52-6a0a-4b5b-8f5e-0a4a5a6f3c11"
    fields = {"seen": run.version, "request_id": number}
    first = client.post(f"/sasaran/{run.pk}/hitung", fields)
    second = client.post(f"/sasaran/{run.pk}/hitung", fields)
    assert first["Location"] == second["Location"]
    assert Computation.objects.filter(run=run).count() == 1


def test_the_same_form_number_with_other_content_is_refused(ratna):
    run = discussed(ratna)
    checker, number = browser(bappeda("Pak Darmo")), "7f0c6a52-6a0a-4b5b-8f5e-0a4a5a6f3c12"
    address = f"/sasaran/{run.pk}/kembalikan"
    fields = {"seen": run.version, "request_id": number}
    assert checker.post(address, fields | {"reason": "satu"}).status_code == 302
    assert checker.post(address, fields | {"reason": "dua"}).status_code == 409


# ---------- bad input ----------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"bukan pdf", "bukan PDF, JPEG atau PNG"),
        (b"PK\x03\x04zip", "berkas Word, Excel atau zip"),
        (b"%PDF-1.7 terpotong", "rusak atau terpotong"),
        (b"", "kosong"),
    ],
)
def test_a_scan_that_is_not_what_it_says_is_refused(ratna, darmo, agus, content, said):
    run = checked(ratna, darmo)
    fields = decree_fields(scan=scan(content))
    answer = send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, **fields)
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_decree_that_ends_before_it_begins_is_refused(ratna, darmo, agus):
    run = checked(ratna, darmo)
    fields = decree_fields(valid_to="2020-01-01")
    answer = send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, **fields)
    assert "berakhir sebelum mulai" in words(answer)


def test_a_decree_of_tomorrow_is_refused(ratna, darmo, agus):
    run = checked(ratna, darmo)
    tomorrow = (today_in(PEMALANG) + timedelta(days=1)).isoformat()
    answer = send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, **decree_fields(date=tomorrow))
    assert "masih di masa depan" in words(answer)


def test_a_decree_is_dated_by_the_day_of_its_own_place(ratna, darmo, agus, monkeypatch):
    """At 20.00 in London it is already tomorrow in Pemalang."""
    run = checked(ratna, darmo)
    evening = datetime(2026, 12, 1, 20, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: evening)
    fields = decree_fields(date="2026-12-02", valid_from="2026-12-02", valid_to="2027-12-31")
    answer = send(browser(agus), f"/sasaran/{run.pk}/tetapkan", run, **fields)
    assert answer.status_code == 302


def test_nothing_is_computed_before_its_inputs_are_there(ratna):
    run = draft(ratna)
    answer = send(browser(ratna), f"/sasaran/{run.pk}/hitung", run)
    assert answer.status_code == 409
    assert not PlaceResult.objects.exists()


def test_a_role_that_ended_yesterday_moves_nothing(ratna, darmo):
    run = discussed(ratna)
    client = browser(darmo)
    darmo.first_day = darmo.last_day = today_in(PEMALANG) - timedelta(days=1)
    darmo.save()
    answer = send(client, f"/sasaran/{run.pk}/periksa", run, note="")
    assert answer.status_code == 302
    assert "topi" in answer["Location"]
    run.refresh_from_db()
    assert run.state == "dibahas"


def test_a_list_that_is_being_computed_says_so_and_leads_to_its_job(ratna, darmo):
    run = filled(ratna)
    job = Job.objects.create(person=ratna.person, kind=COMPUTE, subject=str(run.pk), territory=PEMALANG)
    page_of_maker = words(page(ratna, "/sasaran/"))
    assert f'<a href="/pekerjaan/{job.pk}">sedang dihitung</a>' in page_of_maker
    assert "lengkapi masukan dan hitung" not in page_of_maker
    assert str(job.pk) not in words(page(darmo, "/sasaran/"))
