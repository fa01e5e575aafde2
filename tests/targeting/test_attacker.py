"""A reader with the paper, the published index and the formula tries to find the small counts."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.documents.tables import Band
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.shares import round_half_up
from berdaya.targeting.inputs.gathering import Files
from berdaya.targeting.printing.annex import Annex
from berdaya.targeting.printing.answers import Assigned, Selected, read_selection
from berdaya.targeting.printing.decree import Decree
from berdaya.targeting.printing.making import AnnexAsked, make_annex, make_summary
from berdaya.targeting.printing.summary import Summary
from berdaya.targeting.rules.places import Place
from berdaya.targeting.rules.publication import Shown, Standing, what_may_be_shown
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Seats, select
from berdaya.targeting.selecting import Asked, select_places
from tests.targeting.cases import TODAY, places, rule

LEAST = 10
WEIGHT = Fraction(3, 5)
TWO_SMALL = """
33.27.01.2001 520 0.7240
33.27.01.2002 410 0.6216
33.27.01.2003 7 0.5173
33.27.01.2004 3 0.5175
33.27.01.2005 150 0.6959
33.27.01.2006 10 0.5174
33.27.08.1001 40 -
33.27.08.1002 9 -
33.27.08.1003 0 -
"""
Paper = dict[str, tuple[int | None, Decimal | None]]


def standing(ranking, by: dict[str, Place]) -> list[Standing]:
    return [
        Standing(
            r.place.code,
            r.place.stratum,
            r.place.n,
            Fraction(r.score),
            r.place.index is not None,
            bool(by[r.place.code].red),
        )
        for r in ranking
    ]


def ranked(some: list[Place], method: Method):
    return select(some, Seats(min(4, len(some))), method, WEIGHT).ranked


def printed(some: list[Place], method: Method, shown: Shown) -> Paper:
    """Rank and score, as far as they are printed."""
    return {
        r.place.code: (
            r.rank if r.place.code in shown.ranks else None,
            round_half_up(Fraction(r.score), 4) if r.place.code in shown.scores else None,
        )
        for r in ranked(some, method)
    }


def shown_of(some: list[Place], method: Method) -> Shown:
    by = {place.code: place for place in some}
    return what_may_be_shown(standing(ranked(some, method), by), method, WEIGHT, LEAST)


def guesses(some: list[Place]) -> Iterator[list[Place]]:
    small = [place for place in some if 0 < place.n < LEAST]
    for values in product(range(1, LEAST), repeat=len(small)):
        guess = {place.code: n for place, n in zip(small, values, strict=True)}
        yield [replace(place, n=guess.get(place.code, place.n)) for place in some]


def attack(some: list[Place], method: Method) -> dict[str, set[int]]:
    """What each small count may still be: every guess that gives the same paper."""
    shown = shown_of(some, method)
    paper = printed(some, method, shown)
    found: dict[str, set[int]] = {place.code: set() for place in some if 0 < place.n < LEAST}
    for guess in guesses(some):
        if printed(guess, method, shown) == paper:
            for place in guess:
                if place.code in found:
                    found[place.code].add(place.n)
    return found


@pytest.mark.parametrize("method", Method)
def test_rank_and_score_beside_a_small_count_do_not_tell_it(method):
    found = attack(places(TWO_SMALL), method)
    assert found == dict.fromkeys(found, set(range(1, LEAST)))
    assert len(found) == 3


def test_the_attacker_would_succeed_where_scores_were_printed():
    """The test can fail: with every score on paper M2 gives the counts away."""
    some = places(TWO_SMALL)
    everything = frozenset(place.code for place in some)
    open_to_all = Shown(LEAST, frozenset(), everything, everything, everything)
    paper = printed(some, Method.M2, open_to_all)
    fitting = [g for g in guesses(some) if printed(g, Method.M2, open_to_all) == paper]
    assert {place.n for guess in fitting for place in guess if place.code == "33.27.01.2003"} == {7}


desa = st.lists(st.tuples(st.sampled_from([0, 10, 11, 12, 40]), st.integers(0, 6)), min_size=1, max_size=5)
few = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 6)), max_size=2)


@settings(max_examples=15)
@given(desa, few, st.sampled_from(Method), st.booleans())
def test_no_paper_tells_a_small_count(visible, small, method, kelurahan):
    """Whatever the places, the method and the stratum: all of 1 to 9 stay possible for each."""
    kind = 1 if kelurahan else 2
    lines = [
        f"33.27.01.{kind}{i:03} {n} {'-' if kelurahan else f'0.500{index}'} - {'merah' if index % 2 else 'x'}"
        for i, (n, index) in enumerate([(99, 3), *visible, *small], start=1)
    ]
    found = attack(places("\n".join(lines)), method)
    assert found == dict.fromkeys(found, set(range(1, LEAST)))


def test_in_a_stratum_without_small_counts_everything_is_printed():
    some = places("33.27.01.2001 520 0.7\n33.27.01.2002 41 0.6\n33.27.08.1001 4 -")
    shown = shown_of(some, Method.M1)
    assert shown.scores == shown.trials == {"33.27.01.2001", "33.27.01.2002"}


def test_a_visible_place_that_no_small_one_can_pass_keeps_its_rank():
    shown = shown_of(places(TWO_SMALL), Method.M1)
    assert {"33.27.01.2001", "33.27.01.2002"} <= shown.ranks
    assert not {"33.27.01.2003", "33.27.01.2005"} & shown.ranks


# ---------- whole papers ----------


COUNTS = """code,decile1_households,households
33.27.01.2001,520,1200
33.27.01.2002,410,900
33.27.01.2003,{a},800
33.27.01.2004,{b},700
33.27.02.2001,150,600
33.27.02.2002,80,500
33.27.08.1004,90,400
33.27.08.1015,12,300
"""
INDEX = """code,idm
33.27.01.2001,0.7240
33.27.01.2002,0.6216
33.27.01.2003,0.5173
33.27.01.2004,0.5100
33.27.02.2001,0.6959
33.27.02.2002,0.7829
"""


def papers(folder, a: int, b: int) -> str:
    """All figures of annex (paper and workbook), summary and chart, where two places have so many."""
    (folder / "counts.csv").write_text(COUNTS.format(a=a, b=b))
    (folder / "index.csv").write_text(INDEX)
    files = Files(folder / "counts.csv", None, folder / "index.csv")
    asked = Asked(files=files, district="33.27", on=TODAY, seats=5, seats_desa=4)
    selected = Selected(json.loads(canonical_json(select_places(asked))))
    publication = rule("targeting.publication")
    annex = Annex(selected, Assigned({}), {}, Decree(), publication, rule("targeting.needs"), TODAY)
    summary = Summary(selected, publication, TODAY)
    sheets = [[row.label if isinstance(row, Band) else row for row in s.rows] for s in annex.sheets()]
    values = summary.values()
    told = [
        values[part] for part in ("lead", "boxes", "kecamatan", "near", "ambang", "scatter-note", "digest")
    ]
    told += [annex.paper().code, summary.paper().code]
    return canonical_json([annex.values(), sheets, told, values["scatter"], values["map"]])


def test_all_that_is_printed_stays_the_same_whatever_two_small_counts_are(tmp_path):
    """Not only narrow: nothing on the papers depends on them, as long as the list itself is the same."""
    first = papers(tmp_path, 7, 3)
    assert {papers(tmp_path, a, b) == first for a, b in ((8, 3), (9, 2), (5, 1))} == {True}


PERSONS = """code,decile1_households,decile1_persons,households
33.27.01.2001,520,2100,1200
33.27.01.2002,410,1600,900
33.27.01.2003,{few},{people},800
33.27.02.2001,150,600,600
33.27.02.2002,80,300,500
33.27.08.1004,90,350,400
33.27.08.1015,12,40,300
"""


def by_persons(folder, few: int, people: int) -> str:
    (folder / "counts.csv").write_text(PERSONS.format(few=few, people=people))
    (folder / "index.csv").write_text(INDEX)
    files = Files(folder / "counts.csv", None, folder / "index.csv")
    asked = Asked(files=files, district="33.27", on=TODAY, seats=5, seats_desa=4, unit="persons")
    (folder / "daftar.json").write_text(canonical_json(select_places(asked)))
    annex, _ = make_annex(AnnexAsked(selection=folder / "daftar.json"))
    summary = make_summary(read_selection(folder / "daftar.json"))
    sheets = [[row.label if isinstance(row, Band) else row for row in s.rows] for s in annex.sheets()]
    values = summary.values()
    told = [values[part] for part in ("lead", "boxes", "kecamatan", "near", "scatter-note", "digest")]
    return canonical_json([annex.values(), sheets, told, values["scatter"], values["map"]])


def test_where_persons_are_counted_a_place_of_few_households_is_hidden_too(tmp_path):
    first = by_persons(tmp_path, 9, 47)
    assert "<10 ruta" in first
    assert {by_persons(tmp_path, few, n) == first for few, n in ((8, 33), (2, 21), (5, 58))} == {True}


def test_where_persons_are_counted_a_place_of_ten_households_is_printed(tmp_path):
    assert '<10 ruta"' not in by_persons(tmp_path, 10, 47)
