"""What may be shown of the signs of a place: small counts hidden, and what would give them away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.numbers import format_count
from berdaya.kernel.shares import share_out
from berdaya.kernel.veil import NONE
from berdaya.register.rules.showing import Shown, shown_counts

NEARLY_ALL = "hampir semua"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Counts below `least` are hidden; per cent are told from `base` answers on."""

    least: int
    base: int


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign of one place as it was counted."""

    code: str
    sign: str
    met: int
    known: int
    z: Decimal | None
    share: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """One sign of one place as it may be shown: words, and the numbers only where they tell of nobody.

    `percent` and `whole` (of the kabupaten) are whole per cent; `here` is the share that they come from.
    """

    sign: str
    met: str
    known: str
    percent: int | None
    whole: int | None
    z: Decimal | None
    share: int | None


def whole_percents(shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Need shares in whole per cent that add up to 100 (largest remainder); none where there are none."""
    if not any(shares.values()):
        return {}
    return dict(zip(shares, share_out(100, list(shares.values())), strict=True))


def told_of(code: str, rows: Sequence[SignRow], limits: Thresholds) -> list[Told]:
    """The signs of a village. `rows` are those of all villages of its kabupaten: they hide each other."""
    mine = [row for row in rows if row.code == code]
    percents = whole_percents({row.sign: Fraction(row.share) for row in mine})
    return [_told(row, [r for r in rows if r.sign == row.sign], percents, limits) for row in mine]


def _told(row: SignRow, same: Sequence[SignRow], percents: Mapping[str, int], limits: Thresholds) -> Told:
    shown = shown_counts({one.code: one.met for one in same}, limits.least)
    base = shown_counts({one.code: one.known for one in same}, limits.least)
    met, known = sum(one.met for one in same), sum(one.known for one in same)
    clear = _clear(row, shown, limits) and base.open(row.code)
    enough = clear and row.known >= limits.base
    return Told(
        sign=row.sign,
        met=_met_words(row, shown, limits),
        known=base.words(row.code),
        percent=_percent(row.met, row.known) if enough else None,
        whole=_percent(met, known) if known >= limits.base else None,
        z=row.z if enough else None,
        share=percents.get(row.sign) if row.known >= limits.base else None,
    )


def _clear(row: SignRow, shown: Shown, limits: Thresholds) -> bool:
    return shown.open(row.code) and not _all_of_few(row, limits)


def _all_of_few(row: SignRow, limits: Thresholds) -> bool:
    """All of a few show it: the count would say it of each of them."""
    return 0 < row.met == row.known < limits.base


def _met_words(row: SignRow, shown: Shown, limits: Thresholds) -> str:
    if not row.known:
        return NONE
    if _all_of_few(row, limits):
        return NEARLY_ALL
    return format_count(row.met) if shown.open(row.code) else shown.words(row.code)


def _percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole)


def standing_out(rows: Sequence[SignRow], enough_known: int, most: int) -> list[str]:
    """The signs of a village that stand out most, by z where enough answered, else by their share."""

    def key(row: SignRow) -> tuple[bool, Fraction, str]:
        enough = row.known >= enough_known and row.z is not None
        weight = Fraction(row.z or 0) if enough else Fraction(row.met, row.known)
        return (not enough, -weight, row.sign)

    return [row.sign for row in sorted((row for row in rows if row.known), key=key)[:most]]
