"""What the demo office plans for Majalangu: potentials, SID, FGD, a plan and its progress."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from berdaya.access.clock import today_in, zones
from berdaya.access.models import Holding
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.records import Record
from berdaya.meeting.services.attending import close_meeting, record_attendance
from berdaya.meeting.services.planning import Plan as MeetingPlan
from berdaya.meeting.services.planning import plan_meeting
from berdaya.meeting.services.recording import write_minutes
from berdaya.scan.doors.fgd import rule_on
from berdaya.scan.models import Cycle, FgdTopic, Plan
from berdaya.scan.rules.checking import (
    AGREED,
    COLUMNS,
    FGD,
    FIELD,
    REGISTER,
    CheckingRule,
    Value,
    difference,
)
from berdaya.scan.rules.planning import Line
from berdaya.scan.rules.sid import Seen
from berdaya.scan.services import fgd as fgds
from berdaya.scan.services import plans, progress
from berdaya.scan.services.potentials import Entry, add_potential
from berdaya.scan.services.sid import Check, write_check
from berdaya.site.demo.office.hands import MAJALANGU, hat_of

POTENTIALS: Final = (
    ("P1", Entry(kind="kebun", name="Kopi dan cengkih rakyat", condition=2, prospect=3,
                 evidence="dilihat di dua dusun", obstacle="jalan kebun rusak",
                 facts={"commodity": "kopi, cengkih", "extent": 64, "extent_unit": "ha", "owner": "warga"})),
    ("P1", Entry(kind="mata_air", name="Mata air di lereng utara", condition=2, prospect=2,
                 facts={"extent": 3, "extent_unit": "titik", "owner": "desa", "used": 40})),
    ("P2", Entry(kind="kwt", name="KWT di dua dusun", condition=1, prospect=2,
                 facts={"founded": 2021, "men": 0, "women": 38, "active": True, "chair": "P"})),
    ("P2", Entry(kind="bum_desa", name="BUM Desa", condition=1, prospect=2, obstacle="belum berbadan hukum",
                 facts={"men": 5, "women": 2, "active": False, "chair": "L"})),
    ("P3", Entry(kind="pertanian", name="Gula aren dan keripik", condition=2, prospect=2,
                 facts={"units": 21, "men": 9, "women": 26, "turnover": "b1", "market": "kecamatan"})),
    ("P4", Entry(kind="keterampilan", name="Menjahit dan mengolah pangan", condition=1, prospect=2,
                 facts={"women_u25": 17, "women_u45": 8, "certificate": False})),
)  # fmt: skip
LINES: Final = (
    ("Membangun jamban keluarga", "C7", 20, "unit", 80_000_000, "kabupaten", "Dinas Perumahan", 0),
    ("Menyambung air bersih dari mata air", "C6", 45, "KK", 135_000_000, "desa", "Pemerintah desa", 0),
    ("Memperbaiki rumah tidak layak huni", "C5", 10, "unit", 200_000_000, "provinsi", "Dinas Perumahan", 1),
    ("Melatih pengolahan kopi dan kemasan", "P3", 24, "orang", 36_000_000, "csr", "Dinas Pertanian", 0),
    ("Mengurus akta dan KTP bersama", "C2", 60, "orang", 0, "kabupaten", "Dinas Dukcapil", 0),
)
CAME: Final = {"warga": BySex(9, 8), "perempuan": BySex(0, 7), "pemerintah": BySex(3, 1)}
_REASON: Final = "Register lebih tua daripada yang dilihat warga tahun ini."
_MEN: Final = "Jalan ke kebun menelan sebagian besar hasil panen; bantuan ternak lebih cepat terasa."
_WOMEN: Final = "Air diambil jauh di musim kering, dan itu pekerjaan perempuan dan anak; jamban menyusul air."


def the_plan(folder: Path) -> bool:
    """Bagus scans, Sri holds the FGD, Ratna writes the plan, Agus fixes it."""
    cycle = Cycle.objects.filter(territory=MAJALANGU).first()
    if cycle is None or cycle.potentials.exists():
        return False
    bagus, ratna = hat_of("fasilitator"), hat_of("ratna")
    for group, entry in POTENTIALS:
        add_potential(bagus, cycle, group, entry)
    _checked(bagus, cycle)
    _agreed(ratna, cycle)
    _progressed(ratna, _fixed(ratna, cycle))
    return True


def _checked(bagus: Holding, cycle: Cycle) -> None:
    """Half of the classes are there; the list of the poor shows their names, so village and Bappeda hear."""
    today = today_in(MAJALANGU)
    age = {1: 40, 2: 500, 4: 300, 5: 90, 6: 200, 7: 150, 9: 800}
    seen = [
        Seen(n, n in age, today - timedelta(days=age[n]) if n in age else None, names_visible=n == 5)
        for n in range(1, 12)
    ]
    write_check(bagus, cycle, Check(checked_on=today, seen=seen, notes={5: "daftar penerima dengan nama"}))


def _agreed(ratna: Holding, cycle: Cycle) -> None:
    fgd = fgds.begin_fgd(ratna, cycle, _discussion())
    rule = rule_on(cycle)
    for topic in list(fgd.topics.all()):
        fgd.refresh_from_db()
        fgds.write_line(ratna, topic, _line(topic, rule), fgd.version)
    fgd.refresh_from_db()
    fgd = fgds.write_views(ratna, fgd, _MEN, _WOMEN, fgd.version)
    fgds.close_fgd(ratna, fgd, fgd.version)


def _line(topic: FgdTopic, rule: CheckingRule) -> fgds.Line:
    """A sign half-way between the register and the visits, a potential as it was scanned; with a reason where
    the columns lie far apart."""
    register, field = topic.column(REGISTER), topic.column(FIELD)
    value = _between(register, field) if register and field else field or register
    columns = {name: topic.column(name) for name in COLUMNS} | {FGD: value, AGREED: value}
    far = difference(columns, rule)
    return fgds.Line(values={FGD: value, AGREED: value}, reason=_REASON if far and far.large else "")


def _between(register: Value, field: Value) -> Value:
    """Of all households of the register: those who came know more houses than were visited so far."""
    share = (register.share + field.share) / 2
    return Value(int(share * register.whole), register.whole)


def _discussion() -> Meeting:
    """An FGD that Sri held three days ago, with its minutes."""
    sri = hat_of("lurah")
    day = today_in(MAJALANGU) - timedelta(days=3)
    begins = datetime.combine(day, time(13), tzinfo=zones().of(MAJALANGU))
    facts = MeetingPlan(forum="fgd", territory=MAJALANGU, starts_at=begins, place="Balai Desa Majalangu")
    meeting = record_attendance(sri, plan_meeting(sri, facts), CAME)
    meeting = close_meeting(sri, meeting, ended_at=begins + timedelta(hours=2))
    decided = Record(decisions=("Angka yang disepakati dipakai dalam rencana intervensi.",))
    write_minutes(sri, meeting, decided)
    meeting.refresh_from_db()
    return meeting


def _fixed(ratna: Holding, cycle: Cycle) -> Plan:
    plan = plans.begin_plan(ratna, cycle)
    for action, target, volume, unit, cost, source, who, later in LINES:
        plan.refresh_from_db()
        line = Line(action, target, volume, unit, cost, source, cycle.year + later, who)
        plans.write_line(ratna, plan, line, "", plan.edited)
    plan.refresh_from_db()
    plan = plans.send_plan(
        ratna, plan, "Yang tidak dijawab tahun ini menunggu putusan musyawarah.", plan.edited
    )
    return plans.fix_plan(hat_of("agus"), plan, "Biaya sesuai standar harga.", plan.edited)


def _progressed(ratna: Holding, plan: Plan) -> None:
    today = today_in(MAJALANGU)
    first, second = plan.lines.order_by("number")[:2]
    progress.write_news(ratna, first, progress.News(on=today, done=8, spent=32_000_000, note="Dusun utara"))
    progress.write_news(ratna, second, progress.News(on=today, done=12, spent=30_000_000))
    seen = progress.Visit(
        on=today - timedelta(days=1),
        team="Bappeda, Dinas Perumahan, Kecamatan Watukumpul",
        findings="Delapan jamban sudah dipakai. Pipa air tertahan di jalan yang longsor.",
        follow_up="Perbaiki talud sebelum pipa disambung.",
        due=today + timedelta(days=30),
    )
    progress.write_visit(ratna, plan.cycle, seen)
