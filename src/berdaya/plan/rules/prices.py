"""Is a cost plausible for that much of an item? Exact: the range times the volume, beside the cost."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from berdaya.kernel.numbers import format_decimal, format_rupiah


class Priced(Protocol):
    """What the rule asks of an item of the kamus."""

    @property
    def unit(self) -> str: ...

    @property
    def price_low(self) -> int: ...

    @property
    def price_high(self) -> int: ...


_SLIPS = (Fraction(1, 10), Fraction(10), Fraction(1, 100), Fraction(100), Fraction(1, 1000), Fraction(1000))


class Price(StrEnum):
    WITHIN = "wajar"
    BELOW = "di bawah kisaran"
    ABOVE = "di atas kisaran"


@dataclass(frozen=True, slots=True)
class PriceVerdict:
    """Where a cost lies: rupiah for one unit, what the whole should cost, how far outside it is.

    `meant` is the same cost with a zero or two more or less, where just one such slip brings it within.
    """

    price: Price
    per_unit: Fraction
    least: int
    most: int
    off_by: int
    reason: str
    meant: int | None = None

    @property
    def plausible(self) -> bool:
        return self.price is Price.WITHIN


def price_verdict(item: Priced, volume: int | Decimal | Fraction, cost: int) -> PriceVerdict:
    """Judge a cost in whole rupiah for a volume above zero. The bounds themselves are within."""
    amount = Fraction(volume)
    if amount <= 0 or cost < 0:
        raise ValueError("a volume is above zero and a cost not below it")
    low, high = item.price_low * amount, item.price_high * amount
    price = Price.BELOW if cost < low else Price.ABOVE if cost > high else Price.WITHIN
    least, most = ceil(low), max(ceil(low), floor(high))
    off_by = {Price.BELOW: least - cost, Price.ABOVE: cost - most, Price.WITHIN: 0}[price]
    per_unit = Fraction(cost) / amount
    reason = _reason(item, amount, price, per_unit, least, most)
    meant = None if price is Price.WITHIN else _meant(cost, least, most)
    return PriceVerdict(price, per_unit, least, most, off_by, reason, meant)


def _meant(cost: int, least: int, most: int) -> int | None:
    """One to three zeros too many or too few, when one such reading alone is plausible."""
    readings = {int(cost * slip) for slip in _SLIPS if (cost * slip).denominator == 1}
    plausible = [one for one in readings if one and least <= one <= most]
    return plausible[0] if len(plausible) == 1 else None


def _reason(item: Priced, amount: Fraction, price: Price, per_unit: Fraction, least: int, most: int) -> str:
    each = f"Rp{format_decimal(per_unit, 0)} per {item.unit}"
    span = f"{format_rupiah(item.price_low)} sampai {format_rupiah(item.price_high)}"
    whole = f"untuk {_amount(amount)} {item.unit}: {format_rupiah(least)} sampai {format_rupiah(most)}"
    return f"{each}, {price.value} menurut kamus ({span}; {whole})."


def _amount(amount: Fraction) -> str:
    """`12`, `2,5`: no more decimals than needed, at most three."""
    if amount.denominator == 1:
        return format_decimal(amount, 0)
    return format_decimal(amount, 3).rstrip("0").rstrip(",")
