"""The ledger of shares from year to year: who got less than his share has more next year, and the reverse."""

from collections.abc import Mapping
from fractions import Fraction


def next_opening(
    closing: Mapping[str, Fraction], shares: Mapping[str, Fraction], memory: Fraction = Fraction(1)
) -> dict[str, Fraction]:
    """What each unit of next year brings: `memory` × its closing balance, at most one year's share up or
    down, and moved in proportion to the shares so that all add up to zero.

    A unit of this year that is no longer there is not carried; a new one starts at zero.
    """
    zero = Fraction(0)
    bounded = {
        name: max(-share, min(share, memory * closing.get(name, zero))) for name, share in shares.items()
    }
    whole, excess = sum(shares.values(), zero), sum(bounded.values(), zero)
    if not whole:
        return bounded
    return {name: balance - excess * shares[name] / whole for name, balance in bounded.items()}
