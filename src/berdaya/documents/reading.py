"""Small tables that people fill in by hand: CSV in any usual form, or the first fitting sheet of an XLSX.

The header may stand a few rows down, columns may come in any order and under several names. What cannot
be read is a finding with its row; nothing is guessed.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from berdaya.kernel.files import refuse_irregular
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.signs import has_control

HEADER_WITHIN = 10
MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its own name, and the other names by which files call it."""

    name: str
    also: tuple[str, ...] = ()
    required: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.name, *self.also))


@dataclass(frozen=True, slots=True)
class Row:
    """The known cells of one row as text, and where it stands, for findings."""

    where: str
    cells: dict[str, str]
    line: int = 0

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Table:
    """The rows that were read. `grid` is all that the sheet held, `head` the line of its titles, from 1."""

    columns: frozenset[str]
    rows: list[Row]
    findings: list[Finding] = field(default_factory=list)
    grid: "Grid" = field(default_factory=list)
    head: int = 0


Grid = list[list[str]]


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read the rows below the header. Refused when there is nothing to read or no header is found."""
    refuse_irregular(path)
    if path.stat().st_size > MOST_BYTES:
        raise Refused(_too_large(path.name))
    return read_content(path.name, path.read_bytes(), columns)


def read_content(name: str, content: bytes, columns: Sequence[Column]) -> Table:
    """The same from memory, for a file that may not lie open on a disk; `name` is for findings."""
    if not content:
        raise Refused(_fault("empty", name, "berkas kosong", "Isi berkas, lalu jalankan lagi."))
    if len(content) > MOST_BYTES:
        raise Refused(_too_large(name))
    findings: list[Finding] = []
    for sheet, grid in _grids(name, content, findings):
        at = _header_row(grid, columns)
        if at is not None:
            return _table(f"{name}{sheet}", grid, at, columns, findings)
    needed = ", ".join(c.name for c in columns if c.required)
    raise Refused(
        _fault("no_header", name, "baris judul tidak ditemukan", f"Perlu kolom: {needed}. Lihat templatnya.")
    )


def _table(place: str, grid: Grid, at: int, columns: Sequence[Column], findings: list[Finding]) -> Table:
    names = [_canonical(cell, columns) for cell in grid[at]]
    for name, count in Counter(n for n in names if n).items():
        if count > 1:
            findings.append(
                _fault(
                    "column_twice",
                    place,
                    f"kolom {name} ada {count} kali",
                    "Sisakan satu kolom dengan nama itu.",
                )
            )
    rows = []
    for number, cells in enumerate(grid[at + 1 :], start=at + 2):
        if not any(cells):
            continue
        where = f"{place} baris {number}"
        if any(cells[len(names) :]):
            findings.append(
                _fault(
                    "too_many_cells",
                    where,
                    "isinya lebih banyak daripada kolom judul",
                    "Periksa tanda pemisah di baris itu.",
                )
            )
            continue
        if has_control(cells):
            findings.append(
                _fault(
                    "control",
                    where,
                    "ada tanda kendali yang tidak terlihat dalam sebuah sel",
                    "Ketik ulang isi baris itu, lalu simpan.",
                )
            )
            continue
        rows.append(Row(where, {n: c for n, c in zip(names, cells, strict=False) if n}, number))
    if not rows:
        findings.append(
            _fault("no_rows", place, "tidak ada baris di bawah judul", "Isi paling sedikit satu baris.")
        )
    return Table(frozenset(n for n in names if n), rows, findings, grid, at + 1)


def _header_row(grid: Grid, columns: Sequence[Column]) -> int | None:
    needed = {c.name for c in columns if c.required}
    for at, cells in enumerate(grid[:HEADER_WITHIN]):
        if needed <= {_canonical(cell, columns) for cell in cells}:
            return at
    return None


def _canonical(cell: str, columns: Iterable[Column]) -> str:
    plain = "_".join(cell.strip().casefold().replace("-", " ").replace("_", " ").split())
    return next((c.name for c in columns if plain in c.names), "")


# ---------- files ----------


def read_sheets(name: str, content: bytes) -> list[Grid]:
    """Every sheet of a workbook as rows of cells, whatever it holds; `name` is for findings."""
    if len(content) > MOST_BYTES:
        raise Refused(_too_large(name))
    return [grid for _, grid in _sheets(name, content)]


def _grids(name: str, content: bytes, findings: list[Finding]) -> Iterator[tuple[str, Grid]]:
    """Every way to read the file as rows of cells, the likeliest first."""
    if content[:4] == b"PK\x03\x04":
        yield from _sheets(name, content)
        return
    text = _decoded(name, content, findings)
    for delimiter in ",;\t|":
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        try:
            yield "", [[cell.strip() for cell in row] for row in reader]
        except csv.Error as error:
            raise Refused(
                _fault(
                    "unreadable",
                    f"{name} baris {reader.line_num}",
                    str(error),
                    "Simpan ulang sebagai CSV UTF-8.",
                )
            ) from None


def _decoded(name: str, content: bytes, findings: list[Finding]) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise Refused(
            _fault("not_text", name, "bukan berkas CSV atau XLSX", "Simpan ulang sebagai CSV atau XLSX.")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.append(
            _fault(
                "encoding", name, "bukan UTF-8; dibaca sebagai Windows-1252",
                "Periksa nama yang berhuruf khusus, atau simpan ulang sebagai CSV UTF-8.", Severity.INFO,
            )
        )  # fmt: skip
        return content.decode("cp1252", errors="replace")


def _sheets(name: str, content: bytes) -> Iterator[tuple[str, Grid]]:
    try:
        _refuse_bombs(name, content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            yield f" lembar {sheet}", [[_cell(value) for value in row] for row in rows]
    except (CalamineError, zipfile.BadZipFile):
        raise Refused(
            _fault(
                "unreadable",
                name,
                "buku kerja rusak",
                "Buka di pengolah angka dan simpan ulang sebagai XLSX.",
            )
        ) from None


def _refuse_bombs(name: str, content: bytes) -> None:
    """Refuse what would unpack to far more than a table: the reader would take all memory for it.

    A single cell in the last corner of a sheet is enough, so the corners are read off before it opens.
    """
    advice = "Salin tabelnya saja ke buku kerja baru."
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = packed.infolist()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise Refused(_fault("too_large", name, "isi buku kerja terlalu besar", advice))
        for entry in entries:
            if not entry.filename.startswith("xl/worksheets/") or entry.is_dir():
                continue
            corners = set(_CELL.findall(packed.read(entry)))
            last_row = max((int(row) for _, row in corners), default=0)
            last_column = max((_column_number(letters) for letters, _ in corners), default=0)
            if last_row * last_column > MOST_CELLS:
                raise Refused(
                    _fault("too_large", name, "ada isi jauh di luar tabel, di ujung lembar kerja", advice)
                )


_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cell(value: object) -> str:
    """A cell as text; a whole number that a workbook keeps as a float loses its `.0`."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _too_large(name: str) -> Finding:
    return _fault("too_large", name, "berkas terlalu besar untuk tabel ini", "Periksa berkasnya.")


def _fault(code: str, where: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(f"table.{code}", where, problem, advice, severity)
