"""What the views of this room share: crumbs and the context of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from berdaya.access.places import place_title

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle

ROOM = "scan"


def frame(cycle: Cycle | None = None, *more: tuple[str, str]) -> dict[str, Any]:
    """`more` are further crumbs: address and words."""
    crumbs = [(reverse("home"), "Beranda"), (reverse("scan"), "Pindai")]
    place = ""
    if cycle is not None:
        place = place_title(cycle.territory)
        crumbs.append((reverse("scan-cycle", args=[cycle.pk]), place.split(", ")[0]))
    return {
        "room": ROOM,
        "crumbs": [*crumbs, *more],
        "cycle": cycle,
        "place": place,
        "place_name": place.split(", ")[0],
        "meeting_word": "Musyawarah Kelurahan" if cycle and cycle.kelurahan else "Musyawarah Desa",
    }
