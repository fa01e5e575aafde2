"""Which statements a hat may see: those of its own territory and below.

For the room that carries activities out: `approved_for` gives the signed versions of a territory and
`lines_carried_out_for` the budget lines of one of them. A line keeps its key through the versions.
"""

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import F, OuterRef, Q, Subquery
from django.http import Http404

from berdaya.access.doors import allowed, not_yours, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers, within_filter
from berdaya.budget.models import Answer, Draft, Statement, Step, Version
from berdaya.budget.rules.board import Entry
from berdaya.budget.rules.flow import Kind, Move, State
from berdaya.budget.rules.lines import Line, lines_of
from berdaya.budget.rules.shelving import Candidate, candidates, origins_in
from berdaya.budget.rules.usefulness import Judged, Said
from berdaya.deliberation.rules.states import State as Fate
from berdaya.deliberation.upward_doors import in_states_for
from berdaya.documents.models import Document, Series
from berdaya.documents.paper import Paper
from berdaya.kernel.offers import Sequel

_PAID_FOR = frozenset(
    {
        Fate.CHOSEN, Fate.ACCEPTED, Fate.RKPD, Fate.KUA, Fate.APBD, Fate.CARRIED_OUT, Fate.HANDED_OVER,
        Fate.DONE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A signed version and its budget lines."""

    statement: Statement
    version: Version
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """The line of that key; None where this version has it no more."""
        return next((one for one in self.lines if one.key == key), None)


def statements_for(hat: Holding) -> list[Statement]:
    """Every statement of the hat's territory, the newest year first."""
    return list(Statement.objects.within(hat.territory))


def statement_for(hat: Holding, pk: int, *, lock: bool = False) -> Statement:
    """One statement; the same 404 for absent and not yours."""
    rows = Statement.objects.select_for_update() if lock else Statement.objects.all()
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    return found


def versions_of(statement: Statement) -> list[Version]:
    """All versions, the newest first. Whoever has the statement may read them."""
    rows = statement.versions.select_related("made_by").prefetch_related("steps__by")
    return list(rows.order_by("-number"))


def newest_of(statement: Statement) -> Version:
    """The version that stands."""
    found = statement.versions.select_related("made_by").order_by("-number").first()
    if found is None:
        raise Http404
    return found


def draft_of(statement: Statement) -> Draft | None:
    """What is being written, where somebody has begun."""
    return Draft.objects.filter(statement=statement).select_related("changed_by").first()


def working_record(statement: Statement) -> dict[str, Any]:
    """The record as it is being written, else as its newest version has it."""
    draft = draft_of(statement)
    return draft.record if draft else newest_of(statement).record


def version_of(statement: Statement, number: int) -> Version:
    """One version by its number."""
    found = statement.versions.select_related("made_by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def approved_version_of(statement: Statement) -> Version | None:
    """The version that was signed last; None while none was."""
    return None if statement.signed is None else version_of(statement, statement.signed)


def approved_for(hat: Holding, year: int | None = None) -> list[CarriedOut]:
    """Every signed version of the hat's territory, of one year or of all, in one query."""
    rows = Version.objects.filter(statement__signed=F("number")).select_related("statement", "made_by")
    rows = rows.filter(**territory_filter(hat, "statement__territory"))
    rows = rows if year is None else rows.filter(statement__year=year)
    found = rows.order_by("-statement__year", "statement__territory", "statement__code")
    return [CarriedOut(one.statement, one, lines_of(one.record)) for one in found]


def lines_carried_out_for(hat: Holding, pk: int) -> CarriedOut:
    """The signed version of one statement with its lines; 404 where none is signed, or it is not yours."""
    version = approved_version_of(statement_for(hat, pk))
    if version is None:
        raise Http404
    return CarriedOut(version.statement, version, lines_of(version.record))


def candidates_of(statement: Statement) -> tuple[Candidate, ...]:
    """What earlier years of the same sub-activity put off and no later year has taken."""
    same = Statement.objects.filter(territory=statement.territory, code=statement.code)
    earlier = {one.year: one for one in same.filter(year__lt=statement.year)}
    records = [(year, _last_said(one)) for year, one in earlier.items()]
    taken = {origin for _, record in records for origin in origins_in(record)}
    return candidates(records, taken | origins_in(working_record(statement)))


def _last_said(statement: Statement) -> dict[str, Any]:
    """The signed version where there is one, else what is written."""
    version = approved_version_of(statement)
    return version.record if version else working_record(statement)


def steps_of(version: Version) -> list[Step]:
    """What happened to a version, in order."""
    return list(version.steps.select_related("by").order_by("at", "pk"))


def answers_of(version: Version) -> list[Answer]:
    """What maker and reviewer said of its findings."""
    return list(version.answers.select_related("by").order_by("check_number", "pk"))


def reasons_before(statement: Statement) -> dict[str, str]:
    """The reasons by which the newest version was submitted, to be offered again."""
    if not statement.version:
        return {}
    rows = Answer.objects.filter(version__statement=statement, version__number=statement.version)
    return {one.check_number: one.words for one in rows if one.words}


def makers_of(version: Version) -> set[int]:
    """Everybody who wrote in a version or submitted it."""
    submitted = [one.by_id for one in version.steps.all() if one.move == Move.SUBMIT]
    return {*version.hands, version.made_by_id, *submitted}


def reviewer_of(version: Version) -> int | None:
    """Who let it pass."""
    return next((one.by_id for one in version.steps.all() if one.move == Move.PASS), None)


def waiting_for(hat: Holding, *states: State) -> list[Version]:
    """The newest versions of statements of the territory in these states, with their steps."""
    rows = Version.objects.filter(number=F("statement__version"))
    rows = rows.filter(**territory_filter(hat, "statement__territory"))
    rows = rows.filter(statement__state__in=[state.value for state in states])
    return list(rows.select_related("statement").prefetch_related("steps").order_by("statement__changed_at"))


def proposals_for(hat: Holding, statement: Statement) -> dict[str, str]:
    """Proposals of the place that were accepted for that year, by their short code, with their words."""
    if not allowed(hat, Right.DELIBERATION_SEE, statement.territory).allowed:
        return {}
    found = in_states_for(hat, statement.year, _PAID_FOR)
    return {
        one.code: f"{one.title} ({one.code})" for one in found if covers(statement.territory, one.territory)
    }


def years_for(hat: Holding) -> list[int]:
    """The budget years that have statements, the newest first."""
    rows = Statement.objects.within(hat.territory).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def entries_for(hat: Holding, place: str, year: int) -> list[Entry]:
    """Every statement of a place and year as the board counts it, in one query."""
    not_yours(hat, place)
    signed = Version.objects.filter(statement=OuterRef("pk"), number=OuterRef("signed"))
    names = ("total", "linked", "linked_at_most")
    sums = {f"signed_{name}": Subquery(signed.values(name)[:1]) for name in names}
    rows = Statement.objects.within(place).filter(year=year).annotate(**sums)
    return [
        Entry(territory, State(state), number is not None, *counted)
        for territory, state, number, *counted in rows.values_list("territory", "state", "signed", *sums)
    ]


def signed_for(hat: Holding, place: str, year: int) -> list[Version]:
    """The signed versions of a place and year with their statements and records, in one query."""
    not_yours(hat, place)
    rows = Version.objects.filter(statement__signed=F("number"), statement__year=year)
    rows = rows.filter(**within_filter(place, "statement__territory")).select_related("statement")
    return list(rows.order_by("statement__territory", "statement__title", "pk"))


def judged_for(hat: Holding, place: str, year: int | None) -> tuple[list[Judged], int]:
    """What the checks found in every version of a place, of one year or of all; and how many statements are
    left out, since a version of theirs was kept before that was noted."""
    not_yours(hat, place)
    rows = Version.objects.filter(**within_filter(place, "statement__territory"))
    rows = rows if year is None else rows.filter(statement__year=year)
    found = list(rows.values_list("statement_id", "number", "failing"))
    old = {statement for statement, _, failing in found if failing is None}
    judged = [
        Judged(statement, number, frozenset(failing or ()))
        for statement, number, failing in found
        if statement not in old
    ]
    return judged, len(old)


def said_for(hat: Holding, place: str, year: int | None) -> list[Said]:
    """Every answer to a finding of a place, of one year or of all, the oldest first."""
    not_yours(hat, place)
    rows = Answer.objects.filter(**within_filter(place, "version__statement__territory"))
    rows = rows if year is None else rows.filter(version__statement__year=year)
    names = ("version__statement_id", "version__number", "check_number", "kind", "words")
    return [
        Said(statement, number, check, Kind(kind), words)
        for statement, number, check, kind, words in rows.order_by("pk").values_list(*names)
    ]


def statements_called(keys: Collection[int]) -> dict[int, Statement]:
    """Statements that another door has let through, by their keys."""
    return Statement.objects.in_bulk(list(keys)) if keys else {}


def named(hat: Holding, text: str, most: int) -> list[Statement]:
    """Statements of the territory whose title, code or year holds every word, the newest first."""
    rows = Statement.objects.within(hat.territory)
    for word in text.split():
        year = Q(year=int(word)) if word.isascii() and word.isdigit() and len(word) == 4 else Q()
        rows = rows.filter(Q(title__icontains=word) | Q(code__startswith=word) | year)
    return list(rows[:most])


def newest_statements_of(code: str) -> list[Statement]:
    """The statements of a place itself in the newest year that it has any."""
    rows = list(Statement.objects.filter(territory=code).order_by("-year", "code")[:12])
    return [one for one in rows if one.year == rows[0].year]


def source_of(version: Version) -> str:
    """By which name papers say that they are about a version."""
    return f"budget:version:{version.pk}"


def paper_of(version: Version) -> Document | None:
    """The paper that stands for a version, where one was issued."""
    return Document.objects.filter(source=source_of(version)).standing().first()


def has_book(territory: str, paper: Paper) -> bool:
    """Does the office have a book of numbers for such papers, this year or last?"""
    years = (paper.date.year, paper.date.year - 1)
    same = Series.objects.filter(territory=territory, office=paper.office, kind=paper.kind)
    return same.filter(year__in=years).exists()


def sequels_of(hat: Holding, statement: Statement) -> list[Sequel]:
    """What became of the lines of a statement, as the rooms above tell it in their `sequels.py`."""
    names = [f"{room.name}.sequels" for room in apps.get_app_configs() if room.name.startswith("berdaya.")]
    rooms = [import_module(name) for name in names if find_spec(name)]
    return [one for room in rooms for one in room.sequels_of(hat, "budget.statement", statement.pk)]
