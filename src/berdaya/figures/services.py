"""File a figure, or a newer version in its place. Each room files its own; every room may read."""

from django.db import IntegrityError, transaction

from berdaya.access.audit import record
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
