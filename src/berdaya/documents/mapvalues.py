"""Which class each place has, from a CSV file: words as they stand, or numbers cut into equal counts."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from berdaya.documents.drawing import Shade
from berdaya.documents.look import MOST_SHADES
from berdaya.kernel.files import read_text
from berdaya.kernel.findings import Finding, Findings, Refused, Severity
from berdaya.kernel.numbers import Locale, format_decimal, parse_decimal
from berdaya.region.rules.codes import has_form

CODE_HEADS = ("code", "kode", "kode_desa")
CLASS_HEADS = ("class", "kelas", "status")
VALUE_HEADS = ("value", "nilai", "angka")


@dataclass(frozen=True, slots=True)
class Classes:
    """Shades from light to dark, and the position of each place among them."""

    shades: tuple[Shade, ...]
    of: Mapping[str, int]


def read_classes(
    path: Path, places: Mapping[str, str], locale: Locale, order: Sequence[str] = (), late: str = ""
) -> tuple[Classes, Findings]:
    """Read `code` with `class` (words) or `value` (numbers). `order` names the words from light to dark."""
    kind, cells = _cells(path)
    findings = Findings()
    known = {}
    for row, (code, text) in enumerate(cells, start=2):
        where = f"{path.name} baris {row}"
        if code not in places:
            findings.add(_fault("code_unknown", where, _shown(code)))
        elif code in known:
            findings.add(_fault("code_twice", where, code))
        elif not text or _looks_personal(text) or (kind == "value" and parse_decimal(text, locale) is None):
            findings.add(_fault("unreadable", where))
        else:
            known[code] = text
    if kind == "value":
        if order or late:
            raise Refused(_fault("no_classes", path.name))
        numbers = {code: parse_decimal(text, locale) or Decimal(0) for code, text in known.items()}
        return by_value(numbers), findings
    findings.extend(_misnamed(path.name, set(known.values()), order, late))
    return by_word(known, order, late), findings


def _misnamed(where: str, words: set[str], order: Sequence[str], late: str) -> Iterator[Finding]:
    """Classes named in the command that the file does not have, and the other way round."""
    if late and late not in words | set(order):
        raise Refused(_fault("late_unknown", where, late))
    for word in order:
        if word not in words:
            yield _fault("class_unused", where, word)
    for word in sorted(words - {*order, late}) if order else ():
        yield _fault("class_unnamed", where, word)


def _shown(code: str) -> str:
    """A code may be repeated; anything else in its column may be somebody's number or name."""
    return f"kode “{code}”" if has_form(code) else "isi kolom kode"


def _looks_personal(text: str) -> bool:
    """A row of digits as long as a NIK is no class and no figure of a village."""
    return re.search(r"\d{12}", text) is not None


def _cells(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """What the second column holds, and the rows."""
    text = read_text(path)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        raise Refused(_fault("not_csv", path.name)) from None
    heads = [head.strip().lower() for head in lines[0]] if lines else []
    code = _column(heads, CODE_HEADS)
    for kind, names in (("class", CLASS_HEADS), ("value", VALUE_HEADS)):
        cell = _column(heads, names)
        if code is not None and cell is not None:
            wide = max(code, cell)
            rows = (row + [""] * (wide + 1 - len(row)) for row in lines[1:] if any(row))
            return kind, [(row[code].strip(), row[cell].strip()) for row in rows]
    raise Refused(_fault("no_columns", path.name))


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def by_word(words: Mapping[str, str], order: Sequence[str] = (), late: str = "") -> Classes:
    """Classes in the order named, then in that of the codes; at most five beside the late one."""
    found = list(dict.fromkeys([*order, *(words[code] for code in sorted(words))]))
    shades = tuple(Shade(word, late=word == late) for word in found)
    if sum(not shade.late for shade in shades) > MOST_SHADES:
        raise Refused(_fault("too_many_classes", "Peta", str(len(found))))
    return Classes(shades or (Shade("tidak ada"),), {code: found.index(word) for code, word in words.items()})


def by_value(values: Mapping[str, Decimal]) -> Classes:
    """At most five classes of about equal count, low values light; equal values are never parted."""
    ordered = sorted(values.values())
    distinct = sorted(set(ordered))
    fifths = {ordered[len(ordered) * step // MOST_SHADES] for step in range(MOST_SHADES) if ordered}
    cuts = distinct if len(distinct) <= MOST_SHADES else sorted(fifths)
    level = {code: sum(value >= cut for cut in cuts) - 1 for code, value in values.items()}
    shades = []
    for position in range(len(cuts)):
        inside = [value for code, value in values.items() if level[code] == position]
        low, high = _written(min(inside)), _written(max(inside))
        shades.append(Shade(low if low == high else f"{low} sampai {high}"))
    return Classes(tuple(shades) or (Shade("tidak ada"),), level)


def _written(value: Decimal) -> str:
    places = max(0, -int(value.as_tuple().exponent))
    return format_decimal(value, places)


def _fault(name: str, where: str, found: str = "") -> Finding:
    problem, advice, severity = {
        "code_unknown": (f"{found} tidak ada dalam wilayah ini", "Periksa kodenya.", "W"),
        "code_twice": (
            f"kode “{found}” sudah ada di atasnya",
            "Sisakan satu baris; yang pertama dipakai.",
            "W",
        ),
        "unreadable": (
            "isian kosong, bukan angka, atau seperti NIK",
            "Isi kelas, atau angka seperti 0,6754.",
            "W",
        ),
        "not_csv": ("bukan CSV yang utuh", "Simpan sekali lagi sebagai CSV UTF-8.", "E"),
        "no_columns": (
            "kolom kode dan kelas tidak ditemukan pada baris pertama",
            "Beri kolom “kode” dan “kelas”, atau “kode” dan “nilai”.",
            "E",
        ),
        "no_classes": (
            "berkas ini memuat angka, bukan kelas",
            "Hapus --classes dan --late, atau beri kolom “kelas”.",
            "E",
        ),
        "late_unknown": (
            f"tidak ada kelas “{found}”, yang disebut --late",
            "Tulis nama kelasnya persis seperti di berkas.",
            "E",
        ),
        "class_unused": (
            f"tidak ada baris dengan kelas “{found}”, yang disebut --classes",
            "Periksa ejaannya; di peta kelas ini kosong.",
            "W",
        ),
        "class_unnamed": (
            f"kelas “{found}” tidak disebut --classes",
            "Ditaruh paling akhir; sebut juga di --classes bila urutannya penting.",
            "W",
        ),
        "too_many_classes": (f"ada {found} kelas, paling banyak lima", "Gabungkan kelas yang mirip.", "E"),
    }[name]
    return Finding(f"map.{name}", where, problem, advice, Severity(severity))
