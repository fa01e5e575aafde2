"""Move a whole list in few statements: what a forum decides, what is handed up, what is booked at once.

Each proposal is judged as in `moving.move`; one that may not go refuses all. Every unit gets one message
about all of its proposals. The caller writes the deed into the trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db.models import prefetch_related_objects
from django.urls import reverse

from berdaya.access.clock import now
from berdaya.access.models import Holding, InboxMessage, Person
from berdaya.access.rules.roles import Role
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Move, Proposal
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import BACKWARD, MET, STATES, State
from berdaya.deliberation.services.moving import Step, join_copy, move_line, put, require_way

_BATCH: Final = 200
_FIELDS: Final = ["state", "target", "merged_into", "agency", "granted", "changed_at"]
_TOLD: Final = 400


def move_many(hat: Holding, steps: Mapping[int, Step], **given: Mapping[int, object]) -> list[Move]:
    """Take one step with each proposal, by its key, within the caller's transaction; `given` sets fields too
    (`agency={7: "Dinas PU"}`). Gives the moves in the order of the steps."""
    mine = _locked(list(steps))
    for name, values in given.items():
        for pk, value in values.items():
            setattr(mine[pk], name, value)
    lines = [_taken(hat, mine[pk], step) for pk, step in steps.items()]
    moment = now()
    for one in mine.values():
        one.changed_at = moment
    Proposal.objects.bulk_update(mine.values(), _FIELDS, batch_size=_BATCH)
    made = Move.objects.bulk_create(lines, batch_size=_BATCH)
    _join_copies(hat, made)
    _tell(hat, made, moment)
    return made


def _locked(keys: Sequence[int]) -> dict[int, Proposal]:
    """The proposals as they stand now, held until the end; the years with their calendars are read once."""
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    found = {one.pk: one for one in rows.select_related("item", "made_by")}
    cycles = {one.pk: one for one in Cycle.objects.filter(proposals__in=keys).distinct()}
    prefetch_related_objects(list(cycles.values()), "stages")
    for one in found.values():
        one.cycle = cycles[one.cycle_id]
    return {key: found[key] for key in keys}


def _taken(hat: Holding, mine: Proposal, step: Step) -> Move:
    before = mine.standing
    require_way(hat, mine, step)
    put(mine, step)
    return move_line(hat, mine, before, step)


def _join_copies(hat: Holding, made: Iterable[Move]) -> None:
    """Those that are paid for now and were carried into the next year before."""
    paid = {
        one.proposal_id: one.proposal for one in made if one.state in MET and State(one.before) not in MET
    }
    if not paid:
        return
    for pk in Proposal.objects.filter(before__in=paid).values_list("before_id", flat=True):
        join_copy(hat, paid[pk])


def _tell(hat: Holding, made: Iterable[Move], moment: datetime) -> None:
    """One message for each unit about all that happened to its proposals."""
    by_unit: dict[tuple[Unit, Person | None], list[Move]] = {}
    for one in made:
        unit = doors.unit_of(one.proposal)
        person = None if unit.kind in ("rt", "rw") else one.proposal.made_by
        by_unit.setdefault((unit, person), []).append(one)
    InboxMessage.objects.bulk_create(
        _message(hat, unit, person, moves, moment)
        for (unit, person), moves in by_unit.items()
        if unit.kind in ("rt", "rw") or (person is not None and person.pk != hat.person_id)
    )


def _message(
    hat: Holding, unit: Unit, person: Person | None, moves: list[Move], moment: datetime
) -> InboxMessage:
    first = moves[0].proposal
    role = {"rt": Role.RT_HEAD.value, "rw": Role.RW_HEAD.value}.get(unit.kind, "")
    one = f"Usulan {first.label} {moves[0].state.words}"
    return InboxMessage(
        person=person,
        role=role,
        territory=unit.territory if role else "",
        subject=one if len(moves) == 1 else f"Kabar {len(moves)} usulan {first.cycle.plan_year}",
        body="\n".join(_line(move) for move in moves),
        link=reverse("deliberation-proposal", args=[first.pk]),
        sent_at=moment,
        sent_by=hat.person,
    )


def _line(move: Move) -> str:
    because = f" Alasan: {move.reason_words}. {move.words}" if move.state in BACKWARD else ""
    return f"{move.proposal.label}: {move.state.words}.{because} {STATES[move.state].next_step}"[
        :_TOLD
    ].strip()
