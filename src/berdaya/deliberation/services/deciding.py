"""What the forum makes of a draft: changes with reasons, delegates, the end of the discussion, the decision.

change_by_forum(hat, session, Wish(proposal, Kind.OUT, reason="…", proposer="RW 05"))
close_session(hat, session)                      # the tables go into the berita acara of the meeting
decide(other_hat, session, number="…", date=…)   # proposals move, the ledger is written
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now
from berdaya.access.doors import allowed, require, require_second_person
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.doors import require_home
from berdaya.deliberation.merge_doors import since
from berdaya.deliberation.models import Delegate, Draft, ForumChange, LedgerEntry, Move, Proposal, Session
from berdaya.deliberation.printing_session import sections_of
from berdaya.deliberation.rules.forum import Change, Decided, Kind, amounts_after, change_faults, list_after
from berdaya.deliberation.rules.outcome import Why
from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.reasons import says_why
from berdaya.deliberation.rules.since import lapsed
from berdaya.deliberation.rules.sitting import Deed
from berdaya.deliberation.rules.sitting import State as Sitting
from berdaya.deliberation.rules.states import STATES, At, Reason, State
from berdaya.deliberation.services.moving import next_date
from berdaya.deliberation.services.sitting import compute_draft, locked, take
from berdaya.deliberation.session_tables import reason_after
from berdaya.deliberation.vector import session_of
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.meeting.services.papers import attach_sections

MOST_DELEGATES: Final = 20
FEWEST_OF_A_NAME: Final = 2
_BATCH: Final = 200
_WHY: Final = {
    Why.MENU.value: Reason.CEILING,
    Why.BUDGET.value: Reason.CEILING,
    Why.SHARE.value: Reason.PRIORITY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the forum wants changed, why, and who asked for it (a unit or body, never a person's name)."""

    proposal: Proposal
    kind: Kind
    reason: str
    proposer: str
    amount: int | None = None


def change_by_forum(hat: Holding, session: Session, wish: Wish, seen: int | None = None) -> ForumChange:
    """One change of the computed list. Refused when the list that follows needs more than there is."""
    require_home(hat, Right.DELIBERATION_MERGE, session.territory)
    reason, proposer = " ".join(wish.reason.split())[:400], " ".join(wish.proposer.split())[:120]
    with transaction.atomic():
        mine = locked(hat, session, Deed.CHANGE, seen)
        draft = _draft(mine)
        change = Change(wish.proposal.label, wish.kind, wish.amount if wish.kind is Kind.AMOUNT else None)
        texts = public_text_faults({"alasan": reason, "atas permintaan": proposer})
        numbers = [one for one in texts if one.severity is Severity.ERROR]
        _refuse([*numbers, *_wish_faults(draft, change, reason, proposer), *_after(mine, draft, change)])
        made = ForumChange.objects.create(
            session=mine,
            proposal=wish.proposal,
            kind=wish.kind.value,
            amount=change.amount,
            reason=reason,
            proposer=proposer,
            by=hat.person,
        )
        told: dict[str, Fact] = {"proposal": wish.proposal.pk, "kind": wish.kind.value}
        take(hat, mine, Sitting.COMPUTED, Deed.CHANGE, told)
    return made


def _wish_faults(draft: Draft, change: Change, reason: str, proposer: str) -> list[Finding]:
    found = []
    if change.proposal not in draft.input["proposals"]:
        advice = "Verifikasi usulannya, lalu hitung lagi rancangannya."
        found.append(Finding("forum.proposal", "usulan", "tidak ada dalam rancangan", advice))
    if not says_why(reason):
        advice = "Tulis dalam satu kalimat; alasan ini dibaca warga."
        found.append(Finding("forum.reason", "alasan", "belum menjelaskan apa-apa", advice))
    if sum(one.isalpha() for one in proposer) < FEWEST_OF_A_NAME:
        advice = "Tulis unit atau unsur yang meminta, misalnya RW 05."
        found.append(Finding("forum.proposer", "peminta", "belum diisi", advice))
    if change.kind is Kind.AMOUNT and not change.amount:
        found.append(Finding("forum.amount", "biaya", "belum diisi", "Tulis rupiah penuh."))
    return found


