"""The class of a household: looked up by its decile and the number of its signs. Never a decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FEW, EXCLUSION, INCLUSION = "data_kurang", "dugaan_exclusion", "dugaan_inclusion"


@dataclass(frozen=True, slots=True)
class ClassTable:
    """The rule `hardship.class`: rows begin at a decile, columns at a number of signs."""

    known_least: int
    counts_from: tuple[int, ...]
    deciles_from: tuple[int, ...]
    classes: tuple[tuple[str, ...], ...]
    exclusion: tuple[int, int]
    inclusion: tuple[int, int]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "ClassTable":
        rows = values["rows"]
        return cls(
            values["known_least"],
            tuple(values["counts_from"]),
            tuple(row["decile"] for row in rows),
            tuple(tuple(row["classes"]) for row in rows),
            (values["exclusion"]["decile"], values["exclusion"]["count"]),
            (values["inclusion"]["decile"], values["inclusion"]["count"]),
        )

    def names(self) -> tuple[str, ...]:
        """Every class that occurs, the most urgent first."""
        found = {name for row in self.classes for name in row}
        return tuple(sorted(found, key=lambda name: (name[0], -len(name))))


@dataclass(frozen=True, slots=True)
class Classed:
    """`klass` is None where too little is known: such a household goes to field work first."""

    klass: str | None
    marks: tuple[str, ...] = ()


def classed(decile: int | None, count: int, known: int, signs: int, table: ClassTable) -> Classed:
    """The class from the decile (None = not in the register, or not ranked) and the signs that are met."""
    if known < table.known_least:
        return Classed(None, (FEW,))
    row = sum(decile is None or decile >= first for first in table.deciles_from[1:])
    column = sum(count >= first for first in table.counts_from[1:])
    return Classed(table.classes[row][column], _marks(decile, count, known == signs, table))


def _marks(decile: int | None, count: int, all_known: bool, table: ClassTable) -> tuple[str, ...]:
    """Questions for the village meeting."""
    decile_from, count_from = table.exclusion
    if (decile is None or decile >= decile_from) and count >= count_from:
        return (EXCLUSION,)
    decile_to, count_to = table.inclusion
    if decile is not None and decile <= decile_to and all_known and count <= count_to:
        return (INCLUSION,)
    return ()
