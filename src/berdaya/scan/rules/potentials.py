"""What a village could live from: entries in four groups, each judged 0–3 twice, and the score of a group.

The score is the mean of (condition + prospect) / 6. A group that nobody looked at has no score: that is not
the same as a group in which nothing was found (0).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_decimal, format_percent
from berdaya.kernel.sexes import BySex
from berdaya.rulebook.rules import Rulebook

NAME: Final = "scan.potentials"
AGES: Final = ("u15", "u25", "u45", "u60")
RELATIONS: Final = {"P1": "natural", "P2": "body", "P3": "business", "P4": "skill"}


@dataclass(frozen=True, slots=True)
class Group:
    """One of the four groups: its words, the kinds it knows, those that a kelurahan does not have."""

    code: str
    title: str
    short: str
    kinds: Mapping[str, str]
    only_desa: frozenset[str] = frozenset()

    def kinds_in(self, kelurahan: bool) -> dict[str, str]:
        """What may be chosen here: a kelurahan has no BUM Desa."""
        return {
            code: words for code, words in self.kinds.items() if not (kelurahan and code in self.only_desa)
        }


@dataclass(frozen=True, slots=True)
class PotentialRule:
    """The rule `scan.potentials`: groups, words of marks and bands, levels of a score."""

    key: str
    groups: Mapping[str, Group]
    condition: tuple[str, ...]
    prospect: tuple[str, ...]
    levels: tuple[tuple[Fraction, str], ...]
    words: Mapping[str, Mapping[str, str]]

    @property
    def most(self) -> int:
        """What the two marks of one entry add up to at most."""
        return len(self.condition) + len(self.prospect) - 2


@dataclass(frozen=True, slots=True)
class Rated:
    """One entry: what it is called, its condition and its prospect."""

    name: str
    condition: int
    prospect: int


@dataclass(frozen=True, slots=True)
class GroupScore:
    """The score of a group (None: nobody looked), with the entries it comes from, and its level in words."""

    group: str
    score: Fraction | None
    level: str
    entries: tuple[Rated, ...]
    why: str


def potential_rule(book: Rulebook, day: date, territory: str = "") -> PotentialRule:
    rule = book.in_force(NAME, day, territory=territory)
    values = rule.values
    levels = [(Fraction(str(row["from"])), str(row["words"])) for row in values["levels"]]
    return PotentialRule(
        key=rule.key,
        groups={code: _group(code, given) for code, given in values["groups"].items()},
        condition=tuple(values["condition"]),
        prospect=tuple(values["prospect"]),
        levels=tuple(sorted(levels)),
        words={name: dict(given) for name, given in values["words"].items()},
    )


def _group(code: str, given: Mapping[str, Any]) -> Group:
    only = frozenset(given.get("only_desa", ()))
    return Group(code, str(given["title"]), str(given["short"]), dict(given["kinds"]), only)


def group_score(group: str, entries: Sequence[Rated], rule: PotentialRule) -> GroupScore:
    """Mean of (condition + prospect) / 6 over the entries, exact; without entries there is none."""
    given = tuple(entries)
    if not given:
        return GroupScore(group, None, "belum dipindai", given, "Belum ada satu isian pun pada kelompok ini.")
    total = sum(one.condition + one.prospect for one in given)
    score = Fraction(total, rule.most * len(given))
    why = (
        f"{total} dari {rule.most * len(given)} angka: kondisi dan prospek {len(given)} isian, "
        f"masing-masing paling banyak {rule.most}."
    )
    return GroupScore(group, score, level_of(score, rule), given, why)


def level_of(score: Fraction, rule: PotentialRule) -> str:
    """The word of the highest level that the score reaches."""
    return [words for least, words in rule.levels if score >= least][-1]


def told_score(score: Fraction | None) -> str:
    """`42%`, or a dash where nobody looked."""
    return "–" if score is None else format_percent(score, 0)


def sum_words(one: Rated, most: int) -> str:
    """`2 + 1 = 3 dari 6 (50%)`: how one entry counts."""
    total = one.condition + one.prospect
    return (
        f"{one.condition} + {one.prospect} = {total} dari {most} ({format_percent(Fraction(total, most), 0)})"
    )


def rating_faults(one: Rated, rule: PotentialRule) -> list[Finding]:
    """What keeps an entry from being written down."""
    found = []
    if not one.name.strip():
        found.append(
            Finding("potential.name", "nama", "belum diisi", "Sebut apa yang ada, misalnya: kopi rakyat.")
        )
    for word, mark, scale in (
        ("kondisi", one.condition, rule.condition),
        ("prospek", one.prospect, rule.prospect),
    ):
        if not 0 <= mark < len(scale):
            advice = f"Pilih {format_decimal(0, 0)} sampai {len(scale) - 1}."
            found.append(Finding(f"potential.{word}", word, "di luar pilihan", advice))
    return found


def part_faults(what: str, whole: BySex, part: BySex | None) -> list[Finding]:
    """A part of a group of people is no larger than the group, for men and for women."""
    if part is None or (part.men <= whole.men and part.women <= whole.women):
        return []
    return [Finding("potential.part", what, "lebih banyak daripada jumlah orangnya", "Periksa L dan P-nya.")]
