"""From the cells of one row to a row of a list. What cannot be read is a finding; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import Locale, parse_rupiah
from berdaya.plan.rules.fields import Field
from berdaya.plan.rules.lists import (
    DESIGN,
    FIELDS,
    AuthorityRow,
    KamusRow,
    Level,
    ListKind,
    PriorityRow,
    Row,
)
from berdaya.plan.rules.reading_codes import read_apbdes, read_nomenclature
from berdaya.plan.rules.words import level_of, menu_of, menus_on, part_of, slug, sub_item_of, sub_items_on

MOST_RUPIAH: Final = 10**15
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_NO_AGENCY = frozenset({Level.RT_RW, Level.VILLAGE, Level.KECAMATAN})


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file writes numbers, and the day whose menus and conditions hold."""

    locale: Locale
    day: date


@dataclass(slots=True)
class Cells:
    """One row as it stands in the file, and what was found in it so far."""

    kind: ListKind
    cells: Mapping[str, str]
    where: str
    manner: Manner
    findings: list[Finding] = field(default_factory=list)

    def tell(
        self, code: str, name: str, problem: str, advice: str, severity: Severity = Severity.ERROR
    ) -> None:
        self.findings.append(
            Finding(f"plan.{code}", f"{self.where}, kolom {name}", problem, advice, severity)
        )

    def text(self, name: str) -> str:
        """A cell without doubled spaces, told when it is empty and must not be, or too long."""
        about = _field(self.kind, name)
        value = " ".join(self.cells.get(name, "").split())
        if about.required and not value:
            self.tell("empty", name, "kosong", f"Isi {about.words.lower()}.")
        elif len(value) > about.most:
            self.tell("too_long", name, f"lebih dari {about.most} huruf", "Pendekkan isinya.")
            return ""
        return value

    def rupiah(self, name: str) -> int | None:
        """Whole rupiah in the manner of the file; None when empty or told."""
        text = self.text(name)
        if not text:
            return None
        if _three_decimals(text, self.manner.locale):
            self.tell("ambiguous", name, f"“{text}” dapat dibaca dua cara", _how(self.manner.locale))
            return None
        value = parse_rupiah(text, self.manner.locale)
        if value is None or not 0 <= value <= MOST_RUPIAH:
            self.tell("rupiah", name, f"“{text[:30]}” bukan rupiah bulat", _how(self.manner.locale))
            return None
        return value

    def level(self) -> Level:
        text = self.text("tingkat")
        level = level_of(text)
        if text and level is None:
            known = ", ".join(one.value for one in Level)
            self.tell("level", "tingkat", f"tingkat “{text}” tidak dikenal", f"Pakai: {known}.")
        return level or Level.VILLAGE

    def year(self, name: str) -> int | None:
        text = self.text(name)
        if not text:
            return None
        if not re.fullmatch(r"\d{4}", text, re.ASCII) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
            self.tell("year", name, f"“{text}” bukan tahun", "Tulis empat angka, misalnya 2027.")
            return None
        return int(text)


def read_row(
    kind: ListKind, cells: Mapping[str, str], where: str, manner: Manner
) -> tuple[Row | None, list[Finding]]:
    """The row, or None when something in it blocks; and everything that was found in it."""
    reading = Cells(kind, cells, where, manner)
    row = _READERS[kind](reading)
    blocked = any(finding.severity is Severity.ERROR for finding in reading.findings)
    return (None if blocked else row), reading.findings


def _kamus(cells: Cells) -> Row:
    low, high = cells.rupiah("harga_bawah"), cells.rupiah("harga_atas")
    _check_prices(cells, low, high)
    menu, part = _menu(cells)
    note = cells.text("catatan")
    if DESIGN in note:
        advice = "Ganti dengan harga satuan daerah (SSH atau HSPK), lalu hapus tanda itu dari catatan."
        cells.tell("design_price", "catatan", "harganya masih harga contoh", advice, Severity.WARNING)
    sub_item, agency, level = _sub_item(cells), cells.text("perangkat_daerah"), cells.level()
    if not agency and level not in _NO_AGENCY:
        advice = "Isi perangkat daerah yang menjawab usulan seperti ini."
        cells.tell("no_agency", "perangkat_daerah", "penanggung jawab kosong", advice, Severity.WARNING)
    return KamusRow(
        code=cells.text("kode"),
        menu=menu,
        part=part,
        sub_item=sub_item,
        name=cells.text("nama"),
        also=cells.text("nama_lain"),
        unit=cells.text("satuan"),
        price_low=low or 0,
        price_high=high or 0,
        level=level,
        agency=agency,
        work=slug(cells.text("pekerjaan")) or sub_item,
        note=note,
    )


