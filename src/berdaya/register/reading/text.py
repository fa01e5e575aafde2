"""CSV files as offices send them: any separator, UTF-8 or Windows-1252 or both, quotes left open."""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO

import numpy as np
import polars as pl

from berdaya.kernel.findings import Finding, Refused
from berdaya.register.reading.sources import BROKEN, HEAD_ROWS, LINE, column
from berdaya.register.rules.faults import found
from berdaya.register.rules.headers import Header, find_header
from berdaya.register.rules.profiles import Profile

_PIECE = 1 << 22
_HEAD_BYTES = 1 << 18
_SEPARATORS = (",", ";", "\t", "|")
_JOINED_LINES = 5
_TAIL = 256
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

csv.field_size_limit(1 << 20)


@dataclass(frozen=True, slots=True)
class Survey:
    """What one reading of the whole file tells: its fingerprint, its lines, its letters."""

    sha256: str
    size: int
    plain: bool
    quotes: int
    lines: int
    blank_tail: int


def survey(file: BinaryIO) -> Survey:
    """Fingerprint, count lines and quotes and test for UTF-8 in one pass over the file."""
    digest, size, tail = hashlib.sha256(), 0, b""
    breaks = quotes = 0
    decoder, plain = codecs.getincrementaldecoder("utf-8")(), True
    while piece := file.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        breaks += _count(piece, "\n")
        quotes += _count(piece, '"')
        tail = (tail + piece)[-_TAIL:]
        plain = plain and _is_utf8(decoder, piece)
    plain = plain and _is_utf8(decoder, b"", final=True)
    lines = breaks + (not tail.endswith(b"\n") and size > 0)
    ends = tail[len(tail.rstrip(b"\r\n")) :].count(b"\n")
    return Survey(digest.hexdigest(), size, plain, quotes, lines, max(0, ends - 1))


def _count(piece: bytes, sign: str) -> int:
    return int(np.count_nonzero(np.frombuffer(piece, np.uint8) == ord(sign)))


def _is_utf8(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    if piece.isascii() and not decoder.getstate()[0] and not final:
        return b"\0" not in piece
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return b"\0" not in piece


@dataclass(frozen=True, slots=True)
class TextSource:
    """A CSV file: a path when Polars can read it as it lies, else its text as UTF-8 bytes."""

    where: str
    content: Path | bytes
    separator: str
    seen: Survey
    skipped: int = 0

    def head(self) -> list[list[str]]:
        return [cells for _line, cells in self._head()]

    def line_of(self, row: int) -> int:
        return self._first_lines()[row] if row < len(self._first_lines()) else self.seen.lines + 1

    def body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        frame = pl.scan_csv(
            self.content,
            separator=self.separator,
            has_header=False,
            skip_lines=self.line_of(header.data_row) - 1,
            schema={column(at): pl.String for at in range(len(header.titles))},
            infer_schema=False,
            glob=False,
        )
        return frame.select(column(at) for at in positions)

    def careful_body(self, header: Header, positions: Sequence[int]) -> pl.LazyFrame:
        width = len(header.titles)
        kept: dict[str, list[str | None]] = {column(at): [] for at in positions}
        broken: list[bool] = []
        lines: list[int] = []
        for line, cells in self._careful_rows(self.line_of(header.data_row) - 1, width):
            broken.append(len(cells) != width)
            lines.append(line)
            if len(cells) > width:
                cells[width - 1 :] = [self.separator.join(cells[width - 1 :])]
            for at in positions:
                kept[column(at)].append(cells[at] or None if at < len(cells) else None)
        frame = pl.DataFrame(kept, schema=dict.fromkeys(kept, pl.String))
        return frame.with_columns(
            pl.Series(BROKEN, broken, pl.Boolean), pl.Series(LINE, lines, pl.UInt32)
        ).lazy()

    def fits(self, header: Header, rows: int) -> bool:
        """As many rows as lines; and without quotes, as many separators as they must have."""
        first = self.line_of(header.data_row)
        if rows != max(0, self.seen.lines - first + 1):
            return False
        above = "".join(self._lines_above(first))
        if self.seen.quotes > above.count('"'):
            return True
        expected = (rows - self.seen.blank_tail) * (len(header.titles) - 1)
        return self._separators() - above.count(self.separator) == expected

    def _separators(self) -> int:
        with self._raw() as file:
            return sum(_count(piece, self.separator) for piece in iter(lambda: file.read(_PIECE), b""))

    def _lines_above(self, line: int) -> list[str]:
        with self._open() as file:
            return list(islice(file, line - 1))

    def _raw(self) -> IO[bytes]:
        return self.content.open("rb") if isinstance(self.content, Path) else io.BytesIO(self.content)

    def _open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._raw(), encoding="utf-8-sig", errors="replace", newline="")

    def _head(self) -> list[tuple[int, list[str]]]:
        with self._open() as file:
            text = file.read(_HEAD_BYTES)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator)
        rows: list[tuple[int, list[str]]] = []
        before = 0
        for cells in reader:
            if before >= self.skipped:
                rows.append((before + 1, cells))
            before = reader.line_num
            if len(rows) >= HEAD_ROWS:
                break
        return rows

    def _first_lines(self) -> list[int]:
        return [line for line, _cells in self._head()]

    def _careful_rows(self, skip: int, width: int) -> Iterator[tuple[int, list[str]]]:
        """Rows by lines: a line that does not split well is joined with the next few, else stands alone."""
        with self._open() as file:
            lines = [line for number, line in enumerate(file) if number >= skip]
        at = 0
        while at < len(lines):
            joined, used = self._joined(lines, at, width)
            if joined:
                yield skip + at + 1, joined
            at += used

    def _joined(self, lines: Sequence[str], at: int, width: int) -> tuple[list[str], int]:
        for used in range(1, _JOINED_LINES + 1):
            if used > 1 and lines[at + used - 1 :] and self._stands_alone(lines[at + used - 1], width):
                break
            record = csv.reader(lines[at : at + used], delimiter=self.separator)
            cells = self._cells(record)
            if record.line_num == used and (len(cells) == width or '"' not in lines[at]):
                return cells, used
        return lines[at].rstrip("\r\n").split(self.separator), 1

    def _cells(self, record: Iterator[list[str]]) -> list[str]:
        try:
            return next(record, [])
        except csv.Error:
            raise Refused(found("file.long_cell", self.where)) from None

    def _stands_alone(self, line: str, width: int) -> bool:
        """A line with all its cells is a row of its own, not the rest of a cell whose quote stayed open."""
        return line.count(self.separator) >= width - 1


