"""Where a body stands and what it is called; why it cannot be written down so."""

from datetime import date

from berdaya.community.rules.kinds import Kind, KindSheet
from berdaya.kernel.findings import Finding
from berdaya.region.rules.codes import Level, has_form, level_of, part_of
from berdaya.region.rules.neighbourhoods import NO_RW, neighbourhood_title

_LEVELS = {Level.VILLAGE: "desa/kelurahan", Level.RW: "RW", Level.RT: "RT"}


def name_of(sheet: KindSheet, territory: str, given: str = "") -> str:
    """`RT 003/RW 002` and `PKK` name themselves; a Pokmas or Posyandu has a name of its own."""
    own = " ".join(given.split())
    if sheet.kind in (Kind.RT, Kind.RW):
        return neighbourhood_title(territory)
    if sheet.one:
        place = neighbourhood_title(territory)
        return own or (f"{sheet.title} {place}" if place else sheet.title)
    return own if own.lower().startswith(sheet.title.lower()) or not own else f"{sheet.title} {own}"


def _no_rw(territory: str) -> bool:
    """RW 000 stands for "without an RW": nothing stands in it."""
    return level_of(territory) is Level.RW and territory.endswith(f".{NO_RW}")


def village_of(territory: str) -> str:
    return part_of(territory, Level.VILLAGE) or territory


def faults(
    sheet: KindSheet, territory: str, name: str, first: date | None, last: date | None, today: date
) -> list[Finding]:
    """Why such a body cannot stand there; empty when it can."""
    where = name or sheet.title
    found = []
    if not has_form(territory) or level_of(territory) not in sheet.levels or _no_rw(territory):
        levels = " atau ".join(_LEVELS[level] for level in _LEVELS if level in sheet.levels)
        found.append(
            Finding(
                "community.place",
                where,
                f"{sheet.title} berkedudukan di {levels}",
                "Isi nomor RT dan RW sesuai jenis lembaganya.",
            )
        )
    if not name:
        found.append(
            Finding(
                "community.no_name", where, "nama lembaga belum diisi", "Tulis namanya, misalnya Melati 1."
            )
        )
    if first is not None and first > today:
        found.append(
            Finding("community.future", where, "tanggal berdiri di masa depan", "Periksa tanggalnya.")
        )
    if first is not None and last is not None and last < first:
        found.append(
            Finding(
                "community.ends_first",
                where,
                "berakhir sebelum berdiri",
                "Periksa tanggal berdiri dan akhir.",
            )
        )
    return found
