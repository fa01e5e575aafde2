"""Write a check of the village information system down. It stays; the next one stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role, settle
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.services.rulings import book
from berdaya.scan.models import Cycle
from berdaya.scan.models.sid import SidCheck, SidClass
from berdaya.scan.rules.sid import Seen, SidRule, check_faults, sid_rule, sid_score
from berdaya.scan.services.cycles import locked

_DISTRICT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check as it was typed. `notes` are by the number of the class."""

    checked_on: date
    seen: Sequence[Seen]
    notes: dict[int, str]
    address: str = ""
    note: str = ""


def rule_on(cycle: Cycle, day: date | None = None) -> SidRule:
    return sid_rule(book(), day or today_in(cycle.territory), cycle.territory)


def write_check(hat: Holding, cycle: Cycle, check: Check) -> SidCheck:
    """Keep a check with its score. Names that anybody can read are told to the village and the kabupaten."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    rule = rule_on(cycle, check.checked_on)
    if faults := [*_day_faults(cycle, check.checked_on), *_faults(cycle, check, rule)]:
        raise Refused(*faults)
    found = sid_score(check.seen, check.checked_on, rule)
    with transaction.atomic():
        mine = locked(hat, cycle)
        made = SidCheck.objects.create(
            cycle=mine,
            territory=mine.territory,
            checked_on=check.checked_on,
            address=check.address.strip()[:200],
            note=" ".join(check.note.split())[:300],
            score="" if found.score is None else str(found.score),
            names_visible=bool(found.faults),
            rule=rule.key,
            checked_by=hat.person,
        )
        SidClass.objects.bulk_create(_row(made, one, check.notes) for one in check.seen)
        record(hat, "scan.sid_checked", "sid", made.pk, mine.territory, {"score": made.score})
        _tell(hat, made, found.faults)
    return made


def _row(made: SidCheck, one: Seen, notes: dict[int, str]) -> SidClass:
    return SidClass(
        check_of=made,
        number=one.number,
        exists=one.exists,
        updated=one.updated if one.exists else None,
        complete=one.complete if one.exists else None,
        open=one.open if one.exists else None,
        names_visible=one.names_visible,
        note=" ".join(notes.get(one.number, "").split())[:200],
    )


def _faults(cycle: Cycle, check: Check, rule: SidRule) -> list[Finding]:
    return check_faults({one.number: one for one in check.seen}, check.checked_on, cycle.kelurahan, rule)


def _day_faults(cycle: Cycle, day: date) -> list[Finding]:
    if day <= today_in(cycle.territory):
        return []
    return [Finding("sid.day", "hari pemeriksaan", "belum tiba", "Tulis hari SID itu dilihat.")]


def _awaits(code: str) -> str:
    return f"scan:sid-names:{code}"


def _tell(hat: Holding, check: SidCheck, faults: Sequence[Finding]) -> None:
    """The village and Bappeda hear of names that anybody can read; a later clean check settles it."""
    settle(_awaits(check.territory), hat.person)
    if not faults:
        return
    place = place_title(check.territory).split(", ")[0]
    subject = f"SID {place} memperlihatkan nama warga miskin"[:160]
    body = f"{faults[0].where} {faults[0].problem}. {faults[0].advice}"
    link = reverse("scan-sid", args=[check.cycle_id])
    for role, where in (
        (Role.LURAH, check.territory),
        (Role.OPERATOR, check.territory),
        (Role.BAPPEDA, check.territory[:_DISTRICT]),
    ):
        send_to_role(role, where, subject, body, link, hat.person, awaits=_awaits(check.territory))
