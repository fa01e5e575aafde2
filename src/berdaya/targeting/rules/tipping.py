"""What would move a place across the line: the smallest change of the weight under M1, exactly.

Under M1 the score of every place is a straight line in the weight, so two places change order at one
weight only. Walking from the present weight to 0 and to 1 over these crossings finds the first at which
the place stands on the other side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from berdaya.targeting.rules.places import Place
from berdaya.targeting.rules.scores import Method, sides
from berdaya.targeting.rules.selection import tie_order


@dataclass(frozen=True, slots=True)
class Tipping:
    """The place crosses when the weight reaches `weight`, or only beyond it (`reached` is False)."""

    weight: Fraction
    change: Fraction
    reached: bool


@dataclass(frozen=True, slots=True)
class _Crossing:
    """At this weight another place stands equal; on its far side it stands ahead, or it does not."""

    weight: Fraction
    ahead_before: bool
    ahead_at: bool
    ahead_after: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """The score of a place as a line: `at_0` at weight 0, `at_1` at weight 1."""

    at_0: Fraction
    at_1: Fraction
    tie: tuple[Fraction, Fraction, Decimal, str]

    def at(self, weight: Fraction) -> Fraction:
        return self.at_0 + weight * (self.at_1 - self.at_0)

    def before(self, other: "_Line", weight: Fraction) -> bool:
        """Does this place stand ahead of the other at a weight?"""
        return (-self.at(weight), self.tie) < (-other.at(weight), other.tie)


class Tippings:
    """One stratum under M1, its seats and the present weight."""

    def __init__(self, members: Sequence[Place], seats: int, weight: Fraction) -> None:
        with_rate = all(place.rate is not None for place in members)
        pairs = zip(members, sides(Method.M1, members), strict=True)
        self.lines = {
            place.code: _Line(
                Fraction(pair.by_count if pair.by_index is None else pair.by_index),
                Fraction(pair.by_count),
                tie_order(place, with_rate),
            )
            for place, pair in pairs
        }
        self.seats, self.weight = seats, weight

    def of(self, code: str) -> Tipping | None:
        """The nearer of the two sides (the lower where both are as near); None if no weight moves it."""
        own = self.lines[code]
        others = [line for other, line in self.lines.items() if other != code]
        ahead = sum(line.before(own, self.weight) for line in others)
        found = [self._walk(own, others, ahead, up) for up in (False, True)]
        return min((t for t in found if t is not None), key=lambda t: (abs(t.change), t.change), default=None)

    def _walk(self, own: _Line, others: Sequence[_Line], ahead: int, up: bool) -> Tipping | None:
        inside = ahead < self.seats
        crossings = sorted(self._crossings(own, others, up), key=lambda c: c.weight, reverse=not up)
        for weight, group in groupby(crossings, key=lambda c: c.weight):
            together = list(group)
            if weight != self.weight:
                ahead += sum(c.ahead_at - c.ahead_before for c in together)
                if (ahead < self.seats) != inside:
                    return Tipping(weight, weight - self.weight, True)
            ahead += sum(c.ahead_after - c.ahead_at for c in together)
            if (ahead < self.seats) != inside and weight != int(up):
                return Tipping(weight, weight - self.weight, False)
        return None

    def _crossings(self, own: _Line, others: Sequence[_Line], up: bool) -> Iterator[_Crossing]:
        for line in others:
            at_0, at_1 = line.at_0 - own.at_0, line.at_1 - own.at_1
            if at_0 == at_1:
                continue
            weight = at_0 / (at_0 - at_1)
            if not (self.weight <= weight <= 1 if up else 0 <= weight <= self.weight):
                continue
            rising = (at_1 > at_0) == up
            yield _Crossing(weight, not rising, line.tie < own.tie, rising)
