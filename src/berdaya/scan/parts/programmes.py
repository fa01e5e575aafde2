"""The inventory of programmes: how many stand in it, and how many pairs of recipient lists wait."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Progress
from berdaya.scan.doors.programmes import open_pairs_by_cycle, programmes_by_cycle
from berdaya.scan.models import Cycle
from berdaya.scan.rules.parts import Told

STAGE = "inventaris"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """Two queries for all rounds."""
    entries = programmes_by_cycle(cycles)
    lists, open_ = open_pairs_by_cycle(cycles)
    return {one.pk: _told(one, entries[one.pk], lists[one.pk], open_[one.pk]) for one in cycles}


def _told(cycle: Cycle, entries: int, lists: int, open_: int) -> Told:
    progress = Progress.WAITING if not entries else Progress.DONE if lists and not open_ else Progress.RUNNING
    return Told(
        progress,
        format_count(entries),
        f"program dalam inventaris, {format_count(lists)} daftar penerima dicocokkan",
        _next(entries, lists, open_),
        reverse("scan-programmes", args=[cycle.pk]),
        "Inventaris",
    )


def _next(entries: int, lists: int, open_: int) -> str:
    if not entries:
        return "catat program yang berjalan di sini"
    if open_:
        return f"{format_count(open_)} pasangan menunggu diputuskan"
    return "" if lists else "unggah daftar penerima"
