"""Who benefits of all signed statements of a place: rupiah of men and of women, line by line.

Each rupiah is the one that the page of its statement tells (`incidence`). An activity with fewer receivers
than may be shown counts as not split, in its line and in the sum alike, so that no difference tells it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from berdaya.access.territory import covers
from berdaya.budget.rules.incidence import Benefit, Incidence


@dataclass(frozen=True, slots=True)
class Signed:
    """One signed statement: whose it is, and who benefits of it as the board may tell."""

    key: int
    place: str
    title: str
    office: str
    incidence: Incidence

    @property
    def told(self) -> bool:
        """Is anything of it split by sex?"""
        return self.incidence.share is not None

    @property
    def why_not(self) -> str:
        """Why nothing of it is split."""
        if not self.incidence.benefits:
            return "tidak ada aktivitas terbaca"
        if all(one.budget is None for one in self.incidence.benefits):
            return "anggaran aktivitas belum terisi"
        if any(one.by == FEW for one in self.incidence.benefits):
            return "penerimanya terlalu sedikit"
        return "penerima tidak dipilah L dan P"


FEW = "penerimanya terlalu sedikit untuk ditunjukkan"


def for_board(incidence: Incidence, least: int) -> Incidence:
    """What of a statement is split on the board: activities with at least so many receivers."""
    return Incidence(tuple(_open(one, least) for one in incidence.benefits))


def _open(one: Benefit, least: int) -> Benefit:
    return replace(one, share=None, by=FEW) if one.share is not None and one.receivers < least else one


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the board, or all lines together."""

    name: str
    statements: tuple[Signed, ...]
    place: str = ""

    @property
    def sums(self) -> Incidence:
        """The rupiah of all activities of the line."""
        return Incidence(tuple(chain.from_iterable(one.incidence.benefits for one in self.statements)))

    @property
    def silent(self) -> tuple[Signed, ...]:
        """Statements of which nothing is split."""
        return tuple(one for one in self.statements if not one.told)


def lines_of(below: Sequence[str], names: Mapping[str, str], found: Iterable[Signed]) -> list[Line]:
    """One line for each place below that has signed; then, office by office, what the place itself signed.

    Where nothing lies below, the statements of the place stand by their titles. The lines add up to all.
    """
    left = list(found)
    lines = []
    for code in below:
        inside = tuple(one for one in left if covers(code, one.place))
        if inside:
            lines.append(Line(names[code], inside, code))
            left = [one for one in left if one not in inside]
    own: dict[str, list[Signed]] = {}
    for one in left:
        own.setdefault(one.office if below and one.office else one.title, []).append(one)
    return lines + [Line(name, tuple(group)) for name, group in sorted(own.items())]
