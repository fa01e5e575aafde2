"""The parts of a printed statement, line by line: data, causes, targets, activities, signature."""

import re
from collections.abc import Sequence
from typing import Any, Final

from berdaya.budget.rules.grid import UNFILLED
from berdaya.budget.rules.record import LEVELS
from berdaya.kernel.calendar import MONTHS
from berdaya.kernel.numbers import parse_count, parse_rupiah

_SLOT: Final = re.compile(r"^(?:[-–]|(\d)\.)\s+")
_BULLET: Final = re.compile(r"^[•*▪·]\s*")
_ITEM: Final = re.compile(r"^(?:[•*▪·]\s*|[-–]\s+)")
_SEX: Final = re.compile(r"\b([LP]|jumlah)\s*[:=]\s*(\d[\d.]*)\s*([^\W\d_]*)", re.IGNORECASE)
_BESIDE: Final = re.compile(r"\s*\(([^()]*)\)$")
_TARGET: Final = re.compile(
    r"(?:target (?P<nilai>\S+)(?: (?P<satuan>.+))?|L\s(?P<L>[\d.]+), P\s(?P<P>[\d.]+)"
    r"|data dasar (?P<baseline>.+)|(?P<tahun>20\d\d))"
)
_GROUPS: Final = re.compile(r"^(\d[\d.]*)\s*(kelompok|grup)$", re.IGNORECASE)
_COUNT: Final = re.compile(r"^(\d[\d.]*)\s*([A-Za-z][\w /.]{0,20})?$")
_LETTER: Final = re.compile(r"(?:^|\s)([a-z])[.)]\s+", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(20\d\d)\b")
_RUPIAH: Final = re.compile(r"\bRp\.?\s*([\d.]+(?:,\d+)?)", re.IGNORECASE)
_ACTIVITY: Final = re.compile(r"^(?:aktivitas|kegiatan)\s+(\d+)\b\s*[:.]?\s*", re.IGNORECASE)
SIGNED: Final = re.compile(
    rf"^([A-Z][\w .']+),\s+(\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+20\d\d|tanggal {UNFILLED})$", re.IGNORECASE
)
_ALL: Final = re.compile(r"jumlah anggaran sub\s?kegiatan\b[\s:]*(.*)", re.IGNORECASE)
_SHELVED: Final = "aktivitas ditunda atau dicoret"


def sentence(lines: Sequence[str]) -> str | None:
    """The lines of one field; None where nothing stands there."""
    return "\n".join(lines) or None


def opening_data(lines: Sequence[str]) -> list[dict[str, Any]]:
    """Facts with their figures, and sentences, in their order; `nomor` is the row of the form."""
    rows: list[dict[str, Any]] = []
    slot = 0
    for raw in lines:
        mark = _SLOT.match(raw)
        if mark or not slot:
            slot = int(mark[1]) if mark and mark[1] else slot + 1
        line = _BULLET.sub("", _SLOT.sub("", raw)).strip()
        if line and line not in ("-", "–") and not (rows and _figures(rows[-1], line)):
            rows.append(_opened(line, str(slot)))
    return [_closed(row) for row in rows]


def _opened(line: str, slot: str) -> dict[str, Any]:
    """A line that begins something: `Jumlah RT tahun 2023:`, `Keluarga Miskin: 330 KK`, or a sentence."""
    label, colon, rest = (line[:-1], ":", "") if line.endswith(":") else line.partition(":")
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
            row["total" if len(letter) > 1 else letter.upper()] = parse_count(count.rstrip("."))
            row["unit"] = unit or row.get("unit")
        if row["unit"] is None and len(sexes[-1][0]) > 1:
            row |= _beside(row["label"])
        return True
    if groups := _GROUPS.match(line):
        row["kelompok"] = parse_count(groups[1])
        return True
    if (count := _COUNT.match(line)) and "total" not in row and "L" not in row:
        row["total"], row["unit"] = parse_count(count[1]), (count[2] or "").strip() or None
        return row["total"] is not None
    return False


def _beside(label: str) -> dict[str, Any]:
    """What a table of figures says in brackets behind a label: `(3 kelompok, orang, 2023, sumber …)`."""
    found = _BESIDE.search(label)
    if found is None:
        return {}
    inside, _, source = found[1].partition("sumber ")
    read: dict[str, Any] = {"label": label[: found.start()], "sumber": source or None}
    for part in filter(None, inside.strip(" ,").split(", ")):
        if groups := _GROUPS.match(part):
            read["kelompok"] = parse_count(groups[1])
        elif _YEAR.fullmatch(part):
            read["tahun"] = int(part)
        elif "unit" not in read and not any(sign.isdigit() for sign in part):
            read["unit"] = part
        else:
            return {}
    return read


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
        | {"tahun": row.get("tahun") or (int(year[1]) if year else None)}
    )


