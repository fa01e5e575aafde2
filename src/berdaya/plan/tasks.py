"""What waits in this room: lists for the second person, drafts that their makers have not laid before him."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.offers import Task
from berdaya.plan.doors import open_drafts
from berdaya.plan.models import Draft
from berdaya.plan.rules.drafts import State


def tasks_for(hat: Holding) -> list[Task]:
    """One task for each draft that waits for this very person."""
    tasks = [_of_draft(hat, draft) for draft in open_drafts(hat)]
    return [task for task in tasks if task is not None]


def _of_draft(hat: Holding, draft: Draft) -> Task | None:
    page, mine = reverse("plan-draft", args=[draft.pk]), draft.made_by_id == hat.person_id
    if (
        draft.standing is State.SUBMITTED
        and not mine
        and allowed(hat, Right.PLAN_CONFIRM, draft.territory).allowed
    ):
        why = "Daftar berlaku sesudah orang kedua mengesahkan."
        return Task(f"Periksa {draft.title}", why, page, "Periksa")
    if draft.standing is State.DRAFT and mine:
        if draft.errors:
            return Task(f"Perbaiki {draft.title}", "Ada temuan yang menghalangi.", page, "Perbaiki")
        return Task(f"Ajukan {draft.title}", "Sudah dapat dibaca, belum diajukan.", page, "Ajukan")
    return None
