"""What the search of the office finds among places: by name, nearly the name, code or hamlet."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.offers import Hit
from berdaya.region.doors import address_of, found_in, found_neighbourhoods
from berdaya.region.rules.codes import kind_of

MOST = 20


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Places in the hat's territory, best first, then RT of a hamlet of that name."""
    if not allowed(hat, Right.PLACES_SEE).allowed:
        return []
    found = [
        Hit(_kind(hit.place.code), hit.place.name, address_of(hit.place.code), _page(hit.place.code))
        for hit in found_in(hat, text, MOST)
    ]
    return found + [
        Hit("RT", f"{rt.name}, {rt.dusun}", address_of(rt.code), _page(rt.code))
        for rt in found_neighbourhoods(hat, text)
    ]


def _kind(code: str) -> str:
    return kind_of(code).value.replace("_", " ").capitalize()


def _page(code: str) -> str:
    return reverse("place", args=[code])
