"""Results of musrenbang from a file: JSON as published, or a table (XLSX, CSV); read whole, written whole.

What has no meaning here is kept as it came and told, so that nothing gets lost on the way through.

    published = read_published(path)       .results, .findings
    as_json(published), as_workbook(published)
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from berdaya.deliberation.exchange_columns import COLUMNS, NAMES
from berdaya.deliberation.results_sheet import book_of, told_of
from berdaya.deliberation.rules.results import BEYOND, Item, Result, Total
from berdaya.documents.reading import Row, Table, read_content
from berdaya.kernel.files import read_bytes, read_json
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import LOCALE_EN, LOCALE_ID, parse_decimal, parse_rupiah
from berdaya.kernel.signs import has_control

MOST_BYTES: Final = 20_000_000
_LONGEST: Final = 40
KNOWN: Final = frozenset(
    ("id", "source", "forum", "plan_year", "level", "kelurahan_count", "total_budget", "total_budget_stated")
) | frozenset(
    ("requested_total", "requested_total_stated", "pagu_indikatif_per_kelurahan", "pagu_kota", "rule")
) | frozenset(
    ("items", "sumber_dana", "arithmetic", "partial", "note", "peserta", "baris_jumlah")
)  # fmt: skip
_OWN_ROW: Final = ("jumlah", "total", "sub total", "subtotal", "sub jumlah", "jumlah total")


@dataclass(frozen=True, slots=True)
class Published:
    """A file of results: what stands around them, the results, and what was odd in reading it."""

    around: Mapping[str, Any]
    results: tuple[Result, ...]
    findings: tuple[Finding, ...] = field(default=())


def read_published(path: Path) -> Published:
    """Every result of a file. Refused when there is none in it."""
    if path.suffix.lower() == ".json":
        return published_from(read_json(path), path.name)
    content = read_bytes(path, MOST_BYTES)
    if (told := told_of(path.name, content)) is not None:
        return published_from(told, path.name)
    return published_of(path.name, read_content(path.name, content, COLUMNS))


def published_from(data: Any, name: str) -> Published:
    """Results of a JSON value: one of them, a list, or a table with `results`."""
    around: Mapping[str, Any] = {}
    found = data
    if isinstance(data, Mapping) and "results" in data:
        around, found = {key: one for key, one in data.items() if key != "results"}, data["results"]
    elif isinstance(data, Mapping):
        found = [data]
    if not isinstance(found, list) or not found or not all(_is_result(one) for one in found):
        advice = "Perlu “results”: [ { “id”, “items”: [ { “usulan”, … } ] } ]."
        raise Refused(_fault("file", name, "tidak memuat hasil musrenbang", advice))
    if has_control(data):
        problem = "teks memuat tanda kendali yang tidak terlihat"
        raise Refused(_fault("control", name, problem, "Ketik ulang teksnya."))
    results = [_result(one, f"hasil {number}") for number, one in enumerate(found, start=1)]
    odd = [finding for one in results for finding in _unreadable(one)]
    return Published(around, tuple(results), (*odd, *_unknown(results)))


def as_json(published: Published) -> dict[str, Any]:
    """The file as it came: nothing lost, in the same order."""
    return {**published.around, "results": [dict(one.given) for one in published.results]}


def as_workbook(published: Published) -> bytes:
    """A workbook that `read_published` reads back to the same."""
    return book_of(as_json(published))


def _is_result(one: Any) -> bool:
    items = one.get("items") if isinstance(one, Mapping) else None
    return isinstance(items, list) and all(isinstance(item, Mapping) for item in items)


def _result(given: Mapping[str, Any], fallback: str) -> Result:
    name = str(given.get("id") or given.get("forum") or fallback)[:80]
    items = tuple(_item(one, name, number) for number, one in enumerate(given["items"], start=1))
    return Result(name, items, given, partial=given.get("partial") is True)


def _item(given: Mapping[str, Any], name: str, number: int) -> Item:
    no = _whole(given.get("no"))
    return Item(
        where=f"{name} usulan {no if no is not None else number}",
        no=no,
        title=str(given.get("usulan") or ""),
        village=str(given.get("kelurahan") or ""),
        place=str(given.get("lokasi") or ""),
        volume=_size(given.get("volume")),
        unit=str(given.get("satuan") or ""),
        cost=_whole(given.get("anggaran")),
        unit_price=_whole(given.get("harga_satuan")),
        given=given,
    )


def _unreadable(result: Result) -> Iterable[Finding]:
    """A figure that is there and is none."""
    for key, value in result.given.items():
        if type(value) is int and result.count_of(key) is None:
            problem = f"isian {key} terlalu besar untuk sebuah jumlah"
            yield _fault("number", result.name, problem, "Periksa angka itu pada naskah aslinya.")
    for item in result.items:
        if not item.title.strip():
            yield _fault("title", item.where, "nama usulan kosong", "Isi nama usulan pada baris itu.")
        read = {"anggaran": item.cost, "volume": item.volume, "harga_satuan": item.unit_price, "no": item.no}
        for key, value in read.items():
            if item.given.get(key) not in (None, "", "–", "-") and value is None:
                problem = f"kolom {key} tidak terbaca sebagai angka"
                yield _fault("number", item.where, problem, "Tulis angkanya saja, misalnya 13.000.000.")
            elif value is not None and value <= 0:
                problem = f"kolom {key} harus lebih dari nol"
                yield _fault("zero", item.where, problem, "Periksa angka itu pada naskah aslinya.")


def _unknown(results: Iterable[Result]) -> Iterable[Finding]:
    for one in results:
        names = [key for key in one.given if key not in KNOWN]
        names += [f"items.{key}" for key in dict.fromkeys(k for i in one.items for k in i.given)
                  if key not in NAMES]  # fmt: skip
        if names:
            problem = f"isian {', '.join(names)} tidak dikenal; disimpan apa adanya"
            yield Finding(
                "results.unknown", one.name, problem, "Periksa ejaannya bila ikut dihitung.", Severity.INFO
            )


# ---------- tables ----------


def published_of(name: str, table: Table) -> Published:
    """A plain table: each row an item; a row “Jumlah” adds up those above it, a second one all of them."""
    items: list[Item] = []
    totals: list[Total] = []
    kept: list[dict[str, str]] = []
    done = 0
    for number, row in enumerate(table.rows, start=1):
        given = {**{key: cell for key, cell in row.cells.items() if cell}, **unknown_cells(table, row)}
        if is_total(row):
            over = tuple(items[done:] or items)
            totals.append(Total(row.where, _whole(row["anggaran"]), over))
            kept.append(given)
            done = len(items)
            continue
        items.append(replace(_item(given, name, number), where=row.where))
    around = {"items": [dict(item.given) for item in items]} | ({"baris_jumlah": kept} if kept else {})
    result = Result(name, tuple(items), around, totals=tuple(totals))
    found = [*table.findings, *_unreadable(result)]
    if lost := list(unknown_heads(table).values()):
        problem = f"kolom {', '.join(lost)} tidak dikenal; disimpan apa adanya, tidak dihitung"
        found.append(Finding("results.unknown", name, problem, "Lihat templatnya.", Severity.INFO))
    return Published({}, (result,), tuple(found))


def is_total(row: Row) -> bool:
    """Does a row add up others instead of asking for something?"""
    return any(row[key].casefold().strip(" :.") in _OWN_ROW for key in ("usulan", "no", "kelurahan"))


def unknown_heads(table: Table) -> dict[int, str]:
    """The columns that have no meaning here, by their place."""
    known = {name for column in COLUMNS for name in column.names}
    heads = table.grid[table.head - 1] if table.head else []
    plain = ["_".join(head.casefold().replace("-", " ").replace("_", " ").split()) for head in heads]
    return {at: heads[at] for at, name in enumerate(plain) if name and name not in known}


def unknown_cells(table: Table, row: Row) -> dict[str, str]:
    """The cells of a row under heads that have no meaning here."""
    cells = table.grid[row.line - 1]
    return {head: cells[at] for at, head in unknown_heads(table).items() if at < len(cells) and cells[at]}


# ---------- figures ----------


def _whole(value: Any) -> int | None:
    """Rupiah or a count, from a number or as people write it."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < BEYOND else None
    if not isinstance(value, int):
        value = parse_rupiah(str(value)) if len(str(value)) <= _LONGEST else None
    return value if value is not None and abs(value) < BEYOND else None


def _size(value: Any) -> Fraction | None:
    """A volume: whole, `2,5`, or `2.5` (three digits behind a point are thousands)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return Fraction(Decimal(str(value))) if abs(value) < BEYOND else None
    if len(str(value)) > _LONGEST:
        return None
    read = parse_decimal(str(value), LOCALE_ID)
    if read is None:
        read = parse_decimal(str(value), LOCALE_EN)
    return None if read is None or abs(read) >= BEYOND else Fraction(read)


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"results.{code}", where, problem, advice)


def text_of(published: Published) -> str:
    return json.dumps(as_json(published), ensure_ascii=False, indent=1) + "\n"
