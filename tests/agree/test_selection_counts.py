"""The counts of decile 1: one household after the other, and as expressions over a whole register."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.register.rules.ranking import Home, counts_by_place
from berdaya.targeting.population import as_runs, decile1_by_place, without_decile_by_place

homes = st.lists(
    st.builds(
        Home,
        place=st.sampled_from(["0", "1", "2", "3"]),
        decile=st.one_of(st.none(), st.integers(1, 10)),
        persons=st.integers(0, 12),
    ),
    max_size=60,
)


def frame(some: list[Home]) -> pl.LazyFrame:
    """Households as a snapshot keeps them: numbers in their smallest form, no decile as null."""
    columns = {
        "place": [int(home.place) for home in some],
        "decile": [home.decile for home in some],
        "persons": [home.persons for home in some],
    }
    types = {"place": pl.UInt32, "decile": pl.UInt8, "persons": pl.UInt8}
    return pl.LazyFrame(columns, schema=types)


def runs(some: list[Home]) -> pl.LazyFrame:
    """The same as runs of equal households, as the narrow layout keeps them."""
    narrow = frame(some).with_columns(pl.col("decile").fill_null(0))
    return narrow.group_by("decile", "place", "persons").agg(pl.len().alias("households"))


@settings(deadline=None)
@given(homes)
def test_expressions_count_as_the_rule_does(some):
    expected = {
        int(place): (found.decile1_households, found.decile1_persons)
        for place, found in counts_by_place(some).items()
        if found.decile1_households
    }
    for layout in (runs(some), as_runs(frame(some))):
        counted = decile1_by_place(layout).collect()
        assert {row[0]: row[1:] for row in counted.rows()} == expected


@settings(deadline=None)
@given(homes)
def test_households_without_a_decile_are_counted_apart(some):
    expected = {}
    for home in some:
        if home.decile is None:
            expected[int(home.place)] = expected.get(int(home.place), 0) + 1
    counted = without_decile_by_place(as_runs(frame(some))).collect()
    assert dict(counted.rows()) == expected


@settings(deadline=None)
@given(homes, st.randoms())
def test_the_order_of_households_does_not_matter(some, random):
    shuffled = random.sample(some, len(some))
    counted = [decile1_by_place(as_runs(frame(order))).collect() for order in (some, shuffled)]
    assert counted[0].equals(counted[1])
