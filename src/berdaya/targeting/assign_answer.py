"""A worked-out assignment as the one JSON object of `assign`, which papers and next year's run read.

Ratios are exact ("a/b"); `_decimal` beside one is the same number to read. Nothing in it depends on the clock
unless `stopped_by` says `clock`.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Findings, Severity
from berdaya.kernel.shares import as_ratio, round_half_up
from berdaya.targeting.answer_seal import sealed
from berdaya.targeting.assigning import Assigned, Found, Status, assign_apart
from berdaya.targeting.rules.assignment import Lead, Problem, Row, loads, objective, relative_loads
from berdaya.targeting.rules.assignment_exchange import best_exchange
from berdaya.targeting.rules.assignment_explained import (
    AgencyTold,
    PlaceTold,
    fairness,
    tell_agencies,
    tell_places,
)
from berdaya.targeting.rules.assignment_written import as_json
from berdaya.targeting.solver import NAME, SEED, THREADS, State, version

PLACES = 6
RESOLVE_PAIRS = 100  # with row 3 a problem of more pairs is not solved anew for every place
RESOLVE_SECONDS = 60.0
ROW_WORDS = {
    Row.LOAD: "pemerataan beban (baris 3)",
    Row.STABILITY: "batas perubahan dari tahun lalu (baris 5)",
    Row.RED: "satu tempat merah untuk tiap perangkat (baris 6)",
    Row.FLOOR: "kecocokan terendah (baris 7)",
}
STOPPED = {
    State.BY_CLOCK: (
        "waktu habis sebelum terbukti yang terbaik",
        "Beri waktu lebih dengan --time-limit. Hasil seperti ini dapat berbeda bila diulang.",
    ),
    State.BY_WORK: (
        "berhenti pada batas langkah sebelum terbukti yang terbaik",
        "Pakai hasil ini; selisihnya terhadap yang terbaik paling banyak seperti tertulis.",
    ),
}
EQUALS = {
    State.BY_CLOCK: "Beri waktu lebih dengan --time-limit bila pilihan di antara yang sama baik harus tetap.",
    State.BY_WORK: "Tidak perlu diperbaiki; hasil yang sama keluar lagi dari soal yang sama.",
}
Json = dict[str, Any]
Step = Callable[[int], None]


def answer(asked: Problem, assigned: Assigned, findings: Findings, explanation: Json | None) -> Json:
    """`asked` is the problem as it came; `assigned` holds it as it was solved."""
    found, problem = assigned.found, assigned.problem
    lead, posed = (found.lead if found else ()), as_json(asked)
    findings.extend(_told(assigned))
    total = objective(problem, lead) if found else None
    agencies, places = problem.agencies, problem.places
    carried = loads(problem, lead) if found else []
    made = {
        "status": assigned.status,
        "gap": None if found is None else _gap(assigned.status, found, total or Fraction(0)),
        "objective": None if total is None else as_ratio(total),
        "objective_decimal": None if total is None else _decimal(total),
        "assignment": {places[v].code: agencies[a].code for v, a in enumerate(lead)},
        "loads": {agency.code: as_ratio(load) for agency, load in zip(agencies, carried, strict=False)},
        "dropped": [int(row) for row in assigned.dropped],
        "stopped_by": found.stopped_by.value if found and found.stopped_by else None,
        "unique": found.unique if found else None,
        "rows": sorted({1, 2, 4, *(int(row) for row in problem.rows)}),
        "agencies": [
            {
                "code": a.code,
                "name": a.name,
                "least": a.least,
                "most": a.most,
                "strength": as_ratio(a.strength),
            }
            for a in agencies
        ],
        "places": [{"code": v.code, "name": v.name, **(v.about or {})} for v in places],
        "pins": posed["pins"],
        "forbidden": posed["forbidden"],
        "explanation": explanation,
        "solver": {"name": NAME, "version": version(), "threads": THREADS, "seed": SEED},
        "rule": asked.rule,
        "input_digest": digest_of(posed),
        "findings": findings.as_json(),
    }
    return sealed(made)


def _decimal(value: Fraction) -> str:
    return f"{round_half_up(value, PLACES):f}"


def _gap(status: Status, found: Found, total: Fraction) -> float:
    """How far the best could still be, as a share of the total; rounded up."""
    if status is Status.OPTIMAL:
        return 0.0
    share = max(0.0, found.bound - float(total)) / max(abs(float(total)), 1e-6)
    return float(Decimal(ceil(share * 10**PLACES)).scaleb(-PLACES))


def _told(assigned: Assigned) -> list[Finding]:
    """What the person must know about the way to this answer."""
    found = [
        Finding(
            f"assign.dropped_{int(row)}",
            ROW_WORDS[row],
            "tidak dapat dipenuhi bersama batas lain, jadi dilepas",
            "Longgarkan batas ini, atau terima pembagian tanpa batas ini.",
            Severity.WARNING,
        )
        for row in assigned.dropped
    ]
    answered = assigned.found
    if answered is not None and answered.stopped_by is not None:
        found.append(_stopped(answered.stopped_by, answered.proven))
    return found


def _stopped(by: State, proven: bool) -> Finding:
    if proven:
        problem = "ada beberapa pembagian yang sama baiknya, dan belum semua dibandingkan"
        return Finding(f"assign.equals_by_{by.value}", "pencarian", problem, EQUALS[by], Severity.INFO)
    problem, advice = STOPPED[by]
    return Finding(f"assign.stopped_by_{by.value}", "pencarian", problem, advice, Severity.WARNING)


# ---------- explanation ----------


def explain(assigned: Assigned, step: Step = lambda _n: None) -> Json | None:
    """For each place and agency what a reader may ask, and how fair the whole is."""
    if assigned.found is None:
        return None
    problem, lead = assigned.problem, assigned.found.lead
    relative = relative_loads(problem, lead)
    fair = fairness(relative)
    places = {}
    for told in tell_places(problem, lead):
        places[problem.places[told.place].code] = _place(problem, told, _other(assigned, told.place))
        step(1)
    return {
        "places": places,
        "agencies": {problem.agencies[t.agency].code: _agency(t) for t in tell_agencies(problem, lead)},
        "fairness": {
            "heaviest": as_ratio(max(relative)),
            "max_to_mean": _ratio(fair.max_to_mean),
            "gini": _ratio(fair.gini),
        },
    }


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else as_ratio(value)


def _place(problem: Problem, told: PlaceTold, other: Json | None) -> Json:
    favourite = told.favourite
    code = problem.places[told.place].code
    pin = next((pin for pin in problem.pins if pin.place == code), None)
    return {
        "agency": problem.agencies[told.agency].code,
        "fit": as_ratio(told.fit),
        "km": _ratio(told.km),
        "kept": told.kept,
        "pinned": None if pin is None else {"reason": pin.reason, "decree": pin.decree},
        "needs": list(told.dominant),
        "favourite": None
        if favourite is None
        else {"agency": problem.agencies[favourite.agency].code, "stopped_by": favourite.stopped_by},
        "other": other,
    }


def _agency(told: AgencyTold) -> Json:
    return {
        "number": told.number,
        "load": as_ratio(told.load),
        "relative_load": as_ratio(told.relative),
        "mean_fit": _ratio(told.mean_fit),
    }


def _other(assigned: Assigned, place: int) -> Json | None:
    """The best other agency and what the total loses: solved anew, or at most so much by an exchange."""
    problem, found = assigned.problem, assigned.found
    if found is None or len(problem.allowed[place]) == 1:
        return None
    small = len(problem.places) * len(problem.agencies) <= RESOLVE_PAIRS
    if Row.LOAD not in problem.rows or small:
        again = assign_apart(problem, place, found.lead[place], seconds=RESOLVE_SECONDS)
        lead = again.lead if again else None
        sure = again is not None and again.proven and assigned.status is Status.OPTIMAL
    else:
        exchange = best_exchange(problem, found.lead, place)
        lead, sure = (exchange.lead if exchange else None), False
    if lead is None:
        return None
    loss = objective(problem, found.lead) - objective(problem, lead)
    if assigned.status is Status.OPTIMAL:
        loss = max(loss, Fraction(0))  # costs are rounded to millionths, so a tie may look like a gain
    return {
        "agency": problem.agencies[lead[place]].code,
        "loss": as_ratio(loss),
        "loss_decimal": _decimal(loss),
        "how": "resolve" if sure else "bound",
        "moves": _moves(problem, found.lead, lead, place),
    }


def _moves(problem: Problem, before: Lead, after: Lead, place: int) -> dict[str, str]:
    """The other places that change hands then."""
    return {
        problem.places[v].code: problem.agencies[a].code
        for v, a in enumerate(after)
        if a != before[v] and v != place
    }
