"""What a figure is: a dated count, amount or ratio of a place or body, with its source. Never undated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from berdaya.kernel.findings import Finding
from berdaya.kernel.sexes import BySex
from berdaya.rulebook.rules import shipped


class Unit(StrEnum):
    """What a figure counts in."""

    PEOPLE = "orang"
    HOUSEHOLDS = "ruta"
    RUPIAH = "rupiah"
    COUNT = "banyak"
    RATIO = "bagian"


@dataclass(frozen=True, slots=True)
class Facts:
    """A figure before it is filed. Exactly one of number, people by sex, or ratio is given."""

    territory: str
    name: str
    unit: Unit
    as_of: date
    source: str
    number: int | None = None
    people: BySex | None = None
    ratio: Fraction | None = None
    body: str = ""
    record: str = ""


def faults(facts: Facts, *, today: date) -> list[Finding]:
    """Why a figure cannot be filed; empty when it can."""
    where = f"{facts.name} {facts.territory}".strip()
    found = []
    if sum(value is not None for value in (facts.number, facts.people, facts.ratio)) != 1:
        found.append(
            Finding(
                "figure.one_value",
                where,
                "nilai belum diisi atau diisi dua kali",
                "Isi satu nilai: jumlah, L dan P, atau bagian.",
            )
        )
    if facts.people is not None and facts.unit is not Unit.PEOPLE:
        found.append(Finding("figure.unit", where, "L dan P hanya untuk orang", "Pilih satuan orang."))
    if facts.ratio is not None and facts.unit is not Unit.RATIO:
        found.append(
            Finding("figure.unit", where, "nilai bagian tanpa satuan bagian", "Pilih satuan bagian.")
        )
    if facts.number is not None and facts.number < 0 and facts.unit is not Unit.RUPIAH:
        found.append(Finding("figure.negative", where, "jumlah kurang dari nol", "Periksa angkanya."))
    if not facts.source.strip():
        found.append(
            Finding(
                "figure.no_source",
                where,
                "sumber belum diisi",
                "Tulis dari mana angka ini: nama data dan tahunnya.",
            )
        )
    if facts.as_of > today:
        found.append(Finding("figure.future", where, "tanggal angka di masa depan", "Periksa tanggalnya."))
    return found


def stale(as_of: date, *, today: date, months: int) -> bool:
    """Is a figure older than so many whole months?"""
    age = (today.year - as_of.year) * 12 + today.month - as_of.month - (today.day < as_of.day)
    return age >= months


def rounding_on(day: date) -> Mapping[str, int]:
    """Counts of small units that leave them only in steps, by the name of the figure (`figures.rounding`)."""
    steps: Mapping[str, int] = shipped().in_force("figures.rounding", day).values["steps"]
    return steps


def rounded(number: int, step: int) -> int:
    """A count of a small unit as it leaves the unit: to the nearest step, halves upwards."""
    return (2 * number + step) // (2 * step) * step
