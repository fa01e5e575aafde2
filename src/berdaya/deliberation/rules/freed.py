"""Money that became free after a musrenbang was decided, and which of its reserve it would pay.

A priority that was refused, delayed or withdrawn later, or put back into the reserve, needs its money no
more. One that is sent back or addressed elsewhere keeps it: nobody has stopped it. Whether a reserve comes up
is for whoever decides in the village; nothing is moved here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from berdaya.deliberation.rules.states import State

FREE: Final = frozenset({State.REFUSED, State.DEFERRED, State.WITHDRAWN, State.RESERVE})


@dataclass(frozen=True, slots=True)
class Settled:
    """A proposal that the village settled: was it ever a priority, where does it stand now?"""

    key: int
    cost: int
    menu: str
    chosen: bool
    state: State

    @property
    def freed(self) -> bool:
        return self.chosen and self.state in FREE

    @property
    def waits(self) -> bool:
        return not self.chosen and self.state is State.RESERVE


@dataclass(frozen=True, slots=True)
class Freed:
    """Priorities whose money is free, the rupiah left under the ceiling with it, and the reserve that one by
    one fits into it, in the order of the reserve."""

    gone: tuple[int, ...]
    amount: int
    left: int
    fits: tuple[int, ...]


def freed(budget: int, ceilings: Mapping[str, int], settled: Sequence[Settled]) -> Freed | None:
    """None where no priority fell away, or nothing of the reserve fits."""
    gone = [one for one in settled if one.freed]
    spending = [one for one in settled if one.chosen and not one.freed]
    left = budget - _cost(spending)
    rests = {
        menu: limit - _cost(one for one in spending if one.menu == menu) for menu, limit in ceilings.items()
    }
    fits = [one for one in settled if one.waits and one.cost <= min(left, rests.get(one.menu, left))]
    if not gone or not fits:
        return None
    return Freed(tuple(one.key for one in gone), _cost(gone), left, tuple(one.key for one in fits))


def _cost(found: Iterable[Settled]) -> int:
    return sum(one.cost for one in found)
