"""What waits in this room: a list to hand over, lists to receive, proposals to verify, a calendar's end."""

from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, page_doors
from berdaya.deliberation.models import Cycle
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.session_doors import is_decided
from berdaya.deliberation.session_tasks import tasks_of
from berdaya.deliberation.shown import list_address
from berdaya.deliberation.upward_tasks import upward_tasks_of
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Task

SOON: Final = timedelta(days=45)


def tasks_for(hat: Holding) -> list[Task]:
    """For a unit its own list and what came back; for the kelurahan what came in and waits."""
    cycle = doors.current_cycle(hat.territory) if allowed(hat, Right.DELIBERATION_SEE).allowed else None
    if cycle is None:
        return [*tasks_of(hat), *upward_tasks_of(hat)]
    unit = doors.own_unit(hat)
    if unit is not None and doors.acts_for(hat, unit):
        return _of_unit(hat, cycle, unit)
    if allowed(hat, Right.DELIBERATION_VERIFY, cycle.territory).allowed:
        return [*_of_office(hat, cycle), *tasks_of(hat), *upward_tasks_of(hat)]
    return tasks_of(hat)


def _of_unit(hat: Holding, cycle: Cycle, unit: Unit) -> list[Task]:
    tasks = []
    returned, due = page_doors.returned_to(cycle, unit), doors.deadline(cycle, StageKind.REMBUG.value)
    if returned:
        page = reverse("deliberation-proposal", args=[returned[0].pk])
        why = "Kelurahan mengembalikannya dengan alasan; lengkapi lalu serahkan lagi."
        tasks.append(Task(f"Lengkapi usulan {returned[0].label}", why, page, "Lengkapi"))
    mine = doors.list_of(cycle, unit)
    waits = (mine is None or mine.open) and _near(due, today_in(unit.territory))
    if waits and not is_decided(cycle):
        why = "Usulan tahun lalu yang belum terpenuhi ikut diperingkat lagi."
        what = f"Susun dan serahkan daftar usulan {cycle.plan_year}"
        tasks.append(Task(what, why, list_address(cycle, unit), "Buka daftar", due))
    return tasks


def _near(due: date | None, today: date) -> bool:
    return due is None or due <= today + SOON


def _of_office(hat: Holding, cycle: Cycle) -> list[Task]:
    tasks = []
    waiting, agreed = page_doors.lists_to_receive(cycle), page_doors.to_verify(cycle)
    query = f"?tahun={cycle.pk}"
    if waiting:
        what = f"Terima {format_count(waiting)} daftar usulan"
        why = "Sudah diserahkan; pengusul menunggu tanda terimanya."
        tasks.append(Task(what, why, reverse("deliberation-inbox") + query, "Terima"))
    if agreed:
        what = f"Verifikasi {format_count(agreed)} usulan"
        why = "Setiap pengusul menunggu kabar dengan alasannya."
        due = doors.deadline(cycle, StageKind.PRE.value)
        tasks.append(Task(what, why, reverse("deliberation-checking") + query, "Verifikasi", due))
    return tasks
