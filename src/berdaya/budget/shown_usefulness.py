"""How useful each check is, as the page and its workbook show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.places import place_title, place_titles
from berdaya.budget import doors
from berdaya.budget.models import Statement
from berdaya.budget.rules.usefulness import Count, Ending, Fate, counts_of, endings_of, together
from berdaya.budget.rules.verdicts import CHECKS
from berdaya.documents import tables
from berdaya.documents.paper import Paper, Status
from berdaya.documents.workbook import workbook
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_percent

_WEIGHTS: Final = {"E": "menahan", "W": "peringatan", "I": "keterangan"}


@dataclass(frozen=True, slots=True)
class Row:
    """One check in words."""

    count: Count
    title: str
    weight: str

    @property
    def mended(self) -> int:
        return self.count.fates.get(Fate.MENDED, 0)

    @property
    def accepted(self) -> int:
        return self.count.fates.get(Fate.ACCEPTED, 0)

    @property
    def mistaken(self) -> int:
        return self.count.fates.get(Fate.MISTAKEN, 0)

    @property
    def overruled(self) -> int:
        return self.count.fates.get(Fate.OVERRULED, 0)

    @property
    def open(self) -> int:
        return self.count.fates.get(Fate.OPEN, 0)

    @property
    def vain(self) -> str:
        return "–" if self.count.vain is None else format_percent(self.count.vain)


COLUMNS: Final[tuple[Column[Row], ...]] = (
    Column("periksa", "Pemeriksaan", lambda one: one.count.check),
    Column("ditemukan", "Ditemukan", lambda one: one.count.found, numeric=True),
    Column("diperbaiki", "Diperbaiki", lambda one: one.mended, numeric=True, phone=False),
    Column("diterima", "Diterima", lambda one: one.accepted, numeric=True, phone=False),
    Column("keliru", "Keliru", lambda one: one.mistaken, numeric=True),
    Column("dilewati", "Dilewati", lambda one: one.overruled, numeric=True),
    Column("terbuka", "Tanpa jawaban", lambda one: one.open, numeric=True, phone=False),
    Column("bagian", "Keliru atau dilewati", lambda one: one.count.vain, numeric=True, phone=False),
)


def search_words(row: Row) -> str:
    return f"{row.count.check} {row.title} {row.weight}"


@dataclass(frozen=True, slots=True)
class Case:
    """A statement in which a check was called mistaken or overruled, and why."""

    title: str
    check: str
    statement: Statement
    place: str
    fate: str
    words: str


@dataclass(frozen=True, slots=True)
class Usefulness:
    """All checks of a place, the sum, and the cases behind what was called mistaken or overruled.

    `year` is None for all years. `uncounted` statements have versions from before this was kept.
    """

    place: str
    title: str
    year: int | None
    rows: tuple[Row, ...]
    whole: Row
    cases: tuple[Case, ...]
    statements: int
    uncounted: int

    @property
    def found(self) -> tuple[Row, ...]:
        """The checks that found something."""
        return tuple(one for one in self.rows if one.count.found)

    @property
    def silent(self) -> list[str]:
        """The numbers of those that never did."""
        return [one.count.check for one in self.rows if not one.count.found]

    @property
    def when(self) -> str:
        return str(self.year) if self.year else "semua tahun"


def usefulness_for(hat: Holding, place: str, year: int | None) -> Usefulness:
    """What a hat sees of a place; the door refuses one that is not its own."""
    judged, uncounted = doors.judged_for(hat, place, year)
    counted = {one.statement for one in judged}
    said = [one for one in doors.said_for(hat, place, year) if one.statement in counted]
    endings = endings_of(judged, said)
    return Usefulness(
        place,
        place_title(place).split(", ")[0],
        year,
        tuple(
            Row(one, CHECKS[one.check].title, _WEIGHTS[CHECKS[one.check].severity.value])
            for one in counts_of(endings)
        ),
        Row(together(endings), "Bersama", ""),
        _cases(endings),
        len(counted),
        uncounted,
    )


def _cases(endings: Sequence[Ending]) -> tuple[Case, ...]:
    found = [one for one in endings if one.fate in (Fate.MISTAKEN, Fate.OVERRULED)]
    statements = doors.statements_called({one.statement for one in found})
    titles = place_titles(one.territory for one in statements.values())
    return tuple(
        Case(
            CHECKS[one.check].title,
            one.check,
            statements[one.statement],
            titles[statements[one.statement].territory].split(", ")[0],
            one.fate,
            one.answer.words if one.answer else "",
        )
        for one in sorted(found, key=lambda one: (one.check, one.statement))
    )


_SHEET: Final = (
    tables.Column("Nomor", tables.Kind.CODE, width=8),
    tables.Column("Pemeriksaan", width=50),
    tables.Column("Bobot", width=12),
    tables.Column("Ditemukan", tables.Kind.COUNT),
    tables.Column("Diperbaiki", tables.Kind.COUNT),
    tables.Column("Diterima", tables.Kind.COUNT),
    tables.Column("Diterima dengan alasan", tables.Kind.COUNT, width=14),
    tables.Column("Pemeriksaan keliru", tables.Kind.COUNT, width=14),
    tables.Column("Dilewati penyusun", tables.Kind.COUNT, width=14),
    tables.Column("Tanpa jawaban", tables.Kind.COUNT),
    tables.Column("Keliru atau dilewati", tables.Kind.PERCENT, "dari yang ditemukan", places=1, width=16),
)
_CASES: Final = (
    tables.Column("Nomor", tables.Kind.CODE, width=8),
    tables.Column("Pemeriksaan", width=44),
    tables.Column("Pernyataan", width=44),
    tables.Column("Tempat", width=28),
    tables.Column("Tahun", tables.Kind.CODE, width=8),
    tables.Column("Jawaban", width=18),
    tables.Column("Alasan", width=60),
)


def usefulness_book(told: Usefulness) -> bytes:
    """The same as a workbook: the checks with their sum, and the cases."""
    title = f"Kegunaan pemeriksaan, {told.when}"
    notes = (
        f"Dihitung dari {told.statements} pernyataan, masing-masing sekali untuk satu pemeriksaan, menurut "
        "jawaban terakhir. Ditemukan = diperbaiki + diterima + keliru + dilewati + tanpa jawaban.",
    )
    cases = [
        (one.check, one.title, one.statement.title, one.place, str(one.statement.year), one.fate, one.words)
        for one in told.cases
    ]
    sheets = [
        tables.Sheet(
            "Pemeriksaan", _SHEET, [_cells(one) for one in told.rows], _cells(told.whole), notes, title
        ),
        tables.Sheet("Keliru dan dilewati", _CASES, cases, title="Yang disebut keliru atau dilewati"),
    ]
    paper = Paper(
        kind="Rekapitulasi", title=title, subtitle=told.title, office=told.title,
        date=today_in(told.place), status=Status.COPY,
    )  # fmt: skip
    return workbook(paper, sheets)


def _cells(row: Row) -> Sequence[Any]:
    count, share = row.count, row.count.vain
    vain = None if share is None else Decimal(share.numerator) / Decimal(share.denominator)
    ends = (row.mended, row.accepted, count.reasoned, row.mistaken, row.overruled, row.open)
    return count.check, row.title, row.weight, count.found, *ends, vain
