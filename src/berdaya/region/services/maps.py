"""File the boundaries of a territory: which checked file holds from now on, as of which day."""

from datetime import date

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.models import TerritoryMap


def file_map(
    hat: Holding, territory: str, digest: str, *, as_of: date, source: str, places: int, missing: int
) -> TerritoryMap:
    """The map of a territory from now on. The one that holds already, filed again, changes nothing."""
    require(hat, Right.PLACES_EDIT, territory)
    if as_of > today_in(territory):
        raise Refused(_future())
    with transaction.atomic():
        newest = TerritoryMap.objects.filter(territory=territory).order_by("-pk").first()
        facts = {"digest": digest, "as_of": as_of, "source": source.strip()}
        if newest is not None and all(getattr(newest, name) == value for name, value in facts.items()):
            return newest
        filed = TerritoryMap.objects.create(
            territory=territory, places=places, missing=missing, filed_by=hat.person, **facts
        )
        record(
            hat,
            "places.map_filed",
            "territorymap",
            filed.pk,
            territory,
            {"digest": digest, "as_of": as_of, "places": places},
        )
    return filed


def _future() -> Finding:
    return Finding("map.future", "tanggal peta", "masih di masa depan", "Tulis tanggal batas itu berlaku.")
