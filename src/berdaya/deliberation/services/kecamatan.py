"""The musrenbang of a kecamatan: what came up is ranked, addressed to agencies, agreed on or not, decided.

rank_entries(hat, forum, {pk: rank}, seen)                 ranks typed beside the proposals
settle(hat, forum, proposal_pk, Settled(...), seen)        agency, or not agreed with its reason
decide(other_hat, forum, number="…", date=…)               by another person; every proposal moves on
reopen(hat, forum)                                         for lists that came late, after the decision
"""

from collections.abc import Mapping
from datetime import date as Day
from typing import Final

from django.db import transaction
from django.db.models import F, Max

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import allowed, require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import upward_doors as doors
from berdaya.deliberation.doors import at_home, not_at_home
from berdaya.deliberation.models import Answer, Cycle, Forum, ForumEntry, HandOver, Proposal
from berdaya.deliberation.printing_forum import sections_of
from berdaya.deliberation.rules.states import At, State
from berdaya.deliberation.rules.upward import (
    Settled,
    Sitting,
    Verdict,
    Waiting,
    first_order,
    order_by,
    settled_faults,
)
from berdaya.deliberation.services.cycles import open_cycle
from berdaya.deliberation.services.moving import Step
from berdaya.deliberation.services.moving_many import move_many
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.models import Meeting
from berdaya.meeting.services.papers import attach_sections
from berdaya.plan.doors import Authority, authority_on

VERBS: Final = {"ranked": "deliberation.forum_ranked", "settled": "deliberation.forum_settled"}
_AGREED_FIELDS: Final = {"to": "", "reason": "", "words": "", "target": ""}


def forum_of(hat: Holding, territory: str, year: int) -> Forum:
    """The forum of a kecamatan for a year, begun with its year where there is none yet."""
    require(hat, Right.DELIBERATION_VERIFY, territory)
    cycle = Cycle.objects.filter(territory=territory, plan_year=year).first()
    cycle = cycle or open_cycle(hat, territory, year)
    forum, made = Forum.objects.get_or_create(cycle=cycle, defaults={"begun_by": hat.person})
    if made:
        record(hat, "deliberation.forum_begun", "forum", forum.pk, territory)
    return forum


def lay_before(forum: Forum, hand_over: HandOver) -> None:
    """The proposals of a list come before the forum; its open ones get the order to begin with."""
    mine = Forum.objects.select_for_update().get(pk=forum.pk)
    known = set(mine.entries.values_list("proposal_id", flat=True))
    items = hand_over.items.select_related("proposal__cycle", "proposal__item")
    behind = mine.entries.aggregate(last=Max("position"))["last"] or 0
    news = [one for one in items if one.proposal_id not in known]
    place = hand_over.cycle.territory
    table = authority_on(place, today_in(place))
    ForumEntry.objects.bulk_create(
        _entry(mine, one.proposal, table, one.position, behind + n) for n, one in enumerate(news, 1)
    )
    if mine.filled_by_id is None:
        found = [one for one in doors.entries_of(mine) if one.open]
        _write_order(found, first_order(_waiting(one) for one in found))
    mine.version = F("version") + 1
    mine.save(update_fields=["version"])


def _entry(forum: Forum, proposal: Proposal, table: Authority, place: int, position: int) -> ForumEntry:
    agency, why = doors.addressee(proposal, table)
    return ForumEntry(
        forum=forum, proposal=proposal, place=place, position=position, agency=agency, routed_by=why[:400]
    )


def _waiting(one: ForumEntry) -> Waiting:
    mine = one.proposal
    return Waiting(one.pk, mine.years_carried, one.place, mine.cycle.territory, mine.number or 0)


def _write_order(entries: list[ForumEntry], order: list[int]) -> None:
    """Among the places that they hold: what was decided before keeps its own."""
    places = dict(zip(order, sorted(one.position for one in entries), strict=True))
    for one in entries:
        one.position = places[one.pk]
    ForumEntry.objects.bulk_update(entries, ["position"], batch_size=200)


