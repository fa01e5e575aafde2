"""The double check of an FGD: what the register, the field, the Musdes and the FGD say of one topic.

Each column is a part of a whole (households with a sign of those known; marks of those that could be given).
Shares are compared, so that columns with different wholes can be. A large difference must have a reason
before the record closes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_count, format_decimal, format_percent
from berdaya.rulebook.rules import Rulebook

NAME: Final = "scan.checking"
REGISTER, FIELD, MUSDES, FGD, AGREED = COLUMNS = ("register", "lapangan", "musdes", "fgd", "sepakat")
COLUMN_WORDS: Final = {
    REGISTER: "Register",
    FIELD: "Lapangan",
    MUSDES: "Musdes",
    FGD: "FGD",
    AGREED: "Disepakati",
}


@dataclass(frozen=True, slots=True)
class CheckingRule:
    """The rule `scan.checking`: above so many points, or such a share of the first count, a reason is due.

    Of a tiny share a fifth is a single household, so the share asks only where `least` is reached beside it.
    What is agreed for fewer than `base` of those that another column knows is asked for a reason, too.
    """

    key: str
    points: Fraction
    share: Fraction
    least: Fraction
    base: Fraction


@dataclass(frozen=True, slots=True)
class Value:
    """A part of a whole: 40 of 132 households, 3 of 6 marks."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.part, self.whole)

    @property
    def words(self) -> str:
        return f"{format_count(self.part)} dari {format_count(self.whole)} ({format_percent(self.share, 0)})"


@dataclass(frozen=True, slots=True)
class Difference:
    """Between the lowest and the highest column, in points of 100 and in parts of the first column."""

    points: Fraction
    of_first: Fraction | None
    first: str
    large: bool
    why: str


def checking_rule(book: Rulebook, day: date, territory: str = "") -> CheckingRule:
    rule = book.in_force(NAME, day, territory=territory)
    names = ("points", "percent", "least_points", "least_base")
    return CheckingRule(rule.key, *(Fraction(rule.values[name], 100) for name in names))


def difference(columns: Mapping[str, Value | None], rule: CheckingRule) -> Difference | None:
    """The largest distance between columns that have a value; None with fewer than two.

    Large: above the points, or some column lies further from the first one (register, else field, …) than the
    share of it, by the least points or more. Where the first one is nothing at all, those points decide.
    Large is also what few households stand for: agreed for less than the base of what another column knows.
    """
    known = {name: columns[name] for name in COLUMNS if columns.get(name) is not None}
    shares = {name: value.share for name, value in known.items() if value is not None}
    if len(shares) < 2:
        return None
    first = next(iter(shares))
    points = max(shares.values()) - min(shares.values())
    off = max(abs(share - shares[first]) for share in shares.values())
    of_first = off / shares[first] if shares[first] else None
    beyond = off > 0 if of_first is None else of_first > rule.share
    narrow = _narrow(known, rule)
    large = points > rule.points or (beyond and off >= rule.least) or bool(narrow)
    return Difference(points, of_first, first, large, _why(points, of_first, off, first, rule) + narrow)


def _narrow(known: Mapping[str, Value | None], rule: CheckingRule) -> str:
    """What to say where the agreed value stands for few of those that another column knows; "" where it does
    not."""
    agreed = known.get(AGREED)
    widest = max((value.whole for value in known.values() if value is not None), default=0)
    if agreed is None or agreed.whole >= widest * rule.base:
        return ""
    return f" Yang disepakati menyangkut {agreed.whole}, padahal diketahui {widest}."


def _why(points: Fraction, of_first: Fraction | None, off: Fraction, first: str, rule: CheckingRule) -> str:
    told = f"Selisih terbesar {format_decimal(points * 100, 1)} poin"
    limit = f"{format_decimal(rule.points * 100, 0)} poin, atau {format_percent(rule.share, 0)}"
    limit += f" dan paling sedikit {format_decimal(rule.least * 100, 0)} poin,"
    if of_first is not None:
        told += f", {format_percent(of_first, 0)} dari angka {COLUMN_WORDS[first].lower()}"
    elif off:
        told += f"; angka {COLUMN_WORDS[first].lower()} nol"
    return f"{told}. Di atas {limit} perlu alasan."


@dataclass(frozen=True, slots=True)
class Topic:
    """One line of the record: its columns, and why they differ."""

    code: str
    title: str
    columns: Mapping[str, Value | None]
    reason: str = ""


def value_faults(title: str, columns: Mapping[str, Value | None]) -> list[Finding]:
    """A part is no larger than its whole."""
    return [
        Finding(
            "fgd.part", f"{title}, {COLUMN_WORDS[name]}", "bagiannya melebihi jumlahnya", "Periksa angkanya."
        )
        for name, value in columns.items()
        if value is not None and not 0 <= value.part <= value.whole
    ]


def closing_faults(topics: list[Topic], rule: CheckingRule) -> list[Finding]:
    """What keeps the record open: topics without an agreed value, large differences without a reason."""
    found = []
    for topic in topics:
        if topic.columns.get(AGREED) is None:
            advice = "Isi angka yang disepakati peserta, walaupun sama dengan register."
            found.append(Finding("fgd.not_agreed", topic.title, "belum punya angka yang disepakati", advice))
        told = difference(topic.columns, rule)
        if told is not None and told.large and not topic.reason.strip():
            advice = f"{told.why} Tulis sebabnya dalam satu kalimat."
            found.append(Finding("fgd.no_reason", topic.title, "berbeda jauh tanpa alasan", advice))
    if not topics:
        found.append(
            Finding("fgd.empty", "catatan FGD", "belum punya satu topik pun", "Siapkan topiknya dahulu.")
        )
    return found