def _check_prices(cells: Cells, low: int | None, high: int | None) -> None:
    if high == 0:
        cells.tell("zero_price", "harga_atas", "harga nol", "Isi harga satuan di atas nol.")
    elif low is not None and high is not None and low > high:
        advice = "Tukar keduanya, atau periksa angka nolnya."
        cells.tell("range", "harga_bawah", "lebih tinggi daripada harga_atas", advice)


def _menu(cells: Cells) -> tuple[str, str]:
    text, part = cells.text("menu"), cells.text("bagian")
    menu = menu_of(text, cells.manner.day)
    if menu is None:
        if text:
            known = ", ".join(menus_on(cells.manner.day))
            cells.tell("menu", "menu", f"menu “{text}” tidak dikenal", f"Pakai: {known}.")
        return "", ""
    code = part_of(menu, part) if part else ""
    if code is None:
        known = ", ".join(menu.parts)
        advice = f"Pakai: {known}; atau kosongkan."
        cells.tell("part", "bagian", f"bagian “{part}” tidak ada dalam menu {menu.code}", advice)
    return menu.code, code or ""


def _sub_item(cells: Cells) -> str:
    text = cells.text("sub_kondisi")
    item = sub_item_of(text, cells.manner.day)
    if text and item is None:
        known = ", ".join(sub_items_on(cells.manner.day))
        cells.tell("sub_item", "sub_kondisi", f"sub-kondisi “{text}” tidak dikenal", f"Pakai: {known}.")
    return item.code if item else ""


def _authority(cells: Cells) -> Row:
    above, up_to = cells.rupiah("lebih_dari"), cells.rupiah("sampai")
    if above is not None and up_to is not None and above >= up_to:
        advice = "“Lebih dari” harus lebih kecil daripada “sampai”."
        cells.tell("range", "lebih_dari", "tidak lebih kecil daripada sampai", advice)
    level, agency = cells.level(), cells.text("perangkat_daerah")
    if level is Level.AGENCY and not agency:
        advice = "Isi perangkat daerah yang menerima usulannya."
        cells.tell("no_agency", "perangkat_daerah", "dinas mana belum disebut", advice)
    return AuthorityRow(
        code=cells.text("kode"),
        work=slug(cells.text("pekerjaan")),
        title=cells.text("uraian"),
        level=level,
        above=above or None,
        up_to=up_to,
        agency=agency,
        source=cells.text("dasar"),
    )


def _priority(cells: Cells) -> Row:
    first, last = _period(cells)
    year = cells.year("tahun")
    if year and first and not first <= year <= last:
        cells.tell(
            "year_outside", "tahun", f"{year} di luar periode", f"Tulis tahun antara {first} dan {last}."
        )
    return PriorityRow(
        document=cells.text("dokumen"),
        first_year=first,
        last_year=last,
        code=cells.text("kode"),
        year=year,
        title=cells.text("uraian"),
        indicator=cells.text("indikator"),
        unit=cells.text("satuan"),
        target=cells.text("target"),
        agency=cells.text("perangkat_daerah"),
        source=cells.text("sumber"),
    )


def _period(cells: Cells) -> tuple[int, int]:
    """`2025-2029` or one year; (0, 0) when told."""
    text = cells.text("periode")
    found = re.fullmatch(r"(\d{4})(?:\s*(?:[-–—]|s\.?d\.?|sampai)\s*(\d{4}))?", text, re.ASCII)
    if found:
        first, last = int(found[1]), int(found[2] or found[1])
        if _FIRST_YEAR <= first <= last <= _LAST_YEAR:
            return first, last
    if text:
        cells.tell("period", "periode", f"“{text}” bukan periode", "Tulis seperti 2025-2029, atau 2027.")
    return 0, 0


_READERS: Final = {
    ListKind.KAMUS: _kamus,
    ListKind.AUTHORITY: _authority,
    ListKind.PRIORITIES: _priority,
    ListKind.NOMENCLATURE: read_nomenclature,
    ListKind.APBDES: read_apbdes,
}


def _field(kind: ListKind, name: str) -> Field:
    return next(one for one in FIELDS[kind] if one.name == name)


def _three_decimals(text: str, locale: Locale) -> bool:
    """`150,000` in the Indonesian manner: three digits behind the comma are meant as thousands by many."""
    return re.fullmatch(rf"\D*\d+{re.escape(locale.decimal)}\d{{3}}\s*", text) is not None


def _how(locale: Locale) -> str:
    example = f"1{locale.thousands}250{locale.thousands}000"
    other = "Inggris" if locale.name == "id" else "Indonesia"
    return (
        f"Tulis rupiah bulat seperti {example}, atau pilih cara menulis angka {other} untuk seluruh berkas."
    )
