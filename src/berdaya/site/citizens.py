"""For whoever has no account, or a small one: public decrees, and what they say of a village."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import everyone
from berdaya.access.models import Holding
from berdaya.access.requests import OfficeRequest
from berdaya.access.territory import covers
from berdaya.kernel.offers import Fact, Hit, Section
from berdaya.region.doors import gazetteer, own_title
from berdaya.region.rules.codes import Level
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.doors import decree_in_force
from berdaya.targeting.models import Decree
from berdaya.targeting.public import published

MOST = 50


@dataclass(frozen=True, slots=True)
class OpenDecree:
    """A decree as the list of decrees shows it: what stands on its own public page, no more."""

    decree: Decree
    place: str
    address: str
    followed: bool


@everyone
@require_safe
def open_pages(request: OfficeRequest) -> HttpResponse:
    """What everybody may read and check here without an account."""
    rows = list(Decree.objects.standing().newest_first()[:MOST])
    decrees = [
        OpenDecree(
            row,
            official().names[row.territory],
            reverse("targeting-public", args=[row.slug]),
            not _holds_or_will(row),
        )
        for row in rows
    ]
    return render(request, "site/citizens.html", {"decrees": decrees})


def _holds_or_will(row: Decree) -> bool:
    today = today_in(row.territory)
    held = decree_in_force(row.territory, today)
    return row.valid_from > today or (held is not None and held.pk == row.pk)


def village_section(hat: Holding) -> Section | None:
    """For a hat below a village: what the public list says of the village around it."""
    village = _village_around(hat)
    decree = decree_in_force(".".join(village.split(".")[:2]), today_in(village)) if village else None
    found = published(decree.slug) if decree else None
    if decree is None or found is None:
        return None
    name = own_title(village)
    row = next((place for place in found.places if place.code == village), None)
    address = _public_row(decree, village)
    if row is None:
        words = "Desa ini tetap dilayani program biasa."
        return Section(f"{name} tidak termasuk daftar dampingan", (), words, address, "Daftar untuk warga")
    facts = [Fact("Pendamping", row.agency or "belum dibagi", "perangkat daerah")]
    facts.append(Fact("Keputusan", f"Nomor {found.number}", found.head, address))
    return Section(f"{name} didampingi", tuple(facts), "", address, "Daftar untuk warga")


def village_hits(hat: Holding, text: str) -> list[Hit]:
    """A hat below a village finds its own village by name: the public list tells of it."""
    village = _village_around(hat)
    if not village or not any(hit.place.code == village for hit in gazetteer().hits(text, village)):
        return []
    decree = decree_in_force(".".join(village.split(".")[:2]), today_in(village))
    address = _public_row(decree, village) if decree else reverse("citizens")
    return [Hit("Desa Anda", gazetteer().title(village), "daftar untuk warga", address)]


def _village_around(hat: Holding) -> str:
    """The village that holds an RT or RW; empty for a hat of a village or more."""
    parts = hat.territory.split(".")
    village = ".".join(parts[: Level.VILLAGE.depth])
    return village if len(parts) > Level.VILLAGE.depth and covers(village, hat.territory) else ""


def _public_row(decree: Decree, village: str) -> str:
    place = gazetteer().get(village)
    asked = urlencode({"saring": place.name if place else village})
    return f"{reverse('targeting-public', args=[decree.slug])}?{asked}"
