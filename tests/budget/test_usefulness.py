"""What became of the findings of each check: the columns add up, the last answer counts."""

import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.access.rules.roles import Role
from berdaya.budget.models import Version
from berdaya.budget.rules.flow import Kind
from berdaya.budget.rules.usefulness import Fate, Judged, Said, counts_of, endings_of, together
from berdaya.budget.rules.verdicts import CHECKS
from berdaya.budget.services import flow
from berdaya.budget.services.keeping import checked_record, keep
from tests.budget.cases import CORRECTED, corrected
from tests.office import browser, hat

WONOKROMO, KOTA = "35.78.04.1001", "35.78"


def fates(versions, answers=()):
    told = endings_of(
        [Judged(1, number, frozenset(failing.split())) for number, failing in versions],
        [Said(1, number, check, kind, words) for number, check, kind, words in answers],
    )
    return {one.check: one.fate for one in told}


def test_what_the_newest_version_no_longer_has_was_mended_even_if_it_had_been_overruled():
    assert fates([(1, "G03 G05"), (2, "G05")], [(1, "G03", Kind.OVERRULED, "alasan")]) == {
        "G03": Fate.MENDED,
        "G05": Fate.OPEN,
    }


def test_the_last_answer_counts_and_holds_for_a_newer_version_that_nobody_has_answered():
    said = [(1, "G03", Kind.ACCEPTED, ""), (2, "G03", Kind.MISTAKEN, "")]
    assert fates([(1, "G03"), (2, "G03"), (3, "G03")], said) == {"G03": Fate.MISTAKEN}


def test_an_answer_with_words_is_accepted_with_a_reason():
    versions = [Judged(one, 1, frozenset({"G24"})) for one in (1, 2)]
    said = [Said(1, 1, "G24", Kind.ACCEPTED, "Nama dagang"), Said(2, 1, "G24", Kind.ACCEPTED)]
    (count,) = [one for one in counts_of(endings_of(versions, said)) if one.check == "G24"]
    assert (count.found, count.fates[Fate.ACCEPTED], count.reasoned) == (2, 2, 1)
    assert count.vain == 0


CHECK = st.sampled_from(["G03", "G09", "G24"])
VERSIONS = st.lists(st.builds(Judged, st.integers(1, 4), st.integers(1, 3), st.frozensets(CHECK)), max_size=9)
ANSWERS = st.lists(
    st.builds(Said, st.integers(1, 4), st.integers(1, 3), CHECK, st.sampled_from(Kind), st.just("")),
    max_size=9,
)


@given(VERSIONS, ANSWERS)
def test_every_check_ever_found_in_a_statement_ends_once_and_the_lines_add_up(versions, answers):
    endings = endings_of(versions, answers)
    ever = {(one.statement, check) for one in versions for check in one.failing}
    assert {(one.statement, one.check) for one in endings} == ever
    assert len(endings) == len(ever)
    counts, whole = counts_of(endings), together(endings)
    assert [one.check for one in counts] == list(CHECKS)
    assert sum(one.found for one in counts) == whole.found == len(ever)
    assert all(sum(one.fates[fate] for one in counts) == whole.fates[fate] for fate in Fate)
    assert all(one.vain is None or 0 <= one.vain <= 1 for one in counts)


@pytest.fixture
def reviewed(db):
    """A paper is brought, mended, submitted with a reason, and the focal point calls one check mistaken."""
    siti, indah = hat("Bu Siti", Role.OPERATOR, WONOKROMO), hat("Bu Indah", Role.GENDER, KOTA)
    keep(siti, WONOKROMO, corrected(tujuan="", penanggung_jawab=""), "gbs.docx")
    record = corrected(penanggung_jawab="", jumlah_anggaran=1)
    one = keep(siti, WONOKROMO, record, "gbs.docx").statement
    found = checked_record(record)
    flow.submit(siti, one.pk, dict.fromkeys(found.errors, "Menunggu RKA dari kecamatan"))
    said = dict.fromkeys(found.warnings, (Kind.ACCEPTED, ""))
    flow.let_pass(indah, one.pk, said | {"G28": (Kind.MISTAKEN, "Nama ada di lampiran")})
    return one


def test_the_page_tells_what_was_mended_overruled_and_called_mistaken(reviewed):
    page = browser(hat("Bu Ratna", Role.GENDER, KOTA)).get("/anggaran/arg/pemeriksaan/")
    rows = {one.count.check: one for one in page.context["told"].rows}
    assert (rows["G01"].count.found, rows["G01"].mended) == (1, 1)
    assert (rows["G17"].overruled, rows["G17"].count.vain) == (1, Fraction(1))
    assert (rows["G28"].mistaken, rows["G28"].accepted) == (1, 0)
    text = page.content.decode()
    assert "“Nama ada di lampiran”" in text
    assert "“Menunggu RKA dari kecamatan”" in text


def test_the_list_sorts_by_what_is_in_vain_and_keeps_place_and_year(reviewed):
    client = browser(hat("Bu Ratna", Role.GENDER, KOTA))
    page = client.get(f"/anggaran/arg/pemeriksaan/?wilayah={WONOKROMO}&tahun=2024&urut=-bagian")
    shares = [one.count.vain for one in page.context["listed"].rows if one.count.vain is not None]
    assert shares == sorted(shares, reverse=True)
    assert f"?wilayah={WONOKROMO}&amp;tahun=2024&amp;urut=" in page.content.decode()
    assert client.get("/anggaran/arg/pemeriksaan/?tahun=2031").context["told"].whole.count.found == 0


def test_a_version_from_before_the_count_is_left_out_and_told(reviewed):
    keep(hat("Bu Siti", Role.OPERATOR, WONOKROMO), WONOKROMO, CORRECTED | {"tahun_anggaran": 2023}, "a.docx")
    kept = Version.objects.exclude(statement=reviewed).get()
    facts = {"sha256": "0" * 64, "came_from": "", "rules": "", "made_by": kept.made_by}
    Version.objects.create(statement=kept.statement, number=2, record=CORRECTED, **facts)
    page = browser(hat("Bu Ratna", Role.GENDER, KOTA)).get("/anggaran/arg/pemeriksaan/")
    assert page.context["told"].uncounted == 1
    assert "1 pernyataan dengan versi dari sebelum" in page.content.decode()


def test_the_workbook_has_all_checks_and_the_cases(reviewed):
    client = browser(hat("Bu Ratna", Role.GENDER, KOTA))
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/anggaran/arg/pemeriksaan.xlsx").content))
    numbers = {str(row[0]) for row in book.get_sheet_by_name("Pemeriksaan").to_python()}
    assert set(CHECKS) <= numbers
    assert "Nama ada di lampiran" in str(book.get_sheet_by_name("Keliru dan dilewati").to_python())


def test_it_asks_few_questions_and_another_city_is_not_told(reviewed, django_assert_max_num_queries):
    client = browser(hat("Bu Ratna", Role.GENDER, KOTA))
    with django_assert_max_num_queries(9):
        client.get("/anggaran/arg/pemeriksaan/")
    joko = browser(hat("Pak Joko", Role.OPERATOR, "35.73.05.1001"))
    assert joko.get(f"/anggaran/arg/pemeriksaan/?wilayah={WONOKROMO}").status_code == 404
    assert "Nama ada di lampiran" not in joko.get("/anggaran/arg/pemeriksaan/").content.decode()
