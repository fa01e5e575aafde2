"""Guarded reads of the levels above the village: lists that go up, the musrenbang of a kecamatan, answers.

A forum of a kecamatan is seen within and above it and from its villages: they hear why. An agency reads
every proposal of its territory; what waits for its answer is what is addressed to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, not_yours, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.territory import within_filter
from berdaya.deliberation import doors
from berdaya.deliberation.models import Cycle, Forum, ForumEntry, HandOver, Move, Proposal
from berdaya.deliberation.rules.carrying import unmet
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.states import At, State, Target, is_desa
from berdaya.deliberation.rules.upward import WHERE, Asked, same_body
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.doors import visible_to as meetings_visible_to
from berdaya.meeting.models import Meeting
from berdaya.plan.doors import Authority, authority_on, kamus_on
from berdaya.plan.rules.lists import Level
from berdaya.region.rules.codes import Level as Depth
from berdaya.region.rules.codes import level_of

READY = frozenset({State.CHOSEN, State.RESERVE, State.CHECKED, State.ROUTED})
KECAMATAN = "Kecamatan"
_UP = frozenset({Target.KECAMATAN.value, Target.AGENCY.value})
_OTHER_WAYS = frozenset({Source.SWADAYA.value, Source.CSR.value, Source.CENTRE.value})
_HIDDEN = [State.DRAFT.value, State.WITHDRAWN.value, State.MERGED.value]


# ---------- lists that go up ----------


def may_go_up(cycle: Cycle) -> list[Proposal]:
    """Of a village what may be handed to the kecamatan; of a kecamatan what it agreed on, in order."""
    if not doors.is_village(cycle.territory):
        rows = ForumEntry.objects.filter(forum__cycle=cycle, proposal__state=State.KECAMATAN.value)
        return [one.proposal for one in rows.select_related("proposal__cycle", "proposal__item")]
    found = Proposal.objects.filter(cycle=cycle).in_states(READY).told()
    waiting = [one for one in found if one.standing is not State.ROUTED or one.target in _UP]
    order = (State.CHOSEN, State.ROUTED, State.RESERVE, State.CHECKED)
    return sorted(waiting, key=lambda one: (order.index(one.standing), -one.years_carried, one.number or 0))


def goes_up(one: Proposal) -> bool:
    """Suggested for the list: what was routed up; of a kelurahan also what its musrenbang chose."""
    if one.standing is State.ROUTED:
        return True
    own = one.standing is State.CHOSEN and one.source not in _OTHER_WAYS
    return own and not is_desa(one.territory)


def hand_overs_for(hat: Holding, year: int) -> list[HandOver]:
    rows = HandOver.objects.filter(cycle__plan_year=year).within(hat.territory)
    return list(rows.told())


def hand_over_for(hat: Holding, pk: int, *, lock: bool = False) -> HandOver:
    """One list; 404 for one that is absent or of another place."""
    rows = HandOver.objects.select_for_update(of=("self",)) if lock else HandOver.objects.all()
    found = rows.filter(pk=pk).select_related("cycle").first()
    if found is None:
        raise Http404
    not_yours(hat, found.cycle.territory)
    return found


def receiver_of(cycle: Cycle) -> str:
    """Where a list goes: to the Camat's office, to Bappeda."""
    level = At.KECAMATAN if doors.is_village(cycle.territory) else At.CITY
    return level.place(cycle.territory)


def may_receive(hat: Holding, cycle: Cycle) -> bool:
    return allowed(hat, Right.DELIBERATION_MERGE, receiver_of(cycle)).allowed


def may_hand_over(hat: Holding, cycle: Cycle) -> bool:
    return (
        level_of(cycle.territory) is not Depth.KABUPATEN
        and allowed(hat, Right.DELIBERATION_MERGE, cycle.territory).allowed
    )


# ---------- the musrenbang of a kecamatan ----------


def forums_for(hat: Holding, year: int) -> list[Forum]:
    return list(Forum.objects.seen_from(hat.territory).filter(cycle__plan_year=year).told())


