"""Guarded reads of this room: what a hat may see of accounts, trail and inbox. Anything else is absent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from berdaya.access.clock import zones
from berdaya.access.doors import territory_filter
from berdaya.access.models import (
    AuditEntry,
    DraftForm,
    Holding,
    InboxMessage,
    InboxRead,
    Invite,
    Person,
    RecoveryCode,
    Sitting,
)
from berdaya.access.services.inbox import reaches

ROWS = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of rows, and whether more follow."""

    rows: Sequence[Any]
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in the trail."""

    person: str = ""
    verb: str = ""
    verbs: Collection[str] = ()
    kinds: Collection[str] = ()
    ident: str = ""
    first: date | None = None
    last: date | None = None


def accounts_for(hat: Holding, words: str = "", page: int = 1) -> Listed:
    """Roles held in the territory, with who holds them, by place; `words` are looked for in the names."""
    rows = Holding.objects.filter(**territory_filter(hat)).told()
    for word in words.split():
        rows = rows.filter(
            Q(person__name__icontains=word)
            | Q(person__username__icontains=word)
            | Q(territory__startswith=word)
        )
    return _page(rows.order_by("territory", "role", "person__name", "pk"), page)


def waiting_for(hat: Holding) -> list[Holding]:
    """Proposed roles in the territory that no second person has looked at."""
    return list(Holding.objects.filter(**territory_filter(hat)).waiting().told().order_by("granted_at"))


def waiting_codes_for(hat: Holding) -> list[Invite]:
    """New codes for people who approve, which wait for a second person."""
    waiting = _guarded_codes(hat).filter(confirmed_by=None, used_at=None, withdrawn_at=None)
    return list(waiting.select_related("person", "issued_by").order_by("issued_at"))


def _guarded_codes(hat: Holding) -> QuerySet[Invite]:
    """Codes that ask for a second person, of people whose role in the territory has not been ended."""
    here = Holding.objects.filter(person=OuterRef("person"), ending=None, **territory_filter(hat))
    return Invite.objects.filter(Exists(here), guarded=True)


def account_for(hat: Holding, person_id: int) -> tuple[Person, list[Holding]]:
    """Somebody who holds or held a role in the territory, with those of his roles that lie in it."""
    held = list(Holding.objects.filter(person_id=person_id, **territory_filter(hat)).told())
    if not held:
        raise Http404
    return held[0].person, held


def holding_for(hat: Holding, holding_id: int) -> Holding:
    holding = Holding.objects.filter(pk=holding_id, **territory_filter(hat)).told().first()
    if holding is None:
        raise Http404
    return holding


def code_for(hat: Holding, invite_id: int) -> Invite:
    """A code for a second person to look at. One of another place, one that asks nobody, none: the same."""
    made = _guarded_codes(hat).filter(pk=invite_id).select_related("person").first()
    if made is None:
        raise Http404
    return made


def own_holdings(person: Person) -> list[Holding]:
    """Every role that this person holds, held or is to hold, the latest first."""
    return list(person.holdings.told().order_by("-last_day", "pk"))


def own_holding(person: Person, holding_id: int) -> Holding:
    holding = person.holdings.told().filter(pk=holding_id).first()
    if holding is None:
        raise Http404
    return holding


def own_sittings(person: Person) -> list[Sitting]:
    return list(person.sittings.order_by("-seen_at"))


def own_drafts(hat: Holding | None) -> list[DraftForm]:
    if hat is None:
        return []
    return list(DraftForm.objects.filter(holding=hat).select_related("begun_by"))


def own_draft(hat: Holding | None, draft_id: int) -> DraftForm:
    draft = DraftForm.objects.filter(holding=hat, pk=draft_id).select_related("holding").first()
    if hat is None or draft is None:
        raise Http404
    return draft


def recovery_codes_left(person: Person) -> int:
    return RecoveryCode.objects.filter(factor__person=person, used_at=None).count()


def inbox_for(person: Person, hat: Holding | None, page: int = 1) -> Listed:
    """Messages to the person, and to the role in use; each knows whether this person has read it."""
    role, territories = reaches(hat)
    rows = InboxMessage.objects.for_hat(person.pk, role, territories).select_related("sent_by", "settled_by")
    read = InboxRead.objects.filter(message=OuterRef("pk"), person=person)
    return _page(rows.annotate(is_read=Exists(read)), page)


def message_for(person: Person, hat: Holding | None, message_id: int) -> InboxMessage:
    role, territories = reaches(hat)
    message = (
        InboxMessage.objects.for_hat(person.pk, role, territories)
        .select_related("sent_by", "settled_by")
        .filter(pk=message_id)
        .first()
    )
    if message is None:
        raise Http404
    return message


def trail_for(hat: Holding, sought: Sought, page: int = 1) -> Listed:
    """Entries of the territory, the newest first."""
    rows = AuditEntry.objects.within(hat.territory).select_related("person")
    if sought.person:
        rows = rows.filter(
            Q(person__username=sought.person.casefold()) | Q(person__name__icontains=sought.person)
        )
    if sought.verb:
        rows = rows.filter(Q(verb__startswith=sought.verb) | Q(verb__in=sought.verbs))
    if sought.kinds:
        rows = rows.filter(kind__in=sought.kinds)
    if sought.ident:
        rows = rows.filter(ident=sought.ident)
    if sought.first:
        rows = rows.filter(at__gte=_midnight(sought.first, hat.territory))
    if sought.last:
        rows = rows.filter(at__lt=_midnight(sought.last + timedelta(days=1), hat.territory))
    return _page(rows, page)


LOOKS = ("nik.shown", "nik.held_back")


@dataclass(frozen=True, slots=True)
class Looked:
    """How often identities were opened in the last thirty days, by how many people, and for what."""

    shows: int
    people: int
    held_back: int
    purposes: Sequence[tuple[str, int]]


def looks_for(hat: Holding, page: int = 1) -> Listed:
    """Each time that an identity of the territory was opened, or held back, the newest first."""
    rows = AuditEntry.objects.within(hat.territory).filter(verb__in=LOOKS).select_related("person")
    return _page(rows, page)


def looks_at(hat: Holding, ident: str) -> list[AuditEntry]:
    """Each time that one household was opened, the newest first: for the people who live there."""
    rows = AuditEntry.objects.within(hat.territory).filter(kind="household", ident=ident, verb="nik.shown")
    return list(rows[:ROWS])


def looked_lately(hat: Holding, moment: datetime) -> Looked:
    """The same in figures, for whoever answers for the data."""
    lately = AuditEntry.objects.within(hat.territory).filter(at__gt=moment - timedelta(days=30))
    shown = lately.filter(verb="nik.shown")
    by_purpose = (
        shown.order_by().values_list("purpose").annotate(times=Count("pk")).order_by("-times", "purpose")
    )
    purposes = list(by_purpose)
    return Looked(
        shows=sum(times for _, times in purposes),
        people=shown.order_by().values("person").distinct().count(),
        held_back=lately.filter(verb="nik.held_back").count(),
        purposes=purposes,
    )


def _midnight(day: date, territory: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=zones().of(territory))


def _page(rows: QuerySet[Any], page: int) -> Listed:
    start = (max(page, 1) - 1) * ROWS
    found = list(rows[start : start + ROWS + 1])
    return Listed(found[:ROWS], max(page, 1), len(found) > ROWS)
