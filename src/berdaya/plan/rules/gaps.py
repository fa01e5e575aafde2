"""The gap between the priorities of a city and what its people propose, from both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from berdaya.plan.rules.lists import PriorityRow


@dataclass(frozen=True, slots=True)
class Gap:
    """Priorities that nobody proposed for, proposals that serve none, and how many serve each priority."""

    unproposed: tuple[PriorityRow, ...]
    unmatched: tuple[str, ...]
    served: Mapping[str, int]


def priority_gap(priorities: Iterable[PriorityRow], chosen: Mapping[str, Iterable[str]]) -> Gap:
    """`chosen` names for each proposal the codes of priorities that it serves; unknown codes do not count."""
    by_code = {row.code: row for row in priorities}
    served = dict.fromkeys(by_code, 0)
    unmatched = []
    for proposal, codes in chosen.items():
        known = set(codes) & by_code.keys()
        if not known:
            unmatched.append(proposal)
        for code in known:
            served[code] += 1
    unproposed = tuple(row for code, row in by_code.items() if not served[code])
    return Gap(unproposed, tuple(unmatched), served)
