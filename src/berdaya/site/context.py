"""What every page's frame needs: office, person and hat, the chain as menu."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

CHAIN = (
    ("register", "Register"),
    ("targeting", "Sasaran"),
    ("scan", "Pindai"),
    ("deliberation", "Rembug"),
    ("budget", "Anggaran"),
    ("delivery", "Pelaksanaan"),
    ("outcome", "Hasil"),
)
REST = (
    ("home", "Beranda"),
    ("region", "Wilayah"),
    ("documents", "Dokumen"),
    ("help", "Bantuan"),
)


@dataclass(frozen=True, slots=True)
class Station:
    name: str
    words: str
    address: str


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _stations(names: tuple[tuple[str, str], ...]) -> list[Station]:
    return [Station(name, words, _address(name)) for name, words in names]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Values of the frame; a station whose room is not built yet has no address and is not a link."""
    return {
        "frame": {
            "office": "Pemerintah Kabupaten Pemalang",
            "person": "",
            "chain": _stations(CHAIN),
            "rest": [station for station in _stations(REST) if station.address],
            "foot": "Peragaan. Wilayah nyata; orang dan jumlah rumah tangga rekaan.",
        }
    }
