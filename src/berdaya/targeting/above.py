"""Boards of a province or of the country: each kabupaten with a decree in force, and how far the work is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import CharField, Count, OuterRef, Q, Subquery

from berdaya.access.models import Holding
from berdaya.access.territory import covers, within
from berdaya.kernel.listing import Column
from berdaya.kernel.offers import Progress, StageState
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.board import STAGES, told_of
from berdaya.targeting.models import AssignedPlace, Assignment, Decree, PlaceChange, PlaceResult

_KABUPATEN_DOTS: Final = 1


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One kabupaten or kota under a decree; `done` counts places by stage, for stages that have begun."""

    code: str
    name: str
    number: str
    valid_to: date
    places: int
    led: int
    late: int
    done: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    rows: list[RegionRow]
    stages: list[str]


COLUMNS: Final[tuple[Column[RegionRow], ...]] = (
    Column("nama", "Kabupaten/kota", lambda row: row.name),
    Column("tempat", "Tempat", lambda row: row.places, numeric=True),
    Column("pendamping", "Berpendamping", lambda row: row.led, numeric=True, phone=False),
    Column("terlambat", "Terlambat", lambda row: row.late, numeric=True),
)


def is_above(hat: Holding) -> bool:
    """Is the hat worn for more than one kabupaten?"""
    return hat.territory.count(".") < _KABUPATEN_DOTS


def chosen(hat: Holding, code: str) -> str:
    """The kabupaten that an address asks for; "" for none and for one that lies elsewhere."""
    return code if code.count(".") == _KABUPATEN_DOTS and covers(hat.territory, code) else ""


def regions(hat: Holding, today: date) -> Regions:
    """Every kabupaten of the territory whose decree holds today, by code: four queries, however many."""
    first, behind = within(hat.territory)
    held = (
        Decree.objects.filter(territory__gte=first, territory__lt=behind)
        .in_force_on(today)
        .select_related("discussion")
        .order_by("territory", "valid_from", "pk")
    )
    decrees = list({decree.territory: decree for decree in held}.values())
    places = _decided([decree.discussion.computation_id for decree in decrees])
    led = _led(decrees)
    told = told_of(hat, [code for codes in places.values() for code in codes])
    begun = [(stage, words) for stage, words in STAGES if any(one == stage for _, one in told)]
    stages = [stage for stage, _ in begun]
    rows = []
    for decree in decrees:
        here = places.get(decree.discussion.computation_id, [])
        rows.append(_row(decree, here, led.get(decree.pk, 0), stages, told, today))
    return Regions(rows, [words for _, words in begun])


def _row(
    decree: Decree,
    here: Sequence[str],
    led: int,
    stages: Sequence[str],
    told: Mapping[tuple[str, str], StageState],
    today: date,
) -> RegionRow:
    states = {key: told[key] for code in here for stage in stages if (key := (code, stage)) in told}
    done = Counter(stage for (_, stage), state in states.items() if state.progress is Progress.DONE)
    late = {code for (code, _), state in states.items() if state.late(today)}
    return RegionRow(
        code=decree.territory,
        name=official().names[decree.territory],
        number=decree.number,
        valid_to=decree.valid_to,
        places=len(here),
        led=led,
        late=len(late),
        done=tuple(done[stage] for stage in stages),
    )


def _decided(computations: Sequence[int]) -> Mapping[int, list[str]]:
    """The decided places of each computation: chosen by it and not taken out, or put in by people."""
    change = PlaceChange.objects.standing().filter(computation=OuterRef("computation"), code=OuterRef("code"))
    rows = (
        PlaceResult.objects.filter(computation__in=computations)
        .annotate(change=Subquery(change.values("action")[:1], output_field=CharField()))
        .filter(Q(change="tambah") | Q(selected=True) & (Q(change=None) | ~Q(change="cabut")))
    )
    found: dict[int, list[str]] = {}
    for computation, code in rows.values_list("computation_id", "code"):
        found.setdefault(computation, []).append(code)
    return found


def _led(decrees: Sequence[Decree]) -> Mapping[int, int]:
    """How many places of each decree have an agency, in the assignment of the very list that was decreed."""
    newest = {
        made.computation_id: made
        for made in Assignment.objects.filter(
            computation__in=[decree.discussion.computation_id for decree in decrees]
        ).order_by("number")
    }
    carried = {
        decree.pk: made
        for decree in decrees
        if (made := newest.get(decree.discussion.computation_id)) is not None
        and made.decided_digest == decree.discussion.decided_digest
    }
    counts = dict(
        AssignedPlace.objects.filter(assignment__in=carried.values())
        .values_list("assignment")
        .annotate(many=Count("code", distinct=True))
    )
    return {pk: counts.get(made.pk, 0) for pk, made in carried.items()}


def words_of(row: RegionRow) -> str:
    return f"{row.name} {row.code} {row.number}"


def boxes(found: Regions) -> list[dict[str, object]]:
    places, led = sum(row.places for row in found.rows), sum(row.led for row in found.rows)
    late = sum(row.late for row in found.rows)
    return [
        {
            "label": "Kabupaten dan kota",
            "figure": len(found.rows),
            "context": "dengan keputusan yang berlaku",
        },
        {"label": "Tempat dampingan", "figure": places, "context": f"{led} sudah punya pendamping"},
        *(
            {
                "label": words,
                "figure": sum(row.done[at] for row in found.rows),
                "context": f"selesai dari {places} tempat",
            }
            for at, words in enumerate(found.stages)
        ),
        {"label": "Terlambat", "figure": late, "context": "tempat melewati tenggat", "alert": bool(late)},
    ]
