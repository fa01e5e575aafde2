"""Changes by people, stability over the years, coverage, needs, and what is not printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.targeting.rules.changes import (
    Change,
    ChangeKind,
    decided,
    judge_changes,
    seats_finding,
    seats_words,
)
from berdaya.targeting.rules.coverage import coverage, coverage_by_kecamatan
from berdaya.targeting.rules.judgements import Earlier
from berdaya.targeting.rules.outcome import work_out
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.request import Policy, Request
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Seats, select
from berdaya.targeting.rules.stability import Incumbent, Margins, Move, may_graduate, renew
from tests.targeting.cases import TODAY, WORKED, places, rule

IN, OUT, UNKNOWN = "33.27.01.2001", "33.27.01.2003", "33.27.01.2099"


def change(
    code: str, kind: str, reason="tanah longsor", proposer="Camat Moga", meeting="BA 4/2025"
) -> Change:
    return Change(code, ChangeKind(kind), reason, proposer, meeting, "perubahan.csv baris 2")


def faults(*changes: Change) -> list[str]:
    return [f.code for f in judge_changes(changes, {IN}, {IN, OUT})]


def test_people_may_drop_one_place_and_add_another():
    swap = (change(IN, "cabut"), change(OUT, "tambah"))
    assert judge_changes(swap, {IN}, {IN, OUT}) == []
    assert decided({IN}, swap) == {OUT}


@pytest.mark.parametrize("missing", ["reason", "proposer", "meeting"])
def test_a_change_without_reason_proposer_or_meeting_is_refused(missing):
    assert faults(change(OUT, "tambah", **{missing: " "})) == ["changes.incomplete"]


@pytest.mark.parametrize(
    "code, kind, fault",
    [
        (IN, "tambah", "changes.inside"),
        (OUT, "cabut", "changes.outside"),
        (UNKNOWN, "tambah", "changes.unknown"),
    ],
)
def test_a_change_that_changes_nothing_is_refused(code, kind, fault):
    assert faults(change(code, kind)) == [fault]


def test_a_place_is_changed_once_only():
    assert faults(change(OUT, "tambah"), change(OUT, "tambah")) == ["changes.twice"]


def test_people_are_told_when_their_list_does_not_fill_the_seats():
    assert [f.severity for f in seats_finding(87, 86)] == ["W"]
    assert seats_finding(86, 86) == []


# ---------- stability ----------

TWENTY = "\n".join(f"33.27.01.{2000 + i} {1000 - i} -" for i in range(1, 21))
MARGINS = Margins(Fraction("0.10"), 2, Fraction("0.30"))


def after(incumbents: dict[int, int], seats: int = 10, verified: dict[str, int] | None = None):
    """Moves by number: place i has rank i. `incumbents` holds warnings so far."""
    ranking = select(places(TWENTY), Seats(seats)).rankings[Stratum.DESA]
    now = {
        f"33.27.01.{2000 + i}": Incumbent(f"33.27.01.{2000 + i}", 1000, times)
        for i, times in incumbents.items()
    }
    return {int(s.code[-2:]): s.move for s in renew(ranking, seats, now, verified or {}, MARGINS)}


def test_a_place_stays_up_to_the_margin_beyond_the_seats():
    assert after({11: 0})[11] is Move.STAYS


def test_a_place_beyond_the_margin_is_warned_and_leaves_in_the_next_edition():
    assert after({12: 0})[12] is Move.WARNED
    assert after({12: 1})[12] is Move.SLIPPED


def test_the_margin_is_rounded_up():
    assert (MARGINS.last_rank(10), MARGINS.last_rank(77), MARGINS.last_rank(9)) == (11, 85, 10)


def test_new_places_enter_in_rank_order_only_where_a_seat_is_free():
    moves = after(dict.fromkeys([1, 2, 3, 4, 5, 6, 7, 11, 12], 0))
    assert [i for i, move in moves.items() if move is Move.ENTERS] == [8]


def test_no_place_enters_beyond_the_seats():
    moves = after(dict.fromkeys(range(1, 11), 0), verified={"33.27.01.2001": 0})
    assert moves[1] is Move.GRADUATED
    assert 11 not in moves


def test_a_place_kept_in_one_group_takes_the_seat_of_a_newcomer_in_the_other():
    desa = WORKED + "33.27.08.1001 90 -\n33.27.08.1002 80 -\n33.27.08.1003 70 -"
    kept = [f"33.27.01.{2000 + i}" for i in (1, 2, 4, 5)] + ["33.27.08.1001", "33.27.08.1002"]
    fixed = {Stratum.DESA: 3, Stratum.KELURAHAN: 3}
    found = outcome(desa, Seats(6, fixed), kept)
    assert found.computed == frozenset(kept)
    assert [f.code for f in found.findings if f.code == "changes.seats"] == []


def test_places_kept_beyond_every_seat_are_named_as_such():
    kept = [f"33.27.01.{2000 + i}" for i in (1, 2, 4, 5)]
    found = outcome(WORKED, Seats(3), kept)
    assert found.computed == frozenset(kept)
    warning = next(f for f in found.findings if f.code == "changes.seats")
    assert "1 tempat dari daftar lama dipertahankan" in warning.problem
    assert seats_words(3, 4) == "3 kursi + 1 dipertahankan"


def outcome(text: str, seats: Seats, kept: list[str]):
    policy = Policy(*(rule(f"targeting.{name}") for name in ("selection", "sensitivity", "publication")))
    request = Request("33.27", TODAY, seats, Method.M1, Fraction(3, 5), Unit.HOUSEHOLDS, "IDM")
    earlier = Earlier({code: Incumbent(code, 100, 0) for code in kept}, comparable=True)
    return work_out(places(text), request, policy, earlier=earlier)


@pytest.mark.parametrize("verified, ready", [(70, True), (71, False)])
def test_a_place_graduates_when_its_verified_count_fell_by_three_tenths(verified, ready):
    assert may_graduate(100, verified, MARGINS) is ready


@given(st.dictionaries(st.integers(1, 20), st.integers(0, 1), max_size=10), st.integers(1, 12))
def test_entering_never_brings_more_places_than_seats(incumbents, seats):
    moves = after(incumbents, seats)
    inside = sum(m in (Move.STAYS, Move.WARNED, Move.ENTERS) for m in moves.values())
    kept = sum(m in (Move.STAYS, Move.WARNED) for m in moves.values())
    assert inside == max(kept, seats)


# ---------- coverage ----------


def test_coverage_counts_who_is_inside_and_who_is_left():
    found = coverage(places(WORKED), {"33.27.01.2001", "33.27.01.2002"})
    assert (found.n_selected, found.n_outside, found.share) == (930, 830, Fraction(930, 1760))


def test_the_kecamatan_add_up_to_the_whole():
    some = places(WORKED + "33.27.02.2001 40 -")
    parts = coverage_by_kecamatan(some, {"33.27.01.2001"})
    assert list(parts) == ["33.27.01", "33.27.02"]
    assert sum(p.n_all for p in parts.values()) == coverage(some, set()).n_all
