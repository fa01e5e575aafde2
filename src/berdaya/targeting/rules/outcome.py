"""Everything a selection has to say, worked out once from frozen values.

Steps: `select` under the method asked; beside it the other methods and the other unit; `sensitivity`;
`renew` where an earlier list of the same register is given; the changes by people; the decided list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from berdaya.kernel.findings import Finding
from berdaya.targeting.rules.changes import (
    Change,
    ChangeKind,
    decided,
    judge_changes,
    judge_numbers,
    seats_finding,
)
from berdaya.targeting.rules.judgements import Earlier, judge_earlier, judge_graduations, judge_rare
from berdaya.targeting.rules.places import Place, Stratum
from berdaya.targeting.rules.reasons import Telling
from berdaya.targeting.rules.request import Policy, Request
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Ranked, Selection, select
from berdaya.targeting.rules.sensitivity import Firmness, Sensitivity, sensitivity
from berdaya.targeting.rules.stability import Incumbent, Step, of_incumbents, renew
from berdaya.targeting.rules.tipping import Tipping, Tippings


@dataclass(frozen=True, slots=True)
class Outcome:
    request: Request
    selection: Selection
    methods: dict[Method, Selection]
    other_unit: Selection | None
    sensitivity: Sensitivity
    tippings: dict[str, Tipping | None]
    steps: dict[str, Step]
    incumbents: Mapping[str, Incumbent]
    computed: frozenset[str]
    decided: frozenset[str]
    changes: tuple[Change, ...]
    near_misses: tuple[Ranked, ...]
    findings: list[Finding] = field(default_factory=list)

    @property
    def selected(self) -> list[Ranked]:
        """The computed list: desa by rank, then kelurahan by rank."""
        return [r for r in self.selection.ranked if r.place.code in self.computed]

    def telling(self, stratum: Stratum, policy: Policy) -> Telling:
        request = self.request
        return Telling(
            self.selection.rankings[stratum],
            self.selection.seats[stratum],
            request.method,
            request.weight,
            request.unit,
            request.index_name,
            policy.high,
            self.steps,
            policy.margins,
        )


def work_out(
    places: Sequence[Place],
    request: Request,
    policy: Policy,
    *,
    in_other_unit: Sequence[Place] | None = None,
    earlier: Earlier | None = None,
    changes: Sequence[Change] = (),
) -> Outcome:
    """Work everything out. The request has been judged before: seats fit, and there is a decile 1."""
    methods = {m: select(places, request.seats, m, request.weight, policy.cut) for m in Method}
    selection = methods[request.method]
    other = None
    if in_other_unit is not None and any(p.n for p in in_other_unit):
        other = select(in_other_unit, request.seats, request.method, request.weight, policy.cut)
    found = sensitivity(places, request.seats, policy.trial(request.seed), policy.default_weight, policy.cut)
    steps = _renewed(selection, earlier, changes, policy)
    computed = frozenset(s.code for s in steps.values() if s.inside) if steps else selection.codes
    known = frozenset(place.code for place in places)
    by_people = tuple(c for c in changes if c.kind is not ChangeKind.GRADUATE)
    final = decided(computed, by_people)
    findings = [
        *judge_changes(by_people, computed, known),
        *judge_numbers(changes),
        *judge_graduations(changes, earlier, policy.margins),
        *judge_earlier(earlier, known),
        *(seats_finding(len(final), request.seats.total, len(computed)) if by_people or steps else ()),
        *judge_rare(computed, found.firmness),
    ]
    near = _near_misses(selection, computed, found, policy.near_misses)
    tippings = _tippings(selection, found, request)
    return Outcome(
        request,
        selection,
        methods,
        other,
        found,
        tippings,
        steps,
        earlier.incumbents if earlier else {},
        computed,
        final,
        by_people,
        near,
        findings,
    )


def _renewed(
    selection: Selection, earlier: Earlier | None, changes: Sequence[Change], policy: Policy
) -> dict[str, Step]:
    if earlier is None or not earlier.comparable:
        return {}
    verified = {
        c.code: c.verified_n
        for c in changes
        if c.kind is ChangeKind.GRADUATE and c.verified_n is not None and c.meeting.strip()
    }
    known, margins, seats = earlier.incumbents, policy.margins, selection.seats
    staying = {
        stratum: sum(s.inside for s in of_incumbents(ranked, seats[stratum], known, verified, margins))
        for stratum, ranked in selection.rankings.items()
    }
    steps = {}
    for stratum, ranked in selection.rankings.items():
        room = sum(seats.values()) - sum(n for other, n in staying.items() if other is not stratum)
        for step in renew(ranked, seats[stratum], known, verified, margins, room):
            steps[step.code] = step
    return steps


def _near_misses(
    selection: Selection, computed: frozenset[str], found: Sensitivity, at_least: int
) -> tuple[Ranked, ...]:
    """Every place outside that some lists contain, and at least the first few of each stratum."""
    near = []
    for ranked in selection.rankings.values():
        outside = [r for r in ranked if r.place.code not in computed]
        near += [
            r
            for i, r in enumerate(outside)
            if i < at_least or found.firmness[r.place.code] is not Firmness.LUAR
        ]
    return tuple(near)


def _tippings(selection: Selection, found: Sensitivity, request: Request) -> dict[str, Tipping | None]:
    """For each ambang place, under M1 at the weight asked."""
    tippings: dict[str, Tipping | None] = {}
    for stratum, ranked in selection.rankings.items():
        lines = Tippings([r.place for r in ranked], selection.seats[stratum], request.weight)
        for r in ranked:
            if found.firmness[r.place.code] is Firmness.AMBANG:
                tippings[r.place.code] = lines.of(r.place.code)
    return tippings
