"""What waits in this room: statements to review, to sign, or that came back to whoever wrote them."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.models import Version
from berdaya.budget.rules.flow import State
from berdaya.kernel.offers import Task

_WORK: Final = (
    (State.SUBMITTED, Right.BUDGET_REVIEW, "Telaah", "Diajukan; menunggu penelaah gender."),
    (State.REVIEWED, Right.BUDGET_SIGN, "Tanda tangani", "Sudah lolos telaah."),
    (State.RETURNED, Right.BUDGET_WRITE, "Perbaiki", "Dikembalikan dengan alasan."),
)


def tasks_for(hat: Holding) -> list[Task]:
    """One for each statement whose next step this very person may take."""
    mine = {state: (verb, why) for state, right, verb, why in _WORK if allowed(hat, right).allowed}
    if not mine:
        return []
    found = doors.waiting_for(hat, *mine)
    titles = place_titles(one.statement.territory for one in found)
    return [task for one in found for task in _task(hat, one, *mine[one.statement.standing], titles)]


def _task(hat: Holding, version: Version, verb: str, why: str, titles: dict[str, str]) -> Iterator[Task]:
    one = version.statement
    if one.standing is not State.RETURNED:
        if hat.person_id in (*doors.makers_of(version), doors.reviewer_of(version)):
            return
    elif hat.territory != one.territory:
        return
    place = titles.get(one.territory, one.territory).split(", ")[0]
    address = reverse("budget-statement", args=[one.pk])
    yield Task(f"{verb} {one.title} {one.year}", f"{place}. {why}", address, verb)
