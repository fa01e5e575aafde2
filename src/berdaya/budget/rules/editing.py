"""A record with what people typed over it, field by field; everything else stays as it was."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from berdaya.budget.rules.record import FACTORS
from berdaya.kernel.numbers import parse_rupiah

MOST_ACTIVITIES: Final = 20
TEXTS: Final = {"tujuan": "Tujuan subkegiatan", "tolok_ukur": "Tolok ukur"}
CAUSES: Final = {"sebab_internal": "internal", "sebab_eksternal": "eksternal"}


def lines_of(rows: Any) -> str:
    """Causes as lines, one for each."""
    items = rows if isinstance(rows, list) else [rows] if rows else []
    return "\n".join(" ".join(str(_said(one)).split()) for one in items)


def _said(one: Any) -> Any:
    return one.get("teks", "") if isinstance(one, Mapping) else one


def typed_over(record: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The record with the fields of the form in it. A field that the form does not carry stays."""
    made = dict(record)
    for name in TEXTS:
        if name in given:
            made[name] = given[name].strip() or None
    made["faktor"] = _factors(record.get("faktor"), given)
    for name in CAUSES:
        if name in given:
            made[name] = _causes(record.get(name), given[name])
    if "jumlah_anggaran" in given:
        made["jumlah_anggaran"] = _amount(given["jumlah_anggaran"])
    made["rencana_aksi"] = _activities(record.get("rencana_aksi"), given)
    return made


def _amount(text: str) -> int | str | None:
    """Rupiah where they can be read; else as typed, so that a check can show it."""
    read = parse_rupiah(text) if text.strip() else None
    return text.strip() or None if read is None else read


def _factors(before: Any, given: Mapping[str, str]) -> dict[str, Any]:
    """The four texts; percentages and named data of a factor stay beside its text."""
    old = before if isinstance(before, Mapping) else {}
    made: dict[str, Any] = {}
    for name in FACTORS:
        row = old.get(name)
        whole = dict(row) if isinstance(row, Mapping) else {"ringkas": row or ""}
        made[name] = whole | ({"ringkas": given[name].strip()} if name in given else {})
    return made


def _causes(before: Any, text: str) -> list[Any]:
    """One for each line; a line that stood before keeps what was linked to it."""
    rows = before if isinstance(before, list) else []
    known = {" ".join(str(_said(one)).split()): one for one in rows}
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [known.get(line, line) for line in lines if line]


def _activities(before: Any, given: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = _rows(before)
    made = []
    for at in range(max(len(rows), MOST_ACTIVITIES)):
        row = dict(rows[at]) if at < len(rows) else {}
        if (text := given.get(f"aktivitas_{at}")) is not None:
            row["teks"] = text.strip()
            row["anggaran"] = _amount(given.get(f"anggaran_{at}", ""))
            row |= _answers(given.get(f"menjawab_{at}", ""), "sebab" in row)
        if row.get("teks"):
            made.append(row)
    return made


def _rows(before: Any) -> Sequence[Mapping[str, Any]]:
    items = before if isinstance(before, list) else []
    return [one if isinstance(one, Mapping) else {"teks": str(one)} for one in items]


def _answers(text: str, linked_before: bool) -> dict[str, Any]:
    """`internal 1, eksternal 2` as keys of causes, `netral` as the category; nothing leaves it to words."""
    parts = [part.strip().casefold() for part in text.replace(";", ",").split(",") if part.strip()]
    if not parts:
        return {"sebab": []} if linked_before else {}
    keys = ["-".join(part.replace("-", " ").split()) for part in parts if part != "netral"]
    return {"sebab": keys} | ({"kategori": "netral"} if "netral" in parts else {})


def answers_of(row: Mapping[str, Any]) -> str:
    """The same as people type it."""
    keys = [str(key).replace("-", " ") for key in row.get("sebab") or []]
    return ", ".join([*keys, *(["netral"] if row.get("kategori") == "netral" else [])])
