"""Begin a list, fill in its inputs, take it up again, give it up."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import local_rules_folder
from berdaya.kernel.shares import as_ratio
from berdaya.region.rules.codes import Level, level_of
from berdaya.region.rules.gazetteer import official
from berdaya.rulebook.rules import Rulebook, load
from berdaya.targeting.models import Decree, Run
from berdaya.targeting.models.runs import INPUTS
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.runs import Move
from berdaya.targeting.services.steps import require_move, take

_FIELDS = frozenset(INPUTS) | {"due"}


def begin_run(hat: Holding, territory: str, year: int, like: Run | None = None) -> Run:
    """A draft with what the rules and the last decree propose, or with the inputs of an earlier list."""
    require(hat, Right.TARGETING_COMPUTE, territory)
    _refuse_other_levels(territory)
    today = today_in(territory)
    if not today.year - 1 <= year <= today.year + 5:
        raise Refused(_year(year))
    inputs = inputs_of(like) if like is not None else proposed_inputs(territory, today)
    with transaction.atomic():
        decree = Decree.objects.within(territory).in_force_on(today).newest_first().first()
        run = Run.objects.create(
            territory=territory,
            year=year,
            begun_by=hat.person,
            **(inputs | {"on_date": today, "follows": decree if decree and like is None else None}),
        )
        record(hat, "targeting.begun", "run", run.pk, territory, {"year": year})
    return run


def inputs_of(run: Run) -> dict[str, Any]:
    return {name: getattr(run, name) for name in INPUTS}


def proposed_inputs(territory: str, day: date, book: Rulebook | None = None) -> dict[str, Any]:
    """Seats, method and weight as the rules of the day have them for the place."""
    rules = book or load(local_rules_folder())
    selection = rules.in_force("targeting.selection", day, territory=territory).values
    seats = rules.in_force("targeting.seats", day, territory=territory).values
    return {
        "unit": Unit.HOUSEHOLDS.value,
        "seats_total": seats.get("total"),
        "seats_desa": seats.get("desa"),
        "seats_kelurahan": seats.get("kelurahan"),
        "method": selection["method"],
        "weight": as_ratio(Fraction(selection["weight"])),
    }


def fill_in(hat: Holding, run: Run, seen: int, given: Mapping[str, Any]) -> Run:
    """Write some of the inputs of a draft."""
    if unknown := set(given) - _FIELDS:
        raise ValueError(f"not inputs of a list: {sorted(unknown)}")
    require_move(hat, run, Move.EDIT)
    with transaction.atomic():
        return take(run, Move.EDIT, hat, seen, facts={"fields": len(given)}, refusal="", **given)


def revise(hat: Holding, run: Run, seen: int) -> Run:
    """Open the inputs of a computed list again; the computation stays until there is a newer one."""
    require_move(hat, run, Move.REVISE)
    with transaction.atomic():
        return take(run, Move.REVISE, hat, seen)


def drop(hat: Holding, run: Run, seen: int, reason: str) -> Run:
    """Give a list up; it stays readable."""
    require_move(hat, run, Move.DROP)
    if not reason.strip():
        raise Refused(
            Finding("run.no_reason", "alasan", "belum diisi", "Tulis mengapa daftar ini dibatalkan.")
        )
    with transaction.atomic():
        return take(run, Move.DROP, hat, seen, note=reason.strip())


def _refuse_other_levels(territory: str) -> None:
    known = official().get(territory) if territory else None
    if known is None or level_of(territory) is not Level.KABUPATEN:
        raise Refused(
            Finding(
                "run.level",
                "wilayah",
                "daftar disusun untuk satu kabupaten atau kota",
                "Pilih kabupaten atau kota.",
            )
        )


def _year(year: int) -> Finding:
    return Finding("run.year", "tahun", f"{year} terlalu jauh", "Isi tahun anggaran yang akan datang.")
