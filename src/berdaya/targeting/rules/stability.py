"""Stability over the years of a decree: a place is not dropped because its rank wavers.

It leaves only if its rank was beyond the seats by more than a margin in two editions of the register
running, or if the village meeting agreed that it is ready and its verified count fell far enough. A new
place enters only when a seat is free and its rank is within the seats. So while places that stay fill more
seats of one stratum than it has, the other one takes in that many fewer, and the seats in all still hold.
Another register begins a new base year: nothing is compared across.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from berdaya.targeting.rules.selection import Ranked


@dataclass(frozen=True, slots=True)
class Margins:
    """From the rulebook: how far beyond the seats, how many editions, how far the count must fall."""

    release: Fraction
    editions: int
    fall: Fraction

    def last_rank(self, seats: int) -> int:
        """K + h, h = ceil(margin x K): up to this rank a place on the list is safe."""
        return seats + ceil(self.release * seats)

    def beyond(self, rank: int, seats: int) -> bool:
        return rank > self.last_rank(seats)


@dataclass(frozen=True, slots=True)
class Incumbent:
    """A place on the last list: its count when it came in, and editions running in which it was beyond."""

    code: str
    base_n: int
    times_beyond: int


class Move(StrEnum):
    STAYS = "tetap"
    WARNED = "diperingatkan"
    SLIPPED = "keluar karena peringkat"
    GRADUATED = "lulus"
    ENTERS = "masuk"


@dataclass(frozen=True, slots=True)
class Step:
    code: str
    move: Move
    times_beyond: int = 0

    @property
    def inside(self) -> bool:
        return self.move in (Move.STAYS, Move.WARNED, Move.ENTERS)


def may_graduate(base_n: int, verified_n: int, margins: Margins) -> bool:
    """Has the verified count fallen by the share asked, from what it was when the place came in?"""
    return verified_n <= (1 - margins.fall) * base_n


def of_incumbents(
    ranking: Sequence[Ranked],
    seats: int,
    incumbents: Mapping[str, Incumbent],
    verified: Mapping[str, int],
    margins: Margins,
) -> list[Step]:
    """What becomes of the places of the last list in one stratum, in rank order.

    `verified` holds the counts that village meetings agreed on for places that are ready to leave.
    """
    return [
        _of_incumbent(r, seats, incumbents[r.place.code], verified.get(r.place.code), margins)
        for r in ranking
        if r.place.code in incumbents
    ]


def renew(
    ranking: Sequence[Ranked],
    seats: int,
    incumbents: Mapping[str, Incumbent],
    verified: Mapping[str, int],
    margins: Margins,
    room: int | None = None,
) -> list[Step]:
    """What becomes of each place of one stratum in a new edition of the same register, in rank order.

    `room` is what the places that stay in the other stratum leave of the seats in all.
    """
    steps = {step.code: step for step in of_incumbents(ranking, seats, incumbents, verified, margins)}
    free = min(seats, seats if room is None else room) - sum(step.inside for step in steps.values())
    for r in ranking:
        if free > 0 and r.place.code not in steps and r.rank <= seats:
            steps[r.place.code] = Step(r.place.code, Move.ENTERS)
            free -= 1
    return [steps[r.place.code] for r in ranking if r.place.code in steps]


def _of_incumbent(
    ranked: Ranked, seats: int, incumbent: Incumbent, verified_n: int | None, margins: Margins
) -> Step:
    if verified_n is not None and may_graduate(incumbent.base_n, verified_n, margins):
        return Step(incumbent.code, Move.GRADUATED)
    if not margins.beyond(ranked.rank, seats):
        return Step(incumbent.code, Move.STAYS)
    times = incumbent.times_beyond + 1
    move = Move.SLIPPED if times >= margins.editions else Move.WARNED
    return Step(incumbent.code, move, times)
