"""Checks of the village information system as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_decimal, format_percent
from berdaya.scan.models.sid import SidCheck
from berdaya.scan.rules.sid import SidRule, SidScore, sid_score


@dataclass(frozen=True, slots=True)
class ClassRow:
    number: int
    title: str
    least: str
    answer: str
    updated: date | None
    complete: str
    open: str
    points: str
    why: str
    note: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check in the history."""

    pk: int
    day: date
    score: str
    sum: str
    by: str
    fault: bool


def score_of(check: SidCheck, rule: SidRule) -> SidScore:
    return sid_score([row.seen for row in check.classes.all()], check.checked_on, rule)


def check_rows(checks: Sequence[SidCheck], rule: SidRule) -> list[CheckRow]:
    return [_check_row(check, score_of(check, rule)) for check in checks]


def _check_row(check: SidCheck, found: SidScore) -> CheckRow:
    return CheckRow(
        check.pk,
        check.checked_on,
        told_score(check),
        sum_words(found),
        check.checked_by.name,
        check.names_visible,
    )


def told_score(check: SidCheck | None) -> str:
    """`45%`; a dash without a check or where nothing applies."""
    exact = check.exact if check else None
    return "–" if exact is None else format_percent(exact, 0)


def sum_words(found: SidScore) -> str:
    """`5 dari 11 kelas`: the sum behind the score; a half counts half."""
    if found.score is None:
        return "tidak ada kelas yang berlaku"
    places = 0 if found.points.denominator == 1 else 1
    return f"{format_decimal(found.points, places)} dari {found.applying} kelas"


def class_rows(check: SidCheck, rule: SidRule) -> list[ClassRow]:
    """The eleven classes of one check with what each gave, and why."""
    scores = {one.number: one for one in score_of(check, rule).classes}
    rows = {row.number: row for row in check.classes.all()}
    found = []
    for content in rule.classes:
        row, score = rows[content.number], scores[content.number]
        found.append(
            ClassRow(
                content.number,
                content.title,
                content.least,
                {True: "ada", False: "tidak ada", None: "tidak berlaku"}[row.exists],
                row.updated,
                "–" if row.complete is None else f"{row.complete}%",
                {True: "ya", False: "tidak", None: "–"}[row.open],
                "–"
                if score.score is None
                else format_decimal(score.score, 0 if score.score.denominator == 1 else 1),
                score.why,
                row.note,
            )
        )
    return found


def faults_of(check: SidCheck, rule: SidRule) -> Sequence[Finding]:
    return score_of(check, rule).faults
