"""The parts of a printed statement, line by line: data, causes, targets, activities, signature."""

import re
from collections.abc import Sequence
from typing import Any, Final

from berdaya.budget.rules.record import LEVELS
from berdaya.kernel.calendar import MONTHS
from berdaya.kernel.numbers import parse_count, parse_rupiah

_SLOT: Final = re.compile(r"^[-–]\s+")
_BULLET: Final = re.compile(r"^[•*▪·]\s*")
_SEX: Final = re.compile(r"\b([LP])\s*[:=]\s*(\d[\d.]*)\s*([^\W\d_]*)")
_GROUPS: Final = re.compile(r"^(\d[\d.]*)\s*(kelompok|grup)$", re.IGNORECASE)
_COUNT: Final = re.compile(r"^(\d[\d.]*)\s*([A-Za-z][\w /.]{0,20})?$")
_LETTER: Final = re.compile(r"(?:^|\s)([a-z])[.)]\s+")
_YEAR: Final = re.compile(r"\b(20\d\d)\b")
_RUPIAH: Final = re.compile(r"\bRp\.?\s*([\d.]+(?:,\d+)?)", re.IGNORECASE)
_ACTIVITY: Final = re.compile(r"^(?:aktivitas|kegiatan)\s+(\d+)\b\s*[:.]?\s*", re.IGNORECASE)
_SIGNED: Final = re.compile(rf"^([A-Z][\w .']+),\s+(\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+20\d\d)$")


def sentence(lines: Sequence[str]) -> str | None:
    """The lines of one field; None where nothing stands there."""
    return "\n".join(lines) or None


def opening_data(lines: Sequence[str]) -> list[dict[str, Any]]:
    """Facts with their figures, and sentences, in their order; `nomor` is the row of the form."""
    rows: list[dict[str, Any]] = []
    slot = 0
    for raw in lines:
        if _SLOT.match(raw) or not slot:
            slot += 1
        line = _BULLET.sub("", _SLOT.sub("", raw)).strip()
        if line and not (rows and _figures(rows[-1], line)):
            rows.append(_opened(line, str(slot)))
    return [_closed(row) for row in rows]


def _opened(line: str, slot: str) -> dict[str, Any]:
    """A line that begins something: `Jumlah RT tahun 2023:`, `Keluarga Miskin: 330 KK`, or a sentence."""
    label, colon, rest = line.partition(":")
    row: dict[str, Any] = {"nomor": slot, "label": label.strip(), "open": True}
    if colon and (not rest.strip() or _figures(row, rest.strip())):
        return row
    return {"nomor": slot, "teks": line}


def _figures(row: dict[str, Any], line: str) -> bool:
    """Put the figures of a line into the fact above it; False where the line holds something else."""
    if "open" not in row:
        return False
    sexes = _SEX.findall(line)
    if sexes and not _SEX.sub("", line).strip(" ,;."):
        for letter, count, unit in sexes:
            row[letter] = parse_count(count.rstrip("."))
            row["unit"] = unit or row.get("unit")
        return True
    if groups := _GROUPS.match(line):
        row["kelompok"] = parse_count(groups[1])
        return True
    if (count := _COUNT.match(line)) and "total" not in row and "L" not in row:
        row["total"], row["unit"] = parse_count(count[1]), (count[2] or "").strip() or None
        return row["total"] is not None
    return False


def _closed(row: dict[str, Any]) -> dict[str, Any]:
    """A label without figures is a sentence; a fact gets null for all that the paper does not say."""
    if "teks" in row:
        return row
    if not row.keys() & {"L", "P", "total", "kelompok"}:
        return {"nomor": row["nomor"], "teks": row["label"] + ":"}
    year = _YEAR.search(row["label"])
    empty = dict.fromkeys(("L", "P", "total", "unit", "tahun", "sumber", "kelompok"))
    return (
        empty
        | {key: value for key, value in row.items() if key != "open"}
        | {"tahun": int(year[1]) if year else None}
    )


def causes(lines: Sequence[str]) -> list[str]:
    """One for each bullet; without bullets one for each line."""
    bulleted = any(_BULLET.match(line) for line in lines)
    found: list[str] = []
    for line in lines:
        if not bulleted or _BULLET.match(line) or not found:
            found.append(_BULLET.sub("", line))
        else:
            found[-1] += "\n" + line
    return found


def achieved(lines: Sequence[str], level: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Outputs `a.`, `b.` and outcomes `Sub Kegiatan:`, `Kegiatan:`, `Program:`, each with its level."""
    outputs: list[dict[str, Any]] = []
    outcomes: list[dict[str, Any]] = []
    into, stands = outcomes, level
    for raw in lines:
        line = raw
        for word, rows in (
            ("output", outputs),
            ("keluaran", outputs),
            ("outcome", outcomes),
            ("hasil", outcomes),
        ):
            if re.match(rf"{word}\s*:", line, re.IGNORECASE):
                into, stands = rows, "keluaran" if rows is outputs else level
                line = line.partition(":")[2].strip()
        named = _level(line) if into is outcomes else None
        if named:
            stands, line = named, line.partition(":")[2].strip()
        lettered = _LETTER.match(line)
        if line and (lettered or named or not into):
            into.append(_indicator(stands, _LETTER.sub("", line, count=1) if lettered else line))
        elif line:
            into[-1]["teks"] += "\n" + line
    return outputs, outcomes


def _level(line: str) -> str | None:
    label, colon, _ = line.partition(":")
    words = "_".join(label.casefold().split())
    return (
        {"subkegiatan": "sub_kegiatan"}.get(words, words)
        if colon and words in (*LEVELS, "subkegiatan")
        else None
    )


def _indicator(level: str, text: str) -> dict[str, Any]:
    empty = dict.fromkeys(("nilai", "satuan", "L", "P", "baseline", "tahun"))
    return {"tingkat": level, "teks": text} | empty


def activities(lines: Sequence[str]) -> list[dict[str, Any]]:
    """`Aktivitas 1` and what follows it; an amount in rupiah is its budget, else the paper gives none."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        heading = _ACTIVITY.match(line)
        text = _ACTIVITY.sub("", line) if heading else line
        if heading or not rows:
            rows.append({"teks": "", "anggaran": None})
        amount = _RUPIAH.search(text)
        if amount and parse_rupiah(amount[1]) is not None and rows[-1]["anggaran"] is None:
            rows[-1]["anggaran"] = parse_rupiah(amount[1])
            text = (text[: amount.start()] + text[amount.end() :]).strip(" :-–()")
        if text:
            rows[-1]["teks"] = "\n".join(part for part in (rows[-1]["teks"], text) if part)
    return rows


def signed(lines: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The lines before the signature, and who signs where and when; all null where nobody does."""
    empty = dict.fromkeys(("tempat", "tanggal", "jabatan", "penanggung_jawab", "nip"))
    at = next((n for n, line in enumerate(lines) if _SIGNED.match(line)), None)
    if at is None:
        return list(lines), empty
    match = _SIGNED.match(lines[at])
    below = [line for line in lines[at + 1 :] if line.strip(" ._")]
    number = next((line for line in below if re.match(r"NIP\b", line, re.IGNORECASE)), None)
    names = [line for line in below if line is not number]
    return list(lines[:at]), {
        "tempat": match[1] if match else None,
        "tanggal": match[2] if match else None,
        "jabatan": "\n".join(names[:-1]) or None,
        "penanggung_jawab": names[-1] if names else None,
        "nip": re.sub(r"^NIP\W*", "", number, flags=re.IGNORECASE) if number else None,
    }
