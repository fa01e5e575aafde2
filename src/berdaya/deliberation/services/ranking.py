"""Rank the proposals of a unit, hand the list over with its papers, receive it, open it again.

rank(hat, cycle, unit, [7, 3, 9], seen=2)     seen: the revision that the person had before him
hand_over(hat, ranked_list, held_on)          berita acara and receipt are printed by a job
receive(hat, ranked_list)                     by the kelurahan; a late list is taken, visibly late
reopen(hat, ranked_list)                      by the kelurahan; a new version, the old one is kept
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role, settle
from berdaya.deliberation import doors
from berdaya.deliberation.joint import JOINABLE
from berdaya.deliberation.models import Cycle, Proposal, RankedItem, RankedList
from berdaya.deliberation.models.proposals import OPEN
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.proposing import Unit, list_faults, practice_on
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.moving import Step, move
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.models import Meeting

PRINT: Final = "deliberation.list"
RANKABLE: Final = frozenset({State.PROPOSED, State.RETURNED, State.AGREED})


def rankable(cycle: Cycle, unit: Unit) -> list[Proposal]:
    """The proposals of a unit that may stand in its list."""
    rows = Proposal.objects.filter(cycle=cycle).of_unit(unit.territory, unit.body).in_states(RANKABLE)
    return list(rows.select_related("cycle", "item").order_by("-years_carried", "number"))


def rank(hat: Holding, cycle: Cycle, unit: Unit, order: Sequence[int], seen: int | None = None) -> RankedList:
    """Set the order of a unit's list. Whoever saw another order than the present one is told so."""
    doors.require_unit(hat, unit)
    with transaction.atomic():
        mine = open_list(hat, cycle, unit)
        present = list(mine.items.values_list("proposal_id", flat=True))
        if present == list(order):
            return mine
        if seen is not None and seen != mine.revision:
            raise Refused(_changed())
        own = frozenset((*present, *(one.pk for one in rankable(cycle, unit))))
        if found := list_faults(unit, order, own, practice_on(today_in(unit.territory))):
            raise Refused(*found)
        mine.items.all().delete()
        RankedItem.objects.bulk_create(
            RankedItem(list=mine, position=n, proposal_id=pk) for n, pk in enumerate(order, 1)
        )
        mine.revision += 1
        mine.on_behalf = doors.own_unit(hat) != unit
        mine.save(update_fields=["revision", "on_behalf"])
        told: dict[str, Fact] = {"items": len(order), "revision": mine.revision}
        record(hat, "deliberation.ranked", "rankedlist", mine.pk, unit.territory, told)
    return mine


def hand_over(
    hat: Holding,
    ranked_list: RankedList,
    held_on: date | None,
    *,
    nothing: bool = False,
    meeting: Meeting | None = None,
) -> RankedList:
    """Agree on the list in the rembug and give it to the kelurahan. `nothing`: it is empty on purpose.

    With the `meeting` where it was agreed on, the day is that of the meeting.
    """
    unit = doors.unit_of(ranked_list)
    doors.require_unit(hat, unit)
    today = today_in(unit.territory)
    if meeting is not None:
        held_on = meeting.day
    season = doors.season_of(ranked_list.cycle, StageKind.REMBUG.value)
    with transaction.atomic():
        mine = doors.list_for(hat, ranked_list.pk, lock=True)
        if mine.handed_at is not None:
            return mine
        proposals = doors.ranked(mine)
        if found := list(_not_ready(mine, proposals, held_on, (season, today), nothing)):
            raise Refused(*found)
        for one in proposals:
            if doors.unit_of(one) == unit:
                move(hat, one, Step(State.AGREED))
        due = doors.deadline(mine.cycle, StageKind.REMBUG.value)
        mine.held_on, mine.meeting = held_on, meeting
        mine.handed_at, mine.handed_by = now(), hat.person
        mine.late = due is not None and today > due
        mine.on_behalf = doors.own_unit(hat) != unit
        mine.save()
        _tell_office(hat, mine, unit)
        told: dict[str, Fact] = {"items": len(proposals), "late": mine.late, "on_behalf": mine.on_behalf}
        record(hat, "deliberation.handed_over", "rankedlist", mine.pk, unit.territory, told)
        start(hat.person, PRINT, str(mine.pk), unit.territory)
    return mine


def receive(hat: Holding, ranked_list: RankedList) -> RankedList:
    """The kelurahan has the list in hand."""
    require(hat, Right.DELIBERATION_VERIFY, ranked_list.cycle.territory)
    with transaction.atomic():
        mine = doors.list_for(hat, ranked_list.pk, lock=True)
        if mine.handed_at is None:
            raise Refused(_not_handed())
        if mine.received_at is None:
            mine.received_at, mine.received_by = now(), hat.person
            mine.save(update_fields=["received_at", "received_by"])
            settle(_awaits(mine), hat.person)
            record(hat, "deliberation.received", "rankedlist", mine.pk, mine.territory)
    return mine


