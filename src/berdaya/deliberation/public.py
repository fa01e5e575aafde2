"""What a stranger may see of proposals, units and villages. Nothing else of this room is ever shown.

    proposal_of(code)                one proposal by its short code, or None
    unit_page(territory, group="")   what an RT, RW or group asked for, with the sums of each year
    village_page(code)               the same for a village
    published()                      the villages that have a page

Papers and messages name two addresses: `/usulan/<code>/` of a proposal, in QR codes `/W/<territory>` of an
RT, an RW or a village, followed by `/<group>` for a group.

Nothing is shown before the list of its unit was handed over. No names of people, no count of the poor; fewer
than ten people are written as "<10". The words of a reason were written for the public.
"""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.text import slugify

from berdaya.access.clock import zones
from berdaya.access.places import place_title, place_titles
from berdaya.access.territory import within_filter
from berdaya.deliberation import doors, page_doors, shown
from berdaya.deliberation.models import Move, Proposal
from berdaya.deliberation.models.proposals import ProposalQuerySet
from berdaya.deliberation.public_shapes import (
    Given,
    Link,
    PublicPage,
    PublicProposal,
    Published,
    Reached,
    Row,
    Step,
    Sum,
    UnitSum,
    Year,
)
from berdaya.deliberation.rules.contributing import Kind
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import AGREED, MET, STATES, State
from berdaya.deliberation.shown_support import public_lines
from berdaya.deliberation.support_doors import rows_of, rupiah_of

BUILT = frozenset({State.HANDED_OVER, State.DONE})
_UNSEEN = [State.DRAFT.value, State.WITHDRAWN.value]
_UNHANDED = State.PROPOSED.value
_REACHED = {
    **dict.fromkeys(AGREED, Reached.AGREED),
    **dict.fromkeys(MET, Reached.FUNDED),
    **dict.fromkeys(BUILT, Reached.BUILT),
    **dict.fromkeys((State.REFUSED, State.DEFERRED, State.RETURNED), Reached.STOPPED),
    State.MERGED: Reached.JOINED,
    State.ROUTED: Reached.ROUTED,
    State.RESERVE: Reached.RESERVE,
}


def proposal_of(code: str) -> PublicProposal | None:
    """The proposal of a short code; None for one that is absent or not yet handed over."""
    if not (code.isascii() and code.isalnum()):
        return None
    one = _visible().filter(code=code.upper()).first()
    return _public(one) if one is not None else None


def unit_page(territory: str, group: str = "") -> PublicPage | None:
    """What a unit asked for; None where it never handed a list over. A group is named by its `group_slug`."""
    found = [one for one in _visible().filter(territory=territory) if group_slug(one.body) == group]
    if not found:
        return None
    village = doors.village_of(territory)
    title = doors.unit_title(Unit(territory, found[0].body))
    return PublicPage(title, place_title(village), territory, group, village, _years(found))


def village_page(code: str) -> PublicPage | None:
    """What all units of a village asked for; None where nobody did."""
    found = list(_visible().filter(**within_filter(code, "territory")))
    if not found:
        return None
    title = place_title(code)
    return PublicPage(title.split(",")[0], title, code, "", code, _years(found))


def published() -> list[Published]:
    """All villages with a page, by the names of their places."""
    rows = _handed().exclude(state=State.MERGED.value).order_by().values_list("territory", "cycle__plan_year")
    found: dict[str, dict[int, int]] = {}
    for territory, year, count in rows.annotate(n=Count("pk")):
        years = found.setdefault(doors.village_of(territory), {})
        years[year] = years.get(year, 0) + count
    titles = place_titles(found)
    made = [Published(code, titles[code], max(years), years[max(years)]) for code, years in found.items()]
    return sorted(made, key=lambda one: one.title)


def group_slug(body: str) -> str:
    """`Pokmas Mawar` as it stands in an address: `pokmas-mawar`; nothing for an RT or RW."""
    return slugify(body) or ("kelompok" if body else "")


def _handed() -> ProposalQuerySet:
    """Those whose unit handed them over; one that was carried into a new year has to be handed over anew."""
    handed = Move.objects.filter(proposal=OuterRef("pk"), after=State.AGREED.value)
    return Proposal.objects.exclude(state__in=_UNSEEN).filter(~Q(state=_UNHANDED) | Exists(handed))


