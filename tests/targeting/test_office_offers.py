"""What this room gives to the house and to strangers: tasks, search, places, the board, the public page."""

from datetime import date, timedelta

import pytest

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.kernel.offers import Progress, StageState
from berdaya.targeting import above, public
from berdaya.targeting import board as boards
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.models import AssignedPlace, Run
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.place import sections_for
from berdaya.targeting.search import hits_for
from berdaya.targeting.services.deciding import correct_decree
from berdaya.targeting.services.files import bring_file
from berdaya.targeting.tasks import tasks_for
from tests.office import PEMALANG, browser, hat
from tests.targeting.desk import (
    COUNTS,
    DESA,
    KELURAHAN,
    agency,
    assigned,
    checked,
    computed,
    counts_file,
    decree_facts,
    decreed,
    discussed,
    draft,
    neighbour,
)

pytestmark = pytest.mark.django_db


def asked_of(worn):
    return [task.what.rsplit(" ", 1)[0] for task in tasks_for(worn)]


# ---------- tasks ----------


def test_a_draft_waits_for_whoever_began_it(ratna, darmo):
    draft(ratna)
    assert (asked_of(ratna), asked_of(darmo)) == (["Lengkapi daftar dampingan"], [])


def test_a_discussed_list_waits_for_a_second_person_only(ratna, darmo):
    discussed(ratna)
    assert (asked_of(ratna), asked_of(darmo)) == ([], ["Periksa daftar dampingan"])


def test_a_checked_list_waits_for_its_decree(ratna, darmo, agus):
    checked(ratna, darmo)
    assert (asked_of(ratna), asked_of(agus)) == ([], ["Tetapkan daftar dampingan"])


def test_a_task_is_late_after_the_deadline_of_the_list(ratna, darmo):
    run = discussed(ratna)
    yesterday = today_in(PEMALANG) - timedelta(days=1)
    Run.objects.filter(pk=run.pk).update(due=yesterday)
    assert tasks_for(darmo)[0].late(today_in(PEMALANG))


def test_a_decree_that_runs_out_asks_for_the_next_list(ratna, darmo, agus):
    soon = today_in(PEMALANG) + timedelta(days=30)
    decreed(ratna, darmo, agus, valid_to=soon.isoformat())
    assert [task.due for task in tasks_for(agus)] == [soon]


def test_an_agency_hears_of_its_new_places(ratna, darmo, agus):
    decreed(ratna, darmo, agus, assigned(ratna))
    many = AssignedPlace.objects.filter(agency="DINSOS").count()
    assert tasks_for(agency())[0].what == f"Kenali {many} tempat dampingan Dinas Sosial"


def test_pak_joko_has_nothing_to_do_here(ratna):
    discussed(ratna)
    assert tasks_for(neighbour()) == []


# ---------- search ----------


