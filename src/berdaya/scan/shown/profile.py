"""The profile of a village at work, gathered from all parts: one value that page and paper both show.

`limits` hide small counts of households; without limits (who works with the households) nothing is hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from berdaya.access.models import Holding
from berdaya.hardship.rules.showing import Thresholds
from berdaya.kernel.numbers import format_count
from berdaya.kernel.veil import NONE, veil
from berdaya.scan.doors.counts import deciles_of, field_signs, homes_in, register_signs
from berdaya.scan.doors.cycles import before as round_before
from berdaya.scan.doors.fgd import title_words
from berdaya.scan.doors.plans import lines_of, needs_of, news_of, plan_at_hand, plan_in_force
from berdaya.scan.doors.potentials import entries_of, scores_of
from berdaya.scan.doors.sid import latest_of
from berdaya.scan.gathering import boxes_of
from berdaya.scan.models import Cycle
from berdaya.scan.models.sid import SidCheck
from berdaya.scan.rules.checking import Value
from berdaya.scan.rules.parts import Box
from berdaya.scan.rules.planning import uncovered
from berdaya.scan.rules.telling import told_count, told_parts, told_percent, told_value
from berdaya.scan.services import plans as plan_services
from berdaya.scan.services import potentials as potential_services
from berdaya.scan.services.sid import rule_on
from berdaya.scan.shown.plans import LineRow, line_rows
from berdaya.scan.shown.plans import boxes_of as plan_boxes
from berdaya.scan.shown.potentials import GroupShown, groups_shown
from berdaya.scan.shown.reach import Programmes, programmes_told
from berdaya.scan.shown.sid import ClassRow, class_rows, score_of, sum_words, told_score


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign by each source, its bar, and how it was in the round before."""

    code: str
    title: str
    register: str
    field: str
    known: str
    percent: int | None
    stands_out: bool
    before: int | None

    @property
    def change(self) -> str:
        """`turun 6 poin`: between whole per cent of both rounds, where both may be told."""
        if self.percent is None or self.before is None:
            return NONE
        points = self.percent - self.before
        return "tetap" if not points else f"{'naik' if points > 0 else 'turun'} {abs(points)} poin"


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that page and paper show of one round in one village."""

    cycle: Cycle
    last: Cycle | None
    households: str
    origins: str
    visited: str
    signs: list[SignRow]
    deciles: list[tuple[str, str, int | None]]
    boxes: list[Box]
    programmes: Programmes
    groups: list[GroupShown]
    sid: str
    sid_sum: str
    sid_rows: list[ClassRow]
    plan: Any
    lines: list[LineRow]
    plan_sums: list[dict[str, Any]]
    total: int
    gaps: list[str]
    changes: list[tuple[str, str, str]]

    @property
    def outstanding(self) -> list[str]:
        return [row.title.lower() for row in self.signs if row.stands_out]


def profile_of(hat: Holding, cycle: Cycle, limits: Thresholds | None) -> Profile:
    """Gather the profile. Some twenty queries, however many households there are."""
    last = round_before(cycle)
    plan = plan_in_force(cycle) or plan_at_hand(cycle)
    lines = lines_of(plan) if plan else []
    news, titles = news_of(lines), title_words()
    entries, rule = entries_of(cycle), potential_services.rule_of(cycle)
    groups = groups_shown(entries, scores_of(entries, rule), rule)
    check = latest_of(cycle.territory, cycle.year)
    dominant, _ = needs_of(cycle)
    signs = sign_rows(cycle, last, limits)
    homes = homes_in(cycle)
    deciles = deciles_of(cycle)
    return Profile(
        cycle=cycle,
        last=last,
        households=told_count(homes.total, limits),
        origins=told_parts(homes, limits),
        visited=told_count(homes.checked, limits),
        signs=signs,
        deciles=decile_rows(deciles, limits),
        boxes=boxes_of(hat, [cycle])[cycle.pk],
        programmes=programmes_told(cycle),
        groups=groups,
        sid=told_score(check),
        sid_sum=sum_words(score_of(check, rule_on(cycle, check.checked_on))) if check else "",
        sid_rows=class_rows(check, rule_on(cycle, check.checked_on)) if check else [],
        plan=plan,
        lines=line_rows(lines, news, titles, plan_services.rule_of(cycle)),
        plan_sums=plan_boxes(lines, news),
        total=sum(line.cost for line in lines),
        gaps=[_upper(titles[sign]) for sign in uncovered(dominant, [line.line for line in lines])],
        changes=_changes(cycle, last, groups, check),
    )


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def sign_rows(cycle: Cycle, last: Cycle | None, limits: Thresholds | None) -> list[SignRow]:
    """The nine signs, those that stand out first."""
    register, field = register_signs(cycle), field_signs(cycle)
    dominant, known = needs_of(cycle)
    former: Mapping[str, Value | None] = needs_of(last)[1] if last else {}
    titles = title_words()
    rows = [
        SignRow(
            sign,
            _upper(titles[sign]),
            told_value(register[sign], limits),
            told_value(field[sign], limits),
            told_value(known[sign], limits),
            told_percent(known[sign], limits),
            sign in dominant,
            told_percent(former.get(sign), limits),
        )
        for sign in register
    ]
    return sorted(rows, key=lambda row: (not row.stands_out, -(row.percent or 0), row.code))


def decile_rows(
    counts: Mapping[int | None, int], limits: Thresholds | None
) -> list[tuple[str, str, int | None]]:
    """Words, count as told, and the number for a bar where it is open."""
    words = {key: "Tanpa desil" if key is None else f"Desil {key}" for key in counts}
    if limits is None:
        return [(words[key], format_count(count), count) for key, count in counts.items()]
    hidden = veil({words[key]: count for key, count in counts.items()}, limits.least)
    return [_decile(words[key], count, hidden.small, hidden.hidden, limits) for key, count in counts.items()]


def _decile(
    words: str, count: int, small: frozenset[str], hidden: frozenset[str], limits: Thresholds
) -> tuple[str, str, int | None]:
    if words not in hidden:
        return words, format_count(count), count
    return words, f"<{limits.least}" if words in small else NONE, None


def _changes(
    cycle: Cycle, last: Cycle | None, groups: Sequence[GroupShown], check: SidCheck | None
) -> list[tuple[str, str, str]]:
    """What else can be compared with the round before: potentials, the SID, the plan."""
    if last is None:
        return []
    rule = potential_services.rule_of(last)
    entries = entries_of(last)
    old = {one.code: one.score for one in groups_shown(entries, scores_of(entries, rule), rule)}
    found = [(f"Potensi {one.title.lower()}", old[one.code], one.score) for one in groups]
    found.append(("Nilai SID", told_score(latest_of(cycle.territory, last.year)), told_score(check)))
    then, now = plan_in_force(last), plan_in_force(cycle)
    found.append(("Baris rencana", _lines(then), _lines(now)))
    return found


def _lines(plan: Any) -> str:
    return format_count(plan.lines.count()) if plan else NONE
