"""Begin an activity from a line of a signed statement, follow a changed budget, say that it is done.

begin(hat, statement, "baris-3", Plan(Kind.GOODS, Way.PROVIDER, due))     close(hat, activity)
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require, require_second_person
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import within_filter
from berdaya.budget.doors import CarriedOut, approved_version_of, lines_carried_out_for
from berdaya.budget.rules.lines import Line, lines_of
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.states import State as Fate
from berdaya.deliberation.services.moving import Step, may_move, move
from berdaya.delivery import doors
from berdaya.delivery.models import Activity
from berdaya.delivery.rules.kinds import Kind, Way
from berdaya.kernel.findings import Finding, Refused

_LABEL: Final = re.compile(r"(20\d{2})-0*(\d{1,6})$")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a line is carried out, and until when."""

    kind: Kind
    way: Way
    due: date


def begin(hat: Holding, statement: int, key: str, plan: Plan) -> Activity:
    """Carry out one line of the signed version. The same line again gives the activity that is there."""
    approved = lines_carried_out_for(hat, statement)
    require(hat, Right.DELIVERY_DO, approved.statement.territory)
    line = _line(approved, key)
    if plan.due.year not in (approved.statement.year, approved.statement.year + 1):
        advice = f"Pilih hari dalam tahun anggaran {approved.statement.year}."
        raise Refused(_fault("due", "batas waktu", "di luar tahun anggarannya", advice))
    try:
        with transaction.atomic():
            one = _made(hat, approved, line, plan)
            told: dict[str, Fact] = {"line": _plain(key), "kind": one.kind, "budget": one.budget}
            record(hat, "delivery.begun", "activity", one.pk, one.territory, told)
    except IntegrityError:
        one = Activity.objects.get(statement=approved.statement, line=key)
    return one


def _line(approved: CarriedOut, key: str) -> Line:
    line = approved.line(key)
    if line is None or not line.amount:
        advice = "Muat ulang halamannya; baris tanpa anggaran tidak dapat dilaksanakan."
        raise Refused(_fault("line", "baris anggaran", "tidak ada dalam versi yang ditandatangani", advice))
    return line


def _made(hat: Holding, approved: CarriedOut, line: Line, plan: Plan) -> Activity:
    one = Activity(
        territory=approved.statement.territory,
        year=approved.statement.year,
        statement=approved.statement,
        version=approved.version,
        line=line.key,
        title=" ".join((line.text or line.activity_text).split())[:300] or line.key,
        kind=plan.kind.value,
        way=plan.way.value,
        budget=line.amount or 0,
        due=plan.due,
        proposal=proposal_of(line, approved.statement.territory),
        made_by=hat.person,
    )
    one.save(force_insert=True)
    return one


def line_of(activity: Activity) -> Line | None:
    """The budget line of an activity, in the version that it follows."""
    return next((one for one in lines_of(activity.version.record) if one.key == activity.line), None)


def proposal_of(line: Line, territory: str) -> Proposal | None:
    """The proposal that a line pays for, by its short code or its number in the year (`2024-014`); None where
    it names none of here."""
    rows = Proposal.objects.filter(**within_filter(territory, "territory"))
    for text in line.proposals:
        match = _LABEL.search(text)
        known = Q(code=text.strip()[:12])
        if match:
            known |= Q(cycle__plan_year=int(match[1]), number=int(match[2]))
        if (found := rows.filter(known).first()) is not None:
            return found
    return None


def followed(hat: Holding, activity: Activity) -> Activity:
    """The activity, locked, with the budget of the version that is signed now (a changed DPA). Within the
    transaction of the caller. Refused where it is closed, or its line was struck out."""
    mine = doors.activity_for(hat, activity.pk, lock=True)
    if mine.closed_at is not None:
        raise Refused(_fault("closed", "kegiatan", "sudah selesai", "Tidak ada lagi yang dicatat."))
    newest = approved_version_of(mine.statement)
    if newest is None or newest.pk == mine.version_id:
        return mine
    line = next((one for one in lines_of(newest.record) if one.key == mine.line), None)
    if line is None or not line.amount:
        advice = "Kegiatan ini tidak dibiayai lagi; tanyakan kepada penyusun anggaran."
        raise Refused(_fault("struck", "baris anggaran", "dicoret dalam versi yang berlaku", advice))
    mine.version, mine.budget = newest, line.amount
    mine.save(update_fields=["version", "budget"])
    told: dict[str, Fact] = {"version": newest.number, "budget": line.amount}
    record(hat, "delivery.followed", "activity", mine.pk, mine.territory, told)
    return mine


def started(hat: Holding, activity: Activity) -> None:
    """The work began: the proposal behind it is told so."""
    _move_on(hat, activity, Fate.CARRIED_OUT)


def handed_over(hat: Holding, activity: Activity) -> None:
    """All of it was accepted."""
    _move_on(hat, activity, Fate.HANDED_OVER)


def close(hat: Holding, activity: Activity) -> Activity:
    """Everything was handed over or paid: done. By somebody who did not begin it."""
    with transaction.atomic():
        mine = doors.activity_for(hat, activity.pk, lock=True)
        require(hat, Right.DELIVERY_CHECK, mine.territory)
        require_second_person(hat, mine.made_by_id, "kegiatan")
        if mine.closed_at is not None:
            return mine
        facts = doors.whole_of(mine).facts_on(today_in(mine.territory))
        if not facts.complete or facts.waiting:
            advice = "Setujui serah terima atau daftar honorarium yang masih kurang."
            raise Refused(_fault("incomplete", "kegiatan", "belum lengkap", advice))
        mine.closed_by, mine.closed_at = hat.person, now()
        mine.save(update_fields=["closed_by", "closed_at"])
        _move_on(hat, mine, Fate.DONE)
        record(hat, "delivery.closed", "activity", mine.pk, mine.territory)
    return mine


def _move_on(hat: Holding, activity: Activity, to: Fate) -> None:
    """The proposal takes the step where it stands before it and the hat may; otherwise people of the
    deliberation take it, and the page of the activity says where it stands."""
    if activity.proposal is not None and to in may_move(hat, activity.proposal):
        move(hat, activity.proposal, Step(to))


def _plain(key: str) -> str:
    return re.sub(r"[^\w.-]", "-", key, flags=re.ASCII)[:40]


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
