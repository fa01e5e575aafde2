"""What goes into a merge, as the file form that anybody can compute again: settings, units, proposals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from berdaya.deliberation.rules.ballots import CRITERIA, unit_weight
from berdaya.deliberation.rules.ledger import next_opening
from berdaya.kernel.findings import Finding, Severity
from berdaya.rulebook.rules import Rule

LEVELS = ("rt", "rw")
KINDS = ("rt", "rw", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the merge counts: who shares the money, and the published numbers of the rule."""

    level: str = "rt"
    group_weight: int = 0
    poor_weight: str = "1"
    memory: str = "1"
    least_coverage: str = "0"
    complete: bool = True
    rounding: int = 10
    longest: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 5))
    criteria: tuple[int, ...] = (25, 20, 25, 15, 15)


def settings_from(rule: Rule, rounding: int) -> Settings:
    """The settings that the rulebook gives; `rounding` is the step in which poor families leave a unit."""
    values = rule.values
    return Settings(
        poor_weight=values["poor_weight"],
        memory=values["memory"],
        least_coverage=values["least_coverage"],
        complete=values["complete"],
        rounding=rounding,
        longest=_longest(values.get("longest", values.get("longest_list", 5))),
        criteria=tuple(values["criteria"][name] for name in CRITERIA),
    )


def settings_of(data: Mapping[str, Any]) -> Settings:
    """The settings as a session keeps them."""
    kept = {"criteria": tuple(data["criteria"]), "longest": _longest(data["longest"])}
    return Settings(**{**data, **kept})


def _longest(value: int | Mapping[str, int]) -> dict[str, int]:
    """By kind of unit; earlier rules had one number for all."""
    return dict.fromkeys(KINDS, value) if isinstance(value, int) else dict(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """A unit that shares the money. `poor` comes rounded; a group has a `weight` instead of families."""

    name: str
    code: str
    body: str = ""
    households: int | None = None
    poor: int | None = None
    weight: int | None = None
    ranking: tuple[str, ...] = ()
    late: bool = False

    @property
    def key(self) -> str:
        return f"{self.code}|{self.body}"

    def weighs(self, poor_weight: Fraction) -> Fraction:
        if self.weight is not None:
            return Fraction(self.weight)
        return unit_weight(self.households or 0, self.poor or 0, poor_weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A proposal on the table: its label, title, cost, menu, number and the values of the criteria."""

    label: str
    title: str
    cost: int
    menu: str
    number: int
    criteria: tuple[int, ...] = ()
    poor: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that a merge starts from. `closing` is the ledger of last year by `Voter.key`."""

    budget: int
    ceilings: Mapping[str, int]
    settings: Settings
    voters: tuple[Voter, ...]
    entries: tuple[Entry, ...]
    closing: Mapping[str, Fraction] = field(default_factory=dict)

    def openings(self) -> dict[str, Fraction]:
        """What each unit brings from last year, by name; they add up to zero."""
        weights = {one.name: one.weighs(Fraction(self.settings.poor_weight)) for one in self.voters}
        whole = sum(weights.values(), Fraction(0))
        if not whole or not self.closing:
            return {}
        shares = {name: self.budget * weight / whole for name, weight in weights.items()}
        carried = {one.name: self.closing[one.key] for one in self.voters if one.key in self.closing}
        brought = next_opening(carried, shares, Fraction(self.settings.memory))
        return {name: amount for name, amount in brought.items() if amount}


def vector_of(table: Table) -> dict[str, Any]:
    """The file form of a merge (`vector.session_of` reads it)."""
    settings = table.settings
    return {
        "B": table.budget,
        "menu_ceiling": dict(table.ceilings),
        "a": settings.poor_weight,
        "gamma": settings.memory,
        "kappa_min": settings.least_coverage,
        "complete": settings.complete,
        "weights": list(settings.criteria),
        "units": {one.name: _unit(one) for one in table.voters},
        "opening": {name: str(amount) for name, amount in table.openings().items()},
        "proposals": {one.label: _proposal(one) for one in table.entries},
    }


def _unit(one: Voter) -> dict[str, Any]:
    rank = list(one.ranking)
    if one.weight is not None:
        return {"w": one.weight, "rank": rank}
    return {"KK": one.households or 0, "miskin": one.poor or 0, "rank": rank}


def _proposal(one: Entry) -> dict[str, Any]:
    return {
        "cost": one.cost,
        "menu": one.menu,
        "number": one.number,
        "criteria": list(one.criteria),
        "poor_households": one.poor,
        "title": one.title,
    }


def entry_faults(voters: Iterable[Voter], unweighed: Iterable[str], unchecked: int) -> list[Finding]:
    """What the forum has to know of the lists before they are merged."""
    found = []
    for one in voters:
        if one.weight is None and not one.households:
            advice = "Catat banyaknya KK unit ini di Lembaga, lalu hitung lagi."
            found.append(Finding("session.no_households", one.name, "banyaknya KK belum tercatat", advice))
        elif one.weight is None and one.poor is None:
            advice = "Catat KK miskinnya; sementara ini dihitung nol."
            found.append(_told("no_poor", one.name, "KK miskin belum tercatat", advice))
        if one.late:
            advice = "Daftar tetap ikut; berita acara menyebutnya."
            found.append(_told("late_list", one.name, "daftar diserahkan sesudah batas waktu", advice))
    for name in unweighed:
        advice = "Beri bobot kelompok bila forum sepakat; tanpa itu usulannya hanya ikut lewat RT/RW."
        found.append(_told("unweighed", name, "daftarnya tidak ikut berbagi pagu", advice))
    if unchecked:
        advice = "Verifikasi dahulu, atau biarkan forum memutuskan."
        found.append(_told("unchecked", "usulan", f"{unchecked} belum diverifikasi", advice))
    return found


def _told(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"session.{code}", where, problem, advice, Severity.WARNING)
