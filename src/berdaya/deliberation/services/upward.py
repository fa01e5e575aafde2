"""Hand a list to the level above with a receipt, and take it in there.

hand_up(hat, cycle, [7, 3, 9])     the village to its kecamatan, the kecamatan to the city; late ones visibly
take_in(hat, hand_over)            by the Camat's office (its musrenbang begins with it), by Bappeda
"""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to, send_to_role, settle
from berdaya.deliberation import doors, upward_doors
from berdaya.deliberation.models import Cycle, HandedItem, HandOver, Proposal
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.kecamatan import forum_of, lay_before
from berdaya.deliberation.services.moving import Step
from berdaya.deliberation.services.moving_many import move_many
from berdaya.kernel.findings import Finding, Refused

PRINT: Final = "deliberation.hand_up"


def hand_up(hat: Holding, cycle: Cycle, order: Sequence[int]) -> HandOver:
    """Give these proposals to the level above, the most wanted first. After the day it is taken as late."""
    require(hat, Right.DELIBERATION_MERGE, cycle.territory)
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        ready = {one.pk: one for one in upward_doors.may_go_up(cycle)}
        chosen = _chosen(ready, order)
        move_many(hat, {one.pk: Step(_to(cycle)) for one in chosen})
        made = HandOver.objects.create(
            cycle=cycle,
            number=(cycle.hand_overs.aggregate(last=Max("number"))["last"] or 0) + 1,
            late=is_late(cycle),
            handed_by=hat.person,
            handed_at=now(),
        )
        HandedItem.objects.bulk_create(
            HandedItem(hand_over=made, position=n, proposal=one) for n, one in enumerate(chosen, 1)
        )
        told: dict[str, Fact] = {"items": len(chosen), "late": made.late, "number": made.number}
        record(hat, "deliberation.handed_up", "handover", made.pk, cycle.territory, told)
        _tell_above(hat, made, len(chosen))
        start(hat.person, PRINT, str(made.pk), cycle.territory)
    return made


def _chosen(ready: dict[int, Proposal], order: Sequence[int]) -> list[Proposal]:
    if not order:
        raise Refused(Finding("upward.empty", "daftar", "masih kosong", "Pilih usulan yang diserahkan."))
    if len(set(order)) != len(order):
        raise Refused(Finding("upward.twice", "daftar", "memuat usulan dua kali", "Pilih sekali saja."))
    if [pk for pk in order if pk not in ready]:
        advice = "Muat ulang halaman; usulan itu sudah diserahkan, berhenti, atau milik tempat lain."
        raise Refused(Finding("upward.not_ready", "daftar", "memuat usulan yang tidak dapat naik", advice))
    return [ready[pk] for pk in order]


def _to(cycle: Cycle) -> State:
    return State.FORWARDED if doors.is_village(cycle.territory) else State.AGENCY


def due_of(cycle: Cycle) -> StageKind:
    """Until the end of which stage a list goes up in time."""
    return StageKind.SIPD if doors.is_village(cycle.territory) else StageKind.KECAMATAN


def is_late(cycle: Cycle) -> bool:
    due = doors.deadline(cycle, due_of(cycle).value)
    return due is not None and today_in(cycle.territory) > due


def take_in(hat: Holding, hand_over: HandOver) -> HandOver:
    """The level above has the list in hand. In a kecamatan its proposals come before the musrenbang."""
    where = upward_doors.receiver_of(hand_over.cycle)
    require(hat, Right.DELIBERATION_MERGE, where)
    with transaction.atomic():
        mine = upward_doors.hand_over_for(hat, hand_over.pk, lock=True)
        if mine.received_at is not None:
            return mine
        mine.received_at, mine.received_by = now(), hat.person
        mine.save(update_fields=["received_at", "received_by"])
        settle(f"handover:{mine.pk}", hat.person)
        if doors.is_village(mine.cycle.territory):
            lay_before(forum_of(hat, where, mine.cycle.plan_year), mine)
        record(hat, "deliberation.taken_in", "handover", mine.pk, mine.cycle.territory)
        body = "Daftarnya diterima. Kabar setiap usulan menyusul sesudah dibahas."
        link = f"{reverse('deliberation-upward')}?tahun={mine.cycle.plan_year}"
        send_to(mine.handed_by, f"Daftar {mine.cycle.plan_year} diterima", body, link, hat.person)
    return mine


def _tell_above(hat: Holding, made: HandOver, many: int) -> None:
    where = upward_doors.receiver_of(made.cycle)
    role = Role.CAMAT if doors.is_village(made.cycle.territory) else Role.BAPPEDA
    late = " Daftar ini terlambat; tetap diterima." if made.late else ""
    place = place_title(made.cycle.territory).split(",")[0]
    subject = f"Daftar usulan {place} diserahkan"
    body = f"{many} usulan untuk {made.cycle.plan_year}.{late} Terima, lalu bahas."
    link = f"{reverse('deliberation-upward')}?tahun={made.cycle.plan_year}"
    send_to_role(role, where, subject, body, link, hat.person, awaits=f"handover:{made.pk}")
    if role is Role.CAMAT:
        staff = Role.KECAMATAN_STAFF
        send_to_role(staff, where, subject, body, link, hat.person, awaits=f"handover:{made.pk}")
    if role is Role.BAPPEDA:
        send_to_role(Role.AGENCY, where, subject, "Jawab yang dialamatkan kepada Anda.", link, hat.person)