def forum_for(hat: Holding, pk: int, *, lock: bool = False) -> Forum:
    """One forum; the same 404 for absent and not seen from there."""
    rows = Forum.objects.seen_from(hat.territory).told()
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def forum_to_fill(hat: Holding, pk: int, right: Right = Right.DELIBERATION_MERGE) -> Forum:
    """One forum that this hat fills in or decides; 404 for those who only read it."""
    found = forum_for(hat, pk)
    if not allowed(hat, right, found.territory).allowed:
        raise Http404
    return found


def entries_of(forum: Forum) -> list[ForumEntry]:
    """In their order, with what a list shows of them."""
    rows = forum.entries.select_related("proposal__cycle", "proposal__item")
    return list(rows)


def entry_for(forum: Forum, pk: int) -> ForumEntry:
    """The entry of a proposal; 404 for a proposal that is not before this forum."""
    found = forum.entries.filter(proposal_id=pk).select_related("proposal__cycle", "proposal__item").first()
    if found is None:
        raise Http404
    return found


def meetings_near(hat: Holding, forum: Forum) -> list[Meeting]:
    """Meetings of the kecamatan, for the berita acara."""
    rows = meetings_visible_to(hat).filter(territory=forum.territory, forum__startswith="musrenbang")
    return list(rows.order_by("-starts_at")[:20])


def addressee(one: Proposal, table: Authority | None = None) -> tuple[str, str]:
    """The agency that the authority table or the kamus names for a proposal, and why in a sentence."""
    table = table or authority_on(one.territory, today_in(one.territory))
    if one.item is None:
        verdict = table.level_for(one.sub_item, one.cost or 0)
    else:
        verdict = table.level_of_item(one.item, one.cost or 0)
    agency = verdict.agency or (one.item.agency if one.item else "")
    if not agency and verdict.level is Level.KECAMATAN:
        agency = KECAMATAN
    return agency, verdict.reason


def agencies_in(territory: str) -> list[str]:
    """Names to choose from: of the lists of plan and of those who have an account, one of each."""
    day = today_in(territory)
    names = [item.agency for item in kamus_on(territory, day).items]
    names += [row.agency for row in authority_on(territory, day).rows]
    city = At.CITY.place(territory)
    holders = Holding.objects.filter(role=Role.AGENCY.value, **within_filter(city, "territory"))
    names += list(holders.exclude(body="").values_list("body", flat=True).distinct())
    found: dict[str, str] = {}
    for name in (*names, KECAMATAN):
        found.setdefault(" ".join(name.casefold().split()), name)
    return sorted(filter(None, found.values()))


def named_agency(territory: str, name: str) -> str:
    """The agency as the lists write it. Refused for one that nobody knows, where there are lists at all:
    what is addressed to a misspelt name would wait on no desk."""
    typed, known = " ".join(name.split())[:120], agencies_in(territory)
    found = next((one for one in known if same_body(one, typed)), None)
    if found is None and typed and set(known) - {KECAMATAN}:
        advice = "Pilih dari daftar. Bila memang ada, minta Bappeda menambahkannya dalam kamus usulan."
        where = f"perangkat daerah “{typed}”"
        raise Refused(Finding("upward.agency", where, "tidak ada dalam daftar", advice))
    return found or typed


# ---------- answers ----------


def years_for(hat: Holding) -> list[int]:
    """Plan years that somebody proposed for in the hat's territory, the latest first."""
    rows = Proposal.objects.filter(**territory_filter(hat)).order_by()
    return sorted(rows.values_list("cycle__plan_year", flat=True).distinct(), reverse=True)


def addressed_to(hat: Holding, found: Iterable[Proposal]) -> list[Proposal]:
    """For an agency what is addressed to it; for the others everything."""
    if Role(hat.role) is not Role.AGENCY:
        return list(found)
    return [one for one in found if same_body(one.agency, hat.body)]


def in_states_for(hat: Holding, year: int, states: frozenset[State]) -> list[Proposal]:
    """Proposals of a year in some states, for this hat, in the order of their forum."""
    rows = Proposal.objects.filter(cycle__plan_year=year, **territory_filter(hat)).in_states(states)
    rows = rows.told().select_related("cycle", "item", "before", "forum_entry")
    return sorted(addressed_to(hat, rows), key=_rank)