def reopen(hat: Holding, ranked_list: RankedList) -> RankedList:
    """Give a unit its list back as a new version with the same order; the old one stays readable."""
    require(hat, Right.DELIBERATION_VERIFY, ranked_list.cycle.territory)
    with transaction.atomic():
        mine = doors.list_for(hat, ranked_list.pk, lock=True)
        if mine.handed_at is None or mine.replaced:
            return mine
        mine.replaced = True
        mine.save(update_fields=["replaced"])
        settle(_awaits(mine), hat.person)
        new = RankedList.objects.create(
            cycle=mine.cycle, territory=mine.territory, body=mine.body, version=mine.version + 1,
            made_by=hat.person,
        )  # fmt: skip
        unit, before = doors.unit_of(mine), doors.ranked(mine)
        still = [one for one in before if one.standing in _may_stand(doors.unit_of(one) == unit)]
        RankedItem.objects.bulk_create(
            RankedItem(list=new, position=n, proposal=one) for n, one in enumerate(still, 1)
        )
        record(hat, "deliberation.reopened", "rankedlist", mine.pk, mine.territory)
    return new


def open_list(hat: Holding, cycle: Cycle, unit: Unit) -> RankedList:
    """The present list of a unit, locked; begun where there is none."""
    if cycle.state != OPEN or doors.village_of(unit.territory) != cycle.territory:
        advice = "Pilih tahun rencana yang dibuka di kelurahan atau desanya."
        raise Refused(
            Finding("deliberation.year_closed", str(cycle.plan_year), "tidak dibuka di sini", advice)
        )
    mine, _ = (
        RankedList.objects.select_for_update()
        .current()
        .get_or_create(
            cycle=cycle, territory=unit.territory, body=unit.body, replaced=False,
            defaults={"made_by": hat.person},
        )
    )  # fmt: skip
    if mine.handed_at is not None:
        advice = "Minta kelurahan membukanya kembali bila urutannya keliru."
        raise Refused(Finding("deliberation.handed", "daftar", "sudah diserahkan", advice))
    return mine


def _not_ready(
    mine: RankedList,
    proposals: list[Proposal],
    held_on: date | None,
    season: tuple[date | None, date],
    nothing: bool,
) -> list[Finding]:
    found = []
    if not proposals and not nothing:
        advice = "Pilih usulan, atau centang bahwa tidak ada yang diusulkan."
        found.append(Finding("deliberation.empty", "daftar", "masih kosong", advice))
    first, today = season
    if held_on is not None and first is not None and held_on < first:
        advice = f"Rembug untuk {mine.cycle.plan_year} diadakan sejak {format_date(first)}."
        problem = "milik tahun sebelumnya"
        found.append(Finding("deliberation.held_on", "tanggal rembug", problem, advice))
    if held_on is None or held_on > today:
        advice = "Serahkan sesudah rembug diadakan."
        found.append(Finding("deliberation.held_on", "tanggal rembug", "belum tiba atau belum diisi", advice))
    own = doors.unit_of(mine)
    gone = [one for one in proposals if one.standing not in _may_stand(doors.unit_of(one) == own)]
    found += [
        Finding(
            "deliberation.not_rankable", one.title, f"sudah {one.standing.words}", "Keluarkan dari daftar."
        )
        for one in gone
    ]
    return found


def _may_stand(own: bool) -> frozenset[State]:
    """In which states a proposal may stand in a list: one's own, or that of a unit which was joined."""
    return RANKABLE if own else JOINABLE


def _tell_office(hat: Holding, mine: RankedList, unit: Unit) -> None:
    late = " Daftar ini terlambat; tetap diterima." if mine.late else ""
    send_to_role(
        Role.OPERATOR,
        mine.cycle.territory,
        f"Daftar usulan {doors.unit_title(unit)} diserahkan",
        f"{mine.items.count()} usulan untuk {mine.cycle.plan_year}.{late} Terima dan verifikasi.",
        reverse("deliberation-inbox"),
        hat.person,
        awaits=_awaits(mine),
    )


def _awaits(mine: RankedList) -> str:
    return f"rankedlist:{mine.pk}"


def _changed() -> Finding:
    advice = "Periksa urutan yang sekarang, lalu ubah lagi bila perlu."
    return Finding("deliberation.order_changed", "daftar", "sudah diubah orang lain sementara itu", advice)


def _not_handed() -> Finding:
    return Finding("deliberation.not_handed", "daftar", "belum diserahkan", "Tunggu pengusul menyerahkannya.")
