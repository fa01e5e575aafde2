"""Write down, correct, take out and take over what works in a village, and what is wrong there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.register.services.rulings import book
from berdaya.rulebook.rules import told_rule
from berdaya.scan.doors import programmes as doors
from berdaya.scan.doors.cycles import before
from berdaya.scan.models import Cycle, ProblemItem, ProgramItem
from berdaya.scan.rules.eligibility import Programmes
from berdaya.scan.rules.inventory import Status, faults
from berdaya.scan.services.cycles import locked

RULE = "scan.programmes"
COPIED = (
    *("kind", "name", "body", "source", "aspect", "strategy", "budget", "unit", "planned"),
    *("location", "document"),
)


def programmes_on(day: date, territory: str) -> Programmes:
    """The conditions of the programmes as they stand for a village on a day."""
    return Programmes.of(book().in_force(RULE, day, territory=territory).values)


def rule_title(day: date, territory: str) -> str:
    """The rule that says for whom a programme is meant, as pages name it."""
    return told_rule(book().in_force(RULE, day, territory=territory).key)


def add_programme(hat: Holding, cycle: Cycle, told: Mapping[str, Any]) -> ProgramItem:
    """Put a programme into the inventory. Refused when its numbers cannot be right."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    item = ProgramItem(cycle=cycle, written_by=hat.person, written_at=now(), **told)
    _check(item)
    with transaction.atomic():
        locked(hat, cycle)
        item.save(force_insert=True)
        record(hat, "scan.programme_added", "programme", item.pk, cycle.territory, {"kind": item.kind})
    return item


def change_programme(hat: Holding, item: ProgramItem, told: Mapping[str, Any], seen: int) -> ProgramItem:
    """Correct an entry that was read at version `seen`; refused when somebody else was faster."""
    require(hat, Right.SCAN_WORK, item.cycle.territory)
    with transaction.atomic():
        locked(hat, item.cycle)
        mine = doors.programme_for(hat, item.pk, lock=True)
        _same_version(mine.version, seen)
        if told["kind"] != mine.kind and mine.lists.standing().exists():
            raise Refused(_has_lists())
        _write(mine, told, hat)
        _check(mine)
        mine.save()
        record(hat, "scan.programme_changed", "programme", mine.pk, item.cycle.territory)
    return mine


def drop_programme(hat: Holding, item: ProgramItem) -> None:
    """Take an entry out of the inventory; refused while a list of recipients hangs on it."""
    require(hat, Right.SCAN_WORK, item.cycle.territory)
    with transaction.atomic():
        locked(hat, item.cycle)
        mine = doors.programme_for(hat, item.pk, lock=True)
        if mine.lists.standing().exists():
            raise Refused(_has_lists())
        mine.dropped_at = now()
        mine.save(update_fields=["dropped_at"])
        record(hat, "scan.programme_dropped", "programme", mine.pk, item.cycle.territory)


def to_copy(cycle: Cycle) -> list[ProgramItem]:
    """Entries of the round before that were not taken over yet; what was stopped stays where it is."""
    earlier = before(cycle)
    if earlier is None:
        return []
    taken = set(cycle.programmes.exclude(before=None).values_list("before", flat=True))
    rows = earlier.programmes.standing().exclude(status=Status.STOPPED.value)
    return [one for one in rows if one.pk not in taken]


def copy_last_year(hat: Holding, cycle: Cycle) -> int:
    """Take last year's programmes over as plans, without what was realised. Twice adds nothing more."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    with transaction.atomic():
        mine = locked(hat, cycle)
        fresh = [
            ProgramItem(
                cycle=mine,
                before=one,
                year=mine.year,
                status=Status.PLANNED.value,
                written_by=hat.person,
                written_at=now(),
                **{name: getattr(one, name) for name in COPIED},
            )
            for one in to_copy(mine)
        ]
        ProgramItem.objects.bulk_create(fresh)
        if fresh:
            record(hat, "scan.programmes_copied", "cycle", mine.pk, mine.territory, {"entries": len(fresh)})
    return len(fresh)


def warnings(item: ProgramItem) -> list[Finding]:
    """What somebody should look at in an entry that stands."""
    return [finding for finding in faults(item.amounts) if finding.severity is not Severity.ERROR]


def add_problem(hat: Holding, cycle: Cycle, told: Mapping[str, Any]) -> ProblemItem:
    require(hat, Right.SCAN_WORK, cycle.territory)
    item = ProblemItem(cycle=cycle, written_by=hat.person, written_at=now(), **told)
    with transaction.atomic():
        locked(hat, cycle)
        item.save(force_insert=True)
        record(hat, "scan.problem_added", "problem", item.pk, cycle.territory, {"sign": item.sign})
    return item


def change_problem(hat: Holding, item: ProblemItem, told: Mapping[str, Any], seen: int) -> ProblemItem:
    """Correct a problem that was read at version `seen`."""
    require(hat, Right.SCAN_WORK, item.cycle.territory)
    with transaction.atomic():
        locked(hat, item.cycle)
        mine = doors.problem_for(hat, item.pk, lock=True)
        _same_version(mine.version, seen)
        _write(mine, told, hat)
        mine.save()
        record(hat, "scan.problem_changed", "problem", mine.pk, item.cycle.territory)
    return mine


def drop_problem(hat: Holding, item: ProblemItem) -> None:
    require(hat, Right.SCAN_WORK, item.cycle.territory)
    with transaction.atomic():
        locked(hat, item.cycle)
        mine = doors.problem_for(hat, item.pk, lock=True)
        mine.dropped_at = now()
        mine.save(update_fields=["dropped_at"])
        record(hat, "scan.problem_dropped", "problem", mine.pk, item.cycle.territory)


def _write(item: ProgramItem | ProblemItem, told: Mapping[str, Any], hat: Holding) -> None:
    for name, value in told.items():
        setattr(item, name, value)
    item.version += 1
    item.written_by, item.written_at = hat.person, now()


def _check(item: ProgramItem) -> None:
    blocking = [one for one in faults(item.amounts) if one.severity is Severity.ERROR]
    if blocking:
        raise Refused(*blocking)


def _same_version(now_at: int, seen: int) -> None:
    if now_at != seen:
        raise Refused(
            Finding(
                "scan.changed_meanwhile",
                "catatan ini",
                "sudah diubah orang lain sejak Anda membukanya",
                "Muat ulang halaman, bandingkan, lalu simpan lagi bila masih perlu.",
            )
        )


def _has_lists() -> Finding:
    return Finding(
        "scan.programme_has_lists",
        "program ini",
        "punya daftar penerima",
        "Cabut dahulu daftar penerimanya bila program ini keliru.",
    )
