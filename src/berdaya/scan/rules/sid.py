"""The information system of a village (SID) in eleven classes: what is there, how fresh it is, the score.

Score = sum of exists × freshness over the classes that apply, divided by their number. Fresh is 1 up to 12
months, half up to 24, else 0. In a kelurahan some classes do not apply; they never lower a score.
"""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Severity
from berdaya.rulebook.rules import Rulebook

NAME: Final = "scan.sid"
HALF: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Content:
    """One of the eleven classes and the least that must be there to call it "ada"."""

    number: int
    title: str
    least: str


@dataclass(frozen=True, slots=True)
class SidRule:
    """The rule `scan.sid`. `poverty` is the class in which no name may be seen."""

    key: str
    classes: tuple[Content, ...]
    fresh_months: int
    half_months: int
    poverty: int
    only_desa: frozenset[int]

    def applies(self, number: int, kelurahan: bool) -> bool:
        return not (kelurahan and number in self.only_desa)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a checker saw of one class. `exists` None: it does not apply; `updated` None: no date is shown."""

    number: int
    exists: bool | None
    updated: date | None = None
    complete: int | None = None
    open: bool | None = None
    names_visible: bool = False


@dataclass(frozen=True, slots=True)
class ClassScore:
    """What one class adds to the score (None: does not apply), and why."""

    number: int
    score: Fraction | None
    why: str


@dataclass(frozen=True, slots=True)
class SidScore:
    """The score of a check, and what each class gave. None: nothing of it applies here."""

    score: Fraction | None
    classes: tuple[ClassScore, ...]
    faults: tuple[Finding, ...]

    @property
    def applying(self) -> int:
        return sum(one.score is not None for one in self.classes)

    @property
    def points(self) -> Fraction:
        return sum((one.score for one in self.classes if one.score is not None), Fraction(0))


def sid_rule(book: Rulebook, day: date, territory: str = "") -> SidRule:
    rule = book.in_force(NAME, day, territory=territory)
    values = rule.values
    classes = [
        Content(n, str(title), str(least)) for n, (title, least) in enumerate(values["classes"], start=1)
    ]
    return SidRule(
        key=rule.key,
        classes=tuple(classes),
        fresh_months=values["fresh_months"],
        half_months=values["half_months"],
        poverty=values["poverty"],
        only_desa=frozenset(values["only_desa"]),
    )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def freshness(updated: date | None, on: date, rule: SidRule) -> Fraction:
    """1, 1/2 or 0. Content without a date cannot be called fresh."""
    if updated is None:
        return Fraction(0)
    if updated >= months_before(on, rule.fresh_months):
        return Fraction(1)
    return HALF if updated >= months_before(on, rule.half_months) else Fraction(0)


def class_score(seen: Seen, on: date, rule: SidRule) -> ClassScore:
    if seen.exists is None:
        return ClassScore(seen.number, None, "Tidak berlaku di kelurahan; tidak ikut dihitung.")
    if not seen.exists:
        return ClassScore(seen.number, Fraction(0), "Tidak ada: 0.")
    fresh = freshness(seen.updated, on, rule)
    if seen.updated is None:
        return ClassScore(seen.number, fresh, "Ada, tetapi tanggal pembaruannya tidak terlihat: 0.")
    words = {
        Fraction(1): f"tidak lebih dari {rule.fresh_months} bulan: 1",
        HALF: f"tidak lebih dari {rule.half_months} bulan: setengah",
        Fraction(0): f"lebih dari {rule.half_months} bulan: 0",
    }
    return ClassScore(seen.number, fresh, f"Diperbarui {format_date(seen.updated)}, {words[fresh]}.")


def sid_score(seen: Sequence[Seen], on: date, rule: SidRule) -> SidScore:
    """The score of a whole check and the faults that it found, on the day of the check."""
    classes = tuple(class_score(one, on, rule) for one in sorted(seen, key=lambda one: one.number))
    given = [one.score for one in classes if one.score is not None]
    score = sum(given, Fraction(0)) / len(given) if given else None
    return SidScore(score, classes, tuple(names_faults(seen, rule)))


def names_faults(seen: Sequence[Seen], rule: SidRule) -> list[Finding]:
    """Names of poor people that anybody can read: a fault, whatever the score says."""
    if not any(one.number == rule.poverty and one.names_visible for one in seen):
        return []
    return [
        Finding(
            "sid.names_visible",
            f"kelas {rule.poverty}, {rule.classes[rule.poverty - 1].title}",
            "memperlihatkan nama warga miskin kepada umum",
            "Turunkan halaman itu hari ini; tampilkan jumlah per desa saja. Laporkan kepada PPDP kabupaten.",
            Severity.WARNING,
        )
    ]


def check_faults(seen: Mapping[int, Seen], on: date, kelurahan: bool, rule: SidRule) -> list[Finding]:
    """What keeps a check from being written down: unanswered classes, dates to come, shares over 100."""
    found = []
    for content in rule.classes:
        one = seen.get(content.number)
        where = f"kelas {content.number}, {content.title}"
        if one is None or (one.exists is None and rule.applies(content.number, kelurahan)):
            found.append(Finding("sid.unanswered", where, "belum dijawab", "Pilih ada atau tidak ada."))
        elif one.updated is not None and one.updated > on:
            found.append(
                Finding("sid.date", where, "diperbarui sesudah hari pemeriksaan", "Periksa tanggalnya.")
            )
        elif one.complete is not None and not 0 <= one.complete <= 100:
            found.append(Finding("sid.complete", where, "kelengkapannya bukan 0–100%", "Periksa angkanya."))
    return found
