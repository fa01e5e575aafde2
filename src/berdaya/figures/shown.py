"""How a figure is put into words for a page: its value with the unit, and what kind of count it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from berdaya.figures.models import Figure
from berdaya.figures.rules import Unit
from berdaya.kernel.numbers import format_count, format_decimal, format_percent, format_rupiah

UNITS = {
    Unit.PEOPLE: ("Orang", "Penduduk, peserta, penerima: dengan L dan P bila diketahui."),
    Unit.HOUSEHOLDS: ("Rumah tangga (ruta)", "Keluarga atau rumah tangga, misalnya ruta desil 1."),
    Unit.RUPIAH: ("Rupiah", "Dana, tunggakan, pendapatan desa."),
    Unit.RATIO: ("Bagian atau indeks", "Persen, indeks seperti IDM 0,8173, atau 5 dari 8."),
    Unit.COUNT: ("Jumlah lain", "RT, sekolah, kelompok, sumur."),
}
ROOMS = {
    "register": "register",
    "hardship": "sembilan tanda rumah tangga",
    "targeting": "penetapan sasaran",
    "scan": "pindai lapangan",
    "slum": "profil kumuh",
    "loan": "UPK",
    "grant": "penyaluran dana",
    "community": "lembaga masyarakat",
    "meeting": "pertemuan",
    "documents": "dokumen",
}


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as a page shows it."""

    figure: Figure
    value: str
    detail: str
    origin: str
    link: str


def shown(figure: Figure) -> ShownFigure:
    value, detail = _value(figure)
    return ShownFigure(figure, value, detail, _origin(figure), _link(figure))


def shown_all(figures: Iterable[Figure]) -> list[ShownFigure]:
    return [shown(figure) for figure in figures]


def _value(figure: Figure) -> tuple[str, str]:
    """The value, and beside it L and P, or that nobody knows them."""
    if (people := figure.people) is not None:
        detail = f"L {format_count(people.men)} · P {format_count(people.women)}"
        return f"{format_count(people.total)} orang", detail
    if (ratio := figure.ratio) is not None:
        return format_decimal(ratio, 4), format_percent(ratio) if 0 <= ratio <= 1 else ""
    number = figure.number or 0
    if figure.unit == Unit.RUPIAH:
        return format_rupiah(number), ""
    unit = {Unit.PEOPLE.value: " orang", Unit.HOUSEHOLDS.value: " ruta"}.get(figure.unit, "")
    if figure.rounded_to:
        return f"± {format_count(number)}{unit}", f"dibulatkan ke {format_count(figure.rounded_to)} terdekat"
    return format_count(number) + unit, "tanpa L dan P" if figure.unit == Unit.PEOPLE else ""


def _origin(figure: Figure) -> str:
    """Who says so: a room of this office, or somebody who typed it."""
    if figure.room:
        return f"dihitung di kantor ini, {ROOMS.get(figure.room, figure.room)}"
    return f"diketik {figure.filed_by.name}" if figure.filed_by else "diketik"


def _link(figure: Figure) -> str:
    """The page of the record that the figure came from, when a room has named one of this office."""
    plain = figure.record.startswith("/") and not figure.record.startswith("//")
    return figure.record if plain and figure.room else ""
