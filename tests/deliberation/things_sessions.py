"""Sessions that stand in addresses, for the matrix of routes; all at one RT."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Cycle, Delegate, Session
from berdaya.deliberation.services.sitting import begin_session
from tests.deliberation.office import YEAR
from tests.office import hat
from tests.shape.things import PLACE, VILLAGE


def _session(**fields: Any) -> Session:
    lurah = hat("Bu Lurah", Role.LURAH, VILLAGE)
    made = begin_session(lurah, Cycle.objects.create(territory=PLACE, plan_year=YEAR))
    Session.objects.filter(pk=made.pk).update(budget=1_000, **fields)
    return made


def cycle(maker: Holding) -> Mapping[str, Any]:
    made = Cycle.objects.create(territory=PLACE, plan_year=YEAR)
    return {"pk": made.pk, "territory": PLACE}


def session(maker: Holding) -> Mapping[str, Any]:
    return {"pk": _session().pk, "territory": PLACE}


def discussed(maker: Holding) -> Mapping[str, Any]:
    return {"pk": _session(state="dibahas").pk, "territory": PLACE}


def one(maker: Holding) -> Mapping[str, Any]:
    made = _session()
    sent = Delegate(pk=uuid4(), session=made, sex="P", body="LPMK", entered_by=made.begun_by)
    sent.seal("Siti Aminah")
    sent.save(force_insert=True)
    return {"pk": made.pk, "key": sent.pk, "territory": PLACE}


def paper(maker: Holding) -> Mapping[str, Any]:
    return {**session(maker), "which": "lampiran"}
