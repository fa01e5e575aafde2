"""Write a proposal, change it while it is open, propose it, withdraw it, show it in pictures.

From the berita acara on its content is frozen; what is returned may be changed and handed in again.
"""

import secrets
from dataclasses import asdict
from typing import Any, Final

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Photo, Proposal
from berdaya.deliberation.models.proposals import OPEN
from berdaya.deliberation.rules.kinds import Origin, Source
from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.proposing import (
    Facts,
    SourceAdvice,
    Unit,
    price_finding,
    proposal_faults,
    source_for,
)
from berdaya.deliberation.rules.states import OPEN_TO_PROPOSER, State
from berdaya.deliberation.services.moving import Step, move, write_move
from berdaya.documents.crockford import crockford
from berdaya.documents.photos import Stored, keep_photo
from berdaya.documents.store import drop_files
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import format_rupiah
from berdaya.plan.doors import authority_on, kamus_on, price_of
from berdaya.plan.models import KamusItem
from berdaya.plan.rules.words import sub_items_on

MOST_PHOTOS: Final = 4
_CODE_BYTES: Final = 6
_PLAIN: Final = frozenset(Facts.__dataclass_fields__) - {"item"}


def new_code() -> str:
    """Ten signs for the short public address of a proposal; they tell nothing and cannot be counted up."""
    return crockford(secrets.token_bytes(_CODE_BYTES))


def save_draft(
    hat: Holding, cycle: Cycle, unit: Unit, facts: Facts, proposal: Proposal | None = None
) -> Proposal:
    """Keep what was typed so far, whole or not; a new draft where none is given."""
    doors.require_unit(hat, unit)
    _require_open(cycle, unit)
    with transaction.atomic():
        mine = _mine(hat, cycle, unit, proposal)
        _fill(mine, facts)
        _refuse_numbers_of_people(mine)
        new = mine.pk is None
        mine.save()
        if new:
            write_move(hat, mine, None, Step(State.DRAFT))
            record(hat, "deliberation.drafted", "proposal", mine.pk, mine.territory)
    return mine


def propose(hat: Holding, proposal: Proposal) -> Proposal:
    """Give a complete draft its number in the year. Refused with everything that is missing."""
    with transaction.atomic():
        mine = doors.proposal_for(hat, proposal.pk, lock=True)
        if mine.standing is State.PROPOSED:
            return mine
        doors.require_unit(hat, doors.unit_of(mine))
        if found := proposal_faults(doors.facts_of(mine), mine.title or "usulan"):
            raise Refused(*found)
        if mine.number is None:
            mine.number = next_number(mine.cycle_id)
            mine.save(update_fields=["number"])
        return move(hat, mine, Step(State.PROPOSED))


def withdraw(hat: Holding, proposal: Proposal, words: str = "") -> Proposal:
    """The proposer takes it back, until it stands in a berita acara."""
    doors.require_unit(hat, doors.unit_of(proposal))
    with transaction.atomic():
        done = move(hat, proposal, Step(State.WITHDRAWN, words=words))
        done.ranks.filter(list__handed_at=None).delete()
    return done


def next_number(cycle: int) -> int:
    """The next registration number of a year; others wait until this transaction ends."""
    locked = Cycle.objects.select_for_update().get(pk=cycle)
    locked.last_number += 1
    locked.save(update_fields=["last_number"])
    return locked.last_number


def add_photo(hat: Holding, proposal: Proposal, full: Clean, small: Clean, words: str) -> Photo:
    """Keep a picture that was drawn anew, with its small one. The same picture again is the same one."""
    doors.require_unit(hat, doors.unit_of(proposal))
    return keep_photo(
        full,
        small,
        lambda stored: _kept(hat, proposal, stored, words),
        lambda digest: proposal.photos.get(sha256=digest),
    )


def _kept(hat: Holding, proposal: Proposal, stored: Stored, words: str) -> Photo:
    with transaction.atomic():
        mine = doors.proposal_for(hat, proposal.pk, lock=True)
        same = mine.photos.filter(sha256=stored.sha256).first()
        if same is not None:
            return same
        if mine.photos.count() >= MOST_PHOTOS:
            raise Refused(_too_many_photos())
        photo = Photo.objects.create(
            proposal=mine, **asdict(stored), words=" ".join(words.split())[:120], uploaded_by=hat.person
        )
        record(hat, "deliberation.photographed", "proposal", mine.pk, mine.territory)
    return photo


