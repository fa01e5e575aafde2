"""The panel "Mengapa?" as a sum in lines: worked cases, ties, rounding, and what a reader asks next."""

from decimal import Decimal
from fractions import Fraction

import pytest

from berdaya.targeting.rules.places import Place, Unit
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import ranking
from berdaya.targeting.rules.whys import Asked, weight_words

# The six villages of the worked case (w = 0.6), as desa of Kecamatan Moga.
CASE = {
    "D1": (520, "0.7240", "0,7600"),
    "D2": (410, "0.6216", "0,8800"),
    "D3": (300, "0.8173", "0,3000"),
    "D4": (300, "0.6545", "0,6200"),
    "D5": (150, "0.6959", "0,3600"),
    "D6": (80, "0.7829", "0,0800"),
}
CODES = {name: f"33.27.01.200{i}" for i, name in enumerate(CASE, start=1)}


def asked(places, seats=3, weight=Fraction(3, 5)):
    return Asked(
        ranking(Method.M1, places, seats, weight), seats, weight, Unit.HOUSEHOLDS, "IDM", Fraction(3, 4)
    )


def case():
    return [Place(CODES[name], name, n, index=Decimal(idm)) for name, (n, idm, _) in CASE.items()]


@pytest.mark.parametrize("name", CASE)
def test_the_total_is_the_score_of_the_worked_case(name):
    assert asked(case()).why(CODES[name]).total == CASE[name][2]


def test_each_line_says_what_its_figure_was_compared_with():
    count, index = asked(case()).why(CODES["D1"]).lines
    assert (count.label, count.product, count.value) == ("0,6 × peringkat desil 1", "0,6 × 1,0000", "0,6000")
    assert count.context == "520 ruta; 5 dari 5 desa lain lebih sedikit"
    assert index.context == "0,7240; 2 dari 5 desa lain lebih tinggi"
    assert (index.product, index.value) == ("0,4 × 0,4000", "0,1600")


def test_a_tie_is_said_to_count_by_half():
    count, _ = asked(case()).why(CODES["D3"]).lines
    assert count.context == "300 ruta; 2 dari 5 desa lain lebih sedikit, 1 sama banyak (dihitung setengah)"


def test_a_high_index_beside_much_poverty_is_explained():
    rich = Place("33.27.01.2007", "D7", 600, index=Decimal("0.9000"))
    why = asked([*case(), rich]).why(rich.code)
    assert why.verdict == (
        "D7 terpilih karena jumlah warganya yang sangat miskin, bukan karena indeks desanya."
    )
    assert why.rest[0].startswith("IDM tinggi dan kemiskinan tinggi bukan salah hitung.")
    assert why.lines[1].context == "0,9000; hanya 0 dari 6 desa lain lebih tinggi"


def test_a_low_index_beside_little_poverty_is_explained():
    few = Place("33.27.01.2007", "D7", 5, index=Decimal("0.5000"))
    assert "rendah tidak selalu berarti" in asked([*case(), few]).why(few.code).rest[0]


def test_a_place_below_the_line_is_told_where_the_seats_end():
    verdict = asked(case()).why(CODES["D6"]).verdict
    assert verdict == "D6 belum terpilih: peringkat 6 dari 6 desa, kursi habis di peringkat 3."


def test_a_kelurahan_has_one_line_and_no_index():
    places = [Place(f"33.27.08.100{i}", f"K{i}", 100 * i) for i in range(1, 4)]
    why = asked(places, seats=2).why("33.27.08.1003")
    assert [line.label for line in why.lines] == ["Peringkat desil 1"]
    assert (why.total, why.lines[0].value) == ("1,0000", "1,0000")
    assert "Kelurahan tidak memiliki indeks desa" in why.rest[0]


def test_a_desa_without_a_published_index_is_told_so():
    new = Place("33.27.01.2007", "D7", 200)
    assert "belum terbit" in asked([*case(), new]).why(new.code).rest[0]


def test_rounding_that_shows_is_said():
    places = [
        Place(f"33.27.01.20{i:02}", f"D{i}", n, index=Decimal(f"0.6{i:02}"))
        for i, n in enumerate((5, 9, 2, 7, 1, 8, 3), 10)
    ]
    whys = [asked(places, weight=Fraction(1, 3)).why(place.code) for place in places]
    for why in whys:
        parts = sum(Decimal(line.value.replace(",", ".")) for line in why.lines)
        assert ("pembulatan" in why.total_label) == (parts != Decimal(why.total.replace(",", ".")))


def test_what_would_move_a_place_is_said_with_its_weight():
    assert (
        asked(case(), seats=4)
        .tipping(CODES["D5"])
        .startswith("Ia keluar dari daftar bila bobot desil 1 naik")
    )


def test_a_stratum_of_one_compares_with_nobody():
    alone = Place("33.27.08.1001", "K1", 40)
    assert asked([alone], seats=1).why(alone.code).lines[0].context == "40 ruta; tanpa kelurahan lain"


@pytest.mark.parametrize(
    ("weight", "words"), [(Fraction(3, 5), "0,6"), (Fraction(1), "1"), (Fraction(0), "0")]
)
def test_a_weight_is_written_without_zeros_at_its_end(weight, words):
    assert weight_words(weight) == words
