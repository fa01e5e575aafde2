"""The inventory of a village: written down, corrected, taken over from last year, read by who works there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berdaya.access.models import AuditEntry
from berdaya.documents.blankforms import blanks, printed
from berdaya.scan.models import ProblemItem, ProgramItem
from berdaya.scan.services.programmes import copy_last_year
from tests.documents.cases import text_of as text_of_pdf
from tests.register.bringing import Cast, text_of
from tests.scan.majalangu import PKH, programme
from tests.scan.things import a_cycle

pytestmark = pytest.mark.django_db
PROBLEM = {
    "aspect": "lingkungan", "text": "Tidak ada jamban di Krajan", "cause": "Lahan sempit", "place": "Krajan",
    "affected": "14", "unit": "kk", "urgency": "3", "sign": "C7",
}  # fmt: skip


@pytest.fixture
def cycle(people: Cast):
    return a_cycle(people.ratna.worn)


def test_a_programme_is_written_down_and_told(people, cycle):
    item = programme(people.ratna, cycle)
    assert (item.budget, item.planned, item.people.women, item.year) == (12_000_000, 20, 10, 2026)
    page = text_of(people.ratna.get("scan-programmes", cycle.pk))
    assert "15 dari 20 KK" in page
    assert "12.000.000" in page
    assert AuditEntry.objects.filter(verb="scan.programme_added").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"women": ""}, "Isi L dan P, atau kosongkan keduanya."),
        ({"status": "rencana"}, "masih rencana tetapi sudah ada realisasi"),
        ({"status": "selesai", "realised": ""}, "realisasi belum diisi"),
        ({"budget": "dua belas"}, "Tulis rupiah bulat"),
        ({"kind": "xyz"}, "xyz"),
    ],
)
def test_what_cannot_be_right_is_not_kept(people, cycle, change, words):
    response = people.ratna.post("scan-programme-add", cycle.pk, **{**PKH, **change})
    assert response.status_code == 422
    assert words in text_of(response)
    assert not ProgramItem.objects.exists()


def test_what_looks_odd_is_kept_and_told(people, cycle):
    item = programme(people.ratna, cycle, realised="25")
    assert "lebih dari target 20" in text_of(people.ratna.get("scan-programme", item.pk))


def test_of_two_who_correct_at_once_the_later_one_is_told(people, cycle):
    item = programme(people.ratna, cycle)
    first = people.ratna.post("scan-programme-change", item.pk, **{**PKH, "name": "PKH tahap 3"}, seen="1")
    assert first.status_code == 302
    late = people.agus.post("scan-programme-change", item.pk, **{**PKH, "name": "PKH"}, seen="1")
    assert late.status_code == 422
    assert "sudah diubah orang lain" in text_of(late)
    item.refresh_from_db()
    assert (item.name, item.version) == ("PKH tahap 3", 2)


def test_last_years_programmes_are_taken_over_once_and_without_what_was_realised(people, cycle):
    programme(people.ratna, cycle)
    programme(people.ratna, cycle, name="Jalan usaha tani", kind="lain", status="berhenti")
    later = a_cycle(people.ratna.worn, year=2027, snapshot=cycle.snapshot)
    assert "Salin 1 dari tahun lalu" in text_of(people.ratna.get("scan-programmes", later.pk))
    assert people.ratna.post("scan-programmes-copy", later.pk).status_code == 302
    copied = later.programmes.get()
    assert (copied.name, copied.status, copied.realised, copied.men) == ("PKH tahap 2", "rencana", None, None)
    assert copy_last_year(people.ratna.worn, later) == 0


def test_a_programme_is_taken_out_of_the_inventory(people, cycle):
    item = programme(people.ratna, cycle)
    assert people.ratna.post("scan-programme-drop", item.pk).status_code == 302
    assert people.ratna.get("scan-programme", item.pk).status_code == 404


def test_a_problem_is_written_down_with_its_sign_and_corrected(people, cycle):
    assert people.ratna.post("scan-problem-add", cycle.pk, **PROBLEM).status_code == 302
    item = ProblemItem.objects.get()
    page = text_of(people.ratna.get("scan-programmes", cycle.pk))
    assert "C7: tidak ada jamban" in page
    changed = people.ratna.post("scan-problem-change", item.pk, **{**PROBLEM, "affected": "15"}, seen="1")
    assert changed.status_code == 302
    item.refresh_from_db()
    assert (item.affected, item.version) == (15, 2)
    people.ratna.post("scan-problem-drop", item.pk)
    assert people.ratna.get("scan-problem-change", item.pk).status_code == 404


def test_a_village_of_others_is_as_absent_as_none(people, cycle):
    item = programme(people.ratna, cycle)
    assert people.joko.get("scan-programmes", cycle.pk).status_code == 404
    assert people.joko.get("scan-programme", item.pk).status_code == 404
    assert people.joko.get("scan-programme", 999).status_code == 404


def test_the_inventory_takes_the_same_queries_for_one_and_for_many(people, cycle):
    programme(people.ratna, cycle)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert people.ratna.get("scan-programmes", cycle.pk).status_code == 200
        return len(caught)

    few = queries()
    for number in range(6):
        programme(people.ratna, cycle, name=f"Program {number}")
    assert queries() == few


def test_the_blank_form_asks_what_the_screen_asks_and_leaves_room_for_the_pen(people, cycle):
    paper = text_of_pdf(printed(blanks()["inventaris-program"], "Kantor Desa", "Desa Plakaran"))
    screens = [people.ratna.get(page, cycle.pk) for page in ("scan-programme-add", "scan-problem-add")]
    for field in (field for screen in screens for field in screen.context["form"]):
        assert _plain(field.label) in paper
        choices = getattr(field.field, "choices", ())
        assert [words for value, words in choices if value and _plain(words) not in paper] == []


def _plain(words: object) -> str:
    return "".join(str(words).split())
