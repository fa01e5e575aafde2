"""Cells to values: one pass over the whole file, then once more for what could not be read as it stood.

The pass reads plain whole numbers and clean text. Every other way of writing a number is read by
`rules.cells.read_cell`, once for each distinct text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl
from polars.exceptions import PolarsError

from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.register.importing.joining import Merged, join_halves
from berdaya.register.reading.sources import BROKEN, LINE, Table
from berdaya.register.reading.sources import column as at_position
from berdaya.register.rules.cells import UNREADABLE, read_area, read_cell
from berdaya.register.rules.faults import found
from berdaya.register.rules.halves import halves_of
from berdaya.register.rules.profiles import Column, Profile, Role, Type

LARGEST = 32_767
_SIGNS = " \t\r\n'\u00a0"


@dataclass(slots=True)
class Values:
    """The rows of a file as values.

    `row` numbers all rows; `where` says in which part and line each stands; `broken` are the rows that could
    not be split into cells, and are not in `frame`; `merged`: a table of households apart.
    """

    frame: pl.DataFrame
    where: pl.DataFrame
    broken: pl.Series
    columns: tuple[Column, ...]
    dropped: list[str]
    findings: list[Finding] = field(default_factory=list)
    merged: Merged | None = None

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    @property
    def height(self) -> int:
        """Rows that count: a row of households that went into its members is none of its own."""
        return self.where.height - (self.merged.rows.len() if self.merged else 0)


def read_values(tables: Sequence[Table], profile: Profile) -> Values:
    """All rows of the tables, with the columns the purpose needs and the file has."""
    told = [set(table.header.positions) for table in tables]
    halves = halves_of(told, profile)
    if halves:
        told = [set().union(*told)] * len(tables)
    findings = [
        f for table, names in zip(tables, told, strict=True) for f in _of_header(table, names, profile)
    ]
    blocking = [finding for finding in findings if finding.severity is Severity.ERROR]
    if blocking:
        raise Refused(*blocking)
    present = set().union(*told)
    columns = tuple(c for c in profile.columns if c.needed and not c.never and c.name in present)
    findings += _absent(tables, told, profile)
    rows = read_rows(tables, columns)
    frame, merged = rows.frame.drop("part"), None
    if halves:
        frame, merged = join_halves(frame, rows.frame["part"], halves)
    return Values(frame, rows.where, rows.broken, columns, _dropped(tables, columns), findings, merged)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows numbered through all tables: `frame` (with `part`, the table), where each stands, the broken."""

    frame: pl.DataFrame
    where: pl.DataFrame
    broken: pl.Series


def read_rows(tables: Sequence[Table], columns: Sequence[Column]) -> Rows:
    """All rows of the tables with these columns; what a table does not have is null."""
    parts = [_read_part(number, table, columns) for number, table in enumerate(tables)]
    frame = pl.concat(parts, how="diagonal").with_row_index("row")
    where, broken = frame.select("row", "part", "line"), pl.Series("row", [], pl.UInt32)
    frame = frame.drop("line")
    if BROKEN in frame.columns:
        split = frame[BROKEN].fill_null(False)
        broken, frame = frame["row"].filter(split), frame.filter(~split).drop(BROKEN)
    return Rows(frame, where, broken)


def _absent(tables: Sequence[Table], told: Sequence[set[str]], profile: Profile) -> list[Finding]:
    findings: list[Finding] = []
    for table, names in zip(tables, told, strict=True):
        absent = [c.title for c in profile.columns if c.needed and c.name not in names]
        if absent:
            findings.append(found("header.absent", table.where, _some(absent)))
    return findings


def _of_header(table: Table, told: set[str], profile: Profile) -> list[Finding]:
    missing = _required(profile, told)
    absent = [found("header.missing", table.where, ", ".join(missing))] if missing else []
    return absent + of_titles(table, profile)


def of_titles(table: Table, profile: Profile) -> list[Finding]:
    """Titles that stand twice or are not known."""
    findings: list[Finding] = []
    for name, positions in table.header.repeated.items():
        first = table.header.positions[name]
        same = profile.column(name).never or _same_content(table, first, positions)
        code = "header.repeated" if same else "header.repeated_differs"
        findings.append(found(code, f"{table.where} kolom {table.header.titles[first]}"))
    unknown = table.header.shown_unknown()
    if unknown:
        findings.append(found("header.unknown", table.where, _some(unknown)))
    return findings


def _some(titles: Sequence[str], most: int = 8) -> str:
    more = f" dan {len(titles) - most} lagi" if len(titles) > most else ""
    return ", ".join(titles[:most]) + more


def _required(profile: Profile, present: set[str]) -> list[str]:
    """Titles without which no household can be told apart or placed."""
    keys = [profile.by_role(role) for role in (Role.HOUSEHOLD_KEY, Role.SHORT_KEY, Role.KK)]
    titles = [key.title for key in keys if key]
    missing = [" / ".join(titles)] if not any(key and key.name in present for key in keys) else []
    if profile.region_codes == "BPS":
        needed = ("kdprop", "kdkab", "nama_kecamatan", "nama_desa")
        missing += [profile.column(n).title for n in needed if profile.has(n) and n not in present]
    elif not {"kode_desa"} & present and not {"kdprop", "kdkab", "nama_kecamatan", "nama_desa"} <= present:
        missing.append(profile.column("kode_desa").title if profile.has("kode_desa") else "kode_desa")
    return missing


