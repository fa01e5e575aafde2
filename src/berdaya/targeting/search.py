"""What the search of the office finds here: decrees by number, lists by year, agencies by name."""

from django.db.models import Q
from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Hit
from berdaya.targeting import doors
from berdaya.targeting.models import AssignedPlace, Decree, Run

MOST = 10


def hits_for(hat: Holding, text: str) -> list[Hit]:
    """Decrees first, then lists that this hat may see, then agencies that assist somewhere."""
    if not allowed(hat, Right.TARGETING_SEE).allowed:
        return []
    words = text.split()
    return [*_decrees(hat, text), *_lists(hat, words), *_agencies(hat, words)]


def _decrees(hat: Holding, text: str) -> list[Hit]:
    held = Decree.objects.standing().filter(run__in=doors.visible_runs(hat), number__icontains=text)
    return [
        Hit(
            "Keputusan daftar dampingan",
            f"Nomor {decree.number}",
            f"{place_title(decree.territory)}, {format_date(decree.date)}",
            reverse("targeting-run", args=[decree.run_id]),
        )
        for decree in held.newest_first()[:MOST]
    ]


def _lists(hat: Holding, words: list[str]) -> list[Hit]:
    years = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) == 4]
    asked = any(word.casefold() in ("daftar", "dampingan", "sasaran", "penetapan") for word in words)
    if not years and not asked:
        return []
    runs: list[Run] = list(
        doors.visible_runs(hat).filter(Q(year__in=years) if years else Q()).order_by("-year", "-pk")[:MOST]
    )
    return [
        Hit(
            "Daftar dampingan",
            f"Daftar {run.year}, {run.standing.value}",
            place_title(run.territory),
            reverse("targeting-run", args=[run.pk]),
        )
        for run in runs
    ]


def _agencies(hat: Holding, words: list[str]) -> list[Hit]:
    found = AssignedPlace.objects.filter(assignment__computation__run__in=doors.visible_runs(hat).decreed())
    for word in words:
        found = found.filter(agency_name__icontains=word)
    rows = (
        found.order_by("agency_name", "-assignment__computation__run__year")
        .values_list("agency_name", "assignment__computation__run", "assignment__computation__run__year")
        .distinct()[:MOST]
    )
    return [
        Hit(
            "Perangkat pendamping",
            name,
            f"Daftar dampingan {year}",
            reverse("targeting-assignment", args=[run]),
        )
        for name, run, year in rows
    ]
