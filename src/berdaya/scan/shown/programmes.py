"""The inventory in words: rows of programmes and problems, a programme's facts, counts behind the veil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.kernel.numbers import format_count
from berdaya.kernel.sexes import BySex
from berdaya.kernel.veil import NONE, veil
from berdaya.scan.models import ProblemItem, ProgramItem
from berdaya.scan.rules.exclusion import Left
from berdaya.scan.rules.inventory import WORDS, Aspect, Source, Status, Strategy, Unit, Urgency

CHIPS = {Status.PLANNED: "no", Status.RUNNING: "wait", Status.DONE: "", Status.STOPPED: "no"}
URGENT = {Urgency.HIGH: "wait", Urgency.MIDDLE: "", Urgency.LOW: "no"}
LEFT_WORDS: Mapping[Left, str] = {
    Left.OUT: "Terlewat",
    Left.PARTLY: "Menerima sebagian",
    Left.UNSETTLED: "Belum pasti",
    Left.ASK: "Perlu ditanyakan",
    Left.SERVED: "Tidak terlewat",
}
LEFT_CONTEXT: Mapping[Left, str] = {
    Left.OUT: "dimaksud sebuah program, tidak ada di satu daftar pun",
    Left.PARTLY: "ada di satu daftar, terlewat di daftar lain",
    Left.UNSETTLED: "pasangannya belum diputuskan",
    Left.ASK: "keadaannya belum diketahui",
    Left.SERVED: "terdaftar, atau tidak ada program yang memaksudnya",
}


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme in the list."""

    item: ProgramItem
    kind: str
    lists: int

    @property
    def aspect(self) -> str:
        return WORDS[Aspect(self.item.aspect)]

    @property
    def source(self) -> str:
        return WORDS[Source(self.item.source)]

    @property
    def status(self) -> str:
        return WORDS[Status(self.item.status)]

    @property
    def chip(self) -> str:
        return CHIPS[Status(self.item.status)]

    @property
    def done(self) -> str:
        """`15 dari 20 KK`; what is not known is told as such."""
        item, unit = self.item, WORDS[Unit(self.item.unit)]
        planned = NONE if item.planned is None else format_count(item.planned)
        realised = "belum diketahui" if item.realised is None else format_count(item.realised)
        return f"{realised} dari {planned} {unit}"

    @property
    def people(self) -> str:
        return by_sex(self.item.people)

    @property
    def words(self) -> str:
        return f"{self.item.name} {self.kind} {self.aspect} {self.source} {self.status} {self.item.body}"


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem in the list."""

    item: ProblemItem
    sign: str

    @property
    def aspect(self) -> str:
        return WORDS[Aspect(self.item.aspect)]

    @property
    def urgency(self) -> str:
        return WORDS[Urgency(self.item.urgency)]

    @property
    def chip(self) -> str:
        return URGENT[Urgency(self.item.urgency)]

    @property
    def affected(self) -> str:
        if self.item.affected is None:
            return "belum dihitung"
        return f"{format_count(self.item.affected)} {WORDS[Unit(self.item.unit)]}"


def by_sex(people: BySex | None) -> str:
    if people is None:
        return NONE
    return f"{format_count(people.total)} (L {format_count(people.men)}, P {format_count(people.women)})"


def facts_of(item: ProgramItem, kind: str) -> list[tuple[str, str]]:
    """Everything that is written down about a programme."""
    row = ProgrammeRow(item, kind, 0)
    budget = "belum diketahui" if item.budget is None else f"Rp{format_count(item.budget)}"
    return [
        ("Program", kind),
        ("Aspek", row.aspect),
        ("Strategi", WORDS[Strategy(item.strategy)]),
        ("Sumber dana", ", ".join(filter(None, (row.source, item.body)))),
        ("Tahun", str(item.year)),
        ("Anggaran", budget),
        ("Terlaksana", row.done),
        ("Penerima", row.people),
        ("Di mana", item.location or NONE),
        ("Dasarnya", item.document or NONE),
    ]


def sums_of(items: Sequence[ProgramItem], problems: int) -> list[dict[str, Any]]:
    """The boxes over the inventory; what has no budget is told beside the sum."""
    known = [item.budget for item in items if item.budget is not None]
    running = sum(item.status == Status.RUNNING.value for item in items)
    unknown = len(items) - len(known)
    return [
        {"label": "Program", "figure": format_count(len(items)), "context": f"{running} sedang berjalan"},
        {
            "label": "Anggaran",
            "figure": f"Rp{format_count(sum(known))}",
            "context": f"{unknown} program belum ada angkanya" if unknown else "semua program",
        },
        {"label": "Masalah", "figure": format_count(problems), "context": "dengan penyebabnya"},
    ]


def veiled_counts(counts: Mapping[Left, int], least: int) -> list[dict[str, str]]:
    """Where the households stand, for those who may not see names: small counts do not leave the Musdes."""
    hidden = veil({left.value: many for left, many in counts.items()}, least)
    return [
        {
            "label": LEFT_WORDS[left],
            "context": LEFT_CONTEXT[left],
            "figure": _veiled(left.value, many, hidden.small, hidden.withheld, least),
        }
        for left, many in counts.items()
    ]


def _veiled(code: str, many: int, small: frozenset[str], withheld: frozenset[str], least: int) -> str:
    if code in small:
        return f"<{least}"
    return NONE if code in withheld else format_count(many)
