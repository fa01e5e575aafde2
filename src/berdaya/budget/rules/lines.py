"""The budget lines of a statement: rows of the RKA or DPA under the activities that they pay for.

An activity without rows is one line of its own. What becomes of a line is written down in the room above.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from berdaya.kernel.numbers import parse_rupiah


@dataclass(frozen=True, slots=True)
class Line:
    """One line to be carried out. Keys stay the same through the versions; `amount` is whole rupiah.

    `volume` is as typed. `proposals` are the registration numbers of the proposals that it pays for.
    """

    key: str
    activity: str
    activity_text: str
    text: str
    amount: int | None
    account: str = ""
    volume: str = ""
    unit: str = ""
    price: int | None = None
    output: str = ""
    category: str = ""
    causes: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


def lines_of(record: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every line in the order of the activities; rows of no activity last, under the key ""."""
    activities = [(activity_key(row, at), row) for at, row in enumerate(rows_of(record, "rencana_aksi"))]
    rows = account_rows(record)
    made = [line for key, row in activities for line in _of_activity(key, row, rows)]
    known = {key for key, _ in activities}
    made += [_of_row(row, {}, "") for row in rows if str(row.get("aktivitas") or "") not in known]
    return tuple(made)


def activity_key(row: Mapping[str, Any], at: int) -> str:
    """The key of an activity: its own, else its place."""
    return str(row.get("kode") or f"aktivitas-{at + 1}")


def rows_of(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The rows of a list as objects; a sentence alone becomes one with `teks`."""
    items = record.get(name)
    rows = items if isinstance(items, list) else [items] if items else []
    return [one if isinstance(one, Mapping) else {"teks": str(one)} for one in rows]


def account_rows(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of the RKA or DPA, each with its key; names with rupiah alone are rows of no activity."""
    accounts = record.get("rka")
    rows = accounts.get("baris") if isinstance(accounts, Mapping) else None
    if isinstance(rows, Mapping):
        rows = [{"uraian": name, "jumlah": amount} for name, amount in rows.items()]
    found = [row for row in rows or [] if isinstance(row, Mapping)]
    return [{**row, "kode": str(row.get("kode") or f"baris-{at + 1}")} for at, row in enumerate(found)]


def _of_activity(key: str, row: Mapping[str, Any], rows: list[Mapping[str, Any]]) -> Iterator[Line]:
    own = [one for one in rows if one.get("aktivitas") == key]
    if own:
        yield from (_of_row(one, row, key) for one in own)
        return
    yield _of_row({"kode": key, "uraian": row.get("teks"), "jumlah": row.get("anggaran")}, row, key)


def _of_row(row: Mapping[str, Any], activity: Mapping[str, Any], key: str) -> Line:
    return Line(
        key=str(row["kode"]),
        activity=key,
        activity_text=str(activity.get("teks") or ""),
        text=str(row.get("uraian") or ""),
        amount=rupiah_of(row.get("jumlah")),
        account=str(row.get("rekening") or ""),
        volume=str(row.get("volume") or ""),
        unit=str(row.get("satuan") or ""),
        price=rupiah_of(row.get("harga")),
        output=str(activity.get("keluaran") or ""),
        category=str(activity.get("kategori") or ""),
        causes=tuple(map(str, activity.get("sebab") or ())),
        proposals=tuple(map(str, row.get("usulan") or activity.get("usulan") or ())),
    )


def rupiah_of(value: Any) -> int | None:
    """Whole rupiah that are not negative, as typed or as a number; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    read = value if isinstance(value, int) else parse_rupiah(str(value))
    return read if read is not None and read >= 0 else None
