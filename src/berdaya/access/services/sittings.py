"""Sittings: opened at sign-in, found at every click, closed when idle too long."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Func, IntegerField

from berdaya.access.clock import limit, minutes, now, today_in
from berdaya.access.models import Holding, Person, Sitting
from berdaya.access.prepared import Given, Prepared
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
    sitting = next(iter(_KEPT_BY.asked(key=fingerprint(key))), None)
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


class _Unread(Func):
    """Messages that wait for whoever sits here: his own, and those to the role in use that reach its hat.

    Written as SQL: the same words in Django's expressions took longer to put together than to answer, and
    this runs at every click.
    """

    template = """(
        SELECT COUNT(*) FROM access_inboxmessage AS m
        WHERE (m.person_id = access_sitting.person_id
               OR (m.person_id IS NULL AND m.role = access_holding.role
                   AND (m.territory = '' OR m.territory = access_holding.territory
                        OR access_holding.territory LIKE m.territory || '.%%%%')))
          AND m.settled_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM access_inboxread AS r
                          WHERE r.message_id = m.id AND r.person_id = access_sitting.person_id))"""
    output_field = IntegerField()


_KEPT_BY: Final = Prepared(
    lambda: (
        Sitting.objects.filter(key_hash=Given("key"))
        .select_related("person", "hat", "hat__ending")
        .annotate(waiting_messages=_Unread())
    )
)
