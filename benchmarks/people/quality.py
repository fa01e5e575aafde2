"""Precision, recall and F1 of proposed pairs against the truth, for all and by sex and one-word names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.people.faults import Lists, Row

Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts of pairs: proposed and right, proposed, true."""

    right: int
    proposed: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.proposed + self.true) if self.proposed + self.true else 1.0


GROUPS: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "women": lambda row: row.woman,
    "men": lambda row: not row.woman,
    "one word": lambda row: row.one_word,
    "more words": lambda row: not row.one_word,
}


def quality(proposed: Pairs, lists: Lists) -> dict[str, Quality]:
    """By group of the person on the list."""
    truth = lists.truth
    return {name: _of(proposed, truth, filter(fits, lists.listed)) for name, fits in GROUPS.items()}


def _of(proposed: Pairs, truth: Pairs, rows: Iterable[Row]) -> Quality:
    ids = {row.id for row in rows}
    mine = {pair for pair in proposed if pair[0] in ids}
    real = {pair for pair in truth if pair[0] in ids}
    return Quality(len(mine & real), len(mine), len(real))