def drop_photo(hat: Holding, proposal: Proposal, pk: int) -> None:
    doors.require_unit(hat, doors.unit_of(proposal))
    with transaction.atomic():
        photo = proposal.photos.filter(pk=pk).first()
        if photo is None:
            return
        photo.delete()
        record(hat, "deliberation.photographed", "proposal", proposal.pk, proposal.territory)
        transaction.on_commit(lambda: drop_files(photo.file, photo.small))


# ---------- what the rules say while typing ----------


def warnings_of(proposal: Proposal) -> list[Finding]:
    """What a proposer should look at again; nothing of it forbids the proposal."""
    named = list(public_text_faults(public_texts(proposal)))
    item = proposal.item
    if item is None or not proposal.volume or not proposal.cost:
        return named
    verdict = price_of(item, proposal.volume, proposal.cost)
    if verdict.plausible:
        return named
    meant = format_rupiah(verdict.meant) if verdict.meant else ""
    return [*named, price_finding("biaya", verdict.reason.rstrip("."), meant)]


def source_advice(territory: str, item: KamusItem | None, cost: int | None) -> SourceAdvice:
    """Which source of money the authority table suggests for this work at this cost."""
    if item is None:
        return source_for(None, territory)
    table = authority_on(territory, today_in(territory))
    return source_for(table.level_of_item(item, cost or 0).level, territory)


# ---------- inside ----------


def _mine(hat: Holding, cycle: Cycle, unit: Unit, proposal: Proposal | None) -> Proposal:
    if proposal is None:
        return Proposal(
            cycle=cycle, territory=unit.territory, body=unit.body, code=new_code(), made_by=hat.person
        )
    mine = doors.proposal_for(hat, proposal.pk, lock=True)
    if mine.standing not in OPEN_TO_PROPOSER:
        raise Refused(_frozen(mine))
    return mine


def _fill(proposal: Proposal, facts: Facts) -> None:
    """Copy what was typed. An item of the kamus brings its menu, unit and condition with it."""
    for name in _PLAIN:
        value: Any = getattr(facts, name)
        if isinstance(value, str):
            field = Proposal._meta.get_field(name)
            value = " ".join(value.split())[: getattr(field, "max_length", None)]
        setattr(proposal, name, value)
    day = today_in(proposal.territory)
    proposal.item = kamus_on(proposal.territory, day).item(facts.item) if facts.item else None
    if proposal.item is not None:
        proposal.menu, proposal.sub_item = proposal.item.menu, proposal.item.sub_item
        proposal.unit = proposal.item.unit
    known = sub_items_on(day).get(proposal.sub_item)
    proposal.condition = known.condition if known else ""
    if proposal.source not in set(Source):
        proposal.source = ""
    if proposal.origin not in set(Origin):
        proposal.origin = Origin.REMBUG.value


def public_texts(proposal: Proposal) -> dict[str, str]:
    """What everybody reads of a proposal."""
    return {
        "nama usulan": proposal.title,
        "masalah": proposal.problem,
        "lokasi": proposal.place,
        "alasan di luar kamus": proposal.free_reason,
        "keterangan asal": proposal.origin_text,
    }


def _refuse_numbers_of_people(proposal: Proposal) -> None:
    found = public_text_faults(public_texts(proposal))
    if blocking := [one for one in found if one.severity is Severity.ERROR]:
        raise Refused(*blocking)


def _require_open(cycle: Cycle, unit: Unit) -> None:
    if cycle.state != OPEN:
        advice = "Usulkan dalam tahun rencana yang dibuka."
        raise Refused(Finding("deliberation.year_closed", str(cycle.plan_year), "sudah ditutup", advice))
    if doors.village_of(unit.territory) != cycle.territory:
        advice = "Pilih tahun rencana kelurahan atau desanya sendiri."
        raise Refused(Finding("deliberation.other_place", "pengusul", "berada di desa lain", advice))


def _frozen(proposal: Proposal) -> Finding:
    problem = f"{proposal.standing.words}; isinya tidak diubah lagi sejak berita acara"
    advice = "Minta kelurahan mengembalikannya bila ada yang keliru."
    return Finding("deliberation.frozen", proposal.title, problem, advice)


def _too_many_photos() -> Finding:
    return Finding("photo.too_many", "foto", f"sudah {MOST_PHOTOS}", "Hapus satu foto dahulu.")
