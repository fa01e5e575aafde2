"""Numbers as Indonesian offices write and read them. The locale of a number is named, never guessed.

`19.623` is nineteen thousand in `LOCALE_ID` and nineteen point six in `LOCALE_EN`; a reader who does not
say which is refused. Anything that fits neither pattern gives None, and the caller files a finding.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.shares import round_half_up


@dataclass(frozen=True, slots=True)
class Locale:
    """How a paper writes numbers: the sign between thousands, and the one before decimals."""

    name: str
    thousands: str
    decimal: str


LOCALE_ID = Locale("id", ".", ",")
LOCALE_EN = Locale("en", ",", ".")

_SCALES = {
    "": 1,
    "rb": 10**3,
    "ribu": 10**3,
    "jt": 10**6,
    "juta": 10**6,
    "m": 10**9,
    "milyar": 10**9,
    "miliar": 10**9,
    "t": 10**12,
    "triliun": 10**12,
}


def _plain(text: str, locale: Locale) -> Decimal | None:
    t, d = re.escape(locale.thousands), re.escape(locale.decimal)
    pattern = rf"[-−]?([0-9]{{1,3}}({t}[0-9]{{3}})+|[0-9]+)({d}[0-9]+)?"
    if not re.fullmatch(pattern, text):
        return None
    plain = text.replace("−", "-").replace(locale.thousands, "").replace(locale.decimal, ".")
    return Decimal(plain)


def parse_decimal(text: str, locale: Locale) -> Decimal | None:
    """Read a number; a space after the decimal sign (`74, 40`) is a slip of typing and forgiven.

    Grouping must be whole (`19.62` is not a count in LOCALE_ID); otherwise None.
    """
    cleaned = re.sub(rf"(?<={re.escape(locale.decimal)})\s+(?=[0-9])", "", text.strip())
    return _plain(cleaned, locale)


def parse_count(text: str, locale: Locale = LOCALE_ID) -> int | None:
    """Read a whole number that is not negative: `19.623` -> 19623. Decimals and text give None."""
    value = parse_decimal(text, locale)
    if value is None or value < 0 or value != value.to_integral_value() or locale.decimal in text:
        return None
    return int(value)


def parse_percent(text: str, locale: Locale = LOCALE_ID) -> Fraction | None:
    """Read a percentage with its sign: `34,51%`, `74, 40%` -> 34.51, 74.40 hundredths as a Fraction of 1."""
    stripped = text.strip()
    if not stripped.endswith("%"):
        return None
    value = parse_decimal(stripped[:-1].rstrip(), locale)
    return None if value is None else Fraction(value) / 100


def parse_rupiah(text: str, locale: Locale = LOCALE_ID) -> int | None:
    """Read rupiah, with or without `Rp`, `,00`, `,-` and a scale word (`10,983M` = 10.983.000.000).

    In Indonesian papers M is milyar (10^9). What is not a whole number of rupiah gives None.
    """
    cleaned = re.sub(r"^\s*(rp\.?|idr)\s*", "", text.strip(), flags=re.IGNORECASE)
    cleaned = re.sub(rf"{re.escape(locale.decimal)}\s*[-–]+$", "", cleaned)
    match = re.fullmatch(r"(?P<number>[-−]?[0-9.,\s]+?)\s*(?P<scale>[a-zA-Z]*)\.?", cleaned)
    if match is None or match["scale"].lower() not in _SCALES:
        return None
    value = parse_decimal(match["number"], locale)
    if value is None:
        return None
    whole = value * _SCALES[match["scale"].lower()]
    return int(whole) if whole == whole.to_integral_value() else None


def format_count(value: int) -> str:
    """19623 -> `19.623`."""
    return f"{value:,}".replace(",", ".").replace("-", "−")


def format_decimal(value: Fraction | Decimal | int, places: int) -> str:
    """Half-up to `places`, written with a comma: 0.76 -> `0,7600`."""
    rounded = round_half_up(value, places)
    whole, _, decimals = f"{abs(rounded):f}".partition(".")
    sign = "−" if rounded < 0 else ""
    return sign + format_count(int(whole)) + (f",{decimals}" if decimals else "")


def format_percent(share: Fraction | Decimal | int, places: int = 1) -> str:
    """5/8 -> `62,5%`."""
    return format_decimal(Fraction(share) * 100, places) + "%"


def format_rupiah(value: int) -> str:
    """1594389976 -> `Rp1.594.389.976`."""
    return ("−" if value < 0 else "") + "Rp" + format_count(abs(value))
