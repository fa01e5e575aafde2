"""Who benefits of all signed statements: the lines of the board add up, small groups are not told."""

import io
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from berdaya.access.rules.roles import Role
from berdaya.budget.book import incidence_here
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.benefits import Line, Signed, for_board, lines_of
from berdaya.budget.rules.incidence import Benefit, Incidence
from berdaya.budget.rules.reading import statement_of
from tests.budget.cases import CORRECTED, corrected
from tests.office import browser, hat

WONOKROMO, SAWUNGGALING, KECAMATAN, KOTA = "35.78.04.1001", "35.78.04.1006", "35.78.04", "35.78"
WOMEN = 108_000_000 + 15_000_000 + 204_000_000


def signed(key, place, *benefits, office="Dinas Rekaan"):
    return Signed(key, place, f"Subkegiatan {key}", office, Incidence(benefits))


def benefit(budget=100, men=50, women=50):
    share = Fraction(women, men + women) if men + women else None
    return Benefit("Kursus", budget, share, "jumlah penerima", men + women)


PLACES = st.sampled_from([WONOKROMO, SAWUNGGALING, "35.78.05.1001", KOTA])
BENEFITS = st.builds(benefit, st.integers(0, 10**12), st.integers(0, 60), st.integers(0, 60))


@given(st.lists(st.tuples(PLACES, st.lists(BENEFITS, max_size=3)), max_size=6), st.integers(0, 20))
def test_the_lines_add_up_to_the_whole_and_every_statement_stands_in_one(drawn, least):
    found = [signed(at, place, *benefits) for at, (place, benefits) in enumerate(drawn)]
    found = [
        Signed(one.key, one.place, one.title, one.office, for_board(one.incidence, least)) for one in found
    ]
    below = [KECAMATAN, "35.78.05"]
    lines = lines_of(below, dict.fromkeys(below, "Kecamatan"), found)
    whole = Line("Bersama", tuple(found)).sums
    for name in ("men", "women", "unknown"):
        assert sum(getattr(one.sums, name) for one in lines) == getattr(whole, name)
    assert sorted(one.key for line in lines for one in line.statements) == list(range(len(found)))
    assert whole.men + whole.women + whole.unknown == sum(b.budget for one in drawn for b in one[1])


def test_fewer_receivers_than_may_be_shown_are_not_split_and_no_difference_tells_them():
    nine, ten = benefit(men=8, women=1), benefit(men=9, women=1)
    told = for_board(Incidence((nine, ten)), 10)
    assert (told.women, told.men, told.unknown) == (10, 90, 100)
    assert Line("x", (signed(1, KOTA, nine),)).sums.women == 11


def test_few_women_among_many_are_told_since_that_is_what_the_board_is_for():
    assert for_board(Incidence((benefit(men=95, women=5),)), 10).share == Fraction(1, 20)


@pytest.mark.parametrize(
    ("benefits", "why"),
    [
        ((), "tidak ada aktivitas terbaca"),
        ((Benefit("CCTV", None, None, ""),), "anggaran aktivitas belum terisi"),
        ((Benefit("CCTV", 5, None, "penerima tidak dipilah"),), "penerima tidak dipilah L dan P"),
        ((benefit(men=1, women=1),), "penerimanya terlalu sedikit"),
    ],
)
def test_a_statement_without_figures_says_why(benefits, why):
    one = signed(1, KOTA, *for_board(Incidence(benefits), 10).benefits)
    assert (one.told, one.why_not) == (False, why)


def test_what_an_agency_signed_for_the_whole_place_stands_under_its_name():
    found = [signed(1, WONOKROMO, benefit()), signed(2, KOTA, benefit()), signed(3, KOTA, benefit())]
    lines = lines_of([KECAMATAN], {KECAMATAN: "Wonokromo"}, found)
    assert [(one.name, len(one.statements)) for one in lines] == [("Wonokromo", 1), ("Dinas Rekaan", 2)]
    assert [one.name for one in lines_of([], {}, found[1:])] == ["Subkegiatan 2", "Subkegiatan 3"]


def sign(place, record, title="Contoh"):
    siti = hat("Bu Siti", Role.OPERATOR, WONOKROMO)
    made = Statement.objects.create(
        territory=place, year=2024, code="7.01.03.2.02.0003", title=title, version=1, signed=1,
        state="ditandatangani",
    )  # fmt: skip
    facts = {"sha256": "0" * 64, "came_from": "", "rules": "", "made_by": siti.person}
    Version.objects.create(statement=made, number=1, record=record, **facts)
    return made


@pytest.fixture
def two(db):
    plan = deepcopy(CORRECTED["rencana_aksi"])
    plan = [{"teks": "Pengadaan CCTV", "anggaran": 60_000_000, "sebab": []}]
    silent = sign(SAWUNGGALING, corrected(rencana_aksi=plan), "Keamanan kampung")
    return sign(WONOKROMO, CORRECTED), silent


def test_the_board_tells_what_the_statement_tells_and_which_one_tells_nothing(two):
    told, silent = two
    client = browser(hat("Bu Indah", Role.GENDER, KOTA))
    page = client.get(f"/anggaran/arg/?wilayah={KECAMATAN}&tahun=2024")
    sums = page.context["board"].benefits.whole.line.sums
    own = incidence_here(statement_of(CORRECTED).statement)
    assert (sums.women, sums.men) == (own.women, own.men) == (WOMEN, 1_163_200_000)
    text = page.content.decode()
    assert "1 dari 2 pernyataan" in text
    assert f'<a href="/anggaran/{silent.pk}/">Keamanan kampung</a>, Kelurahan Sawunggaling' in text
    assert f'<a href="/anggaran/{told.pk}/">Contoh</a>, Kelurahan Wonokromo' in text
    assert "21,94%" in text


def test_the_workbook_has_the_lines_their_sum_and_those_without_figures(two):
    client = browser(hat("Bu Indah", Role.GENDER, KOTA))
    answer = client.get(f"/anggaran/arg.xlsx?wilayah={KECAMATAN}&tahun=2024")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    cells = [cell for row in book.get_sheet_by_name("Penerima manfaat").to_python() for cell in row]
    assert cells.count(float(WOMEN)) == 2
    assert "Keamanan kampung" in str(book.get_sheet_by_name("Dasar manfaat").to_python())


def test_the_board_asks_as_few_questions_for_many_statements_as_for_one(two, django_assert_max_num_queries):
    for at in range(12):
        sign(f"35.78.05.10{at + 10}", CORRECTED)
    client = browser(hat("Bu Indah", Role.GENDER, KOTA))
    with django_assert_max_num_queries(10):
        client.get("/anggaran/arg/?tahun=2024")


def test_a_statement_of_another_city_is_not_in_the_sum(two):
    sign("35.73.05.1001", CORRECTED)
    client = browser(hat("Bu Indah", Role.GENDER, KOTA))
    told = client.get("/anggaran/arg/?tahun=2024").context["board"].benefits
    assert len(told.statements) == 2
