"""Guarded reads: what a hat may see of lists, their results and decrees. Anything else is absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.http import Http404

from berdaya.access.doors import not_yours, sheet_of, territory_filter
from berdaya.access.models import Holding
from berdaya.targeting.models import (
    AgencyPair,
    AssignedPlace,
    Assignment,
    Computation,
    Decree,
    Discussion,
    InputFile,
    PlaceChange,
    PlaceResult,
    Run,
    RunStep,
)
from berdaya.targeting.models.runs import FileKind, RunQuerySet
from berdaya.targeting.rules.runs import PUBLIC, WORKING, sees_drafts

SIGNED = PUBLIC


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One place of a computed list as pages read it; the words only for the place that was asked about."""

    code: str
    name: str
    kecamatan: str
    stratum: str
    rank: int
    n: int
    whole: int | None
    listed: int | None
    idm: Decimal | None
    status: str
    red: bool | None
    score: str
    times: int
    firmness: str
    selected: bool
    change: str | None
    words: str
    tipping: str

    @property
    def decided(self) -> bool:
        """Chosen after people have spoken."""
        return self.change == "tambah" or (self.selected and self.change != "cabut")


def visible_runs(hat: Holding) -> RunQuerySet:
    """Lists of the hat's territory; from their decree on only, for whoever does not work on them."""
    runs = Run.objects.within(hat.territory)
    return runs if sees_drafts(sheet_of(hat).rights) else runs.decreed()