def _visible() -> ProposalQuerySet:
    moves = Prefetch("moves", queryset=Move.objects.select_related("answer").order_by("-pk"))
    found = _handed().select_related("cycle", "merged_into__cycle").prefetch_related(moves)
    return found.annotate(
        pledged=rupiah_of(Kind.PLEDGE, Kind.LET_GO), received=rupiah_of(Kind.RECEIPT, Kind.TAKEN_BACK)
    )


def _public(one: Proposal) -> PublicProposal:
    unit, village = doors.unit_of(one), doors.village_of(one.territory)
    chain, later, joined = page_doors.chain_of(one), page_doors.later_of(one), one.merged_into
    links = _links([*chain, later, joined])
    return PublicProposal(
        code=one.code,
        label=one.label,
        title=one.title,
        unit=doors.unit_title(unit),
        unit_territory=one.territory,
        unit_group=group_slug(one.body),
        village=place_title(village),
        village_code=village,
        year=one.cycle.plan_year,
        place=one.place,
        volume=shown.volume_words(one),
        cost=one.cost,
        granted=one.granted,
        agency=one.agency,
        source=Source(one.source).words if one.source else "",
        men=shown.hidden_small(one.men),
        women=shown.hidden_small(one.women),
        households=shown.hidden_small(one.households),
        state=one.standing.words,
        reached=_reached(one),
        fate=shown.fate_of(one),
        carried=page_doors.carried_note(one),
        steps=_steps(one),
        earlier=tuple(links[before.pk] for before in chain if before.pk in links),
        later=links.get(later.pk) if later else None,
        joined=links.get(joined.pk) if joined else None,
        support=tuple(public_lines(rows_of(one))),
    )


def _steps(one: Proposal) -> tuple[Step, ...]:
    zone = zones().of(one.territory)
    return tuple(
        Step(move.state.words, move.at.astimezone(zone).date(), shown.why_of(move))
        for move in one.moves.all()
        if move.state is not State.DRAFT
    )


def _links(found: Iterable[Proposal | None]) -> dict[int, Link]:
    """Links to those that have a page themselves."""
    rows = _handed().filter(pk__in=[one.pk for one in found if one]).select_related("cycle")
    return {one.pk: Link(one.code, one.label, one.standing.words) for one in rows}


def _reached(one: Proposal) -> Reached:
    return _REACHED.get(one.standing, Reached.WAITING)


def _years(found: Iterable[Proposal]) -> tuple[Year, ...]:
    by_year: dict[int, list[Proposal]] = {}
    for one in found:
        by_year.setdefault(one.cycle.plan_year, []).append(one)
    return tuple(_year(year, by_year[year]) for year in sorted(by_year, reverse=True))


def _support(found: Iterable[Proposal]) -> Given | None:
    """What residents, firms and the centre give, as `_visible` fetched it with each proposal."""
    pairs = [(getattr(one, "pledged", None) or 0, getattr(one, "received", None) or 0) for one in found]
    pairs = [pair for pair in pairs if any(pair)]
    return Given(len(pairs), sum(p for p, _ in pairs), sum(r for _, r in pairs)) if pairs else None


def _year(year: int, found: list[Proposal]) -> Year:
    counted = [one for one in found if one.standing is not State.MERGED]
    return Year(
        year,
        _sum(counted),
        _sum(one for one in counted if one.standing in AGREED),
        _given(one for one in counted if one.standing in MET),
        _given(one for one in counted if one.standing in BUILT),
        _units(counted),
        tuple(_row(one) for one in sorted(found, key=lambda one: one.number or 0)),
        _support(counted),
    )


def _units(counted: Iterable[Proposal]) -> tuple[UnitSum, ...]:
    ordered = sorted(counted, key=lambda one: (bool(one.body), one.territory, one.body))
    return tuple(
        UnitSum(doors.unit_title(unit), unit.territory, group_slug(unit.body), _sum(group))
        for unit, group in groupby(ordered, key=doors.unit_of)
    )


def _sum(found: Iterable[Proposal]) -> Sum:
    costs = [one.cost or 0 for one in found]
    return Sum(len(costs), sum(costs))


def _given(found: Iterable[Proposal]) -> Sum:
    """As a budget gave it; what was asked for where no answer named an amount."""
    amounts = [one.granted or one.cost or 0 for one in found]
    return Sum(len(amounts), sum(amounts))


def _row(one: Proposal) -> Row:
    title = doors.unit_title(doors.unit_of(one))
    standing = STATES[one.standing]
    return Row(
        one.code, one.label, one.title, title, one.cost, standing.words, _reached(one), standing.next_step
    )
