"""What works in Majalangu: a small inventory, and one list of recipients with pairs that people must decide.

The list is made from people of the demo register, with the faults that such lists have; strangers stand on it
too. It says nothing about anybody: all of them are invented.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.scan.matching.people import Registered, registered
from berdaya.scan.models import Cycle, Pair, ProgramItem, RecipientList
from berdaya.scan.rules.inventory import Aspect, Source, Status, Strategy, Unit, Urgency
from berdaya.scan.rules.pairs import Verdict
from berdaya.scan.services.cycles import Wanted, ask_filling, open_cycle
from berdaya.scan.services.judging import Told, accept_sure, answer
from berdaya.scan.services.programmes import add_problem, add_programme
from berdaya.scan.services.recipients import bring, confirm
from berdaya.site.demo.office.hands import MAJALANGU, Arrived, hat_of, work
from berdaya.site.demo.office.registers import newest_snapshot

MISSED: Final = 7
BETTER_OFF: Final = 4
FAULTY: Final = 45
DECIDED: Final = 2
STRANGERS: Final = ("Kasmirah", "Rudi Hartono", "Wastinah")
_HEAD: Final = ("nama", "nik", "umur", "jk", "alamat", "rt", "rw")
_OLD: Final = (("su", "soe"), ("j", "dj"), ("y", "j"), ("u", "oe"))
_COMMON: Final = {
    "year": 2026,
    "strategy": Strategy.BURDEN,
    "status": Status.RUNNING,
    "aspect": Aspect.SOCIAL,
}
PROGRAMMES: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "kind": "pkh",
        "name": "PKH tahap 2",
        "body": "Kementerian Sosial",
        "source": Source.CENTRAL,
        "unit": Unit.FAMILIES,
        "planned": 402,
        "realised": 389,
        "budget": 1_050_300_000,
    },
    {
        "kind": "blt_desa",
        "name": "BLT Dana Desa",
        "body": "Pemerintah Desa",
        "source": Source.VILLAGE,
        "unit": Unit.FAMILIES,
        "planned": 710,
        "realised": 710,
        "budget": 2_556_000_000,
    },
    {
        "kind": "rtlh",
        "name": "Perbaikan rumah tidak layak huni",
        "body": "Dinas Perumahan",
        "source": Source.DISTRICT,
        "unit": Unit.UNITS,
        "aspect": Aspect.SETTING,
        "strategy": Strategy.POCKETS,
        "status": Status.PLANNED,
        "planned": 8,
        "budget": 160_000_000,
    },
    {
        "kind": "lain",
        "name": "Bibit kambing kelompok ternak",
        "body": "Baznas",
        "source": Source.ZAKAT,
        "unit": Unit.GROUPS,
        "aspect": Aspect.ECONOMY,
        "strategy": Strategy.INCOME,
        "planned": 2,
        "realised": 2,
    },
)
PROBLEMS: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "aspect": Aspect.SETTING,
        "text": "Warga mengambil air dari mata air tak terlindung saat kemarau",
        "cause": "Pipa desa belum sampai ke dusun atas",
        "affected": 64,
        "unit": Unit.FAMILIES,
        "urgency": Urgency.HIGH,
        "sign": "C6",
    },
    {
        "aspect": Aspect.SOCIAL,
        "text": "Anak lulus SMP tidak melanjutkan sekolah",
        "cause": "SMA terdekat di kecamatan sebelah, ongkos jalan mahal",
        "affected": 23,
        "unit": Unit.PEOPLE,
        "urgency": Urgency.MIDDLE,
        "sign": "C3",
    },
)


def the_programmes(folder: Path) -> bool:
    """Yusuf writes the inventory down and brings a list; some of its pairs stay for whoever plays."""
    cycle = _cycle()
    if cycle.recipient_lists.matched().exists():
        return False
    yusuf = hat_of("operator")
    items = _inventory(yusuf, cycle)
    kept = _list(yusuf, cycle, items)
    work(confirm(yusuf, kept))
    accept_sure(yusuf, kept)
    _decide(kept)
    return True


def _cycle() -> Cycle:
    """The round of this year; opened here where no other act did it."""
    year = today_in(MAJALANGU).year
    cycle = Cycle.objects.filter(territory=MAJALANGU, year=year).first()
    if cycle is None:
        ratna = hat_of("ratna")
        cycle = open_cycle(ratna, MAJALANGU, Wanted(newest_snapshot().pk))
        work(ask_filling(ratna, cycle))
        cycle.refresh_from_db()
    return cycle


def _inventory(hat: Holding, cycle: Cycle) -> list[ProgramItem]:
    if not cycle.problems.exists():
        for told in PROBLEMS:
            add_problem(hat, cycle, told)
    standing = {one.name: one for one in cycle.programmes.standing()}
    for told in PROGRAMMES:
        if told["name"] not in standing:
            add_programme(hat, cycle, {**_COMMON, **told, "year": cycle.year})
    return list(cycle.programmes.standing())


def _list(hat: Holding, cycle: Cycle, items: list[ProgramItem]) -> RecipientList:
    """The list as the village keeps it; the one that waits where it was brought before."""
    blt = next(one for one in items if one.kind == "blt_desa")
    waiting = blt.lists.standing().first()
    if waiting is not None:
        return waiting
    day = today_in(MAJALANGU) - timedelta(days=30)
    people = registered(cycle.snapshot, MAJALANGU)
    content = _written([*_recipients(people, day), *_strangers()])
    return bring(hat, blt, Arrived("penerima-blt.csv", content), day, "Perkades rekaan Nomor 4 Tahun 2026")


def _recipients(people: Registered, day: date) -> Iterator[Mapping[str, str]]:
    """Nine of ten households of decile 1 and a few that are better off; some without NIK, spelt as of old."""
    heads: dict[str, tuple[Mapping[str, str], int | None]] = {}
    for person, household, decile in zip(people.people, people.households, people.deciles, strict=True):
        heads.setdefault(household, (person, decile))
    poor = [person for person, decile in heads.values() if decile == 1]
    better = [person for person, decile in heads.values() if decile and decile > 1]
    years = day.year - people.on.year
    listed = [*(one for n, one in enumerate(poor) if n % 10 != MISSED), *better[:BETTER_OFF]]
    for number, person in enumerate(listed):
        row = {name: person.get(name, "") for name in _HEAD}
        row["umur"] = str(int(row["umur"]) + years + number % 2) if row["umur"] else ""
        if number % FAULTY == 0:
            row |= {"nik": "", "nama": _as_of_old(row["nama"])}
        yield row


def _as_of_old(name: str) -> str:
    """SUGIYO -> Soegijo: the first of the old spellings that fits."""
    told = name.lower()
    for new, old in _OLD:
        if new in told:
            return told.replace(new, old, 1).title()
    return told.title()


def _strangers() -> Iterator[Mapping[str, str]]:
    for number, name in enumerate(STRANGERS, start=1):
        yield {
            "nama": name,
            "umur": str(30 + number * 7),
            "jk": "L" if name.startswith("Rudi") else "P",
            "rt": "9",
        }


def _written(rows: list[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, _HEAD, delimiter=";", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _decide(kept: RecipientList) -> None:
    """The village head says the first ones are the same, the operator is not so sure of one of them."""
    waiting = Pair.objects.filter(recipient__list=kept).to_decide()[: DECIDED + 1]
    for pair in list(waiting):
        answer(hat_of("lurah"), pair, Told(Verdict.SAME, "orang", 0))
    last = Pair.objects.filter(recipient__list=kept).exclude(answers=None).order_by("-pk").first()
    if last is not None:
        answer(hat_of("operator"), last, Told(Verdict.NOT_SAME, "data", last.seen))
