"""The money of a session: what goes into its merge, whether a draft still stands for it, and what may be paid
by it once it is decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from berdaya.access.clock import today_in
from berdaya.community.doors import Unit as Body
from berdaya.community.doors import units_of
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Draft, LedgerEntry, Move, Proposal, RankedList, Session
from berdaya.deliberation.rules.entering import Entry, Settings, Table, Voter, settings_of, vector_of
from berdaya.deliberation.rules.freed import Settled
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.since import Difference, differences, input_digest
from berdaya.deliberation.rules.sitting import State as Sitting
from berdaya.deliberation.rules.states import State
from berdaya.figures.rules import rounded

OWN_MONEY = frozenset({"", Source.APBD.value, Source.DANA_DESA.value})
"""Sources that the ceiling of the village is about; the others have their own path."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The table of a merge, lists that share no money, and how many proposals nobody has verified."""

    table: Table
    unweighed: tuple[str, ...]
    unchecked: int


def gathered(session: Session) -> Gathered:
    """Units with their weights and lists, proposals on the table, balances of last year. Seven queries."""
    cycle, settings = session.cycle, settings_of(session.settings)
    bodies = units_of(cycle.territory, today_in(cycle.territory))
    lists = [one for one in doors.lists_of(cycle) if one.handed_at is not None]
    proposals = table_of(cycle)
    voters, unweighed = _voters(bodies, lists, proposals, settings)
    table = Table(
        session.budget or 0,
        {menu: limit for menu, limit in session.ceilings.items() if any(p.menu == menu for p in proposals)},
        settings,
        tuple(voters),
        tuple(_entry(one, settings) for one in proposals),
        closing_before(cycle),
    )
    unchecked = sum(one.standing is State.AGREED for one in proposals)
    return Gathered(table, tuple(unweighed), unchecked)


def table_of(cycle: Cycle) -> list[Proposal]:
    """Proposals that this money may pay, in the order of their numbers."""
    return [one for one in doors.on_the_table(cycle) if one.source in OWN_MONEY and one.cost]


def _entry(one: Proposal, settings: Settings) -> Entry:
    return Entry(
        label=one.label,
        title=one.title,
        cost=one.cost or 0,
        menu=one.menu,
        number=one.number or 0,
        criteria=doors.criteria_for(one, today_in(one.territory)),
        poor=rounded(one.poor or 0, settings.rounding),
    )


def _voters(
    bodies: Iterable[Body], lists: Iterable[RankedList], proposals: Iterable[Proposal], settings: Settings
) -> tuple[list[Voter], list[str]]:
    """Every unit of the level shares; lists of others only where groups were given a weight."""
    handed = {doors.unit_of(one): one for one in lists}
    sharing = {doors.unit_from(one.kind, one.territory, one.name): one for one in bodies}
    labels = {one.pk: one.label for one in proposals}
    voters, unweighed = [], []
    for unit in dict.fromkeys([*sharing, *handed]):
        body, one = sharing.get(unit), handed.get(unit)
        weighed = unit.kind == settings.level
        if not weighed and one is None:
            continue
        if not weighed and (not settings.group_weight or unit.kind == "rt"):
            unweighed.append(doors.unit_title(unit))
            continue
        voters.append(_voter(unit, body if weighed else None, one, labels, settings))
    return _named_apart(voters), unweighed


def _voter(
    unit: Unit, body: Body | None, one: RankedList | None, labels: Mapping[int, str], settings: Settings
) -> Voter:
    counted = body.households if body else None
    weighed = unit.kind == settings.level
    poor = counted.poor if counted else None
    return Voter(
        name=doors.unit_title(unit),
        code=unit.territory,
        body=unit.body,
        households=counted.kk if counted else None,
        poor=None if poor is None else rounded(poor, settings.rounding),
        weight=None if weighed else settings.group_weight,
        ranking=_ranking(one, labels) if one else (),
        late=bool(one and one.late),
    )


def _ranking(one: RankedList, labels: Mapping[int, str]) -> tuple[str, ...]:
    """Labels in order; what was joined to another proposal speaks for it, what is off the table falls."""
    keys = (item.proposal.merged_into_id or item.proposal_id for item in one.items.all())
    return tuple(dict.fromkeys(labels[key] for key in keys if key in labels))


def _named_apart(voters: list[Voter]) -> list[Voter]:
    """Two units of one name are told apart by their codes."""
    names = [one.name for one in voters]
    return [
        one if names.count(one.name) == 1 else replace(one, name=f"{one.name} ({one.code})") for one in voters
    ]


@dataclass(frozen=True, slots=True)
class Since:
    """Whether a draft still stands for what lies there now, and what changed since it was computed."""

    lapsed: bool = False
    told: tuple[Difference, ...] = ()


def since(session: Session, draft: Draft | None) -> Since:
    """The draft beside the lists, units, money and settings of now. A decided one stands for good."""
    if draft is None or session.standing is Sitting.DECIDED:
        return Since()
    now = vector_of(gathered(session).table)
    if input_digest(now, session.rule) == draft.digest:
        return Since()
    return Since(True, differences(draft.input, now))


def closing_before(cycle: Cycle) -> dict[str, Fraction]:
    """The closing balances of last year by unit; none where there was no session."""
    rows = LedgerEntry.objects.filter(
        session__cycle__territory=cycle.territory, plan_year=cycle.plan_year - 1
    )
    return {f"{row.territory}|{row.body}": row.carried for row in rows}


# ---------- after the decision ----------


def settled_in(cycle: Cycle) -> tuple[Session | None, list[Settled], dict[int, Proposal]]:
    """The decided session of a year, and what its money may pay: ever a priority or a reserve, in the order
    in which the village settled it. Nothing before the decision. Two queries."""
    session = Session.objects.filter(cycle=cycle, state=Sitting.DECIDED.value).first()
    if session is None:
        return None, [], {}
    deeds = [State.CHOSEN.value, State.RESERVE.value]
    rows = Move.objects.filter(proposal__cycle=cycle, proposal__source__in=OWN_MONEY, after__in=deeds)
    chosen: dict[int, bool] = {}
    proposals: dict[int, Proposal] = {}
    for move in rows.select_related("proposal__cycle").order_by("pk"):
        one = proposals.setdefault(move.proposal_id, move.proposal)
        chosen[one.pk] = chosen.get(one.pk, False) or move.state is State.CHOSEN
    settled = [
        Settled(pk, one.cost or 0, one.menu, chosen[pk], one.standing) for pk, one in proposals.items()
    ]
    return session, settled, proposals
