"""File a figure, or a newer version in its place. Each room files its own; every room may read."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from django.db import IntegrityError, transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.figures.models import Figure
from berdaya.figures.rules import Facts, faults
from berdaya.kernel.findings import Finding, Refused

_SAME = (
    "unit",
    "number",
    "men",
    "women",
    "numerator",
    "denominator",
    "source",
    "room",
    "record",
)


@transaction.atomic
def file_figure(hat: Holding | None, facts: Facts, *, room: str = "") -> Figure:
    """File a figure; one with the same name, place, body and day takes the place of the older one.

    The same figure again changes nothing and gives the one that stands. What a room has filed is replaced by
    that room only. Refused with findings.
    """
    if found := faults(facts, today=today_in(facts.territory)):
        raise Refused(*found)
    try:
        with transaction.atomic():
            return _filed(hat, facts, room)
    except IntegrityError:  # somebody filed the same fact in this moment; now we see it
        return _filed(hat, facts, room)


def file_figures(hat: Holding | None, rows: Sequence[Facts], *, room: str = "") -> int:
    """File many figures at once, all or none, in a handful of queries; gives how many are new.

    Each as `file_figure` would; one line in the trail stands for all of them.
    """
    by_key = {_key_of(facts): facts for facts in rows}
    if found := [one for facts in rows for one in faults(facts, today=today_in(facts.territory))]:
        raise Refused(*found)
    with transaction.atomic():
        standing = _standing_many(list(by_key.values()))
        fresh = []
        for key, facts in by_key.items():
            before = standing.get(key)
            figure = _figure(hat, facts, room, before)
            if before is not None and all(getattr(before, n) == getattr(figure, n) for n in _SAME):
                continue
            if before is not None and before.room and before.room != room:
                raise Refused(_of_a_room(facts))
            fresh.append(figure)
        Figure.objects.bulk_create(fresh)
        if fresh:
            told: dict[str, Fact] = {"figures": len(fresh), "as_of": rows[0].as_of}
            record(hat, "figures.filed_many", "figure", "", _common(rows), told)
    return len(fresh)


def _key_of(facts: Facts | Figure) -> tuple[str, str, str, date]:
    return (facts.territory, facts.body, facts.name, facts.as_of)


def _standing_many(rows: Sequence[Facts]) -> dict[tuple[str, str, str, date], Figure]:
    """The latest version of each of these facts, in one query."""
    found = Figure.objects.filter(
        territory__in={one.territory for one in rows},
        name__in={one.name for one in rows},
        as_of__in={one.as_of for one in rows},
    )
    return {_key_of(one): one for one in found.order_by("version")}


def _common(rows: Sequence[Facts]) -> str:
    """The narrowest place that holds all of them: the codes' common beginning, part by part."""
    parts = [one.territory.split(".") for one in rows]
    same = takewhile(lambda column: len(set(column)) == 1, zip(*parts, strict=False))
    return ".".join(column[0] for column in same)


def _filed(hat: Holding | None, facts: Facts, room: str) -> Figure:
    before = _standing(facts)
    fresh = _figure(hat, facts, room, before)
    if before is not None and all(getattr(before, name) == getattr(fresh, name) for name in _SAME):
        return before
    if before is not None and before.room and before.room != room:
        raise Refused(_of_a_room(facts))
    fresh.save(force_insert=True)
    told = {"supersedes": before.pk if before else None, "as_of": facts.as_of}
    record(hat, "figures.filed", "figure", fresh.pk, facts.territory, told)
    return fresh


def _standing(facts: Facts) -> Figure | None:
    """The version of this very fact that is in force."""
    of_the_day = Figure.objects.of(facts.territory, facts.body).filter(name=facts.name, as_of=facts.as_of)
    return of_the_day.order_by("-version").first()


def _figure(hat: Holding | None, facts: Facts, room: str, before: Figure | None) -> Figure:
    return Figure(
        territory=facts.territory,
        body=facts.body,
        name=facts.name,
        unit=facts.unit.value,
        as_of=facts.as_of,
        number=facts.number,
        men=facts.people.men if facts.people else None,
        women=facts.people.women if facts.people else None,
        numerator=facts.ratio.numerator if facts.ratio is not None else None,
        denominator=facts.ratio.denominator if facts.ratio is not None else None,
        source=facts.source.strip(),
        room=room,
        record=facts.record,
        version=before.version + 1 if before else 1,
        supersedes=before,
        filed_by=hat.person if hat else None,
    )


def _of_a_room(facts: Facts) -> Finding:
    return Finding(
        "figure.of_a_room",
        facts.name,
        "angka tanggal ini dihitung dari catatan di kantor ini",
        "Perbaiki catatan asalnya; angkanya mengikuti. Angka lain dicatat dengan nama atau tanggal lain.",
    )
