"""Signs counted over households that are kept as bits: `1-0110---`."""

from collections.abc import Iterable, Mapping
from typing import Final

from berdaya.scan.rules.checking import Value

SIGNS: Final = tuple(f"C{n}" for n in range(1, 10))


def signs_counted(rows: Iterable[str]) -> Mapping[str, Value | None]:
    """For each sign the households that show it, of those where it is known; None where of none."""
    met, known = [0] * len(SIGNS), [0] * len(SIGNS)
    for bits in rows:
        for at, bit in enumerate(bits[: len(SIGNS)]):
            met[at] += bit == "1"
            known[at] += bit in "01"
    return {sign: Value(met[at], known[at]) if known[at] else None for at, sign in enumerate(SIGNS)}


def most_met(values: Mapping[str, Value | None], most: int) -> list[str]:
    """The signs with the largest shares, equal ones by code; a sign that nobody shows is none of them."""
    shares = {sign: value.share for sign, value in values.items() if value is not None and value.part}
    return sorted(shares, key=lambda sign: (-shares[sign], sign))[:most]
