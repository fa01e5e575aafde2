"""Families (KK) of a unit and the poor ones among them, as they were known on a day."""

from dataclasses import dataclass
from datetime import date

KK, POOR = "KK", "KK miskin"


@dataclass(frozen=True, slots=True)
class Households:
    """Families of a unit with day and source. `poor` is None where nobody has counted them.

    `as_of` is the older of both days, where they differ.
    """

    kk: int
    poor: int | None
    as_of: date
    source: str