def choose_meeting(hat: Holding, forum: Forum, meeting: Meeting | None) -> Forum:
    """Whose berita acara the tables go into."""
    _require_own(hat, Right.DELIBERATION_MERGE, forum)
    with transaction.atomic():
        mine = locked(hat, forum)
        mine.meeting = meeting
        mine.save(update_fields=["meeting"])
        record(hat, "deliberation.forum_meeting", "forum", mine.pk, mine.territory)
    return mine


def rank_entries(hat: Holding, forum: Forum, ranks: Mapping[int, int], seen: int | None = None) -> Forum:
    """Order the proposals by the ranks that were typed beside them, keyed by proposal."""
    _require_own(hat, Right.DELIBERATION_MERGE, forum)
    with transaction.atomic():
        mine = locked(hat, forum, seen)
        entries = [one for one in doors.entries_of(mine) if one.open]
        typed = [(one.pk, ranks.get(one.proposal_id, one.position)) for one in entries]
        _write_order(entries, order_by(typed))
        _filled(hat, mine, "ranked", {"entries": len(entries)})
    return mine


def settle(hat: Holding, forum: Forum, proposal: int, given: Settled, seen: int | None = None) -> ForumEntry:
    """Agreed, with its agency; or not agreed, with what becomes of it and why."""
    _require_own(hat, Right.DELIBERATION_MERGE, forum)
    with transaction.atomic():
        mine = locked(hat, forum, seen)
        entry = doors.entry_for(mine, proposal)
        if not entry.open:
            problem = f"sudah {entry.proposal.standing.words}"
            raise Refused(Finding("upward.settled", entry.proposal.label, problem, "Muat ulang halaman."))
        _refuse(list(settled_faults(given, entry.proposal.label)))
        agency = doors.named_agency(mine.territory, given.agency) if given.verdict is Verdict.AGREED else ""
        entry.verdict, entry.agency = given.verdict.value, agency
        told = {name: " ".join(getattr(given, name).split())[:400] for name in _AGREED_FIELDS}
        for name, value in (_AGREED_FIELDS if given.verdict is Verdict.AGREED else told).items():
            setattr(entry, name, value)
        entry.save()
        facts: dict[str, Fact] = {"proposal": proposal, "verdict": entry.verdict}
        _filled(hat, mine, "settled", facts)
    return entry


def decide(hat: Holding, forum: Forum, *, number: str, date: Day) -> Forum:
    """By another person than the last who filled it in: each open proposal goes on or stops with a reason."""
    _require_own(hat, Right.DELIBERATION_DECIDE, forum)
    told = " ".join(number.split())[:80]
    if not told:
        raise Refused(Finding("forum.no_number", "nomor", "belum diisi", "Tulis nomor berita acaranya."))
    with transaction.atomic():
        mine = locked(hat, forum)
        if mine.filled_by_id == hat.person_id:
            raise Refused(_own_list())
        waiting = [one for one in doors.entries_of(mine) if one.open]
        _refuse(_undecided(waiting))
        _move_on(hat, waiting)
        mine.number, mine.date, mine.state = told, date, Sitting.DECIDED.value
        mine.decided_by, mine.decided_at, mine.version = hat.person, now(), F("version") + 1
        mine.save()
        mine.refresh_from_db()
        facts: dict[str, Fact] = {"entries": len(waiting), "agreed": sum(one.agreed for one in waiting)}
        record(hat, "deliberation.forum_decided", "forum", mine.pk, mine.territory, facts)
        if mine.meeting is not None and allowed(hat, Right.MEETING_HOLD, mine.territory).allowed:
            attach_sections(hat, mine.meeting, sections_of(mine, doors.entries_of(mine)))
    return mine


