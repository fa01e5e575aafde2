"""Move a proposal from one state to the next: by an allowed way, with reason, next owner and next date.

    move(hat, proposal, Step(State.REFUSED, reason=Reason.LAND, words="Lahan milik perorangan."))

The session of this room uses `move` for what the forum decides. The proposer is told in the inbox.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.doors import allowed, require
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to, send_to_role
from berdaya.deliberation import doors, upward_doors
from berdaya.deliberation.models import Move, Proposal, Session
from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.reminding import DUE
from berdaya.deliberation.rules.sitting import OPEN as SITTING
from berdaya.deliberation.rules.states import (
    ANSWERED,
    BACKWARD,
    FORUM,
    MET,
    MOVES,
    STATES,
    VERIFYING,
    At,
    Reason,
    State,
    Target,
    Way,
    budgeting,
    move_faults,
    owner_of,
    way,
)
from berdaya.deliberation.rules.upward import same_body
from berdaya.deliberation.support_doors import path_faults_for
from berdaya.kernel.findings import Finding, Refused, Severity

_EARLY: Final = frozenset({State.PROPOSED, State.RETURNED, State.AGREED, State.CHECKED})


@dataclass(frozen=True, slots=True)
class Step:
    """Where to, and why. `seen` is the state that the person had before him: another one is refused.
    `answered`: amount and activity come with it (service `answering`)."""

    to: State
    reason: str = ""
    words: str = ""
    target: str = ""
    into: Proposal | None = None
    seen: str = ""
    answered: bool = False


def move(hat: Holding, proposal: Proposal, step: Step) -> Proposal:
    """Take one step. Into the state where it stands already changes nothing."""
    with transaction.atomic():
        mine = doors.proposal_for(hat, proposal.pk, lock=True)
        before = mine.standing
        if before is step.to and (mine.target == step.target or not step.target):
            return mine
        require_way(hat, mine, step)
        put(mine, step)
        mine.save(update_fields=["state", "target", "merged_into", "agency", "changed_at"])
        written = write_move(hat, mine, before, step)
        _tell(hat, mine, written)
        if step.to in MET and before not in MET:
            join_copy(hat, mine)
        told: dict[str, Fact] = {"from": before.value, "to": step.to.value, "reason": step.reason}
        record(hat, "deliberation.moved", "proposal", mine.pk, mine.territory, told)
    return mine


def write_move(hat: Holding | None, proposal: Proposal, before: State | None, step: Step) -> Move:
    """The append-only line about a step that was taken."""
    line = move_line(hat, proposal, before, step)
    line.save(force_insert=True)
    return line


def move_line(hat: Holding | None, proposal: Proposal, before: State | None, step: Step) -> Move:
    """The same, not yet written."""
    owner = owner_of(step.to, proposal.territory, proposal.agency)
    target = Target(step.target).words if step.target else ""
    found = way(before, step.to) if before else None
    return Move(
        proposal=proposal,
        before=before.value if before else "",
        after=step.to.value,
        reason=step.reason,
        words=" ".join(step.words.split())[:400],
        target=step.target,
        level=_level(found, proposal),
        actor=hat.person if hat else None,
        role=hat.role if hat else "",
        on_behalf=hat is not None and before is not State.REFUSED and _on_behalf(hat, proposal, step),
        owner=(target or owner)[:80],
        next_on=next_date(proposal, step.to),
    )


def next_date(proposal: Proposal, state: State) -> date | None:
    """Until when the next step is due, by the calendar of the year."""
    kind = DUE.get(state)
    return doors.deadline(proposal.cycle, kind.value) if kind else None


def _level(found: Way | None, proposal: Proposal) -> str:
    if found is None:
        return At.UNIT.value
    at = budgeting(proposal.territory, proposal.sent_up) if found.at is At.BUDGET else found.at
    return at.value


def _on_behalf(hat: Holding, proposal: Proposal, step: Step) -> bool:
    """Was it the proposer's own step, taken by somebody else?"""
    own_step = step.to in (State.PROPOSED, State.AGREED, State.WITHDRAWN)
    return own_step and doors.own_unit(hat) != doors.unit_of(proposal)


def require_way(hat: Holding, proposal: Proposal, step: Step) -> None:
    before = proposal.standing
    if step.seen and step.seen != before.value:
        raise Refused(_changed(before))
    into = step.into
    partner = into is not None and into.pk != proposal.pk and into.cycle_id == proposal.cycle_id
    faults = list(move_faults(before, step.to, step.reason, step.words, step.target, partner))
    told = public_text_faults({"penjelasan": step.words})
    faults += [one for one in told if one.severity is Severity.ERROR]
    if found := faults or path_faults_for(hat, proposal, step.to):
        raise Refused(*found)
    ways = way(before, step.to)
    assert ways is not None
    require(hat, ways.right, ways.at.place(proposal.territory, proposal.sent_up))
    if not _own_level(hat, proposal, ways):
        raise Refused(doors.not_at_home(proposal.cycle.territory))
    if not own_matter(hat, proposal):
        raise Refused(_other_agency(proposal))
    if before is State.REFUSED and refused_from(proposal) is not step.to:
        raise Refused(_not_taken_back())
    if step.to in ANSWERED and not step.answered:
        advice = "Catat lewat halaman Jawab, dengan jumlah dan kegiatannya."
        raise Refused(Finding("deliberation.unanswered", "jumlah dan kegiatan", "belum diisi", advice))


