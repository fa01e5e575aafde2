"""Open a round of work in a village, read its households from the register, move its dates, close it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.kernel.digests import canonical_json
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.models import Snapshot
from berdaya.scan.book import stages_on, work_on
from berdaya.scan.doors.cycles import cycle_for, opening_for
from berdaya.scan.identity import Seal, label_of, seal_of
from berdaya.scan.models import Cycle, Household, StageDate
from berdaya.scan.reading import Found, Read, read_place
from berdaya.scan.rules.homes import bits_of
from berdaya.scan.rules.stages import State, date_faults, due_dates

FILL = "scan.fill"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a place is opened. `agency` is typed where no decree names one; `basis` says by what paper."""

    snapshot: int
    agency: str = ""
    basis: str = ""
    variants: tuple[str, ...] = ()


def open_cycle(hat: Holding, code: str, wanted: Wanted) -> Cycle:
    """Begin the round of this year. Opened twice it is the same round; its register stays the first one."""
    require(hat, Right.SCAN_OPEN, code)
    opening = opening_for(hat, code)
    if hat.role == Role.AGENCY and not opening.agency:
        raise Refused(_not_led())
    snapshot = next((one for one in opening.snapshots if one.pk == wanted.snapshot), None)
    if snapshot is None:
        raise Refused(_no_register(code))
    with transaction.atomic():
        cycle, fresh = Cycle.objects.get_or_create(
            territory=code,
            year=opening.year,
            defaults=_beginning(hat, wanted, snapshot)
            | {
                "agency": opening.agency or wanted.agency or hat.body,
                "basis": opening.decree or wanted.basis,
            },
        )
        if fresh:
            _write_dates(cycle)
            told: dict[str, Fact] = {"year": cycle.year, "snapshot": snapshot.pk}
            record(hat, "scan.opened", "cycle", cycle.pk, code, told)
    return cycle


def _beginning(hat: Holding, wanted: Wanted, snapshot: Snapshot) -> dict[str, object]:
    return {
        "snapshot": snapshot,
        "variants": " ".join(wanted.variants),
        "on_date": today_in(snapshot.territory),
        "opened_by": hat.person,
    }


def _write_dates(cycle: Cycle) -> None:
    stages = stages_on(cycle.on_date, cycle.territory)
    dues = due_dates(stages, cycle.territory, cycle.on_date)
    StageDate.objects.bulk_create(StageDate(cycle=cycle, stage=key, due=due) for key, due in dues.items())


def ask_filling(hat: Holding, cycle: Cycle) -> Job:
    """Read the households in the background: opening the sealed part takes longer than a form may."""
    require(hat, Right.SCAN_OPEN, cycle.territory)
    return start(hat.person, FILL, str(cycle.pk), cycle.territory)


def fill(subject: str, person: Person, progress: Progress) -> Cycle:
    """Take the households of the village over from the register; done before, it changes nothing."""
    cycle = Cycle.objects.select_related("snapshot").get(pk=int(subject))
    if cycle.standing is not State.FILLING:
        return cycle
    progress.move(0, 2, "membaca rumah tangga dari register")
    deciles = int(work_on(cycle.on_date, cycle.territory)["deciles_up_to"])
    read = read_place(cycle.snapshot, cycle.territory, cycle.on_date, cycle.variants.split(), deciles)
    progress.move(1, 2, "menyusun daftar kerja")
    _keep(cycle, read, person)
    progress.move(2, 2, "daftar kerja siap")
    return cycle


def _keep(cycle: Cycle, read: Read, person: Person) -> None:
    seal = seal_of(cycle.snapshot)
    rows = [_row(cycle, home, seal, at) for at, home in enumerate(read.homes, start=1)]
    with transaction.atomic():
        mine = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if mine.standing is not State.FILLING:
            return
        Household.objects.bulk_create(rows, batch_size=500)
        mine.state, mine.years, mine.rules = State.RUNNING.value, read.years, " ".join(read.rules)
        mine.households_read, mine.left_out = len(rows), read.left_out
        mine.save(update_fields=["state", "years", "rules", "households_read", "left_out"])
        told: dict[str, Fact] = {"households": len(rows), "left_out": read.left_out}
        record(person, "scan.filled", "cycle", mine.pk, mine.territory, told)


def _row(cycle: Cycle, home: Found, seal: Seal, urgency: int) -> Household:
    evaluation = home.evaluation
    return Household(
        cycle=cycle,
        key=home.key,
        rt=home.rt,
        decile=home.decile,
        persons=sum(member.get("present", True) for member in home.members),
        facts=canonical_json(home.facts),
        members=json.dumps(home.members),
        identity=seal.sealed(home.identity, label_of(cycle.pk, home.key)),
        bits=bits_of(evaluation),
        known=evaluation.n_known,
        count=evaluation.count,
        klass=evaluation.klass or "",
        marks=" ".join(evaluation.marks),
        urgency=urgency,
    )


def set_dates(hat: Holding, cycle: Cycle, dues: Mapping[str, date]) -> Cycle:
    """Other days on which the stages are due. Refused before the day of opening."""
    require(hat, Right.SCAN_OPEN, cycle.territory)
    if found := date_faults(dues, cycle.on_date):
        raise Refused(*found)
    with transaction.atomic():
        mine = locked(hat, cycle)
        for date_ in mine.dates.select_for_update():
            if date_.stage in dues and date_.due != dues[date_.stage]:
                StageDate.objects.filter(pk=date_.pk).update(due=dues[date_.stage])
        record(hat, "scan.dates", "cycle", mine.pk, mine.territory)
    return mine


def close_cycle(hat: Holding, cycle: Cycle, note: str) -> Cycle:
    """The round is over: everything stays to be read, nothing is written any more, nobody is named."""
    require(hat, Right.SCAN_OPEN, cycle.territory)
    with transaction.atomic():
        mine = locked(hat, cycle)
        mine.state, mine.closed_at, mine.closed_by = State.CLOSED.value, now(), hat.person
        mine.closing_note = " ".join(note.split())[:300]
        mine.save(update_fields=["state", "closed_at", "closed_by", "closing_note"])
        record(hat, "scan.closed", "cycle", mine.pk, mine.territory)
    return mine


def locked(hat: Holding, cycle: Cycle) -> Cycle:
    """The round, held until the transaction ends; refused once it is closed. For all services of the room."""
    mine = cycle_for(hat, cycle.pk, lock=True)
    require_open(mine)
    return mine


def require_open(cycle: Cycle) -> None:
    if not cycle.open:
        raise Refused(_not_open(cycle))


def _not_open(cycle: Cycle) -> Finding:
    if cycle.standing is State.FILLING:
        problem, advice = "daftar kerjanya sedang disiapkan", "Tunggu sampai daftar kerja siap, lalu ulangi."
    else:
        problem, advice = "putaran kerja ini sudah ditutup", "Buka putaran tahun berikutnya bila perlu."
    return Finding("scan.not_open", "tempat ini", problem, advice)


def _not_led() -> Finding:
    return Finding(
        "scan.not_led",
        "tempat ini",
        "belum ditugaskan kepada perangkat daerah mana pun, jadi perangkat daerah tidak dapat membukanya",
        "Minta Bappeda menetapkan pendampingnya, atau membukanya dengan dasar tertulis.",
    )


def _no_register(code: str) -> Finding:
    return Finding(
        "scan.no_register",
        "register",
        "tidak ada register yang memuat tempat ini dan masih berlaku",
        "Pilih register lain, atau minta Bappeda mengesahkan register yang memuat tempat ini.",
    )
