"""Plan, supervision, report and profile through the pages: two people, versions, sums, what is printed."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from berdaya.access.clock import now, today_in
from berdaya.access.jobs.models import Job
from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.documents.models import Document
from berdaya.hardship.rules.showing import Thresholds
from berdaya.scan.doors.plans import plan_in_force, takeable_lines_for
from berdaya.scan.gathering import boxes_of
from berdaya.scan.models import LineNews, Plan, PlanLine, Report, Supervision
from berdaya.scan.printing_profile import profile_values
from berdaya.scan.printing_report import report_values
from berdaya.scan.rules.planning import Line
from berdaya.scan.services.plans import begin_plan, makers_of
from berdaya.scan.services.progress import News, write_news
from berdaya.scan.shown.profile import profile_of
from berdaya.scan.shown.reach import programmes_told
from berdaya.scan.tasks import tasks_for
from tests.hardship.conftest import people
from tests.office import PEMALANG, PLAKARAN, TEGAL, hat
from tests.register.bringing import Desk, text_of
from tests.scan.things import a_household
from tests.scan.things_profile import LATRINES, a_draft, a_fixed, a_sent, a_visit, agency, agreed_fgd, at_work
from tests.scan.things_programmes import a_list, a_programme

pytestmark = pytest.mark.django_db
__all__ = ["people"]
LIMITS = Thresholds(10, 30)

FORM = {
    "action": "Membangun jamban keluarga", "target": "C7", "volume": "12", "unit": "unit",
    "cost": "48.000.000", "source": "kabupaten", "year": "2026", "who": "Dinas Perumahan",
}  # fmt: skip


@pytest.fixture
def cycle(people):
    return at_work(people.ratna.worn)


def test_a_plan_passes_from_its_maker_to_a_second_person(people, cycle):
    assert people.ratna.post("scan-plan-begin", cycle.pk).status_code == 302
    sent = people.ratna.post("scan-plan-line-add", cycle.pk, 1, seen=1, **FORM)
    assert sent.status_code == 302, text_of(sent)
    refused = people.ratna.post("scan-plan-step", cycle.pk, 1, "kirim", seen=2)
    assert refused.status_code == 422, "signs that stand out without a line need a note"
    note = {"seen": 2, "note": "Dijawab tahun depan."}
    assert people.ratna.post("scan-plan-step", cycle.pk, 1, "kirim", **note).status_code == 302
    assert InboxMessage.objects.filter(settled_at=None, role=Role.BAPPEDA.value).count() == 1
    told = [task.what for desk in (people.agus, people.ratna) for task in tasks_for(desk.worn)]
    assert told == ["Periksa rencana intervensi Desa Plakaran"], "the maker is not asked"
    assert people.ratna.post("scan-plan-step", cycle.pk, 1, "tetapkan", seen=3).status_code == 409
    assert people.agus.post("scan-plan-step", cycle.pk, 1, "tetapkan", seen=3).status_code == 302
    assert plan_in_force(cycle).checked_by == people.agus.worn.person
    assert not InboxMessage.objects.filter(settled_at=None).exists()
    assert people.agus.post("scan-plan-line-add", cycle.pk, 1, seen=4, **FORM).status_code == 409


def test_a_plan_comes_back_with_what_must_change(people, cycle):
    plan = a_sent(people.ratna.worn, cycle)
    assert people.agus.post("scan-plan-step", cycle.pk, 1, "kembalikan", seen=plan.edited).status_code == 422
    sent = {"seen": plan.edited, "note": "Biaya jamban terlalu tinggi."}
    assert people.agus.post("scan-plan-step", cycle.pk, 1, "kembalikan", **sent).status_code == 302
    assert "Biaya jamban terlalu tinggi." in text_of(people.ratna.get("scan-plan-version", cycle.pk, 1))
    assert Plan.objects.get().state == "disusun"


def test_who_comes_second_to_a_draft_is_told(people, cycle):
    plan = a_draft(people.ratna.worn, cycle)
    late = people.agus.post("scan-plan-line-add", cycle.pk, 1, seen=plan.edited - 1, **FORM)
    assert late.status_code == 422
    assert PlanLine.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"cost": "-5"}, "rupiah"), ({"volume": "0"}, "angka bulat"), ({"target": "C10"}, "C10")],
)
def test_a_line_that_cannot_be_is_sent_back(people, cycle, changed, words):
    people.ratna.post("scan-plan-begin", cycle.pk)
    response = people.ratna.post("scan-plan-line-add", cycle.pk, 1, seen=1, **(FORM | changed))
    assert response.status_code == 422
    assert words in text_of(response)


def test_a_new_version_keeps_its_lines_and_replaces_the_old_one_when_it_is_fixed(people, cycle):
    first = a_fixed(people.ratna.worn, cycle)
    second = begin_plan(people.ratna.worn, cycle)
    assert (second.version, second.lines.get().origin) == (2, first.lines.get().pk)
    assert begin_plan(people.agus.worn, cycle) == second, "one draft at a time"
    people.ratna.post("scan-plan-step", cycle.pk, 2, "kirim", seen=1, note="Sama.")
    assert people.agus.post("scan-plan-step", cycle.pk, 2, "tetapkan", seen=2).status_code == 302
    states = dict(Plan.objects.values_list("version", "state"))
    assert states == {1: "diganti", 2: "ditetapkan"}


def test_whoever_only_wrote_a_line_of_the_former_version_may_check_the_next(people, cycle):
    plan = a_fixed(people.agus.worn, cycle)
    assert people.agus.worn.person_id in makers_of(plan)
    second = begin_plan(people.ratna.worn, cycle)
    assert makers_of(second) == {people.ratna.worn.person_id}


def test_news_of_a_line_lives_on_through_the_versions(people, cycle):
    line = a_fixed(people.ratna.worn, cycle).lines.get()
    today = today_in(PLAKARAN).isoformat()
    news = {"on": today, "done": "5", "spent": "20.000.000"}
    assert people.ratna.post("scan-line-news", cycle.pk, line.pk, **news).status_code == 302
    assert (
        people.ratna.post("scan-line-news", cycle.pk, line.pk, **(news | {"done": "13"})).status_code == 422
    )
    assert people.ratna.post("scan-line-news", cycle.pk, line.pk, **(news | {"done": "4"})).status_code == 422
    second = begin_plan(people.ratna.worn, cycle)
    assert "5 dari 12 unit" in text_of(people.ratna.get("scan-line-news", cycle.pk, second.lines.get().pk))
    assert LineNews.objects.count() == 1


def test_the_room_above_may_take_lines_of_plans_in_force_only(people, cycle):
    a_draft(people.ratna.worn, cycle)
    assert not takeable_lines_for(people.ratna.worn, PLAKARAN, 2026)
    other = at_work(people.ratna.worn, territory="33.27.01.2002")
    a_fixed(
        people.ratna.worn, other, LATRINES, Line("Melatih kader", "P4", 10, "orang", 0, "desa", 2027, "PKK")
    )
    (found,) = takeable_lines_for(people.ratna.worn, PEMALANG, 2026)
    assert (found.territory, found.cost) == ("33.27.01.2002", 48_000_000)
    assert not takeable_lines_for(people.joko.worn, PEMALANG, 2026)
    assert not takeable_lines_for(agency("Dinas Sosial"), PEMALANG, 2026)


def test_a_visit_is_kept_with_its_follow_up(people, cycle):
    sent = {"on": today_in(PLAKARAN).isoformat(), "team": "Dinas Pertanian", "findings": "Jalan longsor."}
    response = people.ratna.post("scan-supervision", cycle.pk, **sent, follow_up="Perbaiki talud")
    assert response.status_code == 302
    visit = Supervision.objects.get()
    done = {"on": sent["on"], "note": "Talud selesai."}
    assert people.ratna.post("scan-supervision-visit", cycle.pk, visit.pk, **done).status_code == 302
    assert "Talud selesai." in text_of(people.ratna.get("scan-supervision-visit", cycle.pk, visit.pk))
    late = people.ratna.post("scan-supervision", cycle.pk, **(sent | {"on": "2030-01-01"}))
    assert late.status_code == 422


def test_a_page_dressed_as_a_photo_is_refused(people, cycle):
    visit = a_visit(people.ratna.worn, cycle)
    page = SimpleUploadedFile("foto.jpg", b"<html><script>1</script></html>")
    response = people.ratna.post("scan-supervision-photo-add", cycle.pk, visit.pk, file=page)
    assert response.status_code == 422
    assert not visit.photos.exists()


def test_the_report_of_a_half_year_is_printed_with_what_people_wrote(people, cycle):
    a_fixed(people.ratna.worn, cycle)
    a_visit(people.ratna.worn, cycle, date(2026, 3, 1))
    sent = {
        "hindrance": "Jalan putus dua bulan.", "next_steps": "Sambungan air.", "date": "2026-07-05",
        "town": "Pemalang", "title": "Kepala Dinas Pertanian", "number": "",
    }  # fmt: skip
    assert people.ratna.post("scan-report", cycle.pk, "2026-1", **sent, act="terbit").status_code == 422
    response = people.ratna.post("scan-report", cycle.pk, "2026-1", **sent, act="rancangan")
    assert response.status_code == 302, text_of(response)
    assert Job.objects.get().state == "selesai", Job.objects.get().message
    paper = Report.objects.get().paper
    assert (paper.kind, paper.status) == ("Laporan Semester", "rancangan")
    assert people.ratna.get("scan-report", cycle.pk, "2031-1").status_code == 404
    kades = Desk(hat("Bu Sri", Role.LURAH, cycle.territory))
    assert kades.get("scan-report", cycle.pk, "2026-1").status_code == 404


def test_a_line_without_news_is_not_told_as_zero_on_page_report_or_profile(people, cycle):
    worn = people.ratna.worn
    plan = a_fixed(worn, cycle, LATRINES, LATRINES)
    report = Report(cycle=cycle, year=2026, half=2, written_by=worn.person)
    values = report_values(worn, report)
    assert "Dari 2 baris rencana semuanya belum ada kabar" in values["lead"]
    assert "0 dari 12" not in json.dumps(
        [values, profile_values(profile_of(worn, cycle, LIMITS), LIMITS)], default=str
    )
    assert "Rp0" not in text_of(people.ratna.get("scan-plan-version", cycle.pk, plan.version))
    write_news(worn, plan.lines.get(number=1), News(on=date(2026, 7, 1), done=0, spent=0))
    values = report_values(worn, report)
    assert [row[3:] for row in values["lines"]["groups"][0]["rows"]] == [
        ["0 dari 12 unit", "48.000.000", "0"],
        ["belum ada kabar", "48.000.000", "–"],
    ]
    assert "0 selesai, 1 baris belum ada kabar. Realisasi Rp0 dari Rp96.000.000" in values["lead"]
    assert "1 baris belum ada kabar" in text_of(people.ratna.get("scan-plan-version", cycle.pk, plan.version))


def test_the_profile_is_printed_and_hides_small_counts(people, cycle):
    agreed_fgd(people.ratna.worn, cycle)
    a_fixed(people.ratna.worn, cycle)
    worker = text_of(people.ratna.get("scan-profile", cycle.pk))
    assert "3 dari 3" in worker
    reader = Desk(hat("Pak Hadi", Role.AUDITOR, PEMALANG))
    assert "3 dari 3" not in text_of(reader.get("scan-profile", cycle.pk))
    assert people.ratna.post("scan-profile-print", cycle.pk).status_code == 302
    assert Job.objects.get().state == "selesai", Job.objects.get().message
    assert Document.objects.get().kind == "Profil Desa Dampingan"


def test_the_profile_lists_programmes_and_says_when_nobody_can_tell_who_is_left_out(people, cycle):
    worn = people.ratna.worn
    a_programme(worn, cycle, name="PKH tahap 2", planned=40, realised=31)
    a_programme(worn, cycle, name="PKH yang dikeluarkan", dropped_at=now())
    page = text_of(people.ratna.get("scan-profile", cycle.pk))
    assert "PKH tahap 2" in page
    assert "31 dari 40 KK" in page
    assert "PKH yang dikeluarkan" not in page
    assert "belum diketahui siapa yang terlewat" in page


def test_the_profile_counts_whom_the_matched_lists_miss_and_hides_small_counts(people, cycle):
    a_list(people.ratna.worn, programme=a_programme(people.ratna.worn, cycle))
    missed = {row["label"]: row["figure"] for row in programmes_told(cycle).counts}
    assert set(missed) == {
        "Terlewat",
        "Menerima sebagian",
        "Belum pasti",
        "Perlu ditanyakan",
        "Tidak terlewat",
    }
    assert "nama hanya untuk musyawarah" in text_of(people.ratna.get("scan-profile", cycle.pk))


def test_the_profile_tells_what_changed_since_the_last_round(people, cycle):
    later = at_work(people.ratna.worn, year=2027, snapshot=cycle.snapshot, homes=0)
    for at in range(40):
        a_household(later, at, bits="000000100" if at < 10 else "000000000")
    page = text_of(people.ratna.get("scan-profile", later.pk))
    assert "Sejak 2026" in page
    assert "turun 75 poin" in page


@pytest.mark.parametrize("page", ["scan-plan", "scan-supervision", "scan-reports", "scan-profile"])
def test_an_outsider_finds_nothing(people, cycle, page):
    assert people.joko.get(page, cycle.pk).status_code == 404
    assert Desk(agency("Dinas Sosial")).get(page, cycle.pk).status_code == 404
    assert Desk(hat("Pak Joko", Role.LURAH, f"{TEGAL}.01.2001")).get(page, cycle.pk).status_code == 404


def test_the_part_of_the_plan_tells_version_cost_and_who_is_waited_for(people, cycle):
    a_sent(people.ratna.worn, cycle)
    told = next(box.told for box in boxes_of(people.ratna.worn, [cycle])[cycle.pk] if box.stage == "rencana")
    assert (told.figure, told.next) == ("Rp48.000.000", "versi 1 menunggu orang kedua")
