"""The board of gender-responsive budgets: which place has sent, what is counted, and of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.budget import doors
from berdaya.budget.rules.board import Standing, board_of, standing_of
from berdaya.budget.services.spending import name_of
from berdaya.budget.shown_benefits import Benefits, benefit_sheets, benefits_for
from berdaya.documents.paper import Paper, Status
from berdaya.documents.tables import Column, Kind, Sheet
from berdaya.documents.workbook import workbook
from berdaya.figures.doors import known_on
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.region.rules.gazetteer import official

_VILLAGE_DOTS: Final = 3


@dataclass(frozen=True, slots=True)
class Spending:
    """What shares are taken of: rupiah, by which source, of which day."""

    amount: int
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the board in words."""

    standing: Standing
    name: str
    deeper: bool

    @property
    def sent(self) -> str:
        return f"{self.standing.sent} dari {self.standing.villages}"

    @property
    def nominal(self) -> str:
        return format_rupiah(self.standing.nominal) if self.standing.signed else "–"

    @property
    def linked(self) -> str:
        bound = "" if self.standing.exact else "≤ "
        return bound + format_rupiah(self.standing.linked) if self.standing.signed else "–"

    @property
    def within(self) -> str:
        return _percent(self.standing.within)

    @property
    def shares(self) -> str:
        """Both shares of the spending, where it is known."""
        nominal, linked = self.standing.nominal_share, self.standing.linked_share
        if nominal is None or linked is None:
            return "belanja belum dicatat"
        return f"{_percent(nominal)} dan {_percent(linked)} dari belanja"


def _percent(share: Fraction | None) -> str:
    return "–" if share is None else format_percent(share, 2)


@dataclass(frozen=True, slots=True)
class Board:
    """A place and a year: the whole, the places below, the villages that have sent nothing."""

    place: str
    title: str
    year: int
    whole: Line
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    spending: Spending | None
    benefits: Benefits


def board_for(hat: Holding, place: str, year: int) -> Board:
    """What a hat sees of a place; the door refuses one that is not its own."""
    entries = doors.entries_for(hat, place, year)
    table = official()
    villages = [one.code for one in table.villages(place)] or [place]
    level = place.count(".")
    below = [] if level >= _VILLAGE_DOTS else [one.code for one in table.children(place)]
    found = known_on([name_of(year)], today_in(place), within=place)
    known = {
        code: Spending(one.number, one.source, one.as_of)
        for (code, _, _), one in found.items()
        if one.number is not None
    }
    amounts = {code: one.amount for code, one in known.items()}
    names = {code: title.split(", ")[0] for code, title in place_titles([place, *below, *villages]).items()}
    whole = standing_of(place, villages, entries, amounts.get(place))
    deeper = level < _VILLAGE_DOTS - 1
    lines = board_of(below, villages, entries, amounts)
    return Board(
        place,
        names[place],
        year,
        Line(whole, names[place], False),
        tuple(Line(one, names[one.place], deeper) for one in lines),
        tuple(names[code] for code in whole.missing),
        known.get(place),
        benefits_for(hat, place, year, below, names),
    )


_COLUMNS: Final = (
    Column("Kode", Kind.CODE, width=14),
    Column("Tempat", width=30),
    Column("Kelurahan atau desa", Kind.COUNT),
    Column("Sudah mengirim", Kind.COUNT),
    Column("Pernyataan", Kind.COUNT),
    Column("Ditandatangani", Kind.COUNT),
    Column("ARG nominal", Kind.RUPIAH, "Rp", width=20),
    Column("ARG terhubung", Kind.RUPIAH, "Rp", width=20),
    Column("Ketepatan", width=16),
    Column("Belanja", Kind.RUPIAH, "Rp", width=20),
    Column("Nominal", Kind.PERCENT, "dari belanja", places=2),
    Column("Terhubung", Kind.PERCENT, "dari belanja", places=2),
)


def board_book(board: Board) -> bytes:
    """The board as a workbook: one line for each place, the whole below; who is missing, and who benefits."""
    rows = [_cells(one) for one in board.lines]
    source = f"Belanja: {board.spending.source}." if board.spending else "Belanja belum dicatat."
    notes = (
        "ARG nominal: seluruh subkegiatan dengan pernyataan yang ditandatangani. ARG terhubung: hanya "
        "aktivitas yang menjawab sebab atau kesenjangan.",
        source,
    )
    totals = _cells(board.whole)
    title = f"Anggaran responsif gender {board.year}"
    sheets = [
        Sheet("ARG", _COLUMNS, rows or [totals], totals if rows else None, notes, title),
        Sheet(
            "Belum mengirim",
            (Column("Tempat", width=40),),
            [(name,) for name in board.missing],
            title="Belum mengirim pernyataan",
        ),
        *benefit_sheets(board.benefits),
    ]
    paper = Paper(
        kind="Rekapitulasi",
        title=title,
        subtitle=board.title,
        office=board.title,
        date=today_in(board.place),
        status=Status.COPY,
    )
    return workbook(paper, sheets)


def _cells(line: Line) -> Sequence[Any]:
    one = line.standing
    return (
        one.place,
        line.name,
        one.villages,
        one.sent,
        one.statements,
        one.signed,
        one.nominal,
        one.linked,
        "tepat" if one.exact else "paling banyak",
        one.spending,
        _decimal(one.nominal_share),
        _decimal(one.linked_share),
    )


def _decimal(share: Fraction | None) -> Decimal | None:
    return None if share is None else Decimal(share.numerator) / Decimal(share.denominator)
