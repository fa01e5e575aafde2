"""Papers of a meeting: what they need is kept first, then they are printed and issued by `documents`.

    prepare_paper(hat, meeting, RECORD, Wanted(final=True, number="050/12/2026", hands=Hands(...)))
    attach_sections(hat, meeting, [Section("Usulan", sheet=...)])   # by a room above
    issue_minutes(person, meeting)                                          # outside a transaction

The sections stay with the meeting: whoever prints the berita acara anew prints them too.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.documents.models import Document
from berdaya.documents.paper import Status, check_paper
from berdaya.documents.services import Asked, issue
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.doors import has_book
from berdaya.meeting.models import Meeting, PaperPlan
from berdaya.meeting.printing import (
    KINDS,
    LETTER,
    RECORD,
    TEMPLATES,
    Hands,
    Section,
    Signer,
    letter_values,
    minutes_values,
    office_of,
    paper_of,
)
from berdaya.meeting.rules.steps import Move, State
from berdaya.meeting.services.steps import require_move

PRINT: Final = "meeting.print"
Actor = Holding | Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a paper needs beside the meeting. Not final: a draft, without number."""

    final: bool = False
    number: str = ""
    date: dt.date | None = None
    hands: Hands = field(default_factory=Hands)


def prepare_paper(hat: Holding, meeting: Meeting, which: str, wanted: Wanted) -> PaperPlan:
    """Keep number, date and who signs (sealed) for the printing. Refused when the paper cannot be printed."""
    require_paper(hat, meeting, which)
    number = " ".join(wanted.number.split())[:80]
    day = wanted.date or own_day(meeting, which)
    kind, office = KINDS[which], office_of(meeting)
    if wanted.final and not number and not has_book(meeting, office, kind, day.year):
        raise Refused(_no_number(kind))
    heading = _heading(wanted.final, number or KINDS[which], day)
    if found := check_paper(paper_of(meeting, which, wanted.hands, **heading)):
        raise Refused(*found)
    with transaction.atomic():
        plan, _ = PaperPlan.objects.select_for_update().get_or_create(meeting=meeting, which=which)
        plan.number, plan.date, plan.final = number, day, wanted.final
        plan.seal_facts(asdict(wanted.hands))
        plan.save()
        told: dict[str, Fact] = {"which": which, "final": wanted.final}
        record(hat, "meeting.paper_prepared", "meeting", meeting.pk, meeting.territory, told)
    return plan


def attach_sections(hat: Holding, meeting: Meeting, sections: Sequence[Section]) -> PaperPlan:
    """Tables and lists of a room above, for every later print of the berita acara."""
    require(hat, Right.MEETING_HOLD, meeting.territory)
    with transaction.atomic():
        plan, _ = PaperPlan.objects.select_for_update().get_or_create(meeting=meeting, which=RECORD)
        plan.sections = json.dumps([section.as_data() for section in sections], ensure_ascii=False)
        plan.save(update_fields=["sections"])
    return plan


def ask_paper(hat: Holding, meeting: Meeting, which: str) -> Job:
    """Put the printing into the queue; the same paper again is not printed twice."""
    require_paper(hat, meeting, which)
    return start(hat.person, PRINT, f"{meeting.pk}:{which}", meeting.territory)


def issue_invitation(actor: Actor, meeting: Meeting) -> Document:
    """Print the invitation as it was prepared."""
    return _issue(actor, meeting, LETTER, letter_values(meeting))


def issue_minutes(actor: Actor, meeting: Meeting) -> Document:
    """Print the berita acara as it was prepared, with the sections of the rooms above."""
    plan = _plan(meeting, RECORD)
    sections: list[dict[str, Any]] = json.loads(plan.sections)
    paper = _issue(actor, meeting, RECORD, minutes_values(meeting, sections, hands_of(plan)))
    Meeting.objects.filter(pk=meeting.pk).update(record=paper)
    return paper


def plan_of(meeting: Meeting, which: str) -> PaperPlan | None:
    return meeting.paper_plans.filter(which=which).first()


def hands_of(plan: PaperPlan) -> Hands:
    facts = plan.open_facts
    signers = tuple(Signer(**signer) for signer in facts.pop("signers", ()))
    return Hands(**facts, signers=signers)


def _issue(actor: Actor, meeting: Meeting, which: str, values: dict[str, Any]) -> Document:
    """By the person: whoever may hold a meeting may print its papers, without the right over all papers."""
    if isinstance(actor, Holding):
        require_paper(actor, meeting, which)
    plan = _plan(meeting, which)
    person = actor.person if isinstance(actor, Holding) else actor
    heading = _heading(plan.final, plan.number, plan.date or own_day(meeting, which))
    asked = Asked(
        territory=meeting.territory,
        source=meeting.source,
        template=TEMPLATES[which],
        paper=paper_of(meeting, which, hands_of(plan), **heading),
        values=values,
        link=reverse("meeting", args=[meeting.pk]),
        reading=Right.MEETING_SEE,
    )
    return issue(person, asked)


def _heading(final: bool, number: str, day: dt.date) -> dict[str, Any]:
    """A final paper without a number of its own gets one from the book when it is issued."""
    return {"number": number or None, "date": day, "status": None if final else Status.DRAFT}


def _plan(meeting: Meeting, which: str) -> PaperPlan:
    plan = plan_of(meeting, which)
    if plan is None:
        problem = f"{KINDS[which]} belum disiapkan"
        raise Refused(Finding("meeting.not_prepared", str(meeting), problem, "Isi nomor dan penanda tangan."))
    return plan


def own_day(meeting: Meeting, which: str) -> dt.date:
    return meeting.day if which == RECORD else min(today_in(meeting.territory), meeting.day)


def require_paper(hat: Holding, meeting: Meeting, which: str) -> None:
    """The invitation until the meeting is closed; the berita acara once there are minutes."""
    if which == RECORD:
        require_move(hat, meeting, Move.ISSUE)
        return
    require(hat, Right.MEETING_HOLD, meeting.territory)
    if meeting.standing is State.CANCELLED:
        require_move(hat, meeting, Move.PLAN)


def _no_number(kind: str) -> Finding:
    return Finding(
        "meeting.no_number",
        kind,
        "belum bernomor, dan kantor ini belum membuka buku nomornya",
        "Isi nomornya, atau cetak sebagai rancangan.",
    )
