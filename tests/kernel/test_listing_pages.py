"""Lists as pages show them: narrowed, sorted, cut."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.listing import ROWS, Column, Listed, listed


@dataclass(frozen=True)
class Desa:
    name: str
    rt: int | None = 0


DESA = [Desa("Plakaran", 15), Desa("Banyumudal", None), Desa("Sima", 4), Desa("Mandiraja", 15)]
COLUMNS = (
    Column("nama", "Desa", lambda desa: desa.name.lower()),
    Column("rt", "RT", lambda desa: desa.rt, numeric=True),
)


def page(rows=DESA, **asked: str) -> Listed[Desa]:
    return listed(rows, COLUMNS, asked, lambda desa: desa.name.lower())


def names(shown: Listed[Desa]) -> list[str]:
    return [desa.name for desa in shown.rows]


def test_without_being_asked_rows_keep_their_order():
    assert names(page()) == ["Plakaran", "Banyumudal", "Sima", "Mandiraja"]


def test_a_word_narrows_the_list_whatever_its_case():
    shown = page(saring="  MUDAL ")
    assert (names(shown), shown.found, shown.total) == (["Banyumudal"], 1, 4)


def test_all_words_have_to_be_there():
    assert names(page(saring="a sima")) == ["Sima"]


def test_a_column_sorts_and_a_minus_turns_it_round():
    assert names(page(urut="nama")) == ["Banyumudal", "Mandiraja", "Plakaran", "Sima"]
    assert names(page(urut="-nama")) == ["Sima", "Plakaran", "Mandiraja", "Banyumudal"]


@pytest.mark.parametrize("way", ["rt", "-rt"])
def test_what_nobody_knows_comes_last_either_way(way):
    assert names(page(urut=way))[-1] == "Banyumudal"


@pytest.mark.parametrize("way", ["rt", "-rt"])
def test_equal_rows_keep_their_order_either_way(way):
    order = names(page(urut=way))
    assert order.index("Plakaran") < order.index("Mandiraja")


def test_a_column_that_is_not_there_sorts_nothing():
    assert names(page(urut="rahasia")) == names(page())


def test_a_click_sorts_words_from_a_and_numbers_from_the_largest_and_the_next_turns_round():
    assert [head.address for head in page().heads] == ["?urut=nama", "?urut=-rt"]
    assert page(urut="-rt").heads[1].address == "?urut=rt"
    assert page(urut="nama").heads[0].address == "?urut=-nama"


def test_the_head_says_how_the_list_is_sorted():
    assert [head.sorted for head in page(urut="-rt").heads] == ["", "descending"]


def test_sorting_keeps_the_word_and_paging_keeps_both():
    many = [Desa(f"Desa {n:03}") for n in range(120)]
    shown = page(many, saring="desa", urut="-nama", hal="2")
    assert shown.heads[1].address == "?saring=desa&urut=-rt"
    assert (shown.before, shown.after) == (
        "?saring=desa&urut=-nama&hal=1",
        "?saring=desa&urut=-nama&hal=3",
    )
    assert (shown.first, shown.last, shown.pages) == (51, 100, 3)


@pytest.mark.parametrize("asked", ["9", "0", "-1", "dua", "9" * 30, "²"])
def test_a_page_that_is_not_there_gives_one_that_is(asked):
    assert page(hal=asked).page == 1


def test_an_empty_list_has_one_empty_page():
    shown = page([])
    assert (shown.pages, shown.first, shown.last, shown.after) == (1, 0, 0, "")


@given(st.lists(st.integers(0, 99), max_size=200), st.sampled_from(["rt", "-rt", ""]))
def test_the_pages_together_are_the_whole_list(numbers, way):
    rows = [Desa(str(position), number) for position, number in enumerate(numbers)]
    pages = page(rows, urut=way).pages
    together = [row for number in range(1, pages + 1) for row in page(rows, urut=way, hal=str(number)).rows]
    assert sorted(together, key=lambda row: int(row.name)) == rows
    assert all(len(page(rows, urut=way, hal=str(n)).rows) == ROWS for n in range(1, pages))
