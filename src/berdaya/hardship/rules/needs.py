"""From signs of hardship in decile-1 households to the needs of a place.

For each sign: the share met among the households that answered, compared with the share of the kabupaten
by the one-proportion z. Needs stand out where z is high.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from berdaya.kernel.shares import quantised

_DIGITS = 34


@dataclass(frozen=True, slots=True)
class SignCount:
    """Households of a place in which a sign was met, of those where it is known."""

    met: int
    known: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.met, self.known) if self.known else None


@dataclass(frozen=True, slots=True)
class Needs:
    """Shares by sign (they add up to 1, or there are none), the dominant ones, and whether data are few."""

    shares: dict[str, Fraction]
    dominant: tuple[str, ...]
    few_data: bool


def need_z(here: SignCount, everywhere: Fraction) -> Decimal:
    """(p - P) / root of P (1 - P) / known, to 12 places; 0 where P is 0 or 1 or nobody answered."""
    share = here.share
    if share is None or everywhere in (0, 1):
        return Decimal(0)
    with localcontext(Context(prec=_DIGITS)):
        variance = everywhere * (1 - everywhere) / here.known
        difference = share - everywhere
        deviation = (Decimal(variance.numerator) / variance.denominator).sqrt()
        return quantised(Decimal(difference.numerator) / difference.denominator / deviation)


def needs_of(
    here: Mapping[str, SignCount], everywhere: Mapping[str, Fraction], *, dominant: int, enough_known: int
) -> Needs:
    """Need shares and the dominant needs of a place.

    Shares follow the z-scores above 0, or the plain shares where none is. A sign known in fewer than
    `enough_known` households is ordered by its plain share, after the others, and the place is marked.
    """
    z = {sign: need_z(count, everywhere[sign]) for sign, count in here.items()}
    weights = {sign: max(Fraction(0), Fraction(value)) for sign, value in z.items()}
    if not any(weights.values()):
        weights = {sign: count.share or Fraction(0) for sign, count in here.items()}
    total = sum(weights.values(), Fraction(0))
    shares = {sign: weight / total for sign, weight in weights.items()} if total else {}

    def key(sign: str) -> tuple[bool, Fraction, str]:
        count = here[sign]
        enough = count.known >= enough_known
        return (not enough, -(Fraction(z[sign]) if enough else count.share or Fraction(0)), sign)

    first = tuple(sorted((s for s in here if here[s].known), key=key)[:dominant])
    return Needs(shares, first, any(here[s].known < enough_known for s in first))


def dominant_of(shares: Mapping[str, Fraction], most: int) -> tuple[str, ...]:
    """The needs with the largest shares, where only shares are given; equal ones in the order of codes."""
    return tuple(sorted((need for need in shares if shares[need]), key=lambda n: (-shares[n], n))[:most])
