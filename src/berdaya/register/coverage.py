"""Guarded reads: which register speaks for a place, and how much of a territory one holds."""

from django.db.models import Count, Q

from berdaya.access.models import Holding
from berdaya.access.territory import within_filter
from berdaya.region.doors import gazetteer
from berdaya.register.doors import visible_snapshots
from berdaya.register.models import Snapshot, SnapshotPlace, Upload
from berdaya.register.rules.coverage import Coverage


def newest_with(hat: Holding, code: str) -> Snapshot | None:
    """The newest standing register that this hat may see and that holds every village of a place."""
    found = newest(hat, code)
    return found[0] if found and found[1].complete else None


def newest(hat: Holding, code: str) -> tuple[Snapshot, Coverage] | None:
    """The newest standing register that holds the whole place; without one, the newest with some of it."""
    found = [(one, _coverage(one, code, held)) for one, held in _standing(hat, code)]
    return next((pair for pair in found if pair[1].complete), found[0] if found else None)


def coverage_of(snapshot: Snapshot, code: str) -> Coverage:
    """How many villages of a place a register holds, of those that there were at its edition."""
    held = SnapshotPlace.objects.filter(snapshot=snapshot, **within_filter(code, "code")).count()
    return _coverage(snapshot, code, held)


def own_coverage(brought: Snapshot | Upload) -> Coverage:
    """The same of the territory that a file or register was brought for, from the counts in its own row."""
    return _coverage(brought, brought.territory, brought.places)


def covered_places(snapshot: Snapshot) -> frozenset[str]:
    """The villages of a register, and every place above them of which no village is missing."""
    codes = SnapshotPlace.objects.filter(snapshot=snapshot).values_list("code", flat=True)
    held: dict[str, int] = {}
    for code in codes:
        parts = code.split(".")
        for depth in range(1, len(parts) + 1):
            above = ".".join(parts[:depth])
            held[above] = held.get(above, 0) + 1
    return frozenset(code for code, many in held.items() if _coverage(snapshot, code, many).complete)


def _standing(hat: Holding, code: str) -> list[tuple[Snapshot, int]]:
    """Standing registers of the place or one around it, the newest first; how many villages each holds."""
    around = [".".join(code.split(".")[:depth]) for depth in range(1, code.count(".") + 2)]
    here = Q(**within_filter(code, "counts__code"))
    rows = visible_snapshots(hat).standing().filter(territory__in=["", *around])
    counted = rows.annotate(own_places=Count("counts", filter=here)).filter(own_places__gt=0)
    return [(one, getattr(one, "own_places", 0)) for one in counted.newest_first()]


def _coverage(snapshot: Snapshot | Upload, code: str, held: int) -> Coverage:
    villages = gazetteer().counts(code, snapshot.edition)
    return Coverage(held, villages["desa"] + villages["kelurahan"])
