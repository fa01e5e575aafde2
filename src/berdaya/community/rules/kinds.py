"""Which bodies there are, where they stand and what the law asks of their boards. All of it is data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from berdaya.community.rules.households import POOR
from berdaya.figures.rules import rounding_on
from berdaya.region.rules.codes import Level
from berdaya.rulebook.rules import Rulebook, shipped


class Kind(StrEnum):
    """What a body is. The rulebook says where it stands and which law it is under."""

    RT = "rt"
    RW = "rw"
    LPMK = "lpmk"
    PKK = "pkk"
    KARANG_TARUNA = "karang_taruna"
    POSYANDU = "posyandu"
    POKMAS = "pokmas"


class Office(StrEnum):
    """A seat on a board. There is one of each, but for the fields of work (`bidang`)."""

    KETUA = "ketua"
    SEKRETARIS = "sekretaris"
    BENDAHARA = "bendahara"
    BIDANG = "bidang"

    @property
    def rank(self) -> int:
        return list(Office).index(self)


class Sex(StrEnum):
    L = "L"
    P = "P"


class Leaving(StrEnum):
    """Why somebody left a board before the others. Never a sentence: it could be about his health."""

    STEPPED_DOWN = "mengundurkan diri"
    DIED = "meninggal dunia"
    MOVED = "pindah tempat tinggal"
    REPLACED = "diganti menurut keputusan"
    MISTAKE = "salah catat"


@dataclass(frozen=True, slots=True)
class KindSheet:
    """One kind of body as the rulebook describes it."""

    kind: Kind
    title: str
    levels: frozenset[Level]
    one: bool
    unit: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """How this office works with bodies: our own proposal, to be changed by a local rule."""

    kinds: Mapping[Kind, KindSheet]
    warn_days: int
    poor_step: int
    import_rows: int
    import_bytes: int
    import_keep_days: int

    @property
    def units(self) -> frozenset[Kind]:
        """Kinds that hand in a list of their own, and whose families are counted."""
        return frozenset(kind for kind, sheet in self.kinds.items() if sheet.unit)


@dataclass(frozen=True, slots=True)
class Law:
    """What the law asks of the boards of the bodies that it names."""

    kinds: frozenset[Kind]
    term_years: int
    most_terms: int
    one_board_only: bool
    source: str


@lru_cache(maxsize=8)
def practice_on(day: date, book: Rulebook | None = None) -> Practice:
    values = (book or shipped()).in_force("community.office", day).values
    return Practice(
        kinds={kind: _sheet(kind, values["kinds"][kind.value]) for kind in Kind},
        warn_days=int(values["warn_days"]),
        poor_step=rounding_on(day)[POOR],
        import_rows=int(values["import_rows"]),
        import_bytes=int(values["import_bytes"]),
        import_keep_days=int(values["import_keep_days"]),
    )


@lru_cache(maxsize=8)
def law_on(day: date, book: Rulebook | None = None) -> Law:
    rule = (book or shipped()).in_force("community.bodies", day)
    return Law(
        kinds=frozenset(Kind(word) for word in rule.values["kinds"]),
        term_years=int(rule.values["term_years"]),
        most_terms=int(rule.values["most_terms"]),
        one_board_only=bool(rule.values["one_board_only"]),
        source=rule.source,
    )


def _sheet(kind: Kind, table: Mapping[str, Any]) -> KindSheet:
    return KindSheet(
        kind=kind,
        title=table["title"],
        levels=frozenset(Level(word) for word in table["levels"]),
        one=table["one"],
        unit=table["unit"],
    )
