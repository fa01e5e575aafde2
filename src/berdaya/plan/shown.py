"""Rows of a list as pages show them: in columns, one with all its fields, its life through the editions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count, format_rupiah
from berdaya.plan.models import (
    ApbdesLine,
    AuthorityLine,
    Edition,
    KamusItem,
    Line,
    NomenclatureLine,
    PriorityLine,
)
from berdaya.plan.rules.differences import changes_of, shown
from berdaya.plan.rules.lists import FIELDS, AuthorityRow, Level, ListKind
from berdaya.plan.rules.words import SubItem, menus_on, sub_items_on

_OPEN_END: Final = 10**18


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: what it says, smaller words under it, the value it is sorted by, its looks."""

    words: str
    small: str = ""
    value: Any = None
    numeric: bool = False
    phone: bool = False


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: Line
    name: str
    code: str
    cells: tuple[Cell, ...]
    search: str


_HEADS: Final[Mapping[ListKind, tuple[tuple[str, str, bool, bool], ...]]] = {
    ListKind.KAMUS: (
        ("kondisi", "Kondisi", False, False),
        ("harga", "Harga satuan", True, True),
        ("pj", "Penanggung jawab", False, False),
    ),
    ListKind.AUTHORITY: (
        ("biaya", "Biaya", True, False),
        ("tingkat", "Milik siapa", False, True),
        ("dasar", "Dasar", False, False),
    ),
    ListKind.PRIORITIES: (
        ("tahun", "Tahun", True, False),
        ("target", "Target", False, True),
        ("pj", "Penanggung jawab", False, False),
    ),
    ListKind.NOMENCLATURE: (
        ("indikator", "Indikator", False, False),
        ("satuan", "Satuan", False, True),
        ("tag", "Tag", False, False),
    ),
    ListKind.APBDES: (
        ("tingkat", "Tingkat", False, True),
        ("keluaran", "Keluaran", False, False),
        ("dasar", "Dasar", False, False),
    ),
}
_FIRST: Final = {
    ListKind.KAMUS: "Usulan",
    ListKind.AUTHORITY: "Pekerjaan",
    ListKind.PRIORITIES: "Prioritas",
    ListKind.NOMENCLATURE: "Subkegiatan",
    ListKind.APBDES: "Uraian",
}


def columns_of(kind: ListKind) -> tuple[Column[ShownLine], ...]:
    """The columns of a list, each of them sortable."""
    rest = tuple(
        Column(key, words, _value_at(at), numeric=numeric, phone=phone)
        for at, (key, words, numeric, phone) in enumerate(_HEADS[kind])
    )
    first: Column[ShownLine] = Column("nama", _FIRST[kind], lambda row: row.name.lower())
    return (first, *rest)


def _value_at(position: int) -> Callable[[ShownLine], Any]:
    return lambda row: row.cells[position].value


def shown_lines(lines: Iterable[Line], day: date) -> list[ShownLine]:
    items = sub_items_on(day)
    return [_shown_line(line, items) for line in lines]


def _shown_line(line: Line, items: Mapping[str, SubItem]) -> ShownLine:
    match line:
        case KamusItem():
            return _item(line, items)
        case AuthorityLine():
            return _authority(line)
        case NomenclatureLine():
            return _subactivity(line)
        case ApbdesLine():
            return _desa_code(line)
    return _priority(line)


def _item(line: KamusItem, items: Mapping[str, SubItem]) -> ShownLine:
    item = items.get(line.sub_item)
    title, condition = (item.title, item.condition_title) if item else (line.sub_item, "")
    level = Level(line.level).words
    cells = (
        Cell(title, condition, f"{condition} {title}"),
        Cell(price_span(line), f"per {line.unit}", line.price_high, numeric=True, phone=True),
        Cell(line.agency or level, level if line.agency else "", (line.agency or level).lower()),
    )
    search = f"{line.code} {line.name} {line.also} {line.agency} {title} {condition}"
    return ShownLine(line, line.name, line.code, cells, search)


def price_span(item: KamusItem) -> str:
    """`Rp165.000–260.000`."""
    if item.price_low == item.price_high:
        return format_rupiah(item.price_low)
    return f"{format_rupiah(item.price_low)}–{format_count(item.price_high)}"


