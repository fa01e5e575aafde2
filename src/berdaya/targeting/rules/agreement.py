"""How far the methods agree: Kendall's tau-b between two orders of one stratum, and shared places."""

from collections import Counter
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from itertools import combinations

from berdaya.kernel.shares import quantised
from berdaya.targeting.rules.scores import DIGITS, Score


def kendall_tau_b(a: Sequence[Score], b: Sequence[Score]) -> Decimal | None:
    """(pairs in the same order - pairs turned round) / root of the pairs that each side tells apart.

    None where one side tells no two places apart.
    """
    first, second = _steps(a), _steps(b)
    pairs = len(first) * (len(first) - 1) // 2
    apart = [pairs - sum(n * (n - 1) // 2 for n in Counter(side).values()) for side in (first, second)]
    if not all(apart):
        return None
    balance = sum(
        _sign((i - k) * (j - m)) for (i, j), (k, m) in combinations(zip(first, second, strict=True), 2)
    )
    with localcontext(Context(prec=DIGITS)):
        return quantised(Decimal(balance) / (Decimal(apart[0]) * apart[1]).sqrt())


def _steps(values: Sequence[Score]) -> list[int]:
    step = {value: i for i, value in enumerate(sorted(set(values)))}
    return [step[value] for value in values]


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
