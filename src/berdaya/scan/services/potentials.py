"""Write an entry of potentials down, change it, take it off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.services.rulings import book
from berdaya.scan.models import Cycle
from berdaya.scan.models.potentials import FACTS, Potential
from berdaya.scan.rules.potentials import PotentialRule, Rated, potential_rule, rating_faults
from berdaya.scan.services.cycles import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as it was typed. `facts` are the columns of its group."""

    kind: str
    name: str
    condition: int
    prospect: int
    evidence: str = ""
    obstacle: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def rule_of(cycle: Cycle) -> PotentialRule:
    """The rule as it stands for this round today."""
    return potential_rule(book(), today_in(cycle.territory), cycle.territory)


def add_potential(hat: Holding, cycle: Cycle, group: str, entry: Entry) -> Potential:
    """A new entry of a group. Refused with findings."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    with transaction.atomic():
        mine = locked(hat, cycle)
        _refuse(_faults(mine, group, entry))
        made = Potential.objects.create(cycle=mine, group=group, written_by=hat.person, **_columns(entry))
        FACTS[group].objects.create(potential=made, **entry.facts)
        record(hat, "scan.potential_written", "potential", made.pk, mine.territory, {"group": group})
    return made


def change_potential(hat: Holding, potential: Potential, entry: Entry, seen: int) -> Potential:
    """The same entry, better known. Refused when somebody else changed it since."""
    require(hat, Right.SCAN_WORK, potential.cycle.territory)
    with transaction.atomic():
        mine = locked(hat, potential.cycle)
        _refuse(_faults(mine, potential.group, entry))
        row = _held(potential, seen)
        rows = Potential.objects.filter(pk=row.pk)
        rows.update(version=F("version") + 1, written_by=hat.person, **_columns(entry))
        FACTS[row.group].objects.filter(potential=row).update(**entry.facts)
        row.refresh_from_db()
        told: dict[str, Fact] = {"group": row.group, "version": row.version}
        record(hat, "scan.potential_written", "potential", row.pk, mine.territory, told)
    return row


def drop_potential(hat: Holding, potential: Potential, seen: int) -> None:
    """Off the list; the trail keeps that it was there."""
    require(hat, Right.SCAN_WORK, potential.cycle.territory)
    with transaction.atomic():
        mine = locked(hat, potential.cycle)
        row = _held(potential, seen)
        Potential.objects.filter(pk=row.pk).update(dropped=True, version=F("version") + 1)
        record(hat, "scan.potential_dropped", "potential", row.pk, mine.territory, {"group": row.group})


def _held(potential: Potential, seen: int) -> Potential:
    row = Potential.objects.standing().select_for_update().filter(pk=potential.pk).first()
    if row is None or row.version != seen:
        raise Refused(
            Finding(
                "potential.changed_meanwhile",
                "isian ini",
                "diubah orang lain sejak halaman ini dibuka",
                "Muat ulang, lihat perubahannya, lalu simpan lagi bila masih perlu.",
            )
        )
    return row


def _columns(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "name": " ".join(entry.name.split())[:120],
        "condition": entry.condition,
        "prospect": entry.prospect,
        "evidence": " ".join(entry.evidence.split())[:300],
        "obstacle": " ".join(entry.obstacle.split())[:300],
    }


def _faults(cycle: Cycle, group: str, entry: Entry) -> list[Finding]:
    rule = rule_of(cycle)
    found = rating_faults(Rated(entry.name, entry.condition, entry.prospect), rule)
    if group not in rule.groups or entry.kind not in rule.groups[group].kinds_in(cycle.kelurahan):
        found.append(Finding("potential.kind", "jenis", "tidak dikenal di sini", "Pilih jenis dari daftar."))
    return found


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)
