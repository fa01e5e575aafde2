"""What lies below a place, as rows for a table and squares for a tile map. Values only; no reading."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from berdaya.documents.drawing import NO_DATA
from berdaya.documents.mapvalues import by_value
from berdaya.kernel.calendar import format_date
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count
from berdaya.region.rules.codes import Kind, Level, kind_of, parent_of
from berdaya.region.rules.neighbourhoods import neighbourhood_title

SIDE, GAP, ACROSS = 14, 3, 7
KIND_WORDS = {Kind.DESA_ADAT: "desa adat", Kind.KABUPATEN: "kabupaten"}


@dataclass(frozen=True, slots=True)
class Row:
    """A place below another. Counts that its level does not have stay 0; RT have days and a hamlet."""

    code: str
    name: str
    kind: Kind
    kabupaten: int = 0
    kecamatan: int = 0
    villages: int = 0
    kelurahan: int = 0
    rt: int = 0
    dusun: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def kind_words(self) -> str:
        return KIND_WORDS.get(self.kind, self.kind.value)

    @property
    def standing(self) -> str:
        return f"berakhir {format_date(self.valid_to)}" if self.valid_to else "berlaku"

    @property
    def since(self) -> str:
        return format_date(self.valid_from) if self.valid_from else "tidak diketahui"

    @property
    def words(self) -> str:
        return f"{self.name} {self.code} {self.dusun} {self.kind_words}".lower()


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the table: how rows are sorted by it, and what stands in a cell."""

    column: Column[Row]
    cell: Callable[[Row], str]


def _count(key: str, words: str, value: Callable[[Row], int]) -> Shown:
    return Shown(Column(key, words, value, numeric=True), lambda row: format_count(value(row)))


def _name(words: str) -> Shown:
    return Shown(Column("nama", words, lambda row: row.name.lower()), lambda row: row.name)


_KECAMATAN = _count("kecamatan", "Kecamatan", lambda row: row.kecamatan)
_DESA = _count("desa", "Desa", lambda row: row.villages)
_KELURAHAN = _count("kelurahan", "Kelurahan", lambda row: row.kelurahan)
_RT = _count("rt", "RT tercatat", lambda row: row.rt)
_KIND = Shown(Column("jenis", "Jenis", lambda row: row.kind_words), lambda row: row.kind_words)
_RT_COLUMNS = (
    Shown(Column("nama", "RT", lambda row: row.code), lambda row: row.name),
    Shown(Column("dusun", "Dusun", lambda row: row.dusun.lower() or None), lambda row: row.dusun or "–"),
    Shown(Column("sejak", "Berlaku sejak", lambda row: row.valid_from, phone=False), lambda row: row.since),
    Shown(Column("keadaan", "Keadaan", lambda row: row.standing), lambda row: row.standing),
)
COLUMNS: Mapping[Level | None, tuple[Shown, ...]] = {
    None: (
        _name("Provinsi"),
        _count("kabupaten", "Kab/kota", lambda row: row.kabupaten),
        _KECAMATAN,
        _DESA,
        _KELURAHAN,
    ),
    Level.PROVINCE: (_name("Kabupaten/kota"), _KECAMATAN, _DESA, _KELURAHAN),
    Level.KABUPATEN: (_name("Kecamatan"), _DESA, _KELURAHAN, _RT),
    Level.KECAMATAN: (_name("Desa/kelurahan"), _KIND, _RT),
    Level.VILLAGE: _RT_COLUMNS,
    Level.RW: _RT_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Square:
    x: int
    y: int
    shade: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The squares of one place, drawn under its name."""

    code: str
    name: str
    squares: Sequence[Square]
    width: int
    height: int
    said: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile map: one square per place, and the key in words with its shades, light to dark."""

    groups: Sequence[Group]
    key: Sequence[tuple[str, str]]
    dated: str = ""


def tiles(
    groups: Mapping[str, str],
    places: Mapping[str, str],
    values: Mapping[str, Decimal] | None = None,
    dated: str = "",
) -> Tiles:
    """Squares for the places, under the groups that hold them; by their kind, or by the value of a figure."""
    shades, key = _by_kind(places) if values is None else _by_value(places, values)
    words = dict(key)
    drawn = [
        _group(code or "", groups.get(code or "", ""), [(places[p], shades[p]) for p in inside], words)
        for code, inside in groupby(places, key=parent_of)
    ]
    return Tiles(drawn, key, dated)


def _group(code: str, name: str, places: Sequence[tuple[str, str]], words: Mapping[str, str]) -> Group:
    squares = [
        Square(
            position % ACROSS * (SIDE + GAP),
            position // ACROSS * (SIDE + GAP),
            shade,
            f"{place}: {words[shade].lower()}",
        )
        for position, (place, shade) in enumerate(places)
    ]
    counts = Counter(words[shade] for _, shade in places)
    said = "; ".join(f"{word}: {number}" for word, number in counts.items())
    head = f"Peta petak {name}".strip()
    return Group(code, name, squares, ACROSS * (SIDE + GAP) - GAP, squares[-1].y + SIDE, f"{head}. {said}.")


def _by_kind(places: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    kinds = list(dict.fromkeys(kind_of(code) for code in places))
    kinds.sort(key=lambda kind: list(Kind).index(kind))
    shade = {kind: ("v1", "v3", "v4")[position] for position, kind in enumerate(kinds)}
    key = [(shade[kind], KIND_WORDS.get(kind, _upper(kind.value)).capitalize()) for kind in kinds]
    return {code: shade[kind_of(code)] for code in places}, [(s, _upper(words)) for s, words in key]


def _upper(words: str) -> str:
    return words.upper() if words.lower() in ("rt", "rw") else words


def _by_value(
    places: Mapping[str, str], values: Mapping[str, Decimal]
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    classes = by_value({code: value for code, value in values.items() if code in places})
    shades = {code: f"v{classes.of[code]}" if code in classes.of else "vx" for code in places}
    key = [(f"v{level}", shade.word) for level, shade in enumerate(classes.shades)] if classes.of else []
    return shades, key + ([("vx", NO_DATA.capitalize())] if "vx" in shades.values() else [])


def rt_row(code: str, dusun: str, valid_from: date | None, valid_to: date | None) -> Row:
    return Row(code, neighbourhood_title(code), Kind.RT, 0, 0, 0, 0, 0, dusun, valid_from, valid_to)


def totals(rows: Sequence[Row], level: Level | None) -> list[Any]:
    """The last line of the table: sums of its counts, nothing under other columns."""
    return [
        format_count(sum(shown.column.value(row) for row in rows)) if shown.column.numeric else ""
        for shown in COLUMNS[level][1:]
    ]
