"""The worked example of the merge (planning-budget.md §4.7) and sessions made by chance."""

import random
from fractions import Fraction
from typing import Any

from berdaya.deliberation.rules.ballots import Proposal, Session, Unit

EXAMPLE: dict[str, Any] = {
    "B": 360,
    "menu_ceiling": {"sarpras": 270},
    "a": 1,
    "gamma": 1,
    "kappa_min": 0,
    "units": {
        "RT01": {"KK": 90, "miskin": 15, "rank": ["P2", "P1", "P3", "P5"]},
        "RT02": {"KK": 160, "miskin": 20, "rank": ["P2", "P5", "P6", "P3"]},
        "RT03": {"KK": 50, "miskin": 25, "rank": ["P4", "P3", "P6"]},
    },
    "proposals": {
        "P1": {"cost": 70, "menu": "sarpras", "criteria": [3, 3, 2, 3, 5]},
        "P2": {"cost": 120, "menu": "sarpras", "criteria": [5, 5, 3, 5, 3]},
        "P3": {"cost": 45, "menu": "pemberdayaan", "criteria": [3, 2, 5, 5, 4]},
        "P4": {"cost": 70, "menu": "sarpras", "criteria": [5, 2, 5, 5, 3]},
        "P5": {"cost": 100, "menu": "sarpras", "criteria": [2, 4, 2, 2, 4]},
        "P6": {"cost": 40, "menu": "pemberdayaan", "criteria": [3, 2, 4, 4, 3]},
    },
}


def chance_session(seed: int, *, menus: bool = True, complete: bool = True) -> Session:
    """2 to 8 units, up to 12 proposals with many equal costs and weights, so that ties happen."""
    chance = random.Random(seed)
    names = [f"P{n}" for n in range(1, chance.randint(1, 12) + 1)]
    proposals = tuple(
        Proposal(name, chance.choice((1, 5, 5, 10, 20, 40)), chance.choice("ab"), number)
        for number, name in enumerate(names, start=1)
    )
    units = tuple(
        Unit(
            f"U{n}",
            Fraction(chance.choice((1, 5, 5, 10, 30))),
            tuple(chance.sample(names, chance.randint(0, min(5, len(names))))),
        )
        for n in range(chance.randint(2, 8))
    )
    budget = chance.choice((0, 3, 20, 60, 120))
    ceilings = {"a": chance.choice((0, 10, 40))} if menus else {}
    least = chance.choice((Fraction(0), Fraction(1, 2)))
    return Session(budget, units, proposals, ceilings, least_coverage=least, complete=complete)
