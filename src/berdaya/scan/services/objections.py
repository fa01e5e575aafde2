"""Objections: received, their clock running, answered with an outcome; reminders before the last day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role, settle
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.scan.book import work_on
from berdaya.scan.doors.musdes import objection_for, objections_due, standing_on
from berdaya.scan.models import Cycle, Household, Objection
from berdaya.scan.rules.musdes import BROUGHT_BY, Outcome, answer_faults, due_of, objection_faults
from berdaya.scan.services.cycles import locked, require_open

_TOLD = (Role.LURAH, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Brought:
    """An objection as it came in."""

    content: str
    brought_by: str
    received_on: date
    household: Household | None = None


def receive(hat: Holding, cycle: Cycle, given: Brought) -> Objection:
    """Write it down; its clock runs from the day it was received. Those who answer get a message."""
    require(hat, Right.SCAN_HOLD, cycle.territory)
    faults = objection_faults(given.content, given.received_on, cycle.on_date, today_in(cycle.territory))
    if given.brought_by not in BROUGHT_BY:
        faults.append(Finding("musdes.by", "pembawa keberatan", "belum dipilih", "Pilih dari daftar."))
    if faults:
        raise Refused(*faults)
    with transaction.atomic():
        mine = locked(hat, cycle)
        days = int(work_on(mine.on_date, mine.territory)["objection_days"])
        made = Objection.objects.create(
            cycle=mine,
            number=Objection.objects.filter(cycle=mine).count() + 1,
            household=given.household,
            decision=standing_on(given.household) if given.household else None,
            brought_by=given.brought_by,
            content=Objection.sealed(mine, given.content),
            received_on=given.received_on,
            due=due_of(given.received_on, days),
            received_by=hat.person,
        )
        _tell(hat, made, "Keberatan baru atas daftar rumah tangga")
        told: dict[str, Fact] = {"objection": made.number, "due": made.due}
        record(hat, "scan.objection", "cycle", mine.pk, mine.territory, told)
    return made


def answer(hat: Holding, objection: Objection, outcome: Outcome, words: str, day: date) -> Objection:
    """Answered once, with how it ended. An accepted one leads to a new version of the decision."""
    require(hat, Right.SCAN_HOLD, objection.cycle.territory)
    today = today_in(objection.cycle.territory)
    if faults := answer_faults(words, day, objection.received_on, today):
        raise Refused(*faults)
    with transaction.atomic():
        mine = objection_for(hat, objection.pk, lock=True)
        require_open(mine.cycle)
        if mine.answered_on is not None:
            raise Refused(_answered(mine))
        mine.outcome, mine.answered_on, mine.answered_by = outcome.value, day, hat.person
        mine.answer = Objection.sealed(mine.cycle, words)
        mine.save(update_fields=["outcome", "answered_on", "answered_by", "answer"])
        settle(mine.awaits, hat.person)
        told: dict[str, Fact] = {"objection": mine.number, "outcome": mine.outcome}
        record(hat, "scan.objection_answered", "cycle", mine.cycle_id, mine.cycle.territory, told)
    return mine


def remind(day: date) -> int:
    """Once for each objection whose last day is near: a message to those who answer. Gives how many."""
    reminded = 0
    soon = day + timedelta(days=31)
    for one in objections_due(soon):
        ahead = int(work_on(one.cycle.on_date, one.cycle.territory)["remind_days"])
        if one.due > day + timedelta(days=ahead):
            continue
        with transaction.atomic():
            Objection.objects.filter(pk=one.pk, reminded_on=None).update(reminded_on=day)
            _tell(None, one, "Keberatan hampir lewat tenggat")
        reminded += 1
    return reminded


def _tell(hat: Holding | None, one: Objection, subject: str) -> None:
    page = reverse("scan-objection", args=[one.pk])
    body = f"Keberatan nomor {one.number} dijawab paling lambat {format_date(one.due)}."
    for role in _TOLD:
        sender = hat.person if hat else None
        send_to_role(role, one.cycle.territory, subject, body, page, sender, awaits=one.awaits)


def _answered(one: Objection) -> Finding:
    on = format_date(one.answered_on) if one.answered_on else ""
    advice = "Bila ada hal baru, catat sebagai keberatan baru."
    return Finding("musdes.answered", "keberatan ini", f"sudah dijawab {on} ({one.outcome})", advice)
