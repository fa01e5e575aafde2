"""What waits around a musrenbang: money to fill in, a draft to compute, a result for the second person."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.doors import may_at_home
from berdaya.deliberation.merge_doors import since
from berdaya.deliberation.models import Session
from berdaya.deliberation.rules.sitting import State
from berdaya.deliberation.session_doors import sessions_for
from berdaya.kernel.offers import Task


def tasks_of(hat: Holding) -> list[Task]:
    """One task for each session that waits for this very person."""
    rights = (Right.DELIBERATION_MERGE, Right.DELIBERATION_DECIDE)
    if not any(allowed(hat, right).allowed for right in rights):
        return []
    found = [_of_session(hat, one) for one in sessions_for(hat) if one.standing is not State.DECIDED]
    return [task for task in found if task is not None]


def _of_session(hat: Holding, session: Session) -> Task | None:
    page = reverse("deliberation-session", args=[session.pk])
    if session.standing is State.DRAFT and may_at_home(hat, Right.DELIBERATION_MERGE, session.territory):
        if session.budget is None:
            money = reverse("deliberation-session-ceilings", args=[session.pk])
            return Task(f"Isi pagu {session}", "Tanpa pagu tidak ada rancangan untuk forum.", money, "Isi")
        return Task(f"Hitung rancangan {session}", "Pagunya sudah ada.", page, "Buka")
    draft = session.drafts.first()
    others = draft is None or draft.made_by_id != hat.person_id
    merges = may_at_home(hat, Right.DELIBERATION_MERGE, session.territory)
    decides = may_at_home(hat, Right.DELIBERATION_DECIDE, session.territory)
    if (merges or decides) and since(session, draft).lapsed:
        why = "Usulan, unit, pagu atau aturannya berubah sesudah dihitung."
        return Task(f"Hitung lagi rancangan {session}", why, page, "Buka") if merges else None
    if session.standing is State.DISCUSSED and decides and others:
        return Task(f"Tetapkan hasil {session}", "Forum selesai membahas.", page, "Buka")
    return None
