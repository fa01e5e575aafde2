"""A problem of assignment written as plain data, complete: the file alone gives the same answer again."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from berdaya.kernel.shares import as_ratio
from berdaya.targeting.rules.assignment import Matrix, Pair, Problem

FIXED_LOAD = (
    "Beban terberat berasal dari penetapan saja, jadi pemerataan tidak dapat menurunkannya;"
    " di bawahnya beban perangkat lain tidak lagi diratakan."
)


def as_json(problem: Problem) -> dict[str, Any]:
    """The one form of a problem: codes in order, every number an exact ratio."""
    p, limits = problem, problem.limits
    return {
        "rule": p.rule,
        "agencies": [
            {
                "code": a.code,
                "name": a.name,
                "least": a.least,
                "most": a.most,
                "strength": as_ratio(a.strength),
            }
            for a in p.agencies
        ],
        "places": [
            {
                "code": v.code,
                "name": v.name,
                "load": as_ratio(v.load),
                "red": v.red,
                "about": dict(v.about or {}),
            }
            for v in p.places
        ],
        "needs": list(p.needs),
        "fit": _as_table([a.code for a in p.agencies], p.needs, p.fit),
        "shares": _as_table([v.code for v in p.places], p.needs, p.shares),
        "distances_km": p.km
        and _as_table([a.code for a in p.agencies], [v.code for v in p.places], p.km, sparse=False),
        "weights": {name: as_ratio(getattr(p.weights, name)) for name in ("alpha", "beta", "gamma", "delta")},
        "limits": {
            "change_share": _maybe(limits.change_share),
            "red_each": limits.red_each,
            "fit_floor": _maybe(limits.fit_floor),
        },
        "previous": None if p.previous is None else dict(p.previous),
        "pins": [_pair(pair) for pair in p.pins],
        "forbidden": [_pair(pair) for pair in p.bans],
    }


def _maybe(value: Fraction | None) -> str | None:
    return None if value is None else as_ratio(value)


def _pair(pair: Pair) -> dict[str, str]:
    return {"agency": pair.agency, "place": pair.place, "reason": pair.reason, "decree": pair.decree}


def _as_table(
    rows: Sequence[str], columns: Sequence[str], matrix: Matrix, *, sparse: bool = True
) -> dict[str, dict[str, str]]:
    """A matrix by codes; where 0 is the default it is left out."""
    return {
        row: {
            column: as_ratio(value)
            for column, value in zip(columns, values, strict=True)
            if value or not sparse
        }
        for row, values in zip(rows, matrix, strict=True)
    }


def fixed_load(answer: Mapping[str, Any]) -> bool:
    """Has the agency with the heaviest load only places fixed beforehand? Then row 3 can level nothing."""
    told = (answer["explanation"] or {}).get("agencies", {})
    if 3 not in answer["rows"] or not told:
        return False
    heaviest = max(told, key=lambda code: Fraction(told[code]["relative_load"]))
    own = {place for place, code in answer["assignment"].items() if code == heaviest}
    return own <= {pin["place"] for pin in answer["pins"]}
