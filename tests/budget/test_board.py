"""The board of gender-responsive budgets, and who benefits of a statement."""

import io
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.board import Entry, standing_of
from berdaya.budget.rules.case import Case
from berdaya.budget.rules.flow import State
from berdaya.budget.rules.incidence import incidence_of
from berdaya.budget.rules.law import law_for
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.shown import Shown
from tests.budget.cases import CORRECTED, corrected
from tests.office import browser, hat

WONOKROMO, SAWUNGGALING, KECAMATAN = "35.78.04.1001", "35.78.04.1006", "35.78.04"
TOTAL, LINKED = 1_594_389_976, 205_000_000


def of(record):
    statement = statement_of(record).statement
    return incidence_of(Case(statement, law_for(statement)))


def test_the_corrected_example_gives_women_what_they_receive_and_says_what_is_not_known():
    found = of(CORRECTED)
    trainees, officers, _, honoraria, _ = found.benefits
    assert (trainees.women, trainees.men) == (108_000_000, 72_000_000)
    assert (officers.women, officers.men) == (15_000_000, 10_000_000)
    assert honoraria.share == Fraction(17_000_000, 107_100_000)
    assert found.women + found.men + found.unknown == TOTAL
    assert found.unknown == 60_000_000 + 44_189_976


@given(st.integers(0, 10**12), st.integers(0, 500), st.integers(0, 500))
def test_men_and_women_together_receive_the_whole_activity(budget, men, women):
    plan = [{"teks": "Kursus las", "anggaran": budget, "keluaran": f"peserta L {men}, P {women}"}]
    (one,) = of(corrected(rencana_aksi=plan)).benefits
    if men + women:
        assert (one.men or 0) + (one.women or 0) == budget
    else:
        assert one.women is None


def entry(place=WONOKROMO, state=State.SIGNED, signed=True, total=TOTAL, linked=LINKED, most=LINKED):
    return Entry(place, state, signed, total, linked, most)


def test_only_signed_statements_count_and_a_draft_has_not_been_sent():
    villages = [WONOKROMO, SAWUNGGALING]
    draft = entry(SAWUNGGALING, State.DRAFT, False, None, None, None)
    told = standing_of(KECAMATAN, villages, [entry(), draft], 10 * TOTAL)
    assert (told.sent, told.missing, told.nominal, told.linked) == (1, (SAWUNGGALING,), TOTAL, LINKED)
    assert told.nominal_share == Fraction(1, 10)
    assert told.within == Fraction(LINKED, TOTAL)


def test_a_statement_that_is_opened_again_keeps_counting_what_was_signed():
    told = standing_of(KECAMATAN, [WONOKROMO], [entry(state=State.DRAFT)], None)
    assert (told.sent, told.nominal, told.nominal_share) == (1, TOTAL, None)


def test_a_sum_with_an_upper_bound_in_it_is_an_upper_bound():
    bound = entry(SAWUNGGALING, linked=None, most=7)
    told = standing_of(KECAMATAN, [WONOKROMO], [entry(), bound], None)
    assert (told.linked, told.exact) == (LINKED + 7, False)


def test_a_place_beside_with_a_longer_code_is_not_counted():
    told = standing_of("35.78.0", [], [entry()], None)
    assert told.statements == 0


@pytest.fixture
def signed(db):
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    made = Statement.objects.create(
        territory=WONOKROMO, year=2024, code="7.01.03.2.02.0003", title="Contoh", version=1, signed=1,
        state="ditandatangani",
    )  # fmt: skip
    facts = {"sha256": "0" * 64, "came_from": "", "rules": "", "made_by": siti.person}
    sums = {"total": TOTAL, "linked": LINKED, "linked_at_most": LINKED}
    Version.objects.create(statement=made, number=1, record=CORRECTED, **facts, **sums)
    return made


def test_the_board_of_the_city_tells_which_kecamatan_has_sent(signed, django_assert_max_num_queries):
    client = browser(hat("Bu Indah", Role.GENDER, "35.78"))
    with django_assert_max_num_queries(9):
        page = client.get("/anggaran/arg/").content.decode()
    assert "1 dari 153 kelurahan" in page
    below = client.get(f"/anggaran/arg/?wilayah={KECAMATAN}&tahun=2024").content.decode()
    assert "Rp1.594.389.976" in below
    assert "Sawunggaling" in below.partition("belum mengirim")[2]


def test_the_board_opens_on_this_year_while_next_year_is_being_written(signed):
    next_year = today_in(WONOKROMO).year + 1
    Statement.objects.create(territory=WONOKROMO, year=next_year, code="7.01.03.2.02.0003", title="Contoh")
    client = browser(hat("Bu Indah", Role.GENDER, "35.78"))
    assert "<strong>2024</strong>" in client.get("/anggaran/arg/").content.decode()


def test_the_share_of_the_spending_needs_a_source_and_is_told_with_it(signed):
    client = browser(hat("Bu Indah", Role.GENDER, "35.78"))
    given = {"territory": KECAMATAN, "year": "2024", "amount": "15.943.899.760", "request_id": str(uuid4())}
    assert client.post("/anggaran/arg/belanja/", given).status_code == 422
    given |= {"source": "DPA Kecamatan Wonokromo 2024", "request_id": str(uuid4())}
    assert client.post("/anggaran/arg/belanja/", given).status_code == 302
    page = client.get(f"/anggaran/arg/?wilayah={KECAMATAN}&tahun=2024").content.decode()
    assert "10,00% dan 1,29% dari belanja" in page
    assert "DPA Kecamatan Wonokromo 2024" in page


def test_the_workbook_holds_numbers_and_those_who_have_not_sent(signed):
    client = browser(hat("Bu Indah", Role.GENDER, "35.78"))
    answer = client.get(f"/anggaran/arg.xlsx?wilayah={KECAMATAN}&tahun=2024")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    cells = [cell for row in book.get_sheet_by_name("ARG").to_python() for cell in row]
    assert cells.count(float(TOTAL)) == 2
    missing = book.get_sheet_by_name("Belum mengirim").to_python()
    assert any("Sawunggaling" in str(row) for row in missing)


def test_another_city_is_not_told(signed):
    client = browser(hat("Pak Joko", Role.OPERATOR, "35.73.05.1001"))
    assert client.get(f"/anggaran/arg/?wilayah={KECAMATAN}").status_code == 404


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "2 perlu dijawab"),
        (State.SUBMITTED, "2 perlu dijawab"),
        (State.REVIEWED, "2 dijawab"),
        (State.SIGNED, "2 dijawab"),
    ],
)
def test_a_warning_is_called_answered_only_when_the_reviewer_let_it_pass(state, words):
    assert Shown(Statement(state=state.value, warnings=2), "", "").words == words
