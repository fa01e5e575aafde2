"""Is a meeting entitled to decide, and did women take part? Verdicts with their reasons.

Quorum: of those invited in the counted groups a share comes (2/3 of the RT/RW by default), and of each group
that the forum names at least one. Where nobody wrote down who was invited, nobody can tell; that is no "no".
The share of women never stops a meeting; below it, it is told (`participation30`).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from berdaya.kernel.answers import Answer, all_yes, answer
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.kernel.sexes import BySex
from berdaya.meeting.rules.attendance import Tally
from berdaya.meeting.rules.forums import Forum
from berdaya.rulebook.rules import Rule, Rulebook

NAME = "meeting.quorum"
WORDS = {Answer.YES: "kuorum", Answer.NO: "tidak kuorum", Answer.UNKNOWN: "kuorum tidak dapat dinilai"}
PARTICIPATION = "participation30"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """The numbers of the rule `meeting.quorum`, with the edition that they come from."""

    rule: Rule
    share: Fraction
    women_share: Fraction
    minutes_days: int
    remind_days: int


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the quorum: fulfilled, not, or nobody can tell; in words."""

    met: Answer
    words: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """The verdict: every condition with its own answer, the rule, and the digest of what was judged."""

    conditions: tuple[Condition, ...]
    rule: str
    digest: str

    @property
    def met(self) -> Answer:
        return all_yes(condition.met for condition in self.conditions)

    @property
    def words(self) -> str:
        return WORDS[self.met]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.words for one in self.conditions if one.met is not Answer.YES)


def quorum_rule_on(book: Rulebook, day: date, territory: str = "") -> QuorumRule:
    rule = book.in_force(NAME, day, territory=territory)
    values = rule.values
    return QuorumRule(
        rule,
        Fraction(values["share"]),
        Fraction(values["women_share"]),
        int(values["minutes_days"]),
        int(values["remind_days"]),
    )


def judge_quorum(rule: QuorumRule, forum: Forum, invited: Mapping[str, int], came: Tally) -> Quorum:
    """Judge a meeting; `invited` counts the invited bodies of each group."""
    conditions = [_of_group(forum, group, came) for group in forum.must]
    if forum.counted:
        conditions.insert(0, _of_share(rule.share, forum, invited, came))
    judged = [
        forum.code,
        sorted(invited.items()),
        sorted((group, people.men, people.women) for group, people in came.by_group.items()),
        sorted(came.seen),
    ]
    return Quorum(tuple(conditions), rule.rule.key, digest_of(judged))


def _of_share(share: Fraction, forum: Forum, invited: Mapping[str, int], came: Tally) -> Condition:
    names = " dan ".join(forum.groups[group] for group in forum.counted)
    asked = sum(invited.get(group, 0) for group in forum.counted)
    if not asked:
        words = f"{names}: belum dicatat siapa yang diundang, jadi bagiannya tidak dapat dihitung"
        return Condition(Answer.UNKNOWN, words)
    needed, there = math.ceil(share * asked), min(came.of(forum.counted), asked)
    of = f"{share.numerator}/{share.denominator} dari {format_count(asked)} undangan = {format_count(needed)}"
    return Condition(answer(there >= needed), f"{names}: hadir {format_count(there)}, perlu {of}")


def _of_group(forum: Forum, group: str, came: Tally) -> Condition:
    name = forum.groups[group]
    if group in came.seen:
        many = came.by_group.get(group)
        return Condition(Answer.YES, f"{name}: hadir {format_count(many.total) if many else 'di unsur lain'}")
    return Condition(Answer.NO, f"{name}: belum ada yang hadir, perlu satu")


def women_take_part(share: Fraction, counts: Mapping[str, BySex | None]) -> list[Finding]:
    """Attendance, delegates, speakers: told where women are fewer than the share. Unknown is not told."""
    return [
        _few_women(what, people, share)
        for what, people in counts.items()
        if people is not None and people.women_share is not None and people.women_share < share
    ]


def _few_women(what: str, people: BySex, share: Fraction) -> Finding:
    part = people.women_share or Fraction(0)
    counted = f"{format_count(people.women)} dari {format_count(people.total)}"
    problem = f"perempuan {format_percent(part)} ({counted}), di bawah {format_percent(share, 0)}"
    advice = "Undang kelompok perempuan lebih awal, dan beri giliran bicara; catat sebabnya di notulen."
    return Finding(PARTICIPATION, what, problem, advice, Severity.WARNING)