def _authority(line: AuthorityLine) -> ShownLine:
    level = Level(line.level).words
    cells = (
        Cell(limits_of(line.row), "", _OPEN_END if line.up_to is None else line.up_to, numeric=True),
        Cell(line.agency or level, level if line.agency else "", level, phone=True),
        Cell(line.source, "", line.source.lower()),
    )
    name = line.title or line.work
    return ShownLine(
        line, name, f"{line.code}, {line.work}", cells, f"{line.code} {name} {line.work} {line.agency}"
    )


def limits_of(row: AuthorityRow) -> str:
    """`di atas Rp1.000.000.000`, `berapa pun`."""
    if row.above and row.up_to is not None:
        return f"di atas {format_rupiah(row.above)} sampai {format_rupiah(row.up_to)}"
    if row.above:
        return f"di atas {format_rupiah(row.above)}"
    return "berapa pun" if row.up_to is None else f"sampai {format_rupiah(row.up_to)}"


def _priority(line: PriorityLine) -> ShownLine:
    years = str(line.year) if line.year else f"{line.first_year}–{line.last_year}"
    target = " ".join(part for part in (line.target, line.unit) if part)
    cells = (
        Cell(years, "", line.year or line.first_year, numeric=True),
        Cell(target or "tanpa target", line.indicator, target, phone=True),
        Cell(line.agency or "belum disebut", "", line.agency.lower()),
    )
    search = f"{line.code} {line.title} {line.indicator} {line.agency}"
    return ShownLine(line, line.title, line.code, cells, search)


def _subactivity(line: NomenclatureLine) -> ShownLine:
    cells = (
        Cell(line.indicator or "tidak disebut", "", line.indicator.lower()),
        Cell(line.unit or "–", "", line.unit.lower(), phone=True),
        Cell(line.tags or "–", "", line.tags.lower()),
    )
    search = f"{line.code} {line.title} {line.indicator} {line.tags} {line.program}"
    return ShownLine(line, line.title, line.code, cells, search)


def _desa_code(line: ApbdesLine) -> ShownLine:
    level = line.row.level
    cells = (
        Cell(level, "", level, phone=True),
        Cell(line.output or "–", line.unit, line.output.lower()),
        Cell(line.source, "", line.source.lower()),
    )
    return ShownLine(line, line.title, line.code, cells, f"{line.code} {line.title} {line.output}")


# ---------- one row ----------


@dataclass(frozen=True, slots=True)
class Version:
    """A row in one edition: since when, and what changed with it."""

    line: Line
    edition: Edition
    words: str
    changes: tuple[str, ...]


def facts_of(line: Line, day: date) -> list[tuple[str, str]]:
    """Every field of a row in words; empty ones are left out."""
    kind, row = line.edition.list_kind, line.row
    known = {
        one.attribute: shown(kind, one.attribute, getattr(row, one.attribute, None)) for one in FIELDS[kind]
    }
    if isinstance(line, KamusItem):
        known |= _in_words(line, day)
    if isinstance(line, PriorityLine):
        known["period"] = f"{line.first_year}–{line.last_year}"
    return [(one.words, known[one.attribute]) for one in FIELDS[kind] if known.get(one.attribute)]


def _in_words(line: KamusItem, day: date) -> dict[str, str]:
    menu, item = menus_on(day).get(line.menu), sub_items_on(day).get(line.sub_item)
    return {
        "menu": menu.title if menu else line.menu,
        "part": menu.parts.get(line.part, line.part) if menu else line.part,
        "sub_item": f"{item.title} ({item.condition_title.lower()})" if item else line.sub_item,
        "work": "" if line.work == line.sub_item else line.work,
    }


def versions_of(history: Sequence[Line]) -> list[Version]:
    """The life of a row, the newest first; editions that changed nothing are passed over."""
    found: list[Version] = []
    before: Line | None = None
    for line in history:
        kind = line.edition.list_kind
        if before is None:
            found.append(Version(line, line.edition, "pertama kali tercatat", ()))
        elif changes := changes_of(kind, before.row, line.row):
            found.append(Version(line, line.edition, "berubah", tuple(map(str, changes))))
        before = line
    return found[::-1]