def _same_content(table: Table, first: int, others: Sequence[int]) -> bool:
    body = table.source.careful_body(table.header, [first, *others])
    differs = [pl.col(at_position(first)).ne_missing(pl.col(at_position(other))).any() for other in others]
    return not any(body.select(d.alias(str(n)) for n, d in enumerate(differs)).collect().row(0))


def _dropped(tables: Sequence[Table], columns: Sequence[Column]) -> list[str]:
    """Titles of the file that are not imported, as they may be shown."""
    kept = {column.name for column in columns}
    titles: list[str] = []
    for table in tables:
        used = {position for name, position in table.header.positions.items() if name in kept}
        left = (at for at, title in enumerate(table.header.titles) if title.strip() and at not in used)
        titles += [table.header.shown(at) for at in left]
    return list(dict.fromkeys(titles))


def _read_part(number: int, table: Table, columns: Sequence[Column]) -> pl.DataFrame:
    mine = [column for column in columns if column.name in table.header.positions]
    positions = [table.header.positions[column.name] for column in mine]
    try:
        body = table.source.body(table.header, positions)
        frame, careful = _collected(body, table, mine), False
    except PolarsError:
        frame, careful = None, True
    if frame is None or not table.source.fits(table.header, frame.height):
        body = table.source.careful_body(table.header, positions)
        frame, careful = _collected(body, table, mine), True
    frame = _reread(frame, body, table, mine)
    frame = _without_blank(frame, table, careful)
    return frame.with_columns(pl.lit(number, pl.UInt16).alias("part"))


def _collected(body: pl.LazyFrame, table: Table, columns: Sequence[Column]) -> pl.DataFrame:
    expressions = [_value(column, table) for column in columns]
    if BROKEN in body.collect_schema():
        return body.select(pl.col(LINE).alias("line"), BROKEN, *expressions).collect()
    frame = body.select(expressions).with_row_index("line").collect(engine="streaming")
    return frame.with_columns(pl.col("line") + table.first_line)


def _value(column: Column, table: Table) -> pl.Expr:
    raw = pl.col(at_position(table.header.positions[column.name]))
    if not column.is_number:
        text = raw.str.strip_chars(_SIGNS)
        return pl.when(text.str.len_bytes() > 0).then(text).alias(column.name)
    unread = pl.when(raw.is_not_null()).then(pl.lit(UNREADABLE, pl.Int16))
    if column.recode:
        return unread.alias(column.name)
    number = raw.cast(pl.Int16, strict=False)
    if column.type is Type.AREA:
        number = pl.when(number >= 0).then(number.clip(upper_bound=LARGEST // 10) * 10)
    return number.fill_null(unread).alias(column.name)


def _reread(frame: pl.DataFrame, body: pl.LazyFrame, table: Table, columns: Sequence[Column]) -> pl.DataFrame:
    """Give every unread number a second look, with its text."""
    numbers = [column for column in columns if column.is_number]
    if not numbers:
        return frame
    unread = frame.select((pl.col(c.name) < 0).any() for c in numbers).row(0)
    for column in [c for c, seen in zip(numbers, unread, strict=True) if seen]:
        raw = body.select(pl.col(at_position(table.header.positions[column.name])).alias("raw")).collect()
        texts = raw.filter(frame[column.name] < 0)["raw"].unique().to_list()
        read = {text: _bounded(read_cell(column, text)) for text in texts}
        fresh = raw["raw"].replace_strict(
            list(read), list(read.values()), default=None, return_dtype=pl.Int16
        )
        if column.type is Type.AREA:
            cut = raw["raw"].is_in([text for text in texts if text is not None and read_area(text)[1]])
            frame = frame.with_columns(pl.when(cut).then(True).alias(cut_of(column.name)))
        frame = frame.with_columns(
            pl.when(pl.col(column.name) < 0).then(fresh).otherwise(pl.col(column.name)).alias(column.name)
        )
    return frame


def cut_of(name: str) -> str:
    """The column that marks areas of which less than a tenth was left out; there only if any was read."""
    return f"{name}!"


def _bounded(value: int | None) -> int | None:
    return None if value is None else min(value, LARGEST)


def _without_blank(frame: pl.DataFrame, table: Table, careful: bool) -> pl.DataFrame:
    """Leave out rows in which no cell at all holds anything: they are no rows of the register."""
    data = [name for name in frame.columns if name not in ("line", BROKEN)]
    blank = frame.select(pl.all_horizontal(pl.col(data).is_null()).alias("blank"))["blank"]
    if blank.any():
        everything = range(len(table.header.titles))
        read = table.source.careful_body if careful else table.source.body
        cells = read(table.header, everything).collect().drop(BROKEN, LINE, strict=False)
        blank = (
            blank
            & cells.select(
                pl.all_horizontal(pl.all().str.strip_chars().str.len_bytes().fill_null(0) == 0).alias("blank")
            )["blank"]
        )
        frame = frame.filter(~blank)
    return frame