def _after(session: Session, draft: Draft, change: Change) -> list[Finding]:
    """What the list with this change would break; nothing to look at for an unknown proposal."""
    known = draft.input["proposals"]
    if change.proposal not in known or (change.kind is Kind.AMOUNT and not change.amount):
        return []
    merging = session_of(draft.input)
    before = [one for one in doors.changes_of(session) if one.proposal in known]
    computed = draft.answer["selected"]
    if _same(computed, before, change, known):
        advice = "Muat ulang halaman untuk melihat daftar terakhir."
        return [Finding("forum.nothing", change.proposal, f"sudah {change.kind.words}", advice)]
    changes = [*before, change]
    return change_faults(merging, list_after(computed, changes), amounts_after(merging.proposals, changes))


def _same(
    computed: list[str], before: list[Change], change: Change, known: Mapping[str, Mapping[str, int]]
) -> bool:
    """Would the change leave everything as it is?"""
    if change.kind is Kind.AMOUNT:
        amounts = [known[change.proposal]["cost"]]
        amounts += [one.amount for one in before if one.amount and one.proposal == change.proposal]
        return amounts[-1] == change.amount
    return list_after(computed, before) == list_after(computed, [*before, change])


def add_delegate(hat: Holding, session: Session, name: str, sex: str, body: str) -> Delegate:
    """Somebody who is sent to the musrenbang of the kecamatan."""
    _require_delegates(hat, session)
    words, stands_for = " ".join(name.split())[:120], " ".join(body.split())[:120]
    if not words or sex not in ("L", "P") or not stands_for:
        advice = "Isi nama, L atau P, dan unsur yang diwakili."
        raise Refused(Finding("delegate.empty", "utusan", "belum lengkap", advice))
    with transaction.atomic():
        mine = locked(hat, session, Deed.DELEGATE)
        if mine.delegates.count() >= MOST_DELEGATES:
            raise Refused(Finding("delegate.many", "utusan", f"sudah {MOST_DELEGATES}", "Hapus satu dahulu."))
        one = Delegate(session=mine, sex=sex, body=stands_for, entered_by=hat.person)
        one.seal(words)
        one.save(force_insert=True)
        record(hat, "deliberation.delegates_changed", "session", mine.pk, mine.territory, {"added": sex})
    return one


def drop_delegate(hat: Holding, session: Session, key: str) -> None:
    _require_delegates(hat, session)
    with transaction.atomic():
        mine = locked(hat, session, Deed.DELEGATE)
        one = doors.delegate_for(mine, key)
        one.delete()
        record(
            hat, "deliberation.delegates_changed", "session", mine.pk, mine.territory, {"dropped": one.sex}
        )


def _require_delegates(hat: Holding, session: Session) -> None:
    require_home(hat, Right.DELIBERATION_MERGE, session.territory)
    require(hat, Right.MEETING_NAMES, session.territory)


def close_session(hat: Holding, session: Session) -> Session:
    """The forum is through. Its tables go into the berita acara of the meeting, where there is one."""
    require_home(hat, Right.DELIBERATION_MERGE, session.territory)
    with transaction.atomic():
        mine = locked(hat, session, Deed.CLOSE)
        draft = _standing_draft(mine)
        _refuse(_final_faults(mine, draft))
        if mine.meeting is not None and allowed(hat, Right.MEETING_HOLD, mine.territory).allowed:
            attach_sections(hat, mine.meeting, sections_of(mine, draft))
        return take(hat, mine, Sitting.DISCUSSED, Deed.CLOSE)


def _final_faults(session: Session, draft: Draft) -> list[Finding]:
    """A draft computed anew under less money may no longer hold what the forum put in."""
    merging = session_of(draft.input)
    changes = [one for one in doors.changes_of(session) if one.proposal in draft.input["proposals"]]
    chosen = list_after(draft.answer["selected"], changes)
    return change_faults(merging, chosen, amounts_after(merging.proposals, changes))


def reopen_session(hat: Holding, session: Session) -> Session:
    """The forum goes on before anything was decided."""
    require_home(hat, Right.DELIBERATION_MERGE, session.territory)
    with transaction.atomic():
        mine = locked(hat, session, Deed.REOPEN)
        return take(hat, mine, Sitting.COMPUTED, Deed.REOPEN)


def compute_again(hat: Holding, session: Session) -> Draft:
    """A draft of what lies there now. One that lapsed after the forum was through opens the discussion again;
    what the forum changed stays.
    """
    with transaction.atomic():
        mine = doors.session_for(hat, session.pk, lock=True)
        if mine.standing is Sitting.DISCUSSED and since(mine, doors.newest_draft(mine)).lapsed:
            mine = reopen_session(hat, mine)
        return compute_draft(hat, mine)


