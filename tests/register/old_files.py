"""The smallest true files of old formats, byte by byte: XLS (one sheet of texts and numbers) and DBF."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def dbf(names: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]) -> bytes:
    """dBASE III with character fields. Longer names are cut to ten letters, as the format demands."""
    size = 1 + sum(widths)
    fields = b"".join(
        struct.pack("<11sc4xBB14x", name[:10].upper().encode(), b"C", width, 0)
        for name, width in zip(names, widths, strict=True)
    )
    head = struct.pack("<BBBBIHH20x", 3, 116, 2, 3, len(rows), 32 + len(fields) + 1, size)
    body = b"".join(
        b" " + b"".join(cell.encode("cp1252").ljust(w)[:w] for cell, w in zip(row, widths, strict=True))
        for row in rows
    )
    return head + fields + b"\r" + body + b"\x1a"


def xls(rows: Sequence[Sequence[str | float]], sheet: str = "Sheet1") -> bytes:
    """An Excel 97 workbook (BIFF8) with one sheet."""
    body = b"".join(
        _cell(at, column, cell)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell != ""
    )
    stream = _worksheet(body, sheet)
    return _compound(stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0"))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(row: int, column: int, cell: str | float) -> bytes:
    where = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, str):
        return _record(0x0204, where + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    return _record(0x0203, where + struct.pack("<d", cell))


def _worksheet(body: bytes, sheet: str) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)
    first = _record(0x0809, begin) + _record(0x0042, struct.pack("<H", 1200))
    name = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    offset = len(first) + 4 + 6 + len(name) + 4
    globals_ = first + _record(0x0085, struct.pack("<IH", offset, 0) + name) + _record(0x000A)
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 6))
    return globals_ + page + body + _record(0x000A)


def _compound(stream: bytes) -> bytes:
    """The container: a header, one table of sectors, one directory, the stream `Workbook`."""
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    if len(table) > _SECTOR:
        raise ValueError("too many rows for this small writer")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
        + struct.pack("<I", 0)
        + b"\xff" * (4 * 108)
    )
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry("Workbook", 2, 2, len(stream), _FREE)
    return header.ljust(_SECTOR, b"\xff") + table + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", _FREE, _FREE, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
    return head + bytes(36) + struct.pack("<IQ", start, size)
