"""A paper form typed in: the same visit as on the screen, in one deed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from berdaya.access.models import Holding
from berdaya.kernel.findings import Finding, Refused
from berdaya.scan.models import Household, Visit
from berdaya.scan.services.visits import (
    Door,
    begin_visit,
    save_door,
    save_facts,
    save_people,
    save_reasons,
    seen_in,
    send_visit,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the paper. `reason` is the one written for whatever differs from the register."""

    door: Door
    facts: Mapping[str, int]
    people: tuple[Mapping[str, int], ...] = ()
    reason: str = ""


def enter_sheet(hat: Holding, household: Household, sheet: Sheet) -> Visit:
    """Begun, filled in and sent. Refused where somebody has an open visit there: two never overwrite."""
    with transaction.atomic():
        visit = begin_visit(hat, household, from_paper=True)
        if visit.version > 1 or not visit.from_paper:
            raise Refused(_open_already(visit))
        visit = save_door(hat, visit, sheet.door, visit.version)
        visit = save_facts(hat, visit, sheet.facts, visit.version)
        visit = save_people(hat, visit, sheet.people, visit.version)
        found = seen_in(visit).differences
        visit = save_reasons(hat, visit, {one.key: sheet.reason for one in found}, visit.version)
        return send_visit(hat, visit)


def _open_already(visit: Visit) -> Finding:
    return Finding(
        "visit.open",
        "rumah tangga ini",
        f"sedang diisi {visit.saved_by.name}",
        "Lanjutkan isian itu, atau minta ia menyelesaikannya.",
    )
