"""Things of this room that stand in addresses: a village of Moga at work with a few households."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.kernel.digests import canonical_json
from berdaya.register.models import Snapshot
from berdaya.scan.models import Cycle, Household, StageDate
from berdaya.scan.rules.stages import State
from tests.office import PEMALANG, PLAKARAN, hat
from tests.register.things import a_snapshot

POOR = {
    "sta_kks": 0, "sta_kip": 0, "sta_kis": 0, "sta_bpjs_mandiri": 0, "sta_pkh": 0, "sta_rastra": 0,
    "lantai": 9, "dinding": 4, "kondisi_dinding": 2, "atap": 9, "kondisi_atap": 2, "sumber_airminum": 9,
    "fasbab": 4, "sumber_penerangan": 1, "luas_lantai": 24, "jumlah_art": 2,
}  # fmt: skip
PEOPLE = (
    {"age": 44, "sex": 1, "relation": 1, "works": True, "papers": 5, "schooling": 2, "disabled": False,
     "ill": False, "senior_diploma": False},
    {"age": 12, "sex": 2, "relation": 3, "works": False, "papers": 1, "schooling": 2, "disabled": False,
     "ill": False, "senior_diploma": False},
)  # fmt: skip


def a_cycle(maker: Holding, territory: str = PLAKARAN, **fields: Any) -> Cycle:
    """A round of work without its register's files; with three households unless `homes` says otherwise."""
    homes = fields.pop("homes", 3)
    snapshot: Snapshot | None = fields.pop("snapshot", None)
    made = Cycle.objects.create(
        **{
            "territory": territory,
            "year": 2026,
            "snapshot": snapshot or a_snapshot(maker, {territory: (120, 30)}),
            "on_date": date(2026, 1, 5),
            "years": 0,
            "state": State.RUNNING.value,
            "households_read": homes,
            "opened_by": maker.person,
            **fields,
        }
    )
    StageDate.objects.bulk_create(
        StageDate(cycle=made, stage=stage, due=date(2026, 3, 5)) for stage in ("pindai", "musdes")
    )
    for at in range(homes):
        a_household(made, at)
    return made


def a_household(cycle: Cycle, at: int = 0, **fields: Any) -> Household:
    return Household.objects.create(
        **{
            "cycle": cycle,
            "key": f"00ab-00cd-00ef-{at:04}",
            "rt": f"{cycle.territory}.002.003",
            "decile": 1,
            "persons": len(PEOPLE),
            "facts": canonical_json(POOR),
            "members": json.dumps(PEOPLE),
            "bits": "101010110",
            "known": 9,
            "count": 5,
            "klass": "A+",
            "urgency": at + 1,
            **fields,
        }
    )


def cycle(maker: Holding) -> Mapping[str, Any]:
    return {"pk": a_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG)).pk, "territory": PLAKARAN}


def village(maker: Holding) -> Mapping[str, Any]:
    return {"code": PLAKARAN, "territory": PLAKARAN}