def decide(hat: Holding, session: Session, *, number: str, date: Day) -> Session:
    """By the second person: proposals become priorities or reserve, the ledger is written."""
    require_home(hat, Right.DELIBERATION_DECIDE, session.territory)
    told = " ".join(number.split())[:80]
    if not told:
        raise Refused(Finding("session.no_number", "nomor", "belum diisi", "Tulis nomor berita acaranya."))
    with transaction.atomic():
        mine = locked(hat, session, Deed.DECIDE)
        draft = _standing_draft(mine)
        require_second_person(hat, draft.made_by_id, "rancangan ini")
        decided = doors.decided_of(mine, draft)
        _move_all(hat, mine, draft, decided)
        _write_ledger(mine, draft, decided)
        mine.number, mine.date = told, date
        mine.decided_by, mine.decided_at = hat.person, now()
        facts: dict[str, Fact] = {"chosen": len(decided.chosen), "sha256": draft.digest}
        done = take(hat, mine, Sitting.DECIDED, Deed.DECIDE, facts)
        _tell(hat, done, len(decided.chosen), len(decided.reserve))
    return done


def _move_all(hat: Holding, session: Session, draft: Draft, decided: Decided) -> None:
    """Every proposal of the draft to its state, with the sentence that explains it, in few statements."""
    rows = Proposal.objects.select_for_update().filter(cycle=session.cycle).on_the_table()
    proposals = {one.label: one for one in rows.select_related("cycle")}
    reasons = {change.proposal.label: change.reason for change in session.changes.select_related("proposal")}
    moves: list[Move] = []
    for state, names in ((State.CHOSEN, decided.chosen), (State.RESERVE, decided.reserve)):
        mine = [proposals[name] for name in names if name in proposals and proposals[name].standing != state]
        due = next_date(mine[0], state) if mine else None
        for one in mine:
            words = f"Keputusan forum: {reasons[one.label]}" if one.label in reasons else ""
            words = words or reason_after(draft, decided, one.label, changed=bool(reasons))
            moves.append(
                _move(hat, one, state, words, due, _why(draft, one) if state is State.RESERVE else "")
            )
            one.state = state.value
            one.cost = decided.costs[one.label]
        Proposal.objects.bulk_update(mine, ["state", "cost"], batch_size=_BATCH)
    Move.objects.bulk_create(moves, batch_size=_BATCH)


def _why(draft: Draft, proposal: Proposal) -> str:
    """The code of the reason; the forum's own decision is one of priority."""
    left = draft.answer["not_funded"].get(proposal.label)
    return (_WHY.get(left[0], Reason.PRIORITY) if left else Reason.PRIORITY).value


def _move(hat: Holding, one: Proposal, state: State, words: str, due: Day | None, reason: str) -> Move:
    return Move(
        proposal=one,
        before=one.state,
        after=state.value,
        reason=reason,
        words=words[:400],
        level=At.VILLAGE.value,
        actor=hat.person,
        role=hat.role,
        owner=STATES[state].owner,
        next_on=due,
    )


def _write_ledger(session: Session, draft: Draft, decided: Decided) -> None:
    opening = draft.input["opening"]
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            session=session,
            territory=code,
            body=body,
            name=name[:120],
            plan_year=session.cycle.plan_year,
            opening=opening.get(name, "0"),
            closing=str(decided.ledger[name]),
        )
        for name, (code, body) in draft.units.items()
    )


def _tell(hat: Holding, session: Session, chosen: int, reserve: int) -> None:
    subject = f"Hasil musrenbang {session.cycle.plan_year} ditetapkan"
    body = f"{chosen} usulan menjadi prioritas, {reserve} menjadi cadangan. Alasan setiap usulan ada di sana."
    for role in (Role.RT_HEAD, Role.RW_HEAD):
        link = reverse("deliberation-session", args=[session.pk])
        send_to_role(role, session.territory, subject, body, link, hat.person)


def _draft(session: Session) -> Draft:
    draft = doors.newest_draft(session)
    if draft is None:
        raise Refused(Finding("session.no_draft", "rancangan", "belum dihitung", "Hitung dahulu."))
    return draft


def _standing_draft(session: Session) -> Draft:
    """The draft, as long as it stands for the proposals, units and money of now."""
    draft = _draft(session)
    found = since(session, draft)
    if found.lapsed:
        raise Refused(lapsed(found.told))
    return draft


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)
