"""Looking for people and opening who they are: never without a right, a purpose and an entry in the trail."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from berdaya.access.audit import record
from berdaya.access.clock import identity_limit, now
from berdaya.access.doors import require
from berdaya.access.models import AuditEntry, Holding
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.rights import Right
from berdaya.access.rules.throttle import wait_until
from berdaya.kernel.findings import Finding, Refused

SOUGHT, SHOWN = "nik.sought", "nik.shown"
_LIMITS = {SOUGHT: "searches_per_hour", SHOWN: "shows_per_hour"}
_HOUR = timedelta(hours=1)
T = TypeVar("T")


def show_nik(hat: Holding, ident: str, territory: str, purpose: Purpose, read: Callable[[], T]) -> T:
    """What `read` opens, given away only once the look has been written down.

    `ident` is the row key of the household looked at, never a number of a paper. Reading takes longer than a
    transaction may last, so it comes before it: what is not written down is not returned.
    """
    require(hat, Right.NIK_SHOW, territory)
    _hold_back(hat, SHOWN, territory)
    opened = read()
    with transaction.atomic():
        record(hat, "nik.shown", "household", ident, territory, purpose=purpose.value)
        _refuse_too_often(hat, SHOWN)
    return opened


def note_search(hat: Holding, ident: str, found: int) -> None:
    """Write down that somebody looked for a number: in which list and how many he got, never the number."""
    require(hat, Right.NIK_SHOW)
    _hold_back(hat, SOUGHT, hat.territory)
    with transaction.atomic():
        record(hat, "nik.sought", "household", ident, hat.territory, {"found": found})
        _refuse_too_often(hat, SOUGHT)


def _hold_back(hat: Holding, verb: str, territory: str) -> None:
    """Refuse what would be one too many, and write that down."""
    try:
        _refuse_too_often(hat, verb, next_one=True)
    except Refused:
        record(hat, "nik.held_back", "household", "", territory, {"verb": verb})
        raise


def _refuse_too_often(hat: Holding, verb: str, *, next_one: bool = False) -> None:
    """Counted again once the entry is written, while other writers wait: of many at once none slips by."""
    moment, most = now(), identity_limit(_LIMITS[verb])
    mine = AuditEntry.objects.filter(person=hat.person_id, kind="household", verb=verb, at__gt=moment - _HOUR)
    times = list(mine.values_list("at", flat=True))
    until = wait_until(times, most if next_one else most + 1, _HOUR, moment)
    if until is not None:
        raise Refused(_too_often(verb, most, until))


def _too_often(verb: str, most: int, until: datetime) -> Finding:
    deed = "membuka identitas" if verb == SHOWN else "mencari"
    return Finding(
        "identity.too_often",
        "batas tiap jam",
        f"Anda sudah {most} kali {deed} dalam satu jam",
        f"Lanjutkan pukul {timezone.localtime(until):%H.%M}. PPDP melihat bahwa batas ini tercapai.",
    )
