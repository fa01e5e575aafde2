"""A village of Moga in its second round, far along: for the browser and for looking at the papers."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.scan.models import Cycle, Fgd, Plan
from berdaya.scan.rules.checking import AGREED, COLUMNS, FGD
from berdaya.scan.rules.planning import Line
from berdaya.scan.services.fgd import Line as FgdLine
from berdaya.scan.services.fgd import close_fgd, write_views
from berdaya.scan.services.fgd import write_line as write_topic
from berdaya.scan.services.potentials import Entry, add_potential
from berdaya.scan.services.progress import News, write_news
from tests.scan.things import a_household
from tests.scan.things_profile import COFFEE, LATRINES, a_check, a_fixed, a_visit, an_fgd, at_work

WOMEN = Entry(
    kind="kwt", name="KWT Sekar Melati", condition=1, prospect=2,
    facts={"men": 0, "women": 24, "active": True, "chair": "P", "founded": 2019},
)  # fmt: skip
CHIPS = Entry(
    kind="kuliner", name="Keripik singkong", condition=2, prospect=2, obstacle="kemasan dan izin",
    facts={"units": 14, "men": 6, "women": 17, "turnover": "b1", "market": "kecamatan", "nib": True},
)  # fmt: skip
TAILORS = Entry(kind="keterampilan", name="Menjahit", condition=1, prospect=2, facts={"women_u25": 11})
COURSE = Line("Melatih pengolahan kopi", "P3", 24, "orang", 36_000_000, "csr", 2026, "Dinas Pertanian")
HOUSES = Line("Memperbaiki rumah", "C5", 15, "unit", 300_000_000, "provinsi", 2027, "Dinas Perumahan")
BEFORE, NOW = (20, 10, 5, 30, 50, 40, 60, 2, 10), (15, 10, 5, 30, 40, 35, 45, 2, 10)


@dataclass(frozen=True, slots=True)
class Scene:
    cycle: Cycle
    fgd: Fgd
    plan: Plan


def scene(worn: Holding, homes: int = 140) -> Scene:
    """Two rounds of work; the second with potentials, checks, a closed FGD and a plan in force."""
    dice = random.Random(1)
    before = at_work(worn, year=2025, homes=0)
    _people(before, homes, BEFORE, dice)
    cycle = at_work(
        worn, snapshot=before.snapshot, homes=0, basis="188.4/275/Tahun 2022", households_read=homes
    )
    _people(cycle, homes, NOW, dice)
    for group, entry in (("P1", COFFEE), ("P2", WOMEN), ("P3", CHIPS), ("P4", TAILORS)):
        add_potential(worn, cycle, group, entry)
    a_check(worn, cycle, missing=4)
    a_check(worn, cycle, missing=2, names=True)
    fgd = _discussed(worn, cycle)
    plan = a_fixed(worn, cycle, LATRINES, COURSE, HOUSES)
    today = today_in(cycle.territory)
    first = plan.lines.get(number=1)
    write_news(worn, first, News(on=today, done=5, spent=20_000_000, note="RT 003 selesai"))
    a_visit(worn, cycle, today - timedelta(days=20))
    a_visit(worn, cycle, date(2026, 3, 1))
    return Scene(cycle, fgd, plan)


def _people(cycle: Cycle, homes: int, shares: tuple[int, ...], dice: random.Random) -> None:
    for at in range(homes):
        bits = "".join("1" if dice.randrange(100) < share else "0" for share in shares)
        seen = bits if at % 3 else ""
        a_household(cycle, at, bits=bits, field_bits=seen, decile=dice.choice((1, 1, 1, 2, 3, 4, None)))


def _discussed(worn: Holding, cycle: Cycle) -> Fgd:
    fgd = an_fgd(worn, cycle)
    for topic in list(fgd.topics.all()):
        value = next((value for value in map(topic.column, COLUMNS) if value), None)
        fgd.refresh_from_db()
        line = FgdLine(
            values={FGD: value, AGREED: value},
            reason="Kunjungan melihat keadaan yang lebih baru daripada register.",
            action="Usulkan ke musrenbang" if topic.code == "C7" else "",
            who="Pemerintah desa" if topic.code == "C7" else "",
        )
        write_topic(worn, topic, line, fgd.version)
    fgd.refresh_from_db()
    fgd = write_views(worn, fgd, "Jalan ke kebun rusak.", "Air jauh di musim kering.", fgd.version)
    return close_fgd(worn, fgd, fgd.version)