def _own_level(hat: Holding, proposal: Proposal, found: Way) -> bool:
    """What lies on the table of a village is moved by the village itself, not by an office above it."""
    if found.at is not At.VILLAGE or proposal.standing not in FORUM | {State.REFUSED}:
        return True
    return doors.at_home(hat, proposal.cycle.territory)


def own_matter(hat: Holding, proposal: Proposal) -> bool:
    """An agency moves what is addressed to it, nothing else; the others by their territory alone."""
    return Role(hat.role) is not Role.AGENCY or same_body(proposal.agency, hat.body)


def refused_from(proposal: Proposal) -> State | None:
    """Where a proposal stood when its village refused it before the musrenbang, as long as that may be taken
    back: the session has not been closed. None for every other refusal."""
    last = doors.last_move(proposal)
    if last is None or last.before not in VERIFYING or last.level != At.VILLAGE.value:
        return None
    over = Session.objects.filter(cycle=proposal.cycle_id).exclude(state__in=[one.value for one in SITTING])
    return None if over.exists() else State(last.before)


def _not_taken_back() -> Finding:
    problem = "tidak dapat dicabut di sini"
    advice = "Hanya penolakan kelurahan/desa sendiri, sebelum pembahasan musrenbangnya ditutup."
    return Finding("deliberation.not_taken_back", "penolakan ini", problem, advice)


def _other_agency(proposal: Proposal) -> Finding:
    problem = f"dialamatkan kepada {proposal.agency or 'tingkat lain'}, bukan kepada Anda"
    return Finding("deliberation.other_agency", "usulan", problem, "Hubungi Bappeda bila alamatnya keliru.")


def put(proposal: Proposal, step: Step) -> None:
    """What a step changes on the proposal, not yet saved."""
    proposal.state = step.to.value
    proposal.target = step.target if step.to is State.ROUTED else proposal.target
    proposal.merged_into = step.into if step.to is State.MERGED else proposal.merged_into
    if step.to is State.ROUTED and step.target == Target.AGENCY:
        proposal.agency = upward_doors.addressee(proposal)[0][:120]


def _tell(hat: Holding, proposal: Proposal, written: Move) -> None:
    """Whoever proposed hears what became of it, unless he did it himself."""
    own_step = written.after in (State.PROPOSED.value, State.AGREED.value, State.WITHDRAWN.value)
    taken_back = written.before == State.REFUSED.value
    if own_step and not taken_back:
        return
    state = State(written.after)
    because = f" Alasan: {written.reason_words}. {written.words}" if state in BACKWARD else ""
    because = f" Penolakannya dicabut. {written.words}" if taken_back else because
    body = f"{proposal.label}: {state.words}.{because} {STATES[state].next_step}".strip()
    unit, link = doors.unit_of(proposal), reverse("deliberation-proposal", args=[proposal.pk])
    subject = f"Usulan {proposal.label} {state.words}"
    if unit.kind in ("rt", "rw"):
        role = Role.RT_HEAD if unit.kind == "rt" else Role.RW_HEAD
        send_to_role(role, unit.territory, subject, body, link, hat.person)
    elif proposal.made_by is not None and proposal.made_by_id != hat.person_id:
        send_to(proposal.made_by, subject, body, link, hat.person)


def may_move(hat: Holding, proposal: Proposal) -> list[State]:
    """The states into which this hat may put a proposal now."""
    if not own_matter(hat, proposal):
        return []
    code, up = proposal.territory, proposal.sent_up
    ways = [one for one in MOVES[proposal.standing] if _own_level(hat, proposal, one)]
    open_to = [one.to for one in ways if allowed(hat, one.right, one.at.place(code, up)).allowed]
    if proposal.standing is State.REFUSED and open_to:
        return [one for one in open_to if one is refused_from(proposal)]
    return open_to


def join_copy(hat: Holding, funded: Proposal) -> None:
    """Paid for after all: the copy that was carried into the next year is joined to it, so that nothing is
    asked for twice. One that the next musrenbang has decided on already is told to the village instead."""
    rows = Proposal.objects.select_for_update(of=("self",)).filter(before=funded)
    copy = rows.select_related("cycle").first()
    if copy is None or copy.standing in MET or copy.standing in (State.MERGED, State.WITHDRAWN):
        return
    link = reverse("deliberation-proposal", args=[copy.pk])
    words = f"{funded.label} sudah {funded.standing.words}; lanjutannya diikuti di sana."
    if copy.standing not in _EARLY:
        body = f"{words} Putuskan apakah {copy.label} masih diperlukan."
        send_to_role(
            Role.OPERATOR, copy.cycle.territory, f"{copy.label} mungkin ganda", body, link, hat.person
        )
        return
    step = Step(State.MERGED, Reason.BUDGETED.value, words, into=funded)
    before = copy.standing
    put(copy, step)
    copy.save(update_fields=["state", "target", "merged_into", "agency", "changed_at"])
    _tell(hat, copy, write_move(hat, copy, before, step))
    told: dict[str, Fact] = {"from": before.value, "to": State.MERGED.value, "reason": step.reason}
    record(hat, "deliberation.moved", "proposal", copy.pk, copy.territory, told)


def _changed(now: State) -> Finding:
    advice = "Muat ulang halamannya untuk melihat keadaan terakhir."
    return Finding("deliberation.changed", "usulan", f"sudah berubah menjadi “{now.words}”", advice)