def _require_own(hat: Holding, right: Right, forum: Forum) -> None:
    """The right, worn in the kecamatan: Bappeda reads its musrenbang and does not lead it."""
    require(hat, right, forum.territory)
    where = At.KECAMATAN.place(forum.territory)
    if not at_home(hat, where):
        raise Refused(not_at_home(where))


def _own_list() -> Finding:
    """Maker is never checker; and who may be the other one."""
    problem = "Anda sendiri yang terakhir menyusunnya, jadi orang lain yang memeriksa"
    advice = "Minta staf kecamatan memeriksa dan menyimpan urutannya; sesudah itu Camat menetapkan."
    return Finding("access.maker_checks", "daftar ini", problem, advice)


def _undecided(waiting: list[ForumEntry]) -> list[Finding]:
    if not waiting:
        advice = "Terima dahulu daftar kelurahan/desa."
        return [Finding("forum.empty", "daftar", "tidak memuat usulan yang menunggu", advice)]
    return [
        finding
        for one in waiting
        for finding in settled_faults(settled_of(one), f"{one.proposal.label} {one.proposal.title}")
    ]


def settled_of(one: ForumEntry) -> Settled:
    return Settled(Verdict(one.verdict), one.agency, one.to, one.reason, one.words, one.target)


def _move_on(hat: Holding, waiting: list[ForumEntry]) -> None:
    """Agreed ones become addressed; the others stop where the forum said."""
    agreed = {one.proposal_id: one.agency for one in waiting if one.agreed}
    made = move_many(hat, {one.proposal_id: _step(one) for one in waiting}, agency=agreed)
    Answer.objects.bulk_create(
        Answer(move=move, agency=agreed[move.proposal_id]) for move in made if move.proposal_id in agreed
    )


def _step(one: ForumEntry) -> Step:
    if one.agreed:
        words = f"Disepakati musrenbang kecamatan, urutan {one.position}."
        return Step(State.KECAMATAN, words=words)
    return Step(State(one.to), one.reason, one.words, one.target)


def reopen(hat: Holding, forum: Forum) -> Forum:
    """Lists came after the decision: a further sitting about them alone; what was decided stays."""
    _require_own(hat, Right.DELIBERATION_MERGE, forum)
    with transaction.atomic():
        mine = doors.forum_for(hat, forum.pk, lock=True)
        if mine.standing is Sitting.OPEN:
            return mine
        if not any(one.open for one in doors.entries_of(mine)):
            advice = "Sidang susulan hanya untuk daftar yang datang sesudah penetapan."
            raise Refused(Finding("forum.nothing_late", "sidang", "tidak ada yang menunggu", advice))
        mine.state, mine.version, mine.filled_by = Sitting.OPEN.value, F("version") + 1, None
        mine.save(update_fields=["state", "version", "filled_by"])
        mine.refresh_from_db()
        record(hat, "deliberation.forum_reopened", "forum", mine.pk, mine.territory)
    return mine


def locked(hat: Holding, forum: Forum, seen: int | None = None) -> Forum:
    """The forum as it stands now, held until the end; refused when decided or changed since `seen`."""
    found = doors.forum_for(hat, forum.pk, lock=True)
    if found.standing is Sitting.DECIDED:
        advice = "Daftar yang datang sesudahnya dibahas dalam sidang susulan."
        raise Refused(Finding("forum.decided", "sidang ini", "sudah ditetapkan", advice))
    if seen is not None and found.version != seen:
        advice = "Muat ulang halaman, lihat perubahannya, lalu simpan lagi bila masih perlu."
        raise Refused(Finding("forum.changed", "sidang ini", "diubah orang lain sementara itu", advice))
    return found


def _filled(hat: Holding, forum: Forum, deed: str, facts: dict[str, Fact]) -> None:
    forum.filled_by, forum.version = hat.person, F("version") + 1
    forum.save(update_fields=["filled_by", "version"])
    forum.refresh_from_db()
    record(hat, VERBS[deed], "forum", forum.pk, forum.territory, facts)


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)
