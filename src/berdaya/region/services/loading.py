"""Bring official places, and what took them over, into the database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import transaction

from berdaya.access.territory import covers
from berdaya.kernel.findings import Refused
from berdaya.region.models import Region, RegionSuccessor
from berdaya.region.rules.codes import Level, kind_of, level_of, parent_of, upward
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.region.rules.history import Record

BATCH = 2_000
_UPDATED = ["name", "level", "kind", "parent", "valid_from", "valid_to"]
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. `unlisted`: places in the database that the list no longer has; they stay."""

    new: int
    changed: int
    same: int
    unlisted: int


def load_regions(
    gazetteer: Gazetteer, within: str = "", moved: Callable[[int], None] = lambda _rows: None
) -> Loaded:
    """Bring the places of a territory, all that hold it, and their successors into the database.

    May be run again at any time and stopped in between: only what differs is written, in short batches.
    """
    if within and within not in gazetteer.names:
        raise Refused(gazetteer.unknown(within))
    changes = gazetteer.history.changes_in(within)
    rows = _rows(gazetteer, within, changes)
    stored = {region.code: region for region in Region.objects.filter(pk__in=_outside(rows, within))}
    stored |= {region.code: region for region in Region.objects.within(within)}
    different = [
        row for code, row in rows.items() if code not in stored or _facts(stored[code]) != _facts(row)
    ]
    moved(len(rows) - len(different))
    for batch in _batches(different):
        with transaction.atomic():
            Region.objects.bulk_create(
                batch, update_conflicts=True, unique_fields=["code"], update_fields=_UPDATED
            )
        moved(len(batch))
    _write_successors(changes)
    new = sum(row.code not in stored for row in different)
    unlisted = sum(code not in rows and level_of(code).depth <= Level.VILLAGE.depth for code in stored)
    return Loaded(new, len(different) - new, len(rows) - len(different), unlisted)


def _rows(gazetteer: Gazetteer, within: str, changes: Sequence[Record]) -> dict[str, Region]:
    """The rows to have, parents before children."""
    codes = set(gazetteer.codes(within))
    for code in [within, *(part.code for record in changes for part in record.replaced_by)]:
        codes.update(upward(code))
    return {code: _row(gazetteer, code) for code in sorted(codes)}


def _row(gazetteer: Gazetteer, code: str) -> Region:
    first, last = gazetteer.history.span(code)
    return Region(
        code=code,
        name=gazetteer.names[code],
        level=level_of(code).value,
        kind=kind_of(code).value,
        parent_id=parent_of(code),
        valid_from=first,
        valid_to=last,
    )


def _facts(region: Region) -> tuple[object, ...]:
    return (region.name, region.level, region.kind, region.parent_id, region.valid_from, region.valid_to)


def _outside(rows: dict[str, Region], within: str) -> list[str]:
    """The few rows that do not lie in the territory: what holds it, and successors elsewhere."""
    return [code for code in rows if not covers(within, code)]


def _write_successors(changes: Sequence[Record]) -> None:
    rows = [
        RegionSuccessor(
            region_id=record.code,
            successor_id=part.code,
            first_day=record.valid_to + timedelta(days=1),
            change=record.change.value,
            numerator=part.share.numerator,
            denominator=part.share.denominator,
            source=record.source[:200],
        )
        for record in changes
        if record.valid_to is not None
        for part in record.replaced_by
    ]
    for batch in _batches(rows):
        with transaction.atomic():
            RegionSuccessor.objects.bulk_create(
                batch,
                update_conflicts=True,
                unique_fields=["region", "first_day", "successor"],
                update_fields=["change", "numerator", "denominator", "source"],
            )


def _batches(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    for first in range(0, len(rows), BATCH):
        yield rows[first : first + BATCH]
