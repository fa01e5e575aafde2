"""The second person: confirm a list, which makes it an edition, or send it back with a reason."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now
from berdaya.access.doors import require, require_second_person
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.services.inbox import send_to, settle
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan import doors
from berdaya.plan.models import LINES, Draft, Edition
from berdaya.plan.rules.drafts import State
from berdaya.plan.rules.lists import Level, Row
from berdaya.plan.services.drafts import awaits, look_again

_BATCH = 500


def confirm(hat: Holding, pk: int) -> Edition:
    """Make an edition of a submitted draft. It holds from its first day on and is never changed."""
    seen = doors.draft_for(hat, pk)
    _require_checker(hat, seen)
    if seen.edition is not None:
        return seen.edition
    checked = look_again(seen).checked
    if checked.blocked or not checked.rows:
        raise Refused(*checked.findings)
    with transaction.atomic():
        draft = doors.draft_for(hat, pk, lock=True)
        if draft.edition is not None:
            return draft.edition
        _require_submitted(draft)
        edition = _edition_of(draft, hat, len(checked.rows))
        _write_rows(edition, tuple(checked.rows.values()))
        draft.state, draft.edition = State.CONFIRMED.value, edition
        draft.decided_by, draft.decided_at = hat.person, now()
        draft.save(update_fields=["state", "edition", "decided_by", "decided_at"])
        settle(awaits(draft), hat.person)
        _tell_maker(hat, draft, f"{draft.title} disahkan", "Daftar itu berlaku sejak hari pertamanya.")
        told: dict[str, Fact] = {"kind": edition.kind, "sha256": edition.sha256, "rows": edition.rows}
        record(hat, "plan.confirmed", "listedition", edition.pk, edition.territory, told)
    return edition


def send_back(hat: Holding, pk: int, reason: str) -> Draft:
    """Not like this: the maker brings a better file."""
    words = " ".join(reason.split())
    if not words:
        raise Refused(_no_reason())
    with transaction.atomic():
        draft = doors.draft_for(hat, pk, lock=True)
        _require_checker(hat, draft)
        _require_submitted(draft)
        draft.state, draft.reason = State.RETURNED.value, words[:400]
        draft.decided_by, draft.decided_at = hat.person, now()
        draft.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        settle(awaits(draft), hat.person)
        _tell_maker(hat, draft, f"{draft.title} dikembalikan", words[:400])
        record(hat, "plan.returned", "listdraft", draft.pk, draft.territory)
    return draft


def _require_checker(hat: Holding, draft: Draft) -> None:
    require(hat, Right.PLAN_CONFIRM, draft.territory)
    if draft.made_by_id is not None:
        require_second_person(hat, draft.made_by_id, "daftar ini")


def _require_submitted(draft: Draft) -> None:
    if draft.standing is not State.SUBMITTED:
        advice = "Daftar diputuskan sesudah diajukan, satu kali."
        raise Refused(Finding("plan.state", draft.title, f"keadaannya {draft.state}", advice))


def _edition_of(draft: Draft, hat: Holding, rows: int) -> Edition:
    shared = ("kind", "territory", "series", "title", "source", "valid_from", "valid_to")
    of_file = ("file", "file_title", "sha256", "made_by", "made_at")
    facts = {name: getattr(draft, name) for name in (*shared, *of_file)}
    return Edition.objects.create(**facts, rows=rows, confirmed_by=hat.person)


def _write_rows(edition: Edition, rows: Sequence[Row]) -> None:
    model: Any = LINES[edition.list_kind]
    model.objects.bulk_create(
        (model(edition=edition, position=at, **_columns(row)) for at, row in enumerate(rows, start=1)),
        batch_size=_BATCH,
    )


def _columns(row: Row) -> dict[str, Any]:
    """The fields of a row as its table has them: levels as text, no year as 0."""
    values = {name: value.value if isinstance(value, Level) else value for name, value in asdict(row).items()}
    if "year" in values:
        values["year"] = values["year"] or 0
    return values


def _tell_maker(hat: Holding, draft: Draft, subject: str, body: str) -> None:
    if draft.made_by is not None:
        send_to(draft.made_by, subject, body, reverse("plan-draft", args=[draft.pk]), hat.person)


def _no_reason() -> Finding:
    return Finding("plan.no_reason", "alasan", "belum diisi", "Tulis apa yang harus diperbaiki.")
