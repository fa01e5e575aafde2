"""From the record as JSON to a `Statement`.

A key that is absent was not read; null, "", [] and "-" are empty on the paper. The names are those of the
published samples and of the printed form; `docs/reference/budget-record.md` lists them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from berdaya.budget.rules.record import (
    FACTORS,
    LEVELS,
    UNREAD,
    Accounts,
    Activity,
    Cause,
    Datum,
    Factor,
    Indicator,
    Malformed,
    Number,
    Shelved,
    Statement,
    Text,
    Unread,
    is_empty,
)
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import parse_rupiah

TEXTS: Final = {
    "office": ("perangkat_daerah",),
    "unit": ("unit_organisasi",),
    "kelurahan": ("kelurahan",),
    "kota": ("kota",),
    "program": ("program",),
    "activity": ("kegiatan",),
    "sub_activity": ("sub_kegiatan",),
    "purpose": ("tujuan",),
    "code": ("kode_isian", "kode"),
    "yardstick": ("tolok_ukur",),
    "responsible": ("penanggung_jawab",),
    "title": ("jabatan",),
    "nip": ("nip",),
    "place": ("tempat",),
    "signed_on": ("tanggal",),
    "inclusion": ("gedsi",),
}
LISTS: Final = (
    "data", "faktor", "sebab_internal", "sebab_eksternal", "keluaran", "hasil", "rencana_aksi", "dampak",
    "rka", "ditunda",
)  # fmt: skip
OTHERS: Final = ("tahun_anggaran", "jumlah_anggaran", "tidak_ditempatkan")
ASIDE: Final = ("id", "doc_type", "source", "cut_after", "expected", "findings", "file", "terbaca")
KNOWN: Final = frozenset([*(name for names in TEXTS.values() for name in names), *LISTS, *OTHERS, *ASIDE])


@dataclass(frozen=True, slots=True)
class Read:
    """The statement, and the keys of the file that the record does not know."""

    statement: Statement
    ignored: tuple[str, ...]


def statement_of(given: Any) -> Read:
    """Read one record. Refused when it is no record: not an object, or of none of our keys."""
    if not isinstance(given, Mapping):
        raise Refused(_fault("not_record", "berkas", "bukan satu pernyataan", "Isi satu objek JSON { … }."))
    if isinstance(given.get("documents"), list):
        many = f"berisi {len(given['documents'])} pernyataan dalam documents"
        raise Refused(_fault("many", "berkas", many, "Simpan satu pernyataan dalam satu berkas."))
    if not KNOWN.difference(ASIDE) & given.keys():
        advice = "Pakai nama isian seperti perangkat_daerah, data, faktor, rencana_aksi."
        raise Refused(_fault("not_record", "berkas", "tidak memuat satu pun isian pernyataan", advice))
    texts = {name: _text(_first(given, keys)) for name, keys in TEXTS.items()}
    impact = given.get("dampak", UNREAD)
    both: Mapping[str, Any] = {"hasil": impact}
    if isinstance(impact, Mapping):
        both = _known(impact, "dampak", ("keluaran", "hasil"))
    statement = Statement(
        **texts,
        year=_number(given.get("tahun_anggaran", UNREAD)),
        data=_list(given, "data", _datum),
        factors=_factors(given.get("faktor", UNREAD)),
        internal=_list(given, "sebab_internal", _cause("internal")),
        external=_list(given, "sebab_eksternal", _cause("eksternal")),
        outputs=_list(given, "keluaran", _indicator("keluaran")),
        outcomes=_list(given, "hasil", _indicator("sub_kegiatan")),
        total=_number(given.get("jumlah_anggaran", UNREAD)),
        activities=_list(given, "rencana_aksi", _activity),
        impact_outputs=_list(both, "keluaran", _indicator("keluaran")),
        impacts=_list(both, "hasil", _indicator("dampak")),
        accounts=_accounts(given.get("rka", UNREAD)),
        shelved=tuple(_shelved(one) for one in _items(given.get("ditunda") or [], "ditunda")),
        unplaced=tuple(str(one) for one in _items(given.get("tidak_ditempatkan") or [], "tidak_ditempatkan")),
    )
    return Read(statement, tuple(sorted(str(key)[:40] for key in given.keys() - KNOWN)))


def _first(given: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((given[key] for key in keys if key in given), UNREAD)


def _text(value: Any) -> Text:
    """Text as written; empty in any of its forms is ""."""
    if isinstance(value, Unread):
        return value
    if is_empty(value) or value == []:
        return ""
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _number(value: Any) -> Number:
    """A whole number that is not negative; anything else stays as typed, so that a check can show it."""
    if isinstance(value, Unread):
        return value
    if is_empty(value) or value == []:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else Malformed(str(value))
    read = parse_rupiah(value) if isinstance(value, str) else None
    return read if read is not None and read >= 0 else Malformed(str(value)[:60])


def _items(value: Any, where: str) -> list[Any]:
    """A list; one text or one object alone is a list of one; null and "-" are an empty list."""
    if is_empty(value):
        return []
    if isinstance(value, str) or (isinstance(value, Mapping) and value):
        return [value]
    if not isinstance(value, list):
        raise Refused(_fault("not_list", where, "bukan daftar", "Tulis sebagai daftar [ … ]."))
    return [one for one in value if not is_empty(one)]


def _list(given: Mapping[str, Any], key: str, read: Any) -> Any:
    value = given.get(key, UNREAD)
    if isinstance(value, Unread):
        return value
    return tuple(read(one, f"{key}[{at}]", at) for at, one in enumerate(_items(value, key)))


def _object(one: Any, where: str, text: str, keys: Sequence[str] = ()) -> Mapping[str, Any]:
    if isinstance(one, Mapping):
        return _known(one, where, (text, *keys))
    if isinstance(one, (str, int)):
        return {text: str(one)}
    raise Refused(_fault("not_object", where, "bukan teks atau objek", "Tulis sebagai teks atau { … }."))


def _known(one: Mapping[str, Any], where: str, keys: Sequence[str]) -> Mapping[str, Any]:
    """An object with at least one of its keys; of any other shape nothing could be read."""
    if one and not one.keys() & set(keys):
        problem = f"tidak memuat satu pun isian yang dikenal: {', '.join(str(key)[:20] for key in one)[:60]}"
        raise Refused(
            _fault("not_object", where, problem, f"Pakai nama isian seperti {', '.join(keys[:4])}.")
        )
    return one


_TARGET: Final = ("tingkat", "nilai", "target", "satuan", "unit", "L", "P", "baseline", "data_dasar", "tahun")
_DATUM: Final = (
    "label", "L", "P", "total", "jumlah", "unit", "satuan", "tahun", "year", "sumber", "source", "nomor",
    "kelompok",
)  # fmt: skip
_PLANNED: Final = ("anggaran", "biaya", "keluaran", "sebab", "faktor", "kategori", "kode", "usulan")


def _datum(one: Any, where: str, _at: int) -> Datum:
    row = _object(one, where, "teks", _DATUM)
    note = "teks" in row and "label" not in row
    return Datum(
        str(_first(row, ("label", "teks")) if row.keys() & {"label", "teks"} else ""),
        men=_number(row.get("L", UNREAD)),
        women=_number(row.get("P", UNREAD)),
        total=_number(_first(row, ("total", "jumlah"))),
        unit=_text(_first(row, ("unit", "satuan"))),
        year=_number(_first(row, ("tahun", "year"))),
        source=_text(_first(row, ("sumber", "source"))),
        slot=str(row.get("nomor", "")),
        note=note,
        groups=_number(row.get("kelompok", UNREAD)),
    )


def _factors(value: Any) -> Mapping[str, Factor] | Unread:
    if isinstance(value, Unread):
        return value
    if is_empty(value) or value == []:
        return {}
    if not isinstance(value, Mapping):
        advice = "Tulis akses, partisipasi, kontrol dan manfaat masing-masing."
        raise Refused(_fault("not_object", "faktor", "bukan objek", advice))
    value = _known(value, "faktor", tuple(FACTORS))
    return {name: _factor(name, value[name]) for name in FACTORS if name in value}


def _factor(name: str, one: Any) -> Factor:
    row = (
        {"ringkas": ""}
        if one is None
        else _object(one, f"faktor.{name}", "ringkas", ("teks", "L_pct", "P_pct", "data"))
    )
    text = _text(_first(row, ("ringkas", "teks")))
    return Factor(
        name, text, _text(row.get("L_pct", UNREAD)), _text(row.get("P_pct", UNREAD)), _names(row, "data")
    )


def _names(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _items(row.get(key) or [], key))


def _cause(side: str) -> Any:
    def read(one: Any, where: str, at: int) -> Cause:
        row = _object(one, where, "teks", ("kode", "faktor"))
        key = str(row.get("kode") or f"{side}-{at + 1}")
        return Cause(key, str(row.get("teks", "")), _names(row, "faktor"))

    return read


# An indicator given as a sentence holds all that the paper says of it.
_ALL_IN_TEXT: Final = dict.fromkeys(("nilai", "satuan", "L", "P", "baseline", "tahun"))


def _indicator(level: str) -> Any:
    def read(one: Any, where: str, _at: int) -> Indicator:
        row = _ALL_IN_TEXT | {"teks": one} if isinstance(one, str) else _object(one, where, "teks", _TARGET)
        stands = str(row.get("tingkat") or level)
        return Indicator(
            stands if stands in (*LEVELS, "keluaran", "dampak") else level,
            str(row.get("teks", "")),
            value=_text(_first(row, ("nilai", "target"))),
            unit=_text(_first(row, ("satuan", "unit"))),
            men=_number(row.get("L", UNREAD)),
            women=_number(row.get("P", UNREAD)),
            baseline=_text(_first(row, ("baseline", "data_dasar"))),
            year=_number(row.get("tahun", UNREAD)),
        )

    return read


def _activity(one: Any, where: str, _at: int) -> Activity:
    row = _object(one, where, "teks", _PLANNED)
    return Activity(
        str(row.get("teks", "")),
        budget=_number(_first(row, ("anggaran", "biaya"))),
        output=_text(row.get("keluaran", UNREAD)),
        causes=_names(row, "sebab") if "sebab" in row else None,
        gaps=_names(row, "faktor") if "faktor" in row else None,
        category=str(row.get("kategori") or ""),
    )


def _shelved(one: Any) -> Shelved:
    row = _object(one, "ditunda", "teks", ("anggaran", "biaya", "nasib", "alasan"))
    budget = _number(_first(row, ("anggaran", "biaya")))
    return Shelved(str(row.get("teks", "")), budget, str(row.get("nasib", "")), str(row.get("alasan", "")))


def _accounts(value: Any) -> Accounts | Unread:
    if isinstance(value, Unread):
        return value
    row = _known(value, "rka", ("jumlah", "baris")) if isinstance(value, Mapping) else {"jumlah": value}
    amounts = {name: _number(amount) for name, amount in _amounts(row.get("baris"))}
    return Accounts(
        _number(row.get("jumlah", UNREAD)),
        {name: amount for name, amount in amounts.items() if isinstance(amount, int)},
        {name: amount for name, amount in amounts.items() if isinstance(amount, Malformed)},
    )


def _amounts(rows: Any) -> Iterator[tuple[str, Any]]:
    """Rows by name; of a list of objects each by its place, so that equal names stay two rows."""
    if isinstance(rows, Mapping):
        yield from ((str(name), amount) for name, amount in rows.items())
        return
    for at, row in enumerate(_items(rows, "rka.baris"), start=1):
        if not isinstance(row, Mapping):
            advice = "Tulis sebagai { uraian, jumlah }."
            raise Refused(_fault("not_object", f"rka.baris[{at - 1}]", "bukan objek", advice))
        yield f"{at}. {row.get('uraian') or ''}", row.get("jumlah")


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"budget.{code}", where, problem, advice)
