"""What waits in the inventory: lists that nobody confirmed, pairs that nobody decided."""

from django.urls import reverse

from berdaya.access.doors import sheet_of
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Task
from berdaya.scan.doors.programmes import lists_to_confirm, lists_to_decide
from berdaya.scan.models import RecipientList


def programme_tasks(hat: Holding) -> list[Task]:
    """One task for each list, the one that ends first on top."""
    rights = sheet_of(hat).rights
    tasks: list[Task] = []
    if Right.SCAN_WORK in rights:
        tasks += [_confirm(one) for one in lists_to_confirm(hat)]
    if Right.SCAN_NAMES in rights:
        tasks += [_decide(one, many) for one, many in lists_to_decide(hat)]
    return tasks


def _confirm(kept: RecipientList) -> Task:
    why = f"{format_count(kept.rows)} baris menunggu dicocokkan; sesudah tanggal ini berkasnya dimusnahkan."
    page = reverse("scan-list", args=[kept.pk])
    return Task(f"Periksa daftar penerima {kept.programme.name}", why, page, "Periksa", kept.keep_until)


def _decide(kept: RecipientList, many: int) -> Task:
    place = place_title(kept.cycle.territory).split(", ")[0]
    why = "Selama belum diputuskan, tidak seorang pun disebut terlewat karenanya."
    page = reverse("scan-list-pairs", args=[kept.pk])
    return Task(f"Putuskan {format_count(many)} pasangan penerima, {place}", why, page, "Putuskan")
