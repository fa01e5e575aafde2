"""How a statement begins: empty with the names of its code, or as a copy of an earlier year."""

from collections.abc import Mapping
from typing import Any, Final

from berdaya.plan.rules.nomenclature import nomenclature_for, read_code
from berdaya.region.rules.gazetteer import official

# What belongs to the year itself and is asked again.
OF_THE_YEAR: Final = ("rka", "tanggal", "ditunda", "tidak_ditempatkan")


def blank_record(territory: str, year: int, code: str) -> dict[str, Any]:
    """Office, unit, city and the names that the code has in the list of its year."""
    read = read_code(code)
    return {
        **_places(territory),
        "tahun_anggaran": year,
        "kode_isian": read.code if read else code,
        **names_of(code, year),
        "data": [],
        "faktor": {},
        "sebab_internal": [],
        "sebab_eksternal": [],
        "keluaran": [],
        "hasil": [],
        "rencana_aksi": [],
        "dampak": {"hasil": []},
        "jumlah_anggaran": None,
    }


def names_of(code: Any, year: Any) -> dict[str, str]:
    """Program, kegiatan and subkegiatan as the list of that year names them; nothing for an unknown code."""
    read = read_code(code) if isinstance(code, str) else None
    table = nomenclature_for(year) if isinstance(year, int) else None
    row = table.get(read.code) if read and table else None
    return {"program": row.program, "kegiatan": row.activity, "sub_kegiatan": row.name} if row else {}


def _places(territory: str) -> dict[str, str]:
    """The kecamatan is the office and the kelurahan its unit; a place of another level is both."""
    table, parts = official(), territory.split(".")
    own = table.title(territory).split(", ")[0] if table.knows(territory) else territory
    upper = ".".join(parts[:3])
    office = table.title(upper).split(", ")[0] if len(parts) > 3 and table.knows(upper) else own
    city = ".".join(parts[:2])
    kota = table.names.get(city, "").removeprefix("Kota ").removeprefix("Kabupaten ")
    return {"perangkat_daerah": office, "unit_organisasi": own, "kota": kota}


def copied_record(record: Mapping[str, Any], year: int) -> dict[str, Any]:
    """The words of an earlier year; the plan keeps its activities and budgets, data keep their own year."""
    made = {name: value for name, value in record.items() if name not in OF_THE_YEAR}
    made |= {"tahun_anggaran": year, "jumlah_anggaran": None}
    made["hasil"] = [_asked_again(row) for row in record.get("hasil") or []]
    return made


def _asked_again(row: Any) -> Any:
    """Where an outcome stood as a target, the next year starts from there."""
    if not isinstance(row, Mapping) or not row.get("nilai"):
        return row
    return {**row, "baseline": row["nilai"], "nilai": None, "tahun": None, "L": None, "P": None}
