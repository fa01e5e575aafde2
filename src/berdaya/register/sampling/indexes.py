"""The village index that a sample may lean on: a CSV with `code` or `kode_desa`, and `idm`."""

import csv
from decimal import Decimal
from pathlib import Path

from berdaya.kernel.files import read_text
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import LOCALE_EN, parse_decimal

_CODES = ("code", "kode_desa")


def read_index(path: Path) -> dict[str, Decimal]:
    """Index by village code. Rows without an index are left out: a desa may have none."""
    text = read_text(path)
    separator = ";" if text.split("\n", 1)[0].count(";") else ","
    try:
        rows = list(csv.DictReader(text.splitlines(), delimiter=separator))
    except csv.Error:
        raise Refused(_fault(path.name, "satu baris tidak terbaca")) from None
    code_column = next((name for name in _CODES if rows and name in rows[0]), None)
    if code_column is None or "idm" not in rows[0]:
        raise Refused(_fault(path.name, "kolom kode_desa dan idm tidak ditemukan"))
    found: dict[str, Decimal] = {}
    for number, row in enumerate(rows, start=2):
        written = (row["idm"] or "").strip()
        value = parse_decimal(written, LOCALE_EN)
        if value is not None:
            found[(row[code_column] or "").strip()] = value
        elif written:
            raise Refused(_fault(f"{path.name} baris {number}", f"indeks {written!r} tidak terbaca"))
    return found


def _fault(where: str, problem: str) -> Finding:
    advice = "Pakai CSV dengan baris judul kode_desa,idm dan angka seperti 0.7354."
    return Finding("sample.index", where, problem, advice)
