"""Things of this room that stand in addresses: a village of Moga at work with a few households."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from berdaya.access.clock import now
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.documents.uploads import Limits, clean_image
from berdaya.kernel.digests import canonical_json
from berdaya.register.models import Snapshot
from berdaya.scan.models import Cycle, Household, Objection, Session, StageDate, Visit, VisitPhoto
from berdaya.scan.rules.stages import State
from berdaya.scan.services.musdes import Asked, plan_session
from berdaya.scan.services.objections import Brought, receive
from berdaya.scan.services.visits import (
    Door,
    add_photo,
    begin_visit,
    save_door,
    save_facts,
    save_people,
    save_reasons,
    send_visit,
)
from tests.meeting.office import picture
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


def a_visit(worn: Holding, home: Household, *, sent: bool = False) -> Visit:
    """A visit with a few answers, all like the register but one."""
    made = begin_visit(worn, home)
    made = save_door(worn, made, Door("ditemui"), made.version)
    made = save_facts(worn, made, POOR | {"fasbab": 1}, made.version)
    made = save_people(worn, made, ({"where": 1, "papers": 5, "works": 1}, {"where": 1}), made.version)
    made = save_reasons(worn, made, {"fasbab": "diperbaiki"}, made.version)
    return send_visit(worn, made) if sent else made


def photographed(worn: Holding, visit: Visit) -> VisitPhoto:
    full = clean_image(picture(), "foto.jpg", Limits(5, 50, 1600))
    return add_photo(worn, visit, full, clean_image(picture(), "foto.jpg", Limits(5, 50, 480)), "Dinding")


def household(maker: Holding) -> Mapping[str, Any]:
    made = a_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG), homes=1)
    return {"pk": made.households.get().pk, "territory": PLAKARAN}


def visit(maker: Holding) -> Mapping[str, Any]:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    made = begin_visit(ratna, a_cycle(ratna, homes=1).households.get())
    return {"pk": made.pk, "territory": PLAKARAN}


def step(maker: Holding) -> Mapping[str, Any]:
    return {**visit(maker), "step": "keadaan"}


def photo(maker: Holding) -> Mapping[str, Any]:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    made = begin_visit(ratna, a_cycle(ratna, homes=1).households.get())
    return {"pk": made.pk, "photo": photographed(ratna, made).pk, "territory": PLAKARAN}


def small_photo(maker: Holding) -> Mapping[str, Any]:
    return {**photo(maker), "size": "kecil"}


def a_session(worn: Holding, cycle: Cycle, *, begun: bool = True) -> Session:
    """A meeting of the village about its households, that began an hour ago."""
    made = plan_session(worn, cycle, Asked(now() + timedelta(days=3), "Balai desa"))
    if begun:
        made.meeting.starts_at = now() - timedelta(hours=1)
        made.meeting.save(update_fields=["starts_at"])
    return made


def an_objection(worn: Holding, cycle: Cycle, day: date | None = None) -> Objection:
    home = cycle.households.first()
    return receive(worn, cycle, Brought("Minta diperiksa lagi.", "sendiri", day or cycle.on_date, home))


def session(maker: Holding) -> Mapping[str, Any]:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    return {"pk": a_session(ratna, a_cycle(ratna, homes=1)).pk, "territory": PLAKARAN}


def deciding(maker: Holding) -> Mapping[str, Any]:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    made = a_session(ratna, a_cycle(ratna, homes=1))
    return {"pk": made.pk, "home": made.cycle.households.get().pk, "territory": PLAKARAN}


def objection(maker: Holding) -> Mapping[str, Any]:
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    return {"pk": an_objection(ratna, a_cycle(ratna, homes=1)).pk, "territory": PLAKARAN}