def causes(lines: Sequence[str]) -> list[str]:
    """One for each bullet; without bullets one for each line."""
    bulleted = any(_ITEM.match(line) for line in lines)
    found: list[str] = []
    for line in lines:
        if not bulleted or _ITEM.match(line) or not found:
            found.append(_ITEM.sub("", line))
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
            if re.match(rf"{word}\s*(?::|$)", line, re.IGNORECASE):
                into, stands = rows, "keluaran" if rows is outputs else level
                line = line.partition(":")[2].strip()
        named = _level(line) if into is outcomes else None
        if named:
            stands, line = named, line.partition(":")[2].strip()
        lettered = _lettered(line, len(into))
        if line == UNFILLED:
            continue
        if line and (lettered or named or not into):
            into.append(_indicator(stands, _LETTER.sub("", line, count=1) if lettered else line))
        elif line:
            into[-1]["teks"] += "\n" + line
    return [_told(one) for one in outputs], [_told(one) for one in outcomes]


def _lettered(line: str, before: int) -> bool:
    """`b. …`; a capital only where it is the next one, for `A. Yani` may begin a line."""
    found = _LETTER.match(line)
    return found is not None and (found[1].islower() or ord(found[1]) - ord("A") == before)


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


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """An indicator with what stands in brackets behind it: `(target 90 orang; L 36, P 54; 2024)`."""
    found = _BESIDE.search(row["teks"])
    parts = [_TARGET.fullmatch(part) for part in found[1].split("; ")] if found else []
    if found is None or None in parts:
        return row
    told = {key: value for part in parts if part for key, value in part.groupdict().items() if value}
    counts = {key: parse_count(told[key]) for key in ("L", "P") if key in told}
    year = {"tahun": int(told["tahun"])} if "tahun" in told else {}
    return row | told | counts | year | {"teks": row["teks"][: found.start()]}


def planned(lines: Sequence[str], total: Any, left: list[str]) -> list[str]:
    """The lines of the activities; a sum below them that differs, and what was put off, go to `left`."""
    found: list[str] = []
    summed = False
    for at, line in enumerate(lines):
        whole = _ALL.fullmatch(line)
        if line.casefold().startswith(_SHELVED):
            left += lines[at:]
            break
        if whole is None and not (summed and _RUPIAH.fullmatch(line)):
            found.append(line)
        elif parse_rupiah(whole[1] if whole else line) != total and (line[-1:].isdigit() or not total):
            left.append(line)
        summed = whole is not None
    return found


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
        if text and text != UNFILLED:
            rows[-1]["teks"] = "\n".join(part for part in (rows[-1]["teks"], text) if part)
    return rows


def signed(lines: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The lines before the signature, and who signs where and when; all null where nobody does."""
    empty = dict.fromkeys(("tempat", "tanggal", "jabatan", "penanggung_jawab", "nip"))
    at = next((n for n, line in enumerate(lines) if SIGNED.match(line)), None)
    if at is None:
        return list(lines), empty
    place, _, day = lines[at].partition(",")
    below = [line for line in lines[at + 1 :] if line.strip(" ._")]
    unnamed = len(below) < len(lines[at + 1 :])
    number = next((line for line in below if re.match(r"NIP\b", line, re.IGNORECASE)), None)
    names = [line for line in below if line is not number]
    name = names.pop() if names and not unnamed else None
    return list(lines[:at]), {
        "tempat": place if place != UNFILLED else None,
        "tanggal": day.strip() if UNFILLED not in day else None,
        "jabatan": "\n".join(names).rstrip(",") or None,
        "penanggung_jawab": name,
        "nip": re.sub(r"^NIP\W*", "", number, flags=re.IGNORECASE) if number else None,
    }
