"""Prices, levels, menus, suggestions, gaps, differences and which edition holds: cases and properties."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.plan.rules.differences import difference
from berdaya.plan.rules.force import Force, nearest, standing_of
from berdaya.plan.rules.gaps import priority_gap
from berdaya.plan.rules.levels import level_for, level_of_item, table_faults
from berdaya.plan.rules.lists import AuthorityRow, KamusRow, Level, ListKind, PriorityRow
from berdaya.plan.rules.matching import Matcher, matches
from berdaya.plan.rules.prices import Price, price_verdict
from berdaya.plan.rules.words import level_of, menu_of, menus_on, part_of, sub_item_of, sub_items_on

DAY = date(2026, 11, 1)
MILIAR = 1_000_000_000
PAVING = KamusRow(
    "SP.01", "sarpras", "transportasi", "jalan", "Paving jalan lingkungan", "gang, pavingisasi", "m2",
    165_000, 260_000, Level.VILLAGE, "", "jalan", "",
)  # fmt: skip
DRAIN = replace(PAVING, code="SP.02", name="Saluran drainase", also="selokan, got", sub_item="gorong_gorong")
TANK = replace(PAVING, code="SP.03", name="Tangki septik komunal", also="septic tank", sub_item="mck")
SMALL = AuthorityRow("K1", "jalan", "Jalan lingkungan", Level.VILLAGE, None, MILIAR, "", "Perwali 1/2026")
LARGE = AuthorityRow("K2", "jalan", "Jalan besar", Level.AGENCY, MILIAR, None, "DPUPRPKP", "Perwali 1/2026")
PROMISE = PriorityRow("RPJMD", 2025, 2029, "P1", None, "Sanitasi layak", "", "", "", "", "Perda 3/2025")


# ---------- menus and the eleven sub-items ----------


@pytest.mark.parametrize(
    "text, code",
    [
        ("sarpras", "sarpras"),
        ("Sarana dan Prasarana", "sarpras"),
        ("SARANA PRASARANA", "sarpras"),
        ("pemberdayaan masyarakat", "pemberdayaan"),
        ("Non-fisik", "pemberdayaan"),
        ("olahraga", None),
        ("", None),
    ],
)
def test_a_menu_is_read_as_lists_write_it(text, code):
    found = menu_of(text, DAY)
    assert (found.code if found else None) == code


def test_education_and_culture_stands_in_both_menus():
    assert all(part_of(menu, "Pendidikan_budaya") == "pendidikan_budaya" for menu in menus_on(DAY).values())


def test_there_are_four_conditions_with_eleven_sub_items():
    items = sub_items_on(DAY).values()
    assert len(items) == 11
    assert len({item.condition for item in items}) == 4


@pytest.mark.parametrize(
    "text, code",
    [("Gorong-gorong", "gorong_gorong"), ("drainase", "gorong_gorong"), ("ketrampilan", "keterampilan")],
)
def test_a_sub_item_is_read_under_its_other_names(text, code):
    assert sub_item_of(text, DAY).code == code


@pytest.mark.parametrize(
    "text, level",
    [("RT/RW", Level.RT_RW), ("Desa", Level.VILLAGE), ("OPD", Level.AGENCY), ("camat", None), ("", None)],
)
def test_a_level_is_read_as_lists_write_it(text, level):
    assert level_of(text) == level


# ---------- prices ----------


@pytest.mark.parametrize(
    "volume, cost, price, off_by",
    [
        (100, 16_500_000, Price.WITHIN, 0),
        (100, 26_000_000, Price.WITHIN, 0),
        (100, 16_499_999, Price.BELOW, 1),
        (100, 26_000_001, Price.ABOVE, 1),
        (Decimal("2.5"), 500_000, Price.WITHIN, 0),
        (Decimal("2.5"), 0, Price.BELOW, 412_500),
    ],
)
def test_a_cost_is_within_below_or_above_with_the_rupiah(volume, cost, price, off_by):
    verdict = price_verdict(PAVING, volume, cost)
    assert (verdict.price, verdict.off_by, verdict.plausible) == (price, off_by, price is Price.WITHIN)


def test_the_reason_of_a_price_names_the_numbers():
    said = price_verdict(PAVING, 50, 30_000_000).reason
    for words in (
        "Rp600.000 per m2",
        "di atas kisaran",
        "Rp165.000 sampai Rp260.000",
        "50 m2",
        "Rp13.000.000",
    ):
        assert words in said


def test_one_zero_too_many_is_told_as_the_cost_that_was_meant():
    assert price_verdict(PAVING, 50, 100_000_000).meant == 10_000_000
    assert price_verdict(PAVING, 50, 10_000).meant == 10_000_000
    assert price_verdict(PAVING, 50, 10_000_000).meant is None
    assert price_verdict(PAVING, 50, 33_333_333).meant is None


def test_a_volume_of_nothing_has_no_price():
    with pytest.raises(ValueError):
        price_verdict(PAVING, 0, 1)


@given(
    low=st.integers(0, 10**9),
    more=st.integers(0, 10**9),
    volume=st.fractions(min_value=Fraction(1, 100), max_value=10**5),
    cost=st.integers(0, 10**14),
)
def test_the_bounds_decide_and_nothing_else(low, more, volume, cost):
    item = replace(PAVING, price_low=low, price_high=low + more + 1)
    verdict = price_verdict(item, volume, cost)
    inside = low * volume <= cost <= (low + more + 1) * volume
    assert (verdict.price is Price.WITHIN) == inside
    assert verdict.per_unit * volume == cost
    assert verdict.least <= verdict.most
    assert verdict.off_by >= 0
    if verdict.meant is not None:
        assert price_verdict(item, volume, verdict.meant).plausible


# ---------- levels ----------


@pytest.mark.parametrize(
    "cost, row", [(1, SMALL), (MILIAR, SMALL), (MILIAR + 1, LARGE), (100 * MILIAR, LARGE)]
)
def test_road_work_above_one_miliar_goes_to_the_dinas(cost, row):
    verdict = level_for("Jalan", cost, [SMALL, LARGE])
    assert (verdict.level, verdict.agency, verdict.row) == (row.level, row.agency, row)
    assert "Perwali 1/2026" in verdict.reason


def test_work_that_the_table_does_not_name_has_no_level_and_says_so():
    verdict = level_for("stadion", 1, [SMALL])
    assert not verdict.known
    assert "tidak memuat pekerjaan “stadion”" in verdict.reason


def test_a_cost_that_no_row_names_has_no_level():
    assert "tidak untuk Rp2.000.000.000" in level_for("jalan", 2 * MILIAR, [SMALL]).reason


def test_an_item_falls_back_on_the_level_of_the_kamus():
    verdict = level_of_item(replace(DRAIN, level=Level.KECAMATAN, work=""), 5, [SMALL, LARGE])
    assert verdict.level is Level.KECAMATAN
    assert "menurut kamus usulan" in verdict.reason


@pytest.mark.parametrize(
    "rows, codes",
    [
        ([SMALL, LARGE], []),
        ([replace(SMALL, up_to=2 * MILIAR), LARGE], ["plan.overlap"]),
        ([replace(SMALL, up_to=None), LARGE], ["plan.overlap"]),
        ([replace(SMALL, up_to=MILIAR // 2), LARGE], ["plan.gap"]),
        ([LARGE], ["plan.gap"]),
        ([SMALL, replace(SMALL, code="K9", work="mck")], []),
    ],
)
def test_limits_of_one_work_neither_overlap_nor_leave_gaps(rows, codes):
    for order in permutations(rows):
        assert [fault.code for fault in table_faults([(f"baris {r.code}", r) for r in order])] == codes


@given(
    cuts=st.lists(st.integers(1, 10**12), min_size=1, max_size=6, unique=True).map(sorted),
    cost=st.integers(1, 2 * 10**12),
)
def test_a_table_without_faults_gives_every_cost_exactly_one_row(cuts, cost):
    bounds = [None, *cuts, None]
    rows = [
        replace(SMALL, code=f"K{n}", above=above, up_to=up_to)
        for n, (above, up_to) in enumerate(zip(bounds, bounds[1:], strict=False))
    ]
    assert table_faults([(row.code, row) for row in rows]) == []
    assert sum(row.holds(cost) for row in rows) == 1
    assert level_for("jalan", cost, rows).known


# ---------- suggestions ----------


@pytest.mark.parametrize(
    "typed, found",
    [
        ("paving", [PAVING]),
        ("pav", [PAVING]),
        ("paping", [PAVING]),
        ("selokan", [DRAIN]),
        ("seloka", [DRAIN]),
        ("septik", [TANK]),
        ("SP.03", [TANK, PAVING, DRAIN]),
        ("stadion", []),
        ("x", []),
        ("", []),
        ("dan di", []),
    ],
)
def test_items_are_suggested_by_beginnings_sounds_and_other_names(typed, found):
    assert matches(typed, [PAVING, DRAIN, TANK]) == found


def test_more_of_the_typed_words_stand_first():
    walls = replace(PAVING, code="SP.09", name="Jalan setapak")
    assert matches("paving jalan", [walls, PAVING])[0] == PAVING


@given(st.text(max_size=60))
def test_no_typed_text_is_too_strange(text):
    found = Matcher([PAVING, DRAIN, TANK]).find(text)
    assert len({match.item.code for match in found}) == len(found)


@given(st.sampled_from([PAVING, DRAIN, TANK]))
def test_an_item_is_found_first_by_its_own_name(item):
    assert matches(item.name, [PAVING, DRAIN, TANK])[0] == item


# ---------- priorities ----------


@pytest.mark.parametrize(
    "own_year, year, holds",
    [(None, 2025, True), (None, 2030, False), (2027, 2027, True), (2027, 2026, False)],
)
def test_a_promise_without_a_year_holds_in_each_year_of_its_period(own_year, year, holds):
    assert replace(PROMISE, year=own_year).holds_in(year) is holds


def test_the_gap_is_told_from_both_sides():
    other = replace(PROMISE, code="P2", title="UMKM naik kelas")
    gap = priority_gap([PROMISE, other], {"u1": ["P1"], "u2": [], "u3": ["P9"], "u4": ["P1", "P1"]})
    assert gap.unproposed == (other,)
    assert gap.unmatched == ("u2", "u3")
    assert gap.served == {"P1": 2, "P2": 0}


# ---------- differences ----------


def test_what_a_new_edition_changes_is_told_by_code():
    dearer = replace(PAVING, price_high=280_000)
    found = difference(ListKind.KAMUS, [PAVING, DRAIN], [dearer, TANK])
    assert found.new == (TANK,)
    assert found.gone == (DRAIN,)
    (changed,) = found.changed
    assert [str(one) for one in changed.changes] == ["Harga satuan tertinggi: Rp260.000 → Rp280.000"]


ROWS = st.lists(
    st.builds(
        lambda code, price: replace(PAVING, code=code, price_high=300_000 + price),
        st.sampled_from("ABCDEFG"),
        st.integers(0, 2),
    ),
    unique_by=lambda row: row.code,
)


@given(ROWS, ROWS)
def test_every_row_of_either_edition_is_counted_once(before, after):
    found = difference(ListKind.KAMUS, before, after)
    assert len(found.new) + len(found.changed) + found.same == len(after)
    assert len(found.gone) + len(found.changed) + found.same == len(before)
    assert found.none == (sorted(map(repr, before)) == sorted(map(repr, after)))


# ---------- which edition holds ----------


@dataclass(frozen=True)
class Sheet:
    pk: int
    territory: str = "35.73"
    valid_from: date = date(2026, 1, 1)
    valid_to: date | None = None
    series: str = ""
    kind: str = "kamus"


NATION, CITY, VILLAGE = Sheet(1, ""), Sheet(2), Sheet(3, "35.73.05.1002")
NEWER = Sheet(4, valid_from=date(2026, 6, 1))


@pytest.mark.parametrize(
    "territory, day, holds",
    [
        ("35.73.05.1002.002.003", DAY, VILLAGE),
        ("35.73.05.1011", DAY, NEWER),
        ("35.73.05.1011", date(2026, 3, 1), CITY),
        ("35.78", DAY, NATION),
        ("", DAY, NATION),
        ("35.73", date(2025, 1, 1), None),
    ],
)
def test_the_nearest_territory_with_an_edition_gives_the_newest(territory, day, holds):
    for order in permutations([NATION, CITY, VILLAGE, NEWER]):
        assert nearest(order, territory, day).get("") == holds


def test_a_correction_of_the_same_day_holds_when_confirmed_later():
    assert nearest([CITY, replace(CITY, pk=9)], "35.73", DAY)[""].pk == 9


def test_each_plan_document_holds_for_itself():
    rkpd = replace(CITY, pk=5, series="RKPD", valid_from=date(2026, 10, 1))
    rpjmd = replace(CITY, pk=6, series="RPJMD")
    assert set(nearest([rkpd, rpjmd], "35.73", DAY)) == {"RKPD", "RPJMD"}


def test_where_an_edition_stands_is_told_with_the_one_in_its_stead():
    beside = [CITY, NEWER, replace(CITY, pk=7, valid_from=date(2027, 1, 1))]
    assert standing_of(CITY, beside, DAY).force is Force.REPLACED
    assert standing_of(CITY, beside, DAY).instead == NEWER.pk
    assert standing_of(NEWER, beside, DAY).force is Force.IN_FORCE
    assert standing_of(beside[2], beside, DAY).force is Force.TO_COME
    ended = replace(CITY, valid_to=date(2026, 2, 1))
    assert standing_of(ended, [ended], DAY).force is Force.OVER


def test_when_a_shorter_edition_ends_the_older_one_holds_again():
    short = replace(NEWER, valid_to=date(2026, 8, 31))
    assert nearest([CITY, short], "35.73", date(2026, 7, 1))[""] == short
    assert nearest([CITY, short], "35.73", DAY)[""] == CITY


SHEETS = st.lists(
    st.builds(
        Sheet,
        st.integers(1, 99),
        st.sampled_from(["", "35", "35.73", "35.73.05", "35.78"]),
        st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    ),
    unique_by=lambda one: one.pk,
)


@given(SHEETS, st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_at_most_one_edition_of_a_territory_is_in_force_and_it_is_the_one_found(sheets, day):
    for territory in ("", "35", "35.73"):
        own = [one for one in sheets if one.territory == territory]
        holding = [one for one in own if standing_of(one, sheets, day).force is Force.IN_FORCE]
        assert len(holding) <= 1
        assert holding == [] or nearest(own, territory, day)[""] == holding[0]