def test_a_decree_is_found_by_its_number(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    assert [hit.address for hit in hits_for(agency(), "188.4/1")] == [f"/sasaran/{run.pk}/"]


def test_an_agency_is_found_by_its_name(ratna, darmo, agus):
    decreed(ratna, darmo, agus, assigned(ratna))
    assert [hit.name for hit in hits_for(ratna, "dinas kesehatan")] == ["Dinas Kesehatan"]


def test_a_draft_is_found_by_those_who_work_on_it(ratna):
    draft(ratna)
    year = str(today_in(PEMALANG).year)
    assert len(hits_for(ratna, year)) == 1
    assert hits_for(agency(), year) == hits_for(neighbour(), year) == []


# ---------- places ----------


def test_a_village_knows_whether_it_is_assisted_and_by_whom(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus, assigned(ratna))
    inside = run.computation.results.filter(selected=True).first()
    section = sections_for(ratna, inside.code)[0]
    assert section.heading == "Didampingi menurut keputusan"
    assert section.facts[0].label == "Pendamping"


def test_a_village_outside_is_told_its_rank(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    outside = run.computation.results.filter(selected=False, stratum="desa").first()
    section = sections_for(ratna, outside.code)[0]
    assert section.heading == "Tidak termasuk daftar dampingan"
    assert section.facts[0].value == f"{outside.rank} dari 8 desa"


def test_a_kecamatan_counts_its_assisted_places(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    assert sections_for(ratna, "33.27.01")[0].heading == "4 dari 8 desa dan kelurahan didampingi"


def test_a_lurah_is_led_to_why_the_own_village(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    lurah = hat("Bu Lurah", Role.LURAH, DESA[0].code)
    assert sections_for(lurah, DESA[0].code)[0].address == f"/sasaran/mengapa/{DESA[0].code}"


def test_without_a_decree_a_place_says_nothing(ratna):
    computed(ratna)
    assert sections_for(ratna, DESA[0].code) == []


def test_a_lurah_reads_about_the_own_village_on_the_first_page(ratna, darmo, agus):
    run, _ = decreed(ratna, darmo, agus)
    inside = run.computation.results.filter(selected=True, stratum="desa").first()
    lurah = hat("Bu Lurah", Role.LURAH, inside.code)
    assert f"Desa {inside.name} didampingi" in browser(lurah).get("/sasaran/").content.decode()


# ---------- the board ----------


@pytest.fixture
def stages(monkeypatch):
    """A room further down that tells of one place: scanned late, its meeting done."""

    class Room:
        @staticmethod
        def stages_for(worn, codes):
            first = codes[0]
            return [
                StageState(first, "pindai", Progress.RUNNING, "12 dari 40 rumah", "/", date(2020, 1, 1)),
                StageState(first, "musdes", Progress.DONE, "selesai", "/", date(2020, 1, 1)),
            ]

    monkeypatch.setattr(boards, "_rooms", lambda: (Room,))


def test_stages_that_no_room_tells_of_are_named_in_one_line(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    said = browser(ratna).get("/sasaran/papan").content.decode()
    assert "belum dibuka di kantor ini: Inventaris, Pindai, Musdes, FGD, Rencana, SID." in said
    assert said.split("<main", 1)[1].split("</main>", 1)[0].count("belum dibuka") == 1


def test_a_narrow_board_says_of_each_place_what_is_next(ratna, darmo, agus, stages):
    _, decree = decreed(ratna, darmo, agus)
    row = next(row for row in boards.board(ratna, decree, today_in(PEMALANG)) if row.done)
    assert row.next.startswith("Pindai: ")
    assert f"{row.agency}. {row.next}</small>" in browser(ratna).get("/sasaran/papan").content.decode()


def test_the_board_shows_who_is_late(ratna, darmo, agus, stages):
    decreed(ratna, darmo, agus)
    rows = browser(ratna).get("/sasaran/papan?lihat=terlambat").context["listed"].rows
    assert [row.late for row in rows] == [1]


def test_a_stage_that_is_done_is_never_late(ratna, darmo, agus, stages):
    _, decree = decreed(ratna, darmo, agus)
    row = next(row for row in boards.board(ratna, decree, today_in(PEMALANG)) if row.done)
    assert [cell.late for cell in row.cells][:2] == [True, False]


def test_the_board_of_a_camat_holds_the_places_of_the_kecamatan(ratna, darmo, agus):
    decreed(ratna, darmo, agus)
    camat = hat("Bu Siti", Role.CAMAT, "33.27.01")
    rows = browser(camat).get("/sasaran/papan").context["listed"].rows
    assert {row.code[:8] for row in rows} == {"33.27.01"}


def test_without_a_decree_the_board_says_what_comes_first(ratna):
    assert "Belum ada keputusan yang berlaku" in browser(ratna).get("/sasaran/papan").content.decode()


# ---------- what a stranger may see ----------


def test_anybody_reads_the_decreed_list(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus, assigned(ratna))
    said = browser().get(f"/keputusan/{decree.slug}").content.decode()
    for row in run.computation.results.filter(selected=True):
        assert row.name in said
    assert "Dinas Sosial" in said


def test_no_name_of_a_person_stands_on_the_public_page(ratna, darmo, agus):
    _, decree = decreed(ratna, darmo, agus, assigned(ratna))
    said = browser().get(f"/keputusan/{decree.slug}").content.decode()
    for name in (decree.signatory, "Bu Ratna", "Pak Darmo", "Mas Agus"):
        assert name not in said


def test_no_place_outside_the_decree_stands_on_the_public_page(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus)
    shown = {place.code for place in public.published(decree.slug).places}
    assert shown == set(run.computation.results.filter(selected=True).values_list("code", flat=True))


def test_small_counts_are_hidden_and_not_given_away(ratna, darmo, agus):
    small = KELURAHAN[-1].code
    counts = COUNTS | {small: 7} | {place.code: 3 for place in KELURAHAN[:-1]}
    run = draft(ratna)
    file = bring_file(
        ratna, FileKind.COUNTS, counts_file(counts, "kecil.csv"), setting_of(PEMALANG, run)
    ).file
    _, decree = decreed(ratna, darmo, agus, computed(ratna, counts=file))
    shown = {place.code: place.count for place in public.published(decree.slug).places}
    assert shown[small] == "<10"
    assert " 7<" not in browser().get(f"/keputusan/{decree.slug}").content.decode()


def test_a_list_that_is_not_decreed_has_no_public_page(ratna, darmo):
    checked(ratna, darmo)
    assert browser().get("/keputusan/tebakan222").status_code == 404


def test_the_public_page_of_a_followed_decree_says_so(ratna, darmo, agus):
    _, before = decreed(ratna, darmo, agus)
    decreed(ratna, darmo, agus, number="188.4/2/Tahun 2026")
    assert (
        "sudah diganti Keputusan Nomor 188.4/2/Tahun 2026"
        in browser().get(f"/keputusan/{before.slug}").content.decode()
    )


def test_the_address_stays_when_a_slip_of_the_pen_is_corrected(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus)
    correct_decree(agus, run, run.version, decree_facts(number="188.4/9/Tahun 2026"), "salah ketik")
    assert "188.4/9/Tahun 2026" in browser().get(f"/keputusan/{decree.slug}").content.decode()


def test_a_villager_finds_the_own_village(ratna, darmo, agus):
    run, decree = decreed(ratna, darmo, agus)
    row = run.computation.results.filter(selected=True).first()
    answer = browser().get(f"/keputusan/{decree.slug}?saring={row.name}")
    assert row.code in {place.code for place in answer.context["places"]}


def test_the_fields_of_a_public_row_are_these_and_no_others():
    assert set(public.PublicPlace.__slots__) == {
        "code",
        "kind",
        "name",
        "kecamatan",
        "agency",
        "count",
        "index",
        "status",
    }


# ---------- the boards of a province ----------


@pytest.fixture
def province():
    return hat("Pak Gubernur", Role.BAPPEDA, "33")


class TestABoardForAWholeProvince:
    def test_each_kabupaten_with_a_decree_is_a_line(self, ratna, darmo, agus, province, stages):
        _, decree = decreed(ratna, darmo, agus)
        page = browser(province).get("/sasaran/papan")
        (row,) = page.context["listed"].rows
        assert (row.code, row.number, row.places) == (PEMALANG, decree.number, decree.discussion.decided)
        assert (row.led, row.late, row.done) == (row.places, 1, (0, 1))

    def test_it_takes_no_more_questions_for_more_kabupaten(
        self, ratna, darmo, agus, province, django_assert_num_queries
    ):
        decreed(ratna, darmo, agus)
        with django_assert_num_queries(6):  # four of our own, two of the room that tells of stages
            above.regions(province, today_in(PEMALANG))

    def test_a_line_leads_to_the_places_of_that_kabupaten(self, ratna, darmo, agus, province):
        _, decree = decreed(ratna, darmo, agus)
        page = browser(province).get(f"/sasaran/papan?kab={PEMALANG}")
        assert page.context["listed"].total == decree.discussion.decided
        assert page.context["listed"].heads[0].address.startswith(f"?kab={PEMALANG}")

    @pytest.mark.parametrize("code", ["34.01", "33.27.01", "x", ""])
    def test_what_is_no_kabupaten_of_the_province_opens_no_board(self, ratna, darmo, agus, province, code):
        decreed(ratna, darmo, agus)
        assert browser(province).get(f"/sasaran/papan?kab={code}").context["listed"].total == 1

    def test_another_province_sees_nothing_of_it(self, ratna, darmo, agus):
        decreed(ratna, darmo, agus)
        other = hat("Bu Joko", Role.BAPPEDA, "34")
        assert "Belum ada keputusan" in browser(other).get(f"/sasaran/papan?kab={PEMALANG}").content.decode()
