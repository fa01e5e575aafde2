"""The things that stand in addresses, each made by somebody, each at `PLACE` or a place that holds it.

A function returns what the address needs, and under "territory" where the thing lies.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from berdaya.access.clock import now
from berdaya.access.jobs.models import Job
from berdaya.access.models import Holding, Invite
from berdaya.access.rules.codes import Way
from berdaya.access.rules.roles import Role
from berdaya.access.services.drafts import save_draft
from berdaya.access.services.inbox import send_to
from berdaya.documents.store import put_picture
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.site.mapfiles import Report, write_report
from tests.office import hat, hold, person

# An RT, so that the hats of all levels above it can cover the thing.
PLACE = "33.27.01.2001.002.003"
VILLAGE = "33.27.01.2001"
KECAMATAN = "33.27.01"
TERM = {"first_day": date(2026, 1, 1), "last_day": date(2030, 1, 1)}


def village(maker: Holding) -> Mapping[str, Any]:
    """For addresses that name a place."""
    return {"code": VILLAGE, "territory": VILLAGE}


def kecamatan(maker: Holding) -> Mapping[str, Any]:
    """For addresses that name a place with villages."""
    return {"code": KECAMATAN, "territory": KECAMATAN}


def drawn_map(maker: Holding) -> Mapping[str, Any]:
    """A file of boundaries that a job has looked at."""
    picture = put_picture("<svg xmlns='http://www.w3.org/2000/svg'/>", "Moga")
    digest = "d" * 64
    write_report(KECAMATAN, Report(digest, "Moga", 1, 9, [], {KECAMATAN: picture}, {KECAMATAN: "Peta"}))
    return {"code": KECAMATAN, "digest": digest, "territory": KECAMATAN}


def figure(maker: Holding) -> Mapping[str, Any]:
    facts = Facts(VILLAGE, "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BPS 2026", number=6000)
    return {"code": VILLAGE, "pk": file_figure(maker, facts).pk, "territory": VILLAGE}


def account(maker: Holding) -> Mapping[str, Any]:
    return {"pk": hat("Pak Darmo", Role.RT_HEAD, PLACE).person_id, "territory": PLACE}


def proposal(maker: Holding) -> Mapping[str, Any]:
    made = Holding.objects.create(
        person=person("Pak Darmo"), role=Role.RT_HEAD.value, territory=PLACE, granted_by=maker.person, **TERM
    )
    return {"pk": made.pk, "territory": PLACE}


def code(maker: Holding) -> Mapping[str, Any]:
    """A new code that waits for a second person."""
    made = Invite.objects.create(
        person=hat("Pak Darmo", Role.RT_HEAD, PLACE).person,
        way=Way.SLIP,
        code_hash="0" * 64,
        issued_by=maker.person,
        issued_at=now(),
        expires_at=now() + timedelta(days=1),
        guarded=True,
    )
    return {"pk": made.pk, "territory": PLACE}


def message(owner: Holding) -> Mapping[str, Any]:
    return {"pk": send_to(owner.person, "Kabar", "Isi.").pk}


def draft(owner: Holding) -> Mapping[str, Any]:
    return {"pk": save_draft(owner, "coba", {}).pk}


def own_role(owner: Holding) -> Mapping[str, Any]:
    return {"pk": hold(owner.person, Role.RT_HEAD, PLACE).pk}


def job(owner: Holding) -> Mapping[str, Any]:
    return {"ident": Job.objects.create(kind="coba", person=owner.person).pk}
