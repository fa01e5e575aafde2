"""Exact shares, ranks and rounding. Ties are settled by a written rule, never by order of arrival."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def share_out(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Split `total` whole units by weight (largest remainder, Hamilton).

    Whole parts first; the units left go to the largest remainders, on a tie to the larger weight, then
    to the earlier one. The parts always add up to `total`. Weights are not negative and not all zero.
    """
    if total < 0 or any(w < 0 for w in weights) or not any(weights):
        raise ValueError("total and weights must not be negative, and one weight must be positive")
    whole = sum(Fraction(w) for w in weights)
    quotas = [Fraction(w) * total / whole for w in weights]
    parts = [int(q) for q in quotas]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - quotas[i], -Fraction(weights[i]), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def mid_ranks(values: Sequence[int | Fraction | Decimal]) -> list[Fraction]:
    """Mid-rank of each value among all: values below + (equal values, itself included, + 1) / 2."""
    below: dict[int | Fraction | Decimal, tuple[int, int]] = {}
    for position, value in enumerate(sorted(values)):
        first, count = below.get(value, (position, 0))
        below[value] = (first, count + 1)
    return [below[v][0] + Fraction(below[v][1] + 1, 2) for v in values]


def rank_scale(values: Sequence[int | Fraction | Decimal]) -> list[Fraction]:
    """Mid-ranks stretched to [0, 1]: (rank - 1) / (n - 1). A single value stands at 1/2."""
    if len(values) == 1:
        return [Fraction(1, 2)]
    return [(rank - 1) / (len(values) - 1) for rank in mid_ranks(values)]


def round_half_up(value: Fraction | Decimal | int, places: int = 0) -> Decimal:
    """Round as people do on paper: 0.5 goes away from zero. Exact for fractions of any size."""
    scaled = Fraction(value) * 10**places
    whole, rest = divmod(abs(scaled), 1)
    rounded = int(whole) + (1 if rest >= Fraction(1, 2) else 0)
    digits = tuple(int(digit) for digit in str(rounded))
    return Decimal((1 if scaled < 0 and rounded else 0, digits, -places))


def as_ratio(value: Fraction | int) -> str:
    """An exact ratio for `--json`: "a/b"."""
    exact = Fraction(value)
    return f"{exact.numerator}/{exact.denominator}"


def quantised(value: Decimal, places: int = 12) -> Decimal:
    """A logarithm or power cut to the places at which it is compared."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
