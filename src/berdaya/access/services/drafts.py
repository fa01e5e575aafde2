"""Half-filled forms. They belong to the role: when a term ends, whoever follows finds them."""

import json
from datetime import datetime
from typing import Any

from berdaya.access.audit import record
from berdaya.access.clock import now, today_in, zones
from berdaya.access.models import DraftForm, Holding
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.access.services.inbox import send_to
from berdaya.kernel.digests import canonical_json


def save_draft(
    hat: Holding, form: str, content: dict[str, Any], step: int = 1, subject: str = ""
) -> DraftForm:
    """Keep what has been filled in so far, sealed. Saving the same form again replaces the draft."""
    draft, _ = DraftForm.objects.update_or_create(
        holding=hat,
        form=form,
        subject=subject,
        defaults={
            "step": step,
            "content": seal_text(canonical_json(content), _label(form, subject)),
            "saved_at": now(),
        },
        create_defaults={
            "step": step,
            "content": seal_text(canonical_json(content), _label(form, subject)),
            "saved_at": now(),
            "begun_by": hat.person,
        },
    )
    return draft


def draft_of(hat: Holding, form: str, subject: str = "") -> DraftForm | None:
    return DraftForm.objects.filter(holding=hat, form=form, subject=subject).first()


def content_of(draft: DraftForm) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(unseal_text(draft.content, _label(draft.form, draft.subject)))
    return content


def drop_draft(hat: Holding, form: str, subject: str = "") -> None:
    """The form was sent; its draft has done its work."""
    DraftForm.objects.filter(holding=hat, form=form, subject=subject).delete()


def hand_on(moment: datetime) -> int:
    """Give the drafts of roles that are over to whoever holds the same role there now. Gives how many."""
    handed = 0
    for draft in DraftForm.objects.select_related("holding", "holding__ending", "begun_by"):
        if draft.holding.hat.in_force(zones().day(moment, draft.holding.territory)):
            continue
        heir = _heir(draft.holding)
        if (
            heir is None
            or DraftForm.objects.filter(holding=heir, form=draft.form, subject=draft.subject).exists()
        ):
            continue
        before = draft.holding_id
        draft.holding, draft.handed_on_at = heir, moment
        draft.save(update_fields=["holding", "handed_on_at"])
        send_to(
            heir.person,
            "Draf dari pemegang peran sebelumnya",
            f"Dimulai oleh {draft.begun_by.name}. Anda dapat melanjutkan atau menghapusnya.",
            link="/profil/#draf",
        )
        record(None, "draft.handed_on", "draft", draft.pk, heir.territory, {"from": before, "to": heir.pk})
        handed += 1
    return handed


def _heir(holding: Holding) -> Holding | None:
    """The same person under a new term first, else whoever has held the role there longest."""
    heirs = (
        Holding.objects.filter(role=holding.role, territory=holding.territory, body=holding.body)
        .in_force_on(today_in(holding.territory))
        .exclude(pk=holding.pk)
        .select_related("person")
    )
    return min(
        heirs, key=lambda heir: (heir.person_id != holding.person_id, heir.first_day, heir.pk), default=None
    )


def _label(form: str, subject: str) -> str:
    return f"draft {form} {subject}"
