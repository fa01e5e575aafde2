"""Sittings: opened at sign-in, found at every click, closed when idle too long."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat

from berdaya.access.clock import limit, minutes, now, today_in
from berdaya.access.models import Holding, InboxMessage, InboxRead, Person, Sitting
from berdaya.access.rules.codes import fingerprint

_TOUCH_EVERY: Final = timedelta(seconds=60)


def open_sitting(person: Person, device: str = "") -> tuple[str, Sitting]:
    """A new sitting and the key for the browser. The hat is the one that is in force longest."""
    key, moment = secrets.token_urlsafe(32), now()
    sitting = Sitting.objects.create(
        key_hash=fingerprint(key),
        person=person,
        hat=_first_hat(person),
        opened_at=moment,
        seen_at=moment,
        device=device[:80],
    )
    return key, sitting


def find_sitting(key: str) -> Sitting | None:
    """Who sits behind this key, with person, hat and unread count: one query. None when over or unknown."""
    if not key:
        return None
    sitting = _with_company().filter(key_hash=fingerprint(key)).first()
    if sitting is None:
        return None
    moment = now()
    if not sitting.person.is_active or _over(sitting, moment):
        Sitting.objects.filter(pk=sitting.pk).delete()
        return None
    if moment - sitting.seen_at > _TOUCH_EVERY:
        Sitting.objects.filter(pk=sitting.pk).update(seen_at=moment)
    if sitting.hat is not None:
        sitting.hat.person = sitting.person
    return sitting


def territory_of(sitting: Sitting | None) -> str:
    """Where whoever sits here works, for the trail."""
    return sitting.hat.territory if sitting and sitting.hat else ""


def close_sitting(sitting: Sitting) -> None:
    Sitting.objects.filter(pk=sitting.pk).delete()


def close_all(person: Person, but: Sitting | None = None) -> int:
    """End every sitting of a person, on all devices; the one given may stay."""
    others = Sitting.objects.filter(person=person)
    if but is not None:
        others = others.exclude(pk=but.pk)
    return others.delete()[0]


def hats_of(person: Person) -> list[Holding]:
    """The roles that a person may wear today."""
    held = person.holdings.told()
    return [holding for holding in held if holding.hat.in_force(today_in(holding.territory))]


def _first_hat(person: Person) -> Holding | None:
    last = Sitting.objects.filter(person=person, hat__isnull=False).order_by("-seen_at").first()
    hats = hats_of(person)
    worn = [hat for hat in hats if last is not None and hat.pk == last.hat_id]
    return next(iter(worn or sorted(hats, key=lambda hat: (hat.last_day, hat.pk), reverse=True)), None)


def _over(sitting: Sitting, moment: datetime) -> bool:
    idle = moment - sitting.seen_at > minutes("idle_minutes")
    return idle or moment - sitting.opened_at > timedelta(hours=limit("longest_hours"))


def _with_company() -> QuerySet[Sitting]:
    return Sitting.objects.select_related("person", "hat", "hat__ending").annotate(
        waiting_messages=Coalesce(Subquery(_unread(), output_field=IntegerField()), 0)
    )


def _unread() -> QuerySet[InboxMessage, Any]:
    """Counted inside the query that finds the sitting. A message to a territory reaches all hats below it."""
    worn_in = ExpressionWrapper(OuterRef("hat__territory"), output_field=CharField())
    below = Concat(F("territory"), Value("."), output_field=CharField())
    here = Q(territory="") | Q(territory=OuterRef("hat__territory")) | Q(worn_in__startswith=F("below"))
    mine = Q(person=OuterRef("person")) | (Q(person=None, role=OuterRef("hat__role")) & here)
    read = InboxRead.objects.filter(message=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    return (
        InboxMessage.objects.annotate(worn_in=worn_in, below=below)
        .filter(mine, ~Exists(read))
        .order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(count=Count("pk"))
        .values("count")
    )
