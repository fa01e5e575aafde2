"""What the search of the office finds in this room: registers by name, edition or purpose."""

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Hit
from berdaya.register.doors import snapshots_named

MOST = 10


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Confirmed registers that the hat may see, the newest first."""
    return [
        Hit(
            "Register",
            f"{snapshot.register} edisi {format_date(snapshot.edition)}",
            place_title(snapshot.territory),
            reverse("register-snapshot", args=[snapshot.pk]),
        )
        for snapshot in snapshots_named(hat, text, MOST)
    ]
