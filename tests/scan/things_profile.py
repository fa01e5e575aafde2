"""Potentials, SID, FGD and plans of a village of Moga, for the tests and the matrix of routes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.documents.uploads import Limits, clean_image
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import Meeting
from berdaya.scan.doors.plans import plan_at_hand
from berdaya.scan.models import Cycle, Fgd, Plan, Potential, SidCheck, Supervision
from berdaya.scan.models.fgd import FgdTopic
from berdaya.scan.rules.checking import AGREED, FGD, Value
from berdaya.scan.rules.planning import Line
from berdaya.scan.rules.sid import Seen
from berdaya.scan.services.fgd import Line as FgdLine
from berdaya.scan.services.fgd import begin_fgd, write_views
from berdaya.scan.services.fgd import write_line as write_topic
from berdaya.scan.services.plans import begin_plan, fix_plan, send_plan, write_line
from berdaya.scan.services.potentials import Entry, add_potential
from berdaya.scan.services.progress import Visit, add_photo, write_visit
from berdaya.scan.services.sid import Check, write_check
from tests.meeting import office
from tests.office import PEMALANG, PLAKARAN, hat
from tests.scan.things import a_cycle

COFFEE = Entry(
    kind="kebun",
    name="Kopi rakyat lereng utara",
    condition=2,
    prospect=3,
    evidence="dilihat di dua dusun",
    facts={"commodity": "kopi", "extent": None, "extent_unit": "ha", "owner": "warga"},
)
LATRINES = Line(
    "Membangun jamban keluarga", "C7", 12, "unit", 48_000_000, "kabupaten", 2026, "Dinas Perumahan"
)


def bappeda() -> Holding:
    return hat("Bu Ratna", Role.BAPPEDA, PEMALANG)


def agency(body: str = "Dinas Pertanian") -> Holding:
    return hat("Pak Wahyu", Role.AGENCY, PEMALANG, body=body)


def at_work(maker: Holding, **fields: Any) -> Cycle:
    return a_cycle(maker, **({"agency": "Dinas Pertanian"} | fields))


def a_potential(maker: Holding, cycle: Cycle, entry: Entry = COFFEE) -> Potential:
    return add_potential(maker, cycle, "P1", entry)


def a_check(maker: Holding, cycle: Cycle, *, names: bool = False, missing: int = 0) -> SidCheck:
    today = today_in(cycle.territory)
    fresh = today - timedelta(days=20)
    seen = [
        Seen(n, n > missing, fresh if n > missing else None, names_visible=names and n == 5)
        for n in range(1, 12)
    ]
    return write_check(maker, cycle, Check(checked_on=today, seen=seen, notes={}))


def a_discussion(maker: Holding, territory: str = PLAKARAN) -> Meeting:
    """An FGD that was held, with men and women."""
    lurah = hat("Bu Lurah", Role.LURAH, territory)
    counts = {"warga": BySex(6, 5), "perempuan": BySex(0, 4)}
    return office.minuted(lurah, forum="fgd", territory=territory, invited=(), counts=counts)


def an_fgd(maker: Holding, cycle: Cycle) -> Fgd:
    return begin_fgd(maker, cycle, a_discussion(maker, cycle.territory))


def agreed_fgd(maker: Holding, cycle: Cycle) -> Fgd:
    """Every topic agreed as the register has it, both views written."""
    fgd = an_fgd(maker, cycle)
    for topic in FgdTopic.objects.filter(fgd=fgd, register_part__isnull=False):
        value = Value(topic.register_part or 0, topic.register_whole or 1)
        fgd.refresh_from_db()
        write_topic(maker, topic, FgdLine(values={FGD: value, AGREED: value}), fgd.version)
    fgd.refresh_from_db()
    return write_views(maker, fgd, "Jalan ke kebun rusak.", "Air jauh di musim kering.", fgd.version)


def a_draft(maker: Holding, cycle: Cycle, *lines: Line) -> Plan:
    plan = begin_plan(maker, cycle)
    for line in lines or (LATRINES,):
        plan.refresh_from_db()
        write_line(maker, plan, line, "RT 003", plan.edited)
    found = plan_at_hand(cycle)
    assert found is not None
    return found


def a_sent(maker: Holding, cycle: Cycle, *lines: Line) -> Plan:
    plan = a_draft(maker, cycle, *lines)
    return send_plan(maker, plan, "Tanda lain dijawab tahun depan.", plan.edited)


def a_fixed(maker: Holding, cycle: Cycle, *lines: Line) -> Plan:
    plan = a_sent(maker, cycle, *lines)
    second = hat("Mas Agus", Role.BAPPEDA, ".".join(cycle.territory.split(".")[:2]))
    return fix_plan(second, plan, "", plan.edited)


def a_visit(maker: Holding, cycle: Cycle, on: date | None = None) -> Supervision:
    facts = Visit(
        on=on or today_in(cycle.territory), team="Dinas Pertanian", findings="Jamban mulai dibangun."
    )
    return write_visit(maker, cycle, facts)


# ---------- for the matrix of routes ----------


def _at(cycle: Cycle, **more: Any) -> Mapping[str, Any]:
    return {"pk": cycle.pk, "territory": PLAKARAN, **more}


def group(maker: Holding) -> Mapping[str, Any]:
    return _at(a_cycle(bappeda()), group="P1")


def potential(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, entry=a_potential(bappeda(), cycle).pk)


def check(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, check=a_check(bappeda(), cycle).pk)


def fgd(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    an_fgd(bappeda(), cycle)
    return _at(cycle)


def topic(maker: Holding) -> Mapping[str, Any]:
    return {**fgd(maker), "code": "C7"}


def step(maker: Holding) -> Mapping[str, Any]:
    return {**fgd(maker), "what": "segarkan"}


def begun_plan(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, version=a_draft(bappeda(), cycle).version)


def plan_step(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, version=a_sent(bappeda(), cycle).version, what="tetapkan")


def draft_line(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, line=a_draft(bappeda(), cycle).lines.get().pk)


def fixed_line(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, line=a_fixed(bappeda(), cycle).lines.get().pk)


def visit(maker: Holding) -> Mapping[str, Any]:
    cycle = a_cycle(bappeda())
    return _at(cycle, visit=a_visit(bappeda(), cycle).pk)


def photo(maker: Holding) -> Mapping[str, Any]:
    cycle, worn = a_cycle(bappeda()), bappeda()
    made = a_visit(worn, cycle)
    picture = clean_image(office.picture("green"), "foto.jpg", Limits(5, 50, 480))
    kept = add_photo(worn, made, picture, picture, "")
    return _at(cycle, visit=made.pk, photo=kept.pk, size="kecil")


def half(maker: Holding) -> Mapping[str, Any]:
    return _at(a_cycle(bappeda()), half="2026-1")
