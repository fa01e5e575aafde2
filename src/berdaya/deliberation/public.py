"""What a stranger may see of proposals, units and villages. Nothing else of this room is ever shown.

    proposal_of(code)               one proposal by its short code, or None
    unit_page(territory, body="")   what an RT, RW or group asked for, with the sums of each year
    village_page(code)              the same for a village

Papers and messages name two addresses: `/usulan/<code>/` of a proposal, in QR codes `/W/<territory>` of an
RT, an RW or a village (a group's papers lead to its village).

No names of people, no drafts, no count of the poor; fewer than ten people are written as "<10". The words of
a reason were written for the public.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from berdaya.access.clock import zones
from berdaya.access.places import place_title
from berdaya.access.territory import within_filter
from berdaya.deliberation import doors, shown
from berdaya.deliberation.models import Move, Proposal
from berdaya.deliberation.models.proposals import ProposalQuerySet
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import AGREED, MET, STATES, State
from berdaya.kernel.numbers import format_decimal

BUILT = frozenset({State.HANDED_OVER, State.DONE})
_UNSEEN = [State.DRAFT.value, State.WITHDRAWN.value]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the history."""

    state: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """The same wish in another year, or the proposal that it was joined to."""

    code: str
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class PublicProposal:
    """One proposal as everybody may read it."""

    code: str
    label: str
    title: str
    unit: str
    unit_territory: str
    unit_body: str
    village: str
    village_code: str
    year: int
    place: str
    volume: str
    cost: int | None
    source: str
    men: str
    women: str
    households: str
    state: str
    fate: shown.Fate
    carried: str
    steps: tuple[Step, ...]
    earlier: tuple[Link, ...]
    later: Link | None
    joined: Link | None


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in the list of a unit or a village."""

    code: str
    label: str
    title: str
    unit: str
    cost: int | None
    state: str
    next: str


@dataclass(frozen=True, slots=True)
class Sum:
    """How many, and how much."""

    count: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class Year:
    """Asked, agreed, funded, built in one plan year; a proposal joined to another is counted once, there."""

    year: int
    asked: Sum
    agreed: Sum
    funded: Sum
    built: Sum
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A unit or a village with its years, the latest first."""

    title: str
    place: str
    territory: str
    body: str
    years: tuple[Year, ...]


def proposal_of(code: str) -> PublicProposal | None:
    """The proposal of a short code; None for one that is absent or not yet proposed."""
    one = _visible().filter(code=code.upper()[:12]).select_related("merged_into__cycle").first()
    return _public(one) if one is not None else None


def unit_page(territory: str, body: str = "") -> PublicPage | None:
    """What a unit asked for; None where it never asked for anything."""
    found = list(_visible().filter(territory=territory, body=body))
    if not found:
        return None
    title = doors.unit_title(Unit(territory, body))
    return PublicPage(title, place_title(doors.village_of(territory)), territory, body, _years(found))


def village_page(code: str) -> PublicPage | None:
    """What all units of a village asked for; None where nobody did."""
    found = list(_visible().filter(**within_filter(code, "territory")))
    if not found:
        return None
    title = place_title(code)
    return PublicPage(title.split(",")[0], title, code, "", _years(found))


def _visible() -> ProposalQuerySet:
    moves = Prefetch("moves", queryset=Move.objects.order_by("-pk"))
    rows = Proposal.objects.exclude(state__in=_UNSEEN).select_related("cycle", "before", "merged_into")
    return rows.prefetch_related(moves)


def _public(one: Proposal) -> PublicProposal:
    unit, later = doors.unit_of(one), doors.later_of(one)
    village = doors.village_of(one.territory)
    return PublicProposal(
        code=one.code,
        label=one.label,
        title=one.title,
        unit=doors.unit_title(unit),
        unit_territory=one.territory,
        unit_body=one.body,
        village=place_title(village),
        village_code=village,
        year=one.cycle.plan_year,
        place=one.place,
        volume=_volume(one),
        cost=one.cost,
        source=Source(one.source).words if one.source else "",
        men=shown.hidden_small(one.men),
        women=shown.hidden_small(one.women),
        households=shown.hidden_small(one.households),
        state=one.standing.words,
        fate=shown.fate_of(one),
        carried=doors.carried_note(one),
        steps=_steps(one),
        earlier=tuple(_link(before) for before in doors.chain_of(one)),
        later=_link(later) if later else None,
        joined=_link(one.merged_into) if one.merged_into else None,
    )


def _volume(one: Proposal) -> str:
    if one.volume is None:
        return ""
    return f"{format_decimal(one.volume, 3).rstrip('0').rstrip(',')} {one.unit}"


def _steps(one: Proposal) -> tuple[Step, ...]:
    zone = zones().of(one.territory)
    return tuple(
        Step(move.state.words, move.at.astimezone(zone).date(), shown.why_of(move))
        for move in one.moves.all()
        if move.state is not State.DRAFT
    )


def _link(one: Proposal) -> Link:
    return Link(one.code, one.label, one.standing.words)


def _years(found: Iterable[Proposal]) -> tuple[Year, ...]:
    by_year: dict[int, list[Proposal]] = {}
    for one in found:
        by_year.setdefault(one.cycle.plan_year, []).append(one)
    return tuple(_year(year, by_year[year]) for year in sorted(by_year, reverse=True))


def _year(year: int, found: list[Proposal]) -> Year:
    counted = [one for one in found if one.standing is not State.MERGED]
    return Year(
        year,
        _sum(counted),
        _sum(one for one in counted if one.standing in AGREED),
        _sum(one for one in counted if one.standing in MET),
        _sum(one for one in counted if one.standing in BUILT),
        tuple(_row(one) for one in sorted(found, key=lambda one: one.number or 0)),
    )


def _sum(found: Iterable[Proposal]) -> Sum:
    costs = [one.cost or 0 for one in found]
    return Sum(len(costs), sum(costs))


def _row(one: Proposal) -> Row:
    title = doors.unit_title(doors.unit_of(one))
    standing = STATES[one.standing]
    return Row(one.code, one.label, one.title, title, one.cost, standing.words, standing.next_step)
