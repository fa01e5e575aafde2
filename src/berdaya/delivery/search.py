"""What the search of the office finds among activities."""

from django.urls import reverse

from berdaya.access.doors import allowed, territory_filter
from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.access.rules.rights import Right
from berdaya.delivery.models import Activity
from berdaya.kernel.offers import Hit

MOST = 6


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Activities whose title holds every word."""
    if not allowed(hat, Right.DELIVERY_SEE).allowed:
        return []
    rows = Activity.objects.filter(**territory_filter(hat))
    for word in text.split():
        rows = rows.filter(title__icontains=word)
    found = list(rows[:MOST])
    places = place_titles({one.territory for one in found})
    return [
        Hit(
            "Kegiatan",
            one.title,
            f"{places[one.territory].split(',')[0]}, TA {one.year}",
            reverse("delivery-activity", args=[one.pk]),
        )
        for one in found
    ]
