"""What two records say differently: field by field, row by row, with the difference in rupiah.

Rows are matched by their key, else by what they are called, else by their place. The same rows in another
order are no difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from berdaya.budget.rules.lines import account_rows, rows_of, rupiah_of
from berdaya.budget.rules.record import FACTORS, LEVELS
from berdaya.kernel.numbers import format_count, format_rupiah

WORDS: Final[Mapping[str, str]] = {
    "perangkat_daerah": "Perangkat daerah", "unit_organisasi": "Unit organisasi", "kelurahan": "Kelurahan",
    "kota": "Kota", "tahun_anggaran": "Tahun anggaran", "program": "Program", "kegiatan": "Kegiatan",
    "sub_kegiatan": "Subkegiatan", "kode_isian": "Kode subkegiatan", "kode": "Kode subkegiatan",
    "tujuan": "Tujuan", "tolok_ukur": "Tolok ukur", "jumlah_anggaran": "Jumlah anggaran",
    "penanggung_jawab": "Penanggung jawab", "jabatan": "Jabatan", "nip": "NIP", "tempat": "Tempat",
    "tanggal": "Tanggal", "gedsi": "Kelompok rentan",
}  # fmt: skip
LISTS: Final[Mapping[str, str]] = {
    "data": "Data", "sebab_internal": "Sebab internal", "sebab_eksternal": "Sebab eksternal",
    "keluaran": "Keluaran", "hasil": "Hasil", "rencana_aksi": "Aktivitas",
    "ditunda": "Aktivitas ditunda atau dicoret",
}  # fmt: skip
PARTS: Final[Mapping[str, str]] = {
    "teks": "isi", "ringkas": "isi", "label": "nama", "anggaran": "anggaran", "jumlah": "jumlah",
    "harga": "harga satuan", "keluaran": "keluaran", "sebab": "menjawab sebab", "faktor": "faktor",
    "kategori": "kategori", "L": "L", "P": "P", "total": "jumlah", "unit": "satuan", "satuan": "satuan",
    "tahun": "tahun", "sumber": "sumber", "nilai": "target", "baseline": "data dasar", "tingkat": "tingkat",
    "volume": "volume", "rekening": "rekening", "aktivitas": "aktivitas", "usulan": "usulan", "data": "data",
    "uraian": "uraian", "nasib": "nasib", "alasan": "alasan", "L_pct": "persen L", "P_pct": "persen P",
}  # fmt: skip
_MONEY: Final = frozenset({"anggaran", "jumlah", "harga", "jumlah_anggaran"})
_UNSEEN: Final = frozenset({"kode", "kelompok", "nomor", "dari", "asal", "mengapa", "per"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where, what stood there, what stands there now; `rupiah` is later minus earlier."""

    field: str
    where: str
    before: str
    after: str
    rupiah: int | None = None

    @property
    def words(self) -> str:
        """The difference in rupiah with its sign."""
        if not self.rupiah:
            return ""
        return f"{'+' if self.rupiah > 0 else '−'}{format_rupiah(abs(self.rupiah))}"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Everything that differs, in the order of the form. Nothing for the same record."""
    return tuple(_every(before, after))


def _every(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name, words in WORDS.items():
        yield from _field(name, words, before.get(name), after.get(name))
    yield from _factors(before.get("faktor"), after.get("faktor"))
    for name, words in LISTS.items():
        yield from _rows(name, words, rows_of(before, name), rows_of(after, name))
    yield from _impacts(before.get("dampak"), after.get("dampak"))
    yield from _field("rka", "Jumlah RKA/DPA", _total(before), _total(after), money=True)
    yield from _rows("rka", "Baris RKA/DPA", account_rows(before), account_rows(after))


def _field(field: str, where: str, old: Any, new: Any, *, money: bool = False) -> Iterator[Change]:
    is_money = money or field in _MONEY
    said, says = _said(old, is_money), _said(new, is_money)
    if said != says:
        yield Change(field, where, said, says, _delta(old, new) if is_money else None)


def _delta(old: Any, new: Any) -> int | None:
    """Later minus earlier, where at least one of both is an amount; what is absent counts as nothing."""
    first, last = rupiah_of(old), rupiah_of(new)
    return None if first is None and last is None else (last or 0) - (first or 0)


def _said(value: Any, money: bool = False) -> str:
    if money and (read := rupiah_of(value)) is not None:
        return format_rupiah(read)
    if value is None or value in ("", "-", [], {}):
        return ""
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, int) and not isinstance(value, bool) and value > 9999:
        return format_count(value)
    return " ".join(str(value).split())


def _factors(before: Any, after: Any) -> Iterator[Change]:
    old, new = (value if isinstance(value, Mapping) else {} for value in (before, after))
    for name, words in FACTORS.items():
        yield from _parts("faktor", words, _factor(old.get(name)), _factor(new.get(name)))


def _factor(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {"ringkas": value}


def _impacts(before: Any, after: Any) -> Iterator[Change]:
    for part, words in (("keluaran", "Dampak, keluaran"), ("hasil", "Dampak")):
        old, new = (rows_of(_impact(value), part) for value in (before, after))
        yield from _rows("dampak", words, old, new)


def _impact(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {"hasil": value}


def _total(record: Mapping[str, Any]) -> Any:
    accounts = record.get("rka")
    return accounts.get("jumlah") if isinstance(accounts, Mapping) else accounts


def _rows(
    field: str, words: str, before: list[Mapping[str, Any]], after: list[Mapping[str, Any]]
) -> Iterator[Change]:
    old, new = _keyed(before), _keyed(after)
    for key in [*old, *(key for key in new if key not in old)]:
        row = new.get(key) or old[key]
        where = f"{words} “{_short(row)}”"
        if key not in new or key not in old:
            yield _whole(field, where, old.get(key), new.get(key))
        else:
            yield from _parts(field, where, old[key], new[key])


def _whole(field: str, where: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Change:
    """A row that is gone or new, with its rupiah."""
    row = new or old or {}
    amount = rupiah_of(row.get("anggaran") if "anggaran" in row else row.get("jumlah"))
    amount = amount if field in ("rencana_aksi", "rka") else None
    told = format_rupiah(amount) if amount is not None else "ada"
    if new is None:
        return Change(field, where, told, "dihapus", None if amount is None else -amount)
    return Change(field, where, "", told if amount is not None else "baru", amount)


def _parts(field: str, where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in [*PARTS, *(key for key in {*old, *new} if key not in PARTS)]:
        if name in _UNSEEN:
            continue
        money = name in _MONEY and field in ("rencana_aksi", "rka", "ditunda")
        said, says = _said(old.get(name), money), _said(new.get(name), money)
        if said != says:
            delta = _delta(old.get(name), new.get(name)) if money and name != "harga" else None
            part = PARTS.get(name, name.replace("_", " "))
            yield Change(field, f"{where}, {part}", LEVELS.get(said, said), LEVELS.get(says, says), delta)


def _keyed(rows: list[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """By key or name; a second one of the same name by its place."""
    found: dict[str, Mapping[str, Any]] = {}
    for at, row in enumerate(rows):
        key = str(row.get("kode") or row.get("label") or row.get("teks") or row.get("uraian") or at)
        found[key if key not in found else f"{key} {at}"] = row
    return found


def _short(row: Mapping[str, Any]) -> str:
    text = " ".join(str(row.get("label") or row.get("teks") or row.get("uraian") or "tanpa nama").split())
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
