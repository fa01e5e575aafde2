"""What every page's frame needs: office, person and hat, the chain as menu."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from berdaya.access.clock import sheets, today_in
from berdaya.access.doors import sheet_of
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.region.doors import own_title
from berdaya.site.band import Station
from berdaya.site.demo.people import open_to_visitors
from berdaya.site.doorways import address_of, opens_with

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
    ("hardship", "Sembilan tanda"),
    ("community:bodies", "Lembaga"),
    ("plan", "Rencana"),
    ("meetings", "Pertemuan"),
    ("documents", "Dokumen"),
    ("access:accounts", "Akun & peran"),
    ("access:trail", "Jejak audit"),
    ("help", "Bantuan"),
)


def stations(hat: Holding | None, names: tuple[tuple[str, str], ...]) -> tuple[Station, ...]:
    """Stations as links; one that is not built, or does not open for this hat, says so instead."""
    return _stations(sheet_of(hat).rights if hat else None, names)


@lru_cache(maxsize=256)
def _stations(rights: frozenset[Right] | None, names: tuple[tuple[str, str], ...]) -> tuple[Station, ...]:
    return tuple(_station(rights, name, words) for name, words in names)


def _station(rights: frozenset[Right] | None, name: str, words: str) -> Station:
    address = address_of(name)
    if not address:
        return Station(name, words, "", "belum dibuka di kantor ini")
    if not opens_with(rights, address):
        return Station(name, words, "", "sesudah masuk" if rights is None else "bukan bagian peran Anda")
    return Station(name, words, address)


def _place(code: str) -> str:
    """The short name: the head of a page has no room for the place around it."""
    title = own_title(code) if code else "Seluruh Indonesia"
    return title.replace("Kabupaten ", "Kab. ")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Values of the frame."""
    hat = getattr(request, "hat", None)
    person = getattr(request, "person", None)
    sheet = sheets()[Role(hat.role)] if hat else None
    return {
        "frame": {
            "office": settings.OFFICE_NAME,
            "person": person.name if person else "",
            "hat": sheet.title if sheet else "Pilih peran",
            "territory": _place(hat.territory) if hat else "",
            "year": f"TA {today_in(hat.territory if hat else '').year}",
            "unread": getattr(request, "unread", 0),
            "messages": get_messages(request),
            "chain": stations(hat, CHAIN),
            "rest": tuple(station for station in stations(hat, REST) if station.address),
            "search_url": address_of("search"),
            "switch_url": address_of("access:hats"),
            "inbox_url": address_of("access:inbox"),
            "profile_url": address_of("access:profile"),
            "visit_url": address_of("players") if open_to_visitors() else "",
            "sign_in_url": "" if person else address_of("access:sign-in"),
            "foot": settings.OFFICE_FOOT,
        }
    }