def runs_for(hat: Holding) -> list[Run]:
    """All lists, the latest year first, with their newest computation and their decree's number."""
    standing = Decree.objects.standing().filter(run=OuterRef("pk"))
    chosen = PlaceResult.objects.filter(computation=OuterRef("computation"), selected=True)
    changes = PlaceChange.objects.standing().filter(computation=OuterRef("computation"))
    told = (
        visible_runs(hat)
        .told()
        .annotate(
            decree_number=Subquery(standing.values("number")[:1]),
            decree_begins=Subquery(standing.values("valid_from")[:1]),
            chosen=_count(chosen),
            added=_count(changes.filter(action="tambah")),
            dropped=_count(changes.filter(action="cabut")),
        )
    )
    return list(told.order_by("-year", "-pk"))


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many rows, counted inside the query of the list."""
    return Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n"))


def run_for(hat: Holding, run_id: int) -> Run:
    """One list; the same 404 for one that does not exist, is not yours, or is not yet to be seen."""
    run = (
        visible_runs(hat)
        .told()
        .select_related("counts", "index", "population", "reds", "follows")
        .filter(pk=run_id)
        .first()
    )
    if run is None:
        raise Http404
    if run.computation is not None:
        run.computation.run = run
    return run


def computation_for(hat: Holding, run_id: int, number: int) -> Computation:
    """One computation of a list, the newest or an older one."""
    found = (
        Computation.objects.select_related("run", "made_by", "counts", "index", "population", "reds")
        .filter(run__in=visible_runs(hat), run_id=run_id, number=number)
        .first()
    )
    if found is None:
        raise Http404
    return found


def results_of(computation: Computation, opened: str = "") -> list[ResultRow]:
    """Every place of a computation in rank order, each with what people changed, in one query."""
    change = PlaceChange.objects.standing().filter(computation=computation, code=OuterRef("code"))
    rows = (
        PlaceResult.objects.filter(computation=computation)
        .in_order()
        .annotate(
            change=Subquery(change.values("action")[:1], output_field=CharField()),
            words=Case(When(code=opened, then=F("reason")), default=Value(""), output_field=TextField()),
        )
        .values_list(*_COLUMNS)
    )
    return [ResultRow(*row) for row in rows]


_COLUMNS = tuple(ResultRow.__slots__)


def changes_of(computation: Computation) -> list[PlaceChange]:
    """Every change that was entered, those taken back too."""
    return list(
        computation.changes.select_related("entered_by", "withdrawal", "withdrawal__withdrawn_by").order_by(
            "pk"
        )
    )


def changes_standing(computation: Computation | None) -> int:
    return 0 if computation is None else computation.changes.standing().count()


def change_for(hat: Holding, run_id: int, change_id: int) -> PlaceChange:
    found = (
        PlaceChange.objects.select_related("computation", "computation__run")
        .filter(pk=change_id, computation__run_id=run_id, computation__run__in=visible_runs(hat))
        .first()
    )
    if found is None:
        raise Http404
    return found


def last_discussion(computation: Computation | None) -> Discussion | None:
    """The discussion that closed this computation, with what became of it."""
    if computation is None:
        return None
    return (
        computation.discussions.select_related(
            "closed_by", "check_made", "check_made__checked_by", "returned", "returned__returned_by"
        )
        .order_by("-pk")
        .first()
    )


def steps_of(run: Run) -> list[RunStep]:
    return list(run.steps.select_related("person").order_by("-number"))


def computations_of(run: Run) -> list[Computation]:
    return list(
        run.computations.select_related("made_by").prefetch_related("rechecks__made_by").order_by("-number")
    )


def decrees_of(run: Run) -> list[Decree]:
    """The decree of a list and the records that it corrected, the standing one first."""
    rows = Decree.objects.filter(run=run).select_related("recorded_by", "supersedes")
    return list(rows.order_by("-version"))


def decree_of(run: Run) -> Decree | None:
    return next(iter(decrees_of(run)), None)


def decree_in_force(territory: str, day: date) -> Decree | None:
    """The decree that holds in a kabupaten on a day; decrees are public."""
    held = (
        Decree.objects.filter(territory=territory)
        .in_force_on(day)
        .select_related("run", "discussion__computation")
    )
    return held.newest_first().first()


def decree_over(hat: Holding, day: date) -> Decree | None:
    """The decree that holds where this hat is worn, be it a kabupaten or a place inside one."""
    kabupaten = ".".join(hat.territory.split(".")[:2])
    return decree_in_force(kabupaten, day) if kabupaten.count(".") == 1 else None


def own_village(hat: Holding) -> str:
    """The village that the hat is worn for, or in; empty above a village."""
    village = ".".join(hat.territory.split(".")[:4])
    return village if village.count(".") == 3 else ""


def sees_run(hat: Holding, decree: Decree) -> bool:
    """Does this hat see the whole list behind a decree, with its counts?"""
    return visible_runs(hat).filter(pk=decree.run_id).exists()


def own_place(hat: Holding, decree: Decree) -> ResultRow | None:
    """What the decreed list says of the village that this hat is worn for."""
    village = own_village(hat)
    if not village:
        return None
    rows = results_of(decree.discussion.computation, village)
    return next((row for row in rows if row.code == village), None)


def followers_of(decree: Decree) -> Decree | None:
    """The decree that took the place of this one."""
    return Decree.objects.standing().filter(supersedes__run=decree.run_id).first()


def pairs_of(run: Run) -> list[AgencyPair]:
    """Every pin and ban that was entered, those taken back too."""
    told = AgencyPair.objects.filter(run=run).select_related(
        "entered_by", "withdrawal", "withdrawal__withdrawn_by"
    )
    return list(told.order_by("pk"))


def pair_for(hat: Holding, run_id: int, pair_id: int) -> AgencyPair:
    found = (
        AgencyPair.objects.select_related("run")
        .filter(pk=pair_id, run_id=run_id, run__in=visible_runs(hat))
        .first()
    )
    if found is None:
        raise Http404
    return found


def agency_for(computation: Computation, code: str) -> str:
    """The agency that the newest assignment of a computation gives to a place; empty where there is none."""
    leads = AssignedPlace.objects.filter(assignment__computation=computation, code=code)
    return leads.order_by("-assignment__number").values_list("agency_name", flat=True).first() or ""


def assignment_under(decree: Decree) -> Assignment | None:
    """The assignment that the decree carries: the one of the very list that was decreed."""
    made = decree.discussion.computation.assignments.order_by("-number").first()
    fits = made is not None and made.decided_digest == decree.discussion.decided_digest
    return made if fits else None


def leads_by_place(decree: Decree) -> dict[str, str]:
    """Names of the agencies by place; empty while a decree carries no assignment."""
    made = assignment_under(decree)
    if made is None:
        return {}
    return dict(AssignedPlace.objects.filter(assignment=made).values_list("code", "agency_name"))


def lead_of(decree: Decree, code: str) -> AssignedPlace | None:
    made = assignment_under(decree)
    return None if made is None else made.leads.filter(code=code).first()


def places_of_agency(decree: Decree, body: str) -> list[AssignedPlace]:
    """Places that an agency leads in, by the name that its people hold their role for."""
    made = assignment_under(decree)
    return [] if made is None else list(made.leads.filter(agency_name__iexact=body).order_by("name"))


def leads_of(assignment: Assignment) -> list[AssignedPlace]:
    """Every place with its agency, in code order."""
    return list(AssignedPlace.objects.filter(assignment=assignment).order_by("code"))


def files_for(hat: Holding, territory: str, kind: FileKind, most: int = 8) -> list[InputFile]:
    """Tables brought before for the same kabupaten, to be used again."""
    not_yours(hat, territory)
    return list(InputFile.objects.of(territory, kind).select_related("brought_by")[:most])


def file_for(hat: Holding, file_id: int) -> InputFile:
    """A table that somebody brought: for those who work on lists."""
    found = InputFile.objects.filter(pk=file_id, **territory_filter(hat)).first()
    if found is None or not sees_drafts(sheet_of(hat).rights):
        raise Http404
    return found


def works_here(hat: Holding) -> bool:
    """Does this hat work on lists, or does it only read them?"""
    return not sheet_of(hat).rights.isdisjoint(WORKING)


def picture_seen(hat: Holding, name: str) -> bool:
    """Does a list that this hat may see show the picture of that name?"""
    seen: QuerySet[Computation] = Computation.objects.filter(run__in=visible_runs(hat))
    return seen.filter(scatter=name).exists() or seen.filter(map=name).exists()


def runs_waiting(hat: Holding) -> Sequence[Run]:
    """Lists of the territory that are under way."""
    return list(
        Run.objects.within(hat.territory)
        .filter(state__in=["rancangan", "dihitung", "dibahas", "diperiksa"])
        .told()
        .order_by("pk")
    )
