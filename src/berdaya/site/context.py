"""What every page's frame needs: office, person and hat, the chain as menu."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from berdaya.access.clock import sheets, today_in
from berdaya.access.rules.roles import Role
from berdaya.region.doors import own_title

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
    ("access:accounts", "Akun & peran"),
    ("access:trail", "Jejak audit"),
    ("help", "Bantuan"),
)
FOR_ROLES = {"access:accounts": "accounts.see", "access:trail": "audit.read"}


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


def _stations(names: tuple[tuple[str, str], ...], rights: frozenset[str]) -> list[Station]:
    return [
        Station(name, words, _address(name))
        for name, words in names
        if name not in FOR_ROLES or FOR_ROLES[name] in rights
    ]


def _place(code: str) -> str:
    return own_title(code) if code else "Seluruh Indonesia"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Values of the frame; a station whose room is not built yet has no address and is not a link."""
    hat = getattr(request, "hat", None)
    person = getattr(request, "person", None)
    sheet = sheets()[Role(hat.role)] if hat else None
    rights = frozenset(right.value for right in sheet.rights) if sheet else frozenset()
    return {
        "frame": {
            "office": settings.OFFICE_NAME,
            "person": person.name if person else "",
            "hat": sheet.title if sheet else "Pilih peran",
            "territory": _place(hat.territory) if hat else "",
            "year": f"TA {today_in(hat.territory if hat else '').year}",
            "unread": getattr(request, "unread", 0),
            "messages": get_messages(request),
            "chain": _stations(CHAIN, rights),
            "rest": [station for station in _stations(REST, rights) if station.address],
            "search_url": _address("search"),
            "switch_url": _address("access:hats"),
            "inbox_url": _address("access:inbox"),
            "profile_url": _address("access:profile"),
            "sign_in_url": "" if person else _address("access:sign-in"),
            "foot": settings.OFFICE_FOOT,
        }
    }
