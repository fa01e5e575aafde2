"""What waits above the village: lists to take in, steps that this very hat owes, of the two latest years."""

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation import upward_doors as above
from berdaya.deliberation.models import Forum
from berdaya.deliberation.owed import owed_by
from berdaya.deliberation.rules.reminding import Owed
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Task

YEARS = 2
_ROLES = frozenset({Role.OPERATOR, Role.LURAH, Role.CAMAT, Role.KECAMATAN_STAFF, Role.AGENCY, Role.BAPPEDA})


def upward_tasks_of(hat: Holding) -> list[Task]:
    """One task for each kind of step; nothing for roles that owe none."""
    if Role(hat.role) not in _ROLES:
        return []
    return [task for year in above.years_for(hat)[:YEARS] for task in _of_year(hat, year)]


def _of_year(hat: Holding, year: int) -> list[Task]:
    upward = f"{reverse('deliberation-upward')}?tahun={year}"
    tasks = [_task(hat, one, year, upward) for one in owed_by(hat, year)]
    if Role(hat.role) in (Role.CAMAT, Role.KECAMATAN_STAFF, Role.BAPPEDA):
        lists = above.hand_overs_for(hat, year)
        waiting = [one for one in lists if one.received_at is None and _at(hat, one.cycle.territory)]
        if waiting:
            what = f"Terima {format_count(len(waiting))} daftar usulan {year}"
            tasks.append(Task(what, "Yang menyerahkan menunggu tanda terimanya.", upward, "Terima"))
    return tasks


def _at(hat: Holding, territory: str) -> bool:
    """Is the list handed to this very level?"""
    return territory.rpartition(".")[0] == hat.territory


def _task(hat: Holding, one: Owed, year: int, upward: str) -> Task:
    what = f"{one.deed[:1].upper()}{one.deed[1:]}: {format_count(one.many)} usulan {year}"
    why = "Setiap pengusul menunggu kabar dengan alasannya."
    return Task(what, why, _page(hat, one, year) or upward, "Buka", one.due)


def _page(hat: Holding, one: Owed, year: int) -> str:
    if one.role is Role.CAMAT:
        forum = Forum.objects.filter(cycle__territory=hat.territory, cycle__plan_year=year).first()
        return reverse("deliberation-forum", args=[forum.pk]) if forum else ""
    if one.deed.startswith("serahkan"):
        return ""
    return f"{reverse('deliberation-desk')}?tahun={year}"
