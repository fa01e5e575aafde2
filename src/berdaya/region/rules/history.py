"""When a place stood, and who took it over: splits, mergers and new numbers, with exact shares.

A place that ended is never forgotten; old registers and decrees still name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from berdaya.access.territory import covers
from berdaya.kernel.answers import Answer, all_yes, any_yes
from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.codes import has_form, upward
from berdaya.rulebook.rules import Standing


class Change(StrEnum):
    """What happened after the last day of a version of a place; `baru` tells how a place began."""

    SPLIT = "pemekaran"
    MERGE = "penggabungan"
    RENUMBERING = "penomoran"
    RENAME = "ganti nama"
    NEW = "baru"


@dataclass(frozen=True, slots=True)
class Part:
    """A place, and its exact share of the one that it took over."""

    code: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Record:
    """One version of a place: its name between two days, and who took over. None = not known, or no end.

    A village that gives up a part and keeps its code is among its own heirs.
    """

    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    change: Change
    replaced_by: tuple[Part, ...]
    source: str
    standing: Standing

    @property
    def ends_code(self) -> bool:
        return self.valid_to is not None and all(part.code != self.code for part in self.replaced_by)


@dataclass(frozen=True)
class History:
    """What is known beside the official list. The list is sure to hold from `known_by` on."""

    known_by: date
    records: tuple[Record, ...] = field(default=(), repr=False)

    @cached_property
    def versions(self) -> Mapping[str, tuple[Record, ...]]:
        """The versions of each recorded place, earliest first. Mere names are apart."""
        found: dict[str, tuple[Record, ...]] = {}
        for record in sorted(self.records, key=lambda r: (r.valid_from or date.min, r.valid_to or date.max)):
            if record.change is not Change.RENAME:
                found[record.code] = (*found.get(record.code, ()), record)
        return found

    @cached_property
    def renamings(self) -> tuple[Record, ...]:
        """Names that a place bore until a day, or bears since a day."""
        return tuple(record for record in self.records if record.change is Change.RENAME)

    def with_names(self, official: Mapping[str, str]) -> dict[str, str]:
        """All names known: the list, what the records add to it, and newer names."""
        latest = {code: versions[-1] for code, versions in self.versions.items()}
        added = {code: r.name for code, r in latest.items() if code not in official or r.valid_to is None}
        newer = {record.code: record.name for record in self.renamings if record.valid_to is None}
        return {**official, **added, **newer}

    def span(self, code: str) -> tuple[date | None, date | None]:
        """First and last day of a place as far as recorded; the last only when it has ended."""
        versions = self.versions.get(code)
        if not versions:
            return (None, None)
        return (versions[0].valid_from, versions[-1].valid_to if versions[-1].ends_code else None)

    def changes_in(self, territory: str) -> list[Record]:
        """Versions of the places of a territory that came to an end, with their heirs."""
        return [
            version
            for code, versions in sorted(self.versions.items())
            for version in versions
            if version.valid_to is not None and covers(territory, code)
        ]

    def gone(self, on: date | None = None) -> frozenset[str]:
        """Places known not to stand on a day; without a day, those whose last version has an end."""
        return frozenset(
            code
            for code, versions in self.versions.items()
            if (versions[-1].ends_code if on is None else self.stood(code, on) is Answer.NO)
        )

    def valid(self, code: str, on: date, *, listed: bool) -> Answer:
        """Did a place stand on a day? So must all that hold it. `listed`: the list or a file knows the code.

        The list in hand has no first day that we could verify: before the day by which it was surely in force
        nobody can tell, unless a record says so.
        """
        in_force = on >= self.known_by
        if not listed:
            return Answer.NO if in_force else Answer.UNKNOWN
        recorded = [self.stood(holder, on) for holder in upward(code) if holder in self.versions]
        if code not in self.versions:
            recorded.append(Answer.YES if in_force else Answer.UNKNOWN)
        return all_yes(recorded)

    def stood(self, code: str, on: date) -> Answer:
        """Did a recorded place stand on a day, by its own records alone?"""
        versions = self.versions[code]
        return any_yes(
            _within_days(
                version.valid_from,
                version.valid_to if version.ends_code or version is not versions[-1] else None,
                on,
                self.known_by,
            )
            for version in versions
        )

    def successors(self, code: str, on: date, since: date | None = None) -> tuple[Part, ...]:
        """Who holds on a day what a place held; shares add up to 1. A place that still stands holds itself.

        `since`: the day of the fact that is carried over; only later changes count, and without it all. Each
        step goes to a later day, so that numbers passed on or swapped on one day are followed once.
        """
        event = self._next_change(code, on, since)
        if event is None or event.valid_to is None:
            return (Part(code, Fraction(1)),)
        totals: dict[str, Fraction] = {}
        for part in self._heirs(code, event):
            for heir in self.successors(part.code, on, event.valid_to + timedelta(days=1)):
                totals[heir.code] = totals.get(heir.code, Fraction(0)) + part.share * heir.share
        return tuple(Part(heir, share) for heir, share in sorted(totals.items()))

    def _next_change(self, code: str, on: date, since: date | None) -> Record | None:
        """The first change of the place, or of one that holds it, after `since` and before `on`."""
        changes = [
            (version.valid_to, nearness, version)
            for nearness, holder in enumerate(upward(code))
            for version in self.versions.get(holder, ())
            if version.valid_to is not None
            and (since is None or version.valid_to >= since)
            and version.valid_to < on
            and (holder == code or version.ends_code)
        ]
        return min(changes, key=lambda change: change[:2])[2] if changes else None

    def _heirs(self, code: str, event: Record) -> tuple[Part, ...]:
        """The heirs named, or the same place under the new number of the one that holds it."""
        if event.code == code:
            return event.replaced_by
        heir = event.replaced_by[0].code + code[len(event.code) :]
        if event.change is Change.RENUMBERING and has_form(heir):
            return (Part(heir, Fraction(1)),)
        raise Refused(
            Finding(
                "region.heir_unknown",
                code,
                f"{event.code} {event.name} berakhir ({event.change.value}); pengganti {code} belum dicatat",
                "Catat pengganti kode itu di folder regions, lalu ulangi.",
            )
        )


def _within_days(first: date | None, last: date | None, on: date, known_by: date) -> Answer:
    if last is not None and on > last:
        return Answer.NO
    if first is not None:
        return Answer.YES if on >= first else Answer.NO
    return Answer.YES if on >= known_by else Answer.UNKNOWN
