"""The places that stand for selection, as facts: what is known of each, and what is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from berdaya.region.rules.codes import Kind, kind_of


class Stratum(StrEnum):
    """Desa and kelurahan are listed and ranked apart: a kelurahan has no village index."""

    DESA = "desa"
    KELURAHAN = "kelurahan"


class Unit(StrEnum):
    """What decile 1 counts. BPS and the keepers of registers do not agree, so it is always said."""

    HOUSEHOLDS = "households"
    PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class Place:
    """One desa or kelurahan.

    `n` counts decile 1 in the register; `listed` counts all that the register holds of the place, `whole`
    all that live there (a register of the poor does not know them). `index` is None where none was
    published; `red` is None where nobody gave the place a colour.
    """

    code: str
    name: str
    n: int
    listed: int | None = None
    whole: int | None = None
    index: Decimal | None = None
    red: bool | None = None

    @property
    def stratum(self) -> Stratum:
        return Stratum.KELURAHAN if kind_of(self.code) is Kind.KELURAHAN else Stratum.DESA

    @property
    def kecamatan(self) -> str:
        return self.code.rpartition(".")[0]

    @property
    def rate(self) -> Fraction | None:
        """Decile 1 of all that live there; None while nobody said how many do."""
        return Fraction(self.n, self.whole) if self.whole else None

    @property
    def rate_of_listed(self) -> Fraction | None:
        """Decile 1 of those in the register ("dari yang terdata")."""
        return Fraction(self.n, self.listed) if self.listed else None


def by_stratum(places: Iterable[Place]) -> dict[Stratum, list[Place]]:
    """The places of each stratum in code order; a stratum without places is left out."""
    strata: dict[Stratum, list[Place]] = {}
    for place in sorted(places, key=lambda p: p.code):
        strata.setdefault(place.stratum, []).append(place)
    return {stratum: strata[stratum] for stratum in Stratum if stratum in strata}
