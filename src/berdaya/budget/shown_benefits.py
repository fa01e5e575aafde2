"""Who benefits of the signed statements of a place, on the board and in its workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from berdaya.access.models import Holding
from berdaya.budget import doors
from berdaya.budget.book import incidence_here
from berdaya.budget.models import Version
from berdaya.budget.rules.benefits import Line, Signed, for_board, lines_of
from berdaya.budget.rules.reading import statement_of
from berdaya.documents.tables import NONE, Column, Kind, Sheet
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.register.services.rulings import least_shown


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line in words."""

    line: Line
    men: str
    women: str
    share: str
    unknown: str
    all: str


@dataclass(frozen=True, slots=True)
class Benefits:
    """The lines of a place, all together, and which statements the sums stand on.

    `told` are the statements that something is split of, `silent` the others, each with the name of its
    place; activities with fewer than `least` receivers are not split.
    """

    lines: tuple[ShownLine, ...]
    whole: ShownLine
    told: tuple[tuple[Signed, str], ...]
    silent: tuple[tuple[Signed, str], ...]
    least: int

    @property
    def any(self) -> bool:
        return self.whole.line.sums.share is not None

    @property
    def statements(self) -> tuple[Signed, ...]:
        return self.whole.line.statements


def benefits_for(
    hat: Holding, place: str, year: int, below: Sequence[str], names: Mapping[str, str]
) -> Benefits:
    """What a hat sees of a place; `names` are those of the places that can stand in it."""
    least = least_shown(place)
    found = [_signed(one, least) for one in doors.signed_for(hat, place, year)]
    whole = Line("Bersama", tuple(found))
    return Benefits(
        tuple(_shown(one) for one in lines_of(below, names, found)),
        _shown(whole),
        tuple((one, _place(one, names)) for one in found if one.told),
        tuple((one, _place(one, names)) for one in whole.silent),
        least,
    )


def _place(one: Signed, names: Mapping[str, str]) -> str:
    """The name of its place; of an RT or RW that of the village in which it lies."""
    return names.get(".".join(one.place.split(".")[:4]), one.place)


def _signed(version: Version, least: int) -> Signed:
    statement = statement_of(version.record).statement
    office = " ".join(statement.office.split()) if isinstance(statement.office, str) else ""
    one = version.statement
    return Signed(one.pk, one.territory, one.title, office, for_board(incidence_here(statement), least))


def _shown(line: Line) -> ShownLine:
    """A line of which nothing is split says so; it does not say that nobody receives anything."""
    sums = line.sums
    split = sums.share is not None
    return ShownLine(
        line,
        format_rupiah(sums.men) if split else NONE,
        format_rupiah(sums.women) if split else NONE,
        NONE if sums.share is None else format_percent(sums.share, 2),
        format_rupiah(sums.unknown),
        format_rupiah(sums.men + sums.women + sums.unknown),
    )


_COLUMNS: Final = (
    Column("Tempat atau perangkat daerah", width=40),
    Column("Pernyataan", Kind.COUNT),
    Column("Dengan angka penerima", Kind.COUNT, width=16),
    Column("Laki-laki", Kind.RUPIAH, "Rp", width=20),
    Column("Perempuan", Kind.RUPIAH, "Rp", width=20),
    Column("Bagian perempuan", Kind.PERCENT, "dari yang dipilah", places=2, width=16),
    Column("Tidak dipilah", Kind.RUPIAH, "Rp", width=20),
)
_STATEMENTS: Final = (
    Column("Tempat", width=30),
    Column("Pernyataan", width=50),
    Column("Angka penerima", width=40),
)


def benefit_sheets(benefits: Benefits) -> list[Sheet]:
    """Two sheets: the lines with their sum, and on which statements they stand."""
    notes = (
        "Bagian perempuan = anggaran aktivitas dikalikan perempuan dibagi seluruh penerima; honorarium "
        "menurut tarif. Hanya pernyataan yang ditandatangani.",
        f"Aktivitas dengan kurang dari {benefits.least} penerima masuk kolom tidak dipilah.",
    )
    rows = [_cells(one.line) for one in benefits.lines]
    whole = _cells(benefits.whole.line)
    title = "Penerima manfaat menurut jenis kelamin"
    counted = [(name, one.title, "dihitung") for one, name in benefits.told]
    counted += [(name, one.title, one.why_not) for one, name in benefits.silent]
    return [
        Sheet("Penerima manfaat", _COLUMNS, rows or [whole], whole if rows else None, notes, title),
        Sheet("Dasar manfaat", _STATEMENTS, counted, title="Pernyataan yang dihitung dan yang tidak"),
    ]


def _cells(line: Line) -> Sequence[Any]:
    sums, many = line.sums, len(line.statements)
    split = (None, None) if sums.share is None else (sums.men, sums.women)
    return line.name, many, many - len(line.silent), *split, _decimal(sums.share), sums.unknown


def _decimal(share: Fraction | None) -> Decimal | None:
    return None if share is None else Decimal(share.numerator) / Decimal(share.denominator)
