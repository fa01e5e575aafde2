"""A file of results as a workbook and back, without loss: one sheet of items, one of the rest.

A cell holds words as they are; what is no text (numbers, lists, an explicit nothing) is written as JSON.
"""

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from berdaya.documents.reading import Column, Row, read_content
from berdaya.documents.remarks import plain_workbook
from berdaya.kernel.findings import Finding, Refused

AROUND: Final = "berkas"
_ID: Final = "hasil"
_TOLD: Final = (
    Column(_ID, required=True),
    Column("isian", required=True),
    Column("nilai_json", required=True),
)
_SAFE_TEXT: Final = 32_000


def book_of(data: Mapping[str, Any]) -> bytes:
    """Items on the first sheet, one row each, in the order of the file."""
    results = data["results"]
    keys = list(dict.fromkeys(key for one in results for item in one["items"] for key in item))
    rows = [
        (str(number), *(packed(item[key]) if key in item else "" for key in keys))
        for number, one in enumerate(results, start=1)
        for item in one["items"]
    ]
    told = [(AROUND, key, value) for key, value in data.items() if key != "results"]
    for number, one in enumerate(results, start=1):
        told += [(str(number), key, keys if key == "items" else value) for key, value in one.items()]
    about = [(where, key, json.dumps(value, ensure_ascii=False)) for where, key, value in told]
    _refuse_unfit(keys, [cell for row in (*rows, *about) for cell in row])
    return plain_workbook((_ID, *keys), rows, more=lambda book, _sheet: _told_sheet(book, about))


def _refuse_unfit(keys: Sequence[str], cells: Sequence[str]) -> None:
    advice = "Simpan hasilnya sebagai JSON."
    if len({_canonical(key) for key in keys}) < len(keys):
        problem = "dua kolom hanya berbeda huruf besar atau garisnya"
        raise Refused(Finding("results.columns", "kolom", problem, advice))
    if any(len(cell) > _SAFE_TEXT for cell in cells):
        raise Refused(Finding("results.cell", "sel", "isinya terlalu panjang untuk satu sel", advice))


def _told_sheet(book: Any, told: Sequence[tuple[str, str, str]]) -> None:
    sheet = book.add_worksheet("Tentang hasil")
    text = book.add_format({"num_format": "@"})
    sheet.set_column(0, 1, 24, text)
    sheet.set_column(2, 2, 90, text)
    for column, head in enumerate(column.name for column in _TOLD):
        sheet.write_string(0, column, head)
    for line, row in enumerate(told, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, cell, text)


def told_of(name: str, content: bytes) -> dict[str, Any] | None:
    """What `book_of` wrote; None for any other workbook or table."""
    if content[:4] != b"PK\x03\x04":
        return None
    try:
        told = read_content(name, content, _TOLD)
    except Refused:
        return None
    data: dict[str, Any] = {}
    results: dict[str, dict[str, Any]] = {}
    for row in told.rows:
        place = data if row[_ID] == AROUND else results.setdefault(row[_ID], {})
        place[row["isian"]] = _loaded(row)
    keys: list[str] = next((one["items"] for one in results.values() if "items" in one), [])
    columns = [Column(_ID, required=True), *(Column(_canonical(key)) for key in keys)]
    for one in results.values():
        one["items"] = []
    for row in read_content(name, content, columns).rows:
        item = {key: unpacked(row[_canonical(key)]) for key in keys if row[_canonical(key)]}
        if row[_ID] in results:
            results[row[_ID]]["items"].append(item)
    return {**data, "results": list(results.values())}


def _loaded(row: Row) -> Any:
    try:
        return _json_of(row["nilai_json"])
    except ValueError:
        problem = "kolom nilai_json tidak terbaca"
        raise Refused(Finding("results.cell", row.where, problem, "Jangan ubah lembar ini.")) from None


def _canonical(key: str) -> str:
    return "_".join(key.casefold().replace("-", " ").replace("_", " ").split())


def packed(value: Any) -> str:
    """A value as one cell: words as they are, everything else (and words that look like it) as JSON."""
    if isinstance(value, str) and value and unpacked(value) == value and value.strip() == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def unpacked(cell: str) -> Any:
    """The value of a cell that `packed` wrote; any other text is itself."""
    try:
        return _json_of(cell)
    except ValueError:
        return cell


def _json_of(text: str) -> Any:
    """Plain JSON: `Infinity`, `NaN` and `1e400` are words here, as in any sentence."""
    return json.loads(text, parse_constant=_finite, parse_float=_finite)


def _finite(text: str) -> float:
    if not isfinite(value := float(text)):
        raise ValueError(text)
    return value
