"""The households of a snapshot with their members folded, at the field date or on a later day.

At the field date the fold of the import is read. For a later day, and for a snapshot that was folded before
all of today's facts were known, the members are folded again with the ages of that day; nothing else moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from berdaya.kernel.findings import Finding, Refused
from berdaya.register.held import Held, open_snapshot
from berdaya.register.importing.folding import fold_expressions
from berdaya.register.opening import refuse_incomplete, scan_facts
from berdaya.register.rules.fold import AID, FOLDED, Ages


@dataclass(frozen=True, slots=True)
class Folded:
    """Households of one part of a snapshot, unread, and how many years their ages were moved."""

    frame: pl.LazyFrame
    years: int


def field_date(manifest: Mapping[str, Any]) -> date:
    """The day on which the ages were written down; the edition where the file did not say."""
    told = manifest.get("origin", {}).get("styles", {}).get("field_date", manifest["edition"])
    return date.fromisoformat(told)


def full_years(first: date, last: date) -> int:
    """Full years between two days, as ages count them; negative before the first."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def folded_on(folder: Path, on: date, folding: Mapping[str, Any]) -> tuple[Held, list[Folded]]:
    """A snapshot and its households on a day; refused for a day before the ages were written down.

    `folding` are the values of the rule `register_fold`.
    """
    held = open_snapshot(folder)
    years = full_years(field_date(held.manifest), on)
    if years < 0:
        raise Refused(_too_early(on, field_date(held.manifest)))
    refuse_incomplete(folder)
    households = scan_facts(folder, "households")
    if not years and all(set(FOLDED) <= set(part.collect_schema().names()) for part in households):
        return held, [Folded(part, 0) for part in households]
    senior = folding["senior_diplomas"].get(_code_list(held), ())
    members = scan_facts(folder, "members")
    return held, [
        Folded(_refolded(homes, people, senior, folding, years), years)
        for homes, people in zip(households, members, strict=True)
    ]


def _code_list(held: Held) -> str:
    return str(held.manifest.get("origin", {}).get("code_list", ""))


def _refolded(
    homes: pl.LazyFrame, people: pl.LazyFrame, senior: Sequence[int], folding: Mapping[str, Any], years: int
) -> pl.LazyFrame:
    names = people.collect_schema().names()
    if "umur" not in names:
        return homes
    ages = Ages.of(folding).years_later(years)
    folds = fold_expressions(names, senior, ages, folding["present"])
    again = people.group_by("household").agg(folds)
    kept = [name for name in homes.collect_schema().names() if name not in (*FOLDED, *AID)]
    return homes.select(kept).join(again, on="household", how="left", maintain_order="left")


def _too_early(on: date, first: date) -> Finding:
    return Finding(
        "scan.too_early",
        on.isoformat(),
        f"tanggal pemindaian lebih awal daripada tanggal pendataan daftar ({first.isoformat()})",
        "Sebut tanggal pendataan itu atau sesudahnya.",
    )
