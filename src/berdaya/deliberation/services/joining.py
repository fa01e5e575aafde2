"""Joint works: a unit puts the proposal of another unit into its own list, and both pay for it in the merge.

The proposal stays its owner's: its content, its steps, its news. The other unit only ranks it.
"""

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.deliberation import doors, joint
from berdaya.deliberation.models import Cycle, Proposal, RankedItem, RankedList
from berdaya.deliberation.rules.proposing import Unit, list_faults, practice_on
from berdaya.deliberation.services.ranking import open_list
from berdaya.kernel.findings import Finding, Refused


def join(hat: Holding, cycle: Cycle, unit: Unit, pk: int, seen: int | None = None) -> RankedList:
    """Put the proposal of another unit at the end of a unit's list. There already: nothing changes."""
    doors.require_unit(hat, unit)
    with transaction.atomic():
        mine = open_list(hat, cycle, unit)
        present = list(mine.items.values_list("proposal_id", flat=True))
        if pk in present:
            return mine
        if seen is not None and seen != mine.revision:
            advice = "Periksa daftar yang sekarang, lalu pilih lagi bila perlu."
            raise Refused(Finding("deliberation.order_changed", "daftar", "sudah diubah orang lain", advice))
        proposal = next((one for one in joint.joinable(cycle, unit) if one.pk == pk), None)
        if proposal is None:
            advice = "Pilih usulan kelurahan ini dalam tahun rencana yang sama, yang masih dibahas."
            raise Refused(
                Finding("deliberation.foreign", "daftar", "usulan itu tidak dapat didukung", advice)
            )
        order = [*present, pk]
        if found := list_faults(unit, order, frozenset(order), practice_on(today_in(unit.territory))):
            raise Refused(*found)
        RankedItem.objects.create(list=mine, position=len(order), proposal=proposal)
        mine.revision += 1
        mine.on_behalf = doors.own_unit(hat) != unit
        mine.save(update_fields=["revision", "on_behalf"])
        record(hat, "deliberation.joined", "proposal", pk, unit.territory, {"list": mine.pk})
        _tell_owner(hat, proposal, unit)
    return mine


def _tell_owner(hat: Holding, proposal: Proposal, unit: Unit) -> None:
    owner = doors.unit_of(proposal)
    if owner.kind not in ("rt", "rw"):
        return
    send_to_role(
        Role.RT_HEAD if owner.kind == "rt" else Role.RW_HEAD,
        owner.territory,
        f"{doors.unit_title(unit)} ikut mendukung usulan {proposal.label}",
        "Usulan itu masuk daftar peringkat mereka juga. Isinya tetap milik Anda.",
        reverse("deliberation-proposal", args=[proposal.pk]),
        hat.person,
    )
