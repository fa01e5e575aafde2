"""Work in Majalangu in the demo office: opened, visited in part, a meeting begun, an objection that waits."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from berdaya.access.clock import today_in, zones
from berdaya.access.models import Holding
from berdaya.kernel.sexes import BySex
from berdaya.meeting.services.attending import record_attendance
from berdaya.scan.book import judging_of
from berdaya.scan.models import Cycle, Household, Visit
from berdaya.scan.rules.field import Answers, persons_of
from berdaya.scan.rules.musdes import Kind, Resolved
from berdaya.scan.services import musdes, objections, visits
from berdaya.scan.services.cycles import Wanted, ask_filling, open_cycle
from berdaya.scan.services.visits import Door
from berdaya.site.demo.office.hands import MAJALANGU, hat_of, work
from berdaya.site.demo.office.registers import newest_snapshot

SEEN: Final = 18
_GONE: Final = {4: "pindah", 11: "tidak_ditemukan"}
_NOTES: Final = {"pindah": "Menurut ketua RT, ikut anak ke luar kota.", "tidak_ditemukan": "Rumahnya kosong."}
_BETTER: Final = (("fasbab", 1, "diperbaiki"), ("sta_pkh", 1, "berubah"), ("lantai", 6, "diperbaiki"))
CAME: Final = {
    "rt_rw": BySex(7, 1),
    "pemerintah": BySex(4, 2),
    "tokoh": BySex(5, 1),
    "perempuan": BySex(0, 11),
    "pemuda": BySex(3, 2),
    "lansia": BySex(2, 3),
    "difabel": BySex(1, 1),
    "rentan": BySex(2, 4),
}


def the_scan(folder: Path) -> bool:
    """Ratna opens Majalangu; Bagus visits, Yusuf looks as the second person; the village meets."""
    if Cycle.objects.filter(territory=MAJALANGU).exists():
        return False
    ratna = hat_of("ratna")
    cycle = open_cycle(ratna, MAJALANGU, Wanted(newest_snapshot().pk, "Bappeda"))
    work(ask_filling(ratna, cycle))
    cycle.refresh_from_db()
    homes = list(cycle.households.in_order_of_work()[:SEEN])
    _visited(homes)
    _met(cycle, homes)
    return True


def _visited(homes: list[Household]) -> None:
    """Most visits were checked; two wait, one came back, one is half filled in."""
    bagus, yusuf = hat_of("fasilitator"), hat_of("operator")
    for at, home in enumerate(homes):
        visit = _answered(bagus, home, at)
        if at == len(homes) - 1:
            continue
        visits.send_visit(bagus, visit)
        if at < len(homes) - 4:
            visits.verify_visit(yusuf, visit)
        elif at == len(homes) - 2:
            visits.return_visit(yusuf, visit, "Luas lantainya kurang dari satu kamar. Ukur lagi.")


def _answered(bagus: Holding, home: Household, at: int) -> Visit:
    visit = visits.begin_visit(bagus, home)
    gone = _GONE.get(at)
    if gone:
        return visits.save_door(bagus, visit, Door(gone, note=_NOTES[gone]), visit.version)
    visit = visits.save_door(bagus, visit, Door("ditemui"), visit.version)
    facts, reasons = _facts(home, at)
    visit = visits.save_facts(bagus, visit, facts, visit.version)
    people = tuple(_as_written(home))
    visit = visits.save_people(bagus, visit, people, visit.version)
    return visits.save_reasons(bagus, visit, reasons, visit.version)


def _facts(home: Household, at: int) -> tuple[dict[str, int | None], dict[str, str]]:
    """As the register has them, now and then something got better."""
    facts = {key: value for key, value in home.answers.items() if key != "jumlah_art"}
    reasons = {}
    for place, (key, value, why) in enumerate(_BETTER):
        if facts.get(key) not in (None, value) and (at + place) % 4 == 0:
            facts[key], reasons[key] = value, why
    return facts, reasons


def _as_written(home: Household) -> Iterator[Mapping[str, int]]:
    seen = persons_of(home.people, Answers(), judging_of(home.cycle).criteria)
    for person in seen:
        told = {question.key: question.told(person.member) for question in person.questions}
        yield {key: value for key, value in told.items() if value is not None}


def _met(cycle: Cycle, homes: list[Household]) -> None:
    """Sri holds the meeting; five decisions are written down, one household is added, one objects."""
    sri, yusuf = hat_of("lurah"), hat_of("operator")
    yesterday = today_in(MAJALANGU) - timedelta(days=1)
    begins = datetime.combine(yesterday, time(9), tzinfo=zones().of(MAJALANGU))
    session = musdes.plan_session(sri, cycle, musdes.Asked(begins, "Balai Desa Majalangu"))
    record_attendance(yusuf, session.meeting, CAME)
    for at, given in enumerate(
        (
            Resolved(Kind.KEEP),
            Resolved(Kind.KEEP, votes=(31, 6)),
            Resolved(Kind.REMOVE, "mampu", "Anaknya sudah bekerja dan menanggung."),
            Resolved(Kind.CORRECT, reason="Jamban bersama dilihat forum.", signs={"C7": False}),
            Resolved(Kind.REMOVE, "pindah"),
        )
    ):
        musdes.decide(yusuf, session, homes[at], given)
    where = musdes.rt_of(cycle, 2, 1)
    reason = "Menumpang di rumah saudara, belum pernah didata."
    musdes.add_household(yusuf, session, musdes.Newcomer("Ngatinah", where, 3, reason))
    objections.receive(
        sri,
        cycle,
        objections.Brought(
            "Minta diperiksa lagi: anak belum bekerja tetap.", "keluarga", today_in(MAJALANGU), homes[2]
        ),
    )
