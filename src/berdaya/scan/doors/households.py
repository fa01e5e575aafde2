"""Guarded reads of households and visits: those of a village that the hat sees, names only where it may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.documents.store import file_path
from berdaya.scan.doors.cycles import sees_names, visible_to
from berdaya.scan.identity import NOBODY, Identity, label_of, seal_of
from berdaya.scan.models import Cycle, Household, Visit, VisitPhoto
from berdaya.scan.models.cycle import HouseholdQuerySet, Origin, Standing
from berdaya.scan.rules.counting import Homes

FULL, SMALL = "penuh", "kecil"
WITHOUT_RT = "tanpa"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a work list is narrowed to: an RT (its code), a class, how far the visit is."""

    rt: str = ""
    klass: str = ""
    visit: str = ""

    def on(self, rows: HouseholdQuerySet) -> HouseholdQuerySet:
        if self.rt:
            rows = rows.filter(rt="" if self.rt == WITHOUT_RT else self.rt)
        if self.klass:
            rows = rows.filter(klass="" if self.klass == WITHOUT_RT else self.klass)
        return rows.filter(visit=self.visit) if self.visit else rows


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole list counted by RT, class, visit and origin: one query serves the filters and sums."""

    by: Mapping[tuple[str, str, str, str], int] = field(default_factory=dict)

    @property
    def homes(self) -> Homes:
        added = sum(many for (*_, origin), many in self.by.items() if origin == Origin.MUSDES)
        return Homes(self.total() - added, added)

    def total(self, wanted: Filter | None = None) -> int:
        return sum(many for key, many in self.by.items() if wanted is None or _fits(wanted, key))

    def rts(self) -> dict[str, tuple[int, int]]:
        """By RT: households, and how many of them were visited (sent or checked)."""
        found: dict[str, tuple[int, int]] = {}
        for (rt, _, visit, _), many in sorted(self.by.items()):
            all_, seen = found.get(rt, (0, 0))
            found[rt] = (all_ + many, seen + many * (visit in (Standing.SENT, Standing.VERIFIED)))
        return found

    def classes(self) -> list[str]:
        return sorted(
            {klass for _, klass, *_ in self.by}, key=lambda name: (name != "", name[:1], -len(name))
        )

    def of_visits(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for (_, _, visit, _), many in self.by.items():
            found[visit] = found.get(visit, 0) + many
        return found


def _fits(wanted: Filter, key: tuple[str, str, str, str]) -> bool:
    rt, klass, visit, _ = key
    return (
        wanted.rt in ("", rt or WITHOUT_RT)
        and wanted.klass in ("", klass or WITHOUT_RT)
        and wanted.visit in ("", visit)
    )


def overview_of(cycle: Cycle) -> Overview:
    by = ("rt", "klass", "visit", "origin")
    rows = cycle.households.order_by().values_list(*by).annotate(many=Count("pk"))
    return Overview({(rt, klass, visit, origin): many for rt, klass, visit, origin, many in rows})


def page_of(cycle: Cycle, wanted: Filter, by: str, down: bool, cut: slice) -> list[Household]:
    """One page of the work list: in the order of work, or by RT or number of signs. One query."""
    rows = wanted.on(cycle.households.defer("facts", "members"))
    order = {"rt": ("rt", "urgency"), "tanda": ("count", "urgency"), "kunjungan": ("visit", "urgency")}
    names = order.get(by, ("urgency",))
    return list(rows.order_by(*(f"-{names[0]}" if down else names[0], *names[1:]), "pk")[cut])


def in_rt(cycle: Cycle, rt: str) -> list[tuple[int, str, str]]:
    """Number, key and sealed identity of every household, or of those of one RT, in the order of work."""
    rows = Filter(rt=rt).on(cycle.households.in_order_of_work())
    return list(rows.values_list("pk", "key", "identity"))


def household_for(hat: Holding, pk: int, *, lock: bool = False) -> Household:
    """One household of a village that the hat sees; else 404."""
    rows = _visible(hat)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _visible(hat: Holding) -> QuerySet[Household]:
    return Household.objects.filter(cycle__in=visible_to(hat)).select_related("cycle__snapshot__destruction")


def visit_for(hat: Holding, pk: int, *, lock: bool = False) -> Visit:
    rows = Visit.objects.filter(household__cycle__in=visible_to(hat))
    rows = rows.select_related("household__cycle__snapshot__destruction", "begun_by", "saved_by", "sent_by")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visits_of(household: Household) -> list[Visit]:
    """The newest first."""
    told = ("begun_by", "saved_by", "sent_by", "checked_by")
    return list(Visit.objects.filter(household=household).select_related(*told).prefetch_related("photos"))


def next_after(household: Household) -> Household | None:
    """The next household of the same RT that nobody has visited, else of the village."""
    rows = household.cycle.households.filter(visit=Standing.NONE).exclude(pk=household.pk)
    return rows.filter(rt=household.rt).in_order_of_work().first() or rows.in_order_of_work().first()


class Names:
    """Who lives in the households of one round, for a hat that may know; for others everybody is nameless."""

    def __init__(self, hat: Holding, cycle: Cycle) -> None:
        self.allowed = sees_names(hat, cycle)
        self._seal = seal_of(cycle.snapshot) if self.allowed else None
        self._cycle = cycle.pk

    def of(self, household: Household) -> Identity:
        return self.opened(household.key, household.identity)

    def opened(self, key: str, sealed: str) -> Identity:
        """Who is sealed under the key of a household of this round."""
        return NOBODY if self._seal is None else self._seal.opened(sealed, label_of(self._cycle, key))

    @property
    def gone(self) -> bool:
        """Allowed to see names, but they were erased with the register."""
        return self._seal is not None and not self._seal.opens


def photo_for(hat: Holding, pk: int, photo: int) -> VisitPhoto:
    """A picture of a visit, for whoever may know who lives there."""
    visit = visit_for(hat, pk)
    found = visit.photos.filter(pk=photo).select_related("visit__household__cycle").first()
    if found is None or not sees_names(hat, visit.household.cycle):
        raise Http404
    return found


def photo_path(hat: Holding, pk: int, photo: int, size: str) -> Path:
    found = photo_for(hat, pk, photo)
    path = file_path(found.file if size == FULL else found.small) if size in (FULL, SMALL) else None
    if path is None:
        raise Http404
    return path


def to_check_for(hat: Holding) -> dict[int, tuple[str, int, Any]]:
    """By round: place, visits that wait for a second person other than this one, the oldest of them."""
    rows = Visit.objects.filter(household__cycle__in=visible_to(hat).running(), state="dikirim")
    found: dict[int, tuple[str, int, Any]] = {}
    told = rows.exclude(sent_by=hat.person_id).order_by("-sent_at")
    for pk, code, at in told.values_list("household__cycle", "household__cycle__territory", "sent_at"):
        many = found[pk][1] if pk in found else 0
        found[pk] = (place_title(code), many + 1, at)
    return found


def returned_to(hat: Holding) -> list[Visit]:
    """Visits that came back to this person."""
    rows = Visit.objects.filter(household__cycle__in=visible_to(hat).running(), state="dikembalikan")
    return list(rows.filter(sent_by=hat.person_id).select_related("household__cycle")[:20])


def all_of(cycle: Cycle) -> list[Household]:
    """Every household of a round, for the list that is read aloud."""
    return list(cycle.households.defer("facts", "members").in_order_of_work())


def numbered(cycle: Cycle, number: int) -> Household | None:
    """The household with this number in the list."""
    return cycle.households.filter(urgency=number).first()
