"""Cells of brought tables: how a number may be written there, and what stands in the way of a whole table."""

from decimal import Decimal
from typing import Final

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import LOCALE_EN, LOCALE_ID, parse_decimal, parse_rupiah

_BEYOND: Final = 10**15
_MOST_VOLUME: Final = 10**9
_LONGEST: Final = 40
_DASHES: Final = ("-", "–")


def is_blank(text: str) -> bool:
    """Nothing was written, or a dash for nothing."""
    return not text or text in _DASHES


def rupiah_in(text: str) -> int | None:
    """Whole rupiah from 0 to below a thousand trillion; None where it is something else."""
    value = parse_rupiah(text) if len(text) <= _LONGEST else None
    return value if value is not None and 0 <= value < _BEYOND else None


def volume_in(text: str) -> Decimal | None:
    """A volume above 0 with at most three decimals, with comma or point; None where it is something else."""
    value = parse_decimal(text, LOCALE_ID)
    value = parse_decimal(text, LOCALE_EN) if value is None else value
    return value if value is not None and 0 < value < _MOST_VOLUME and value == round(value, 3) else None


class WithFaults:
    """A table compared with what is recorded: its faults by row."""

    __slots__ = ()
    faults: list[tuple[int, Finding]]

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.ERROR for _, finding in self.faults)

    @property
    def findings(self) -> list[Finding]:
        """Errors first, each in the order of the rows."""
        return sorted((one for _, one in self.faults), key=lambda one: "EWI".index(one.severity.value))