def open_text(
    where: str, content: Path | bytes, seen: Survey, profile: Profile
) -> tuple[TextSource, list[Finding]]:
    """A CSV file ready for reading, with what was found about its letters."""
    findings: list[Finding] = []
    if not seen.plain or seen.lines <= 1:
        content = _as_utf8(where, _bytes_of(content), findings)
        seen = survey(io.BytesIO(content))
    best = TextSource(where, content, ",", seen)
    most = -1
    for separator in _SEPARATORS:
        source = TextSource(where, content, separator, seen, _separator_line(content))
        header = find_header(source.head(), profile)
        recognised = header.recognised if header else 0
        if recognised > most:
            best, most = source, recognised
    return best, findings


def _bytes_of(content: Path | bytes) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def _separator_line(content: Path | bytes) -> int:
    """1 when the first line is Excel's note `sep=;`."""
    if isinstance(content, bytes):
        first = content[:16]
    else:
        with content.open("rb") as file:
            first = file.read(16)
    return 1 if first.removeprefix(codecs.BOM_UTF8).lower().startswith(b"sep=") else 0


def _as_utf8(where: str, raw: bytes, findings: list[Finding]) -> bytes:
    """Text that is not plain UTF-8 with line feeds, made so. Each line is read by itself."""
    if raw.startswith(_UTF16):
        raw = raw.decode("utf-16", errors="replace").encode()
        findings.append(found("file.utf16", where))
    raw = raw.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = raw.split(b"\n")
    other = 0
    first_other = 0
    accented_utf8 = False
    for at, line in enumerate(lines):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            accented_utf8 = accented_utf8 or not line.startswith(codecs.BOM_UTF8)
        except UnicodeDecodeError:
            lines[at] = line.decode("cp1252", errors="replace").encode()
            other += 1
            first_other = first_other or at + 1
    if other:
        code = "file.mixed_encodings" if accented_utf8 else "file.encoding"
        findings.append(found(code, f"{where} baris {first_other}", f"{other} baris"))
    return b"\n".join(lines)
