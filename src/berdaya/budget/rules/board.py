"""How far the statements of a year are, place by place, and how much of the money is gender-responsive.

`nominal` counts signed statements whole, `linked` only activities that answer a cause or a gap. Both are told
together, each of the spending that somebody typed with its source. A sum with a part that is known only as an
upper bound is itself an upper bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.access.territory import covers
from berdaya.budget.rules.flow import State


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: its place, where it stands, and what its signed version comes to; None: none signed."""

    place: str
    state: State
    signed: bool
    total: int | None = None
    linked: int | None = None
    linked_at_most: int | None = None

    @property
    def sent(self) -> bool:
        """Has anybody outside the office seen it?"""
        return self.signed or not self.state.open


@dataclass(frozen=True, slots=True)
class Standing:
    """One place of the board. `missing` are the villages in it that have sent nothing."""

    place: str
    villages: int
    missing: tuple[str, ...]
    statements: int
    signed: int
    nominal: int
    linked: int
    exact: bool
    spending: int | None

    @property
    def sent(self) -> int:
        return self.villages - len(self.missing)

    @property
    def nominal_share(self) -> Fraction | None:
        return Fraction(self.nominal, self.spending) if self.spending else None

    @property
    def linked_share(self) -> Fraction | None:
        return Fraction(self.linked, self.spending) if self.spending else None

    @property
    def within(self) -> Fraction | None:
        """How much of what is called gender-responsive answers a cause or a gap."""
        return Fraction(self.linked, self.nominal) if self.nominal else None


def standing_of(
    place: str, villages: Iterable[str], entries: Sequence[Entry], spending: int | None
) -> Standing:
    """One place with all that lies in it."""
    inside = [one for one in entries if covers(place, one.place)]
    sent = {one.place for one in inside if one.sent}
    here = [code for code in villages if covers(place, code)]
    signed = [one for one in inside if one.signed]
    bounds = [one.linked if one.linked is not None else one.linked_at_most for one in signed]
    return Standing(
        place,
        len(here),
        tuple(code for code in here if code not in sent),
        len(inside),
        len(signed),
        sum(one.total or 0 for one in signed),
        sum(bound or 0 for bound in bounds),
        all(one.linked is not None for one in signed),
        spending,
    )


def board_of(
    places: Sequence[str], villages: Sequence[str], entries: Sequence[Entry], spending: Mapping[str, int]
) -> list[Standing]:
    """Each place of a level, in the order given."""
    return [standing_of(place, villages, entries, spending.get(place)) for place in places]