def _rank(one: Proposal) -> tuple[str, str, int, int]:
    entry = getattr(one, "forum_entry", None)
    kecamatan = At.KECAMATAN.place(one.territory)
    return (one.agency, kecamatan, entry.position if entry else 10**6, one.number or 0)


def asked_of(one: Proposal) -> Asked:
    """What stood there before the next answer: what the last one gave, else what was asked for."""
    last = last_answer(one)
    volume = last.answer.volume if last and last.answer.volume is not None else one.volume
    return Asked(one.granted or one.cost or 0, volume)


def last_answer(one: Proposal) -> Move | None:
    """The newest move that carries an answer; asks nothing where `told()` has fetched the moves."""
    fetched = "moves" in getattr(one, "_prefetched_objects_cache", {})
    rows = one.moves.all() if fetched else one.moves.select_related("answer")
    return max((move for move in rows if hasattr(move, "answer")), key=lambda move: move.pk, default=None)


def proposals_to_answer(hat: Holding, keys: Iterable[int]) -> list[Proposal]:
    """Many at once with all that an answer looks at; the same 404 for absent and of another place."""
    wanted = list(keys)
    found = {one.pk: one for one in Proposal.objects.filter(pk__in=wanted).told()}
    if len(found) != len(wanted):
        raise Http404
    for one in found.values():
        not_yours(hat, one.territory)
    return [found[key] for key in wanted]


def answers_of(territory: str, year: int, agency: str) -> list[Move]:
    """The latest answer of an agency (of all, without a name) to each proposal of a city in a year."""
    places = within_filter(territory, "proposal__territory")
    rows = Move.objects.filter(proposal__cycle__plan_year=year, answer__isnull=False, **places)
    rows = rows.filter(before__in=[State.AGENCY.value, State.ROUTED.value])
    rows = rows.select_related("answer", "proposal__cycle").order_by("pk")
    latest = {one.proposal_id: one for one in rows if not agency or same_body(one.answer.agency, agency)}
    return sorted(latest.values(), key=lambda one: (one.proposal.cycle.territory, one.proposal.number or 0))


# ---------- where everything stands ----------


@dataclass(frozen=True, slots=True)
class Carried:
    """A village in a plan year: how many are unmet, how many of them stand in the next year."""

    territory: str
    unmet: int
    carried: int
    next: Cycle | None

    @property
    def left(self) -> int:
        return self.unmet - self.carried


def standing_of(hat: Holding, year: int) -> list[tuple[str, int, int]]:
    """Words, how many and rupiah for each place on the way: together they are all that was proposed."""
    rows = Proposal.objects.filter(cycle__plan_year=year, **territory_filter(hat)).exclude(state__in=_HIDDEN)
    found = [(State(s), g or c or 0) for s, g, c in rows.values_list("state", "granted", "cost")]
    return [(words, *_sums(amount for state, amount in found if state in group)) for words, group in WHERE]


def _sums(amounts: Iterable[int]) -> tuple[int, int]:
    listed = list(amounts)
    return len(listed), sum(listed)


def carried_of(hat: Holding, year: int) -> list[Carried]:
    """The villages of the hat with what they have not got, in three queries."""
    rows = Proposal.objects.filter(cycle__plan_year=year, **territory_filter(hat)).select_related("cycle")
    rows = rows.filter(~Q(state__in=_HIDDEN)).prefetch_related("moves")
    gone = set(
        Proposal.objects.filter(before__cycle__plan_year=year, **territory_filter(hat)).values_list(
            "before_id", flat=True
        )
    )
    later = Cycle.objects.filter(plan_year__gt=year).within(hat.territory).order_by("plan_year")
    following: dict[str, Cycle] = {}
    for cycle in later:
        following.setdefault(cycle.territory, cycle)
    found: dict[str, list[bool]] = {}
    for one in rows:
        if unmet(doors.old_of(one)):
            found.setdefault(one.cycle.territory, []).append(one.pk in gone)
    return [Carried(code, len(all_), sum(all_), following.get(code)) for code, all_ in sorted(found.items())]
