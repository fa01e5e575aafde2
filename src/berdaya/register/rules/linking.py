"""Which proposed pairs of two lists stand, and what a person must do with each. A pair is no fact.

Probabilities are whole millionths from here on, so that the same pairs give the same answer everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from berdaya.kernel.numbers import format_count

MILLION = 1_000_000


class Nik(IntEnum):
    """What the two NIK say: `CLEAN` = the same, on one row of each list only, under a name that agrees, and
    neither sex nor year of birth contradicts it."""

    NONE = 0
    SAME = 1
    CLEAN = 2


class Band(StrEnum):
    """`SURE`: may be accepted in bulk. `REVIEW`: a person decides. What is less likely is not proposed."""

    SURE = "sure"
    REVIEW = "review"


class Why(StrEnum):
    """By which rule a pair is proposed."""

    NIK = "nik"
    SAME_NIK_ONLY = "nik-only"
    MODEL = "model"
    SHARED = "shared"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two rows that may be one person: row of the list, row of the register, millionths, what the NIK say."""

    a: int
    b: int
    probability: int
    nik: Nik

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Best first, and total: a clean NIK, then the probability, then the order of the files."""
        return (-(self.nik is Nik.CLEAN), -self.probability, self.a, self.b)


@dataclass(frozen=True, slots=True)
class Link:
    """The one proposal for a row of the list."""

    a: int
    b: int
    probability: int
    band: Band
    rule: Why


@dataclass(frozen=True, slots=True)
class Thresholds:
    """In millionths, from rule `register_linking`."""

    review_from: int
    sure_from: int

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Thresholds":
        return cls(values["review_from_millionths"], values["sure_from_millionths"])


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of a list. `likely` are those of `review` as probable as the sure
    ones: they lack a NIK, or something contradicts it."""

    rows: int
    sure: int
    review: int
    likely: int

    @property
    def links(self) -> int:
        return self.sure + self.review

    @property
    def not_found(self) -> int:
        return self.rows - self.links

    def told(self) -> list[str]:
        """The same sentences for the command and for the pages."""
        sure, review, likely = (format_count(n) for n in (self.sure, self.review, self.likely))
        return [
            f"Boleh diterima sekaligus (NIK dan nama cocok, kelamin dan lahir tidak bertentangan): {sure}.",
            f"Diputuskan orang: {review}, di antaranya {likely} sangat mungkin, tetapi tanpa NIK yang cocok, "
            "tanpa nama, atau dengan isian yang bertentangan.",
            f"Tidak ditemukan: {format_count(self.not_found)}. "
            "Tidak ditemukan bukan berarti tidak berhak; periksa di lapangan.",
        ]


def tally(rows: int, links: Iterable[tuple[Band, int]], limits: Thresholds) -> Tally:
    """Count the proposals (band, millionths) for a list of so many rows."""
    given = list(links)
    review = [millionths for band, millionths in given if band is Band.REVIEW]
    likely = sum(millionths >= limits.sure_from for millionths in review)
    return Tally(rows, len(given) - len(review), len(review), likely)


def settled(candidates: Iterable[Candidate], limits: Thresholds) -> list[Link]:
    """One pair for each row of the list: its best one.

    A register person wanted by several rows goes to the strongest; the others get their next candidate that
    nobody's first choice is, or stay with the shared one. All of them are for a person to look at. Pairs
    under the lower threshold are left out, unless the NIK are the same: then somebody has to look.
    """
    ordered = sorted((c for c in candidates if _worth_a_look(c, limits)), key=lambda c: c.order)
    best: dict[int, Candidate] = {}
    for candidate in ordered:
        best.setdefault(candidate.a, candidate)
    wanted: dict[int, list[Candidate]] = {}
    for candidate in best.values():
        wanted.setdefault(candidate.b, []).append(candidate)
    losers = {c.a for rows in wanted.values() for c in rows[1:]}
    given = _given_another(ordered, losers, set(wanted))
    links = [_link(c, given.get(c.a), len(wanted[c.b]) > 1, limits) for c in best.values()]
    return sorted(links, key=lambda link: (link.a, link.b))


def _worth_a_look(candidate: Candidate, limits: Thresholds) -> bool:
    return candidate.probability >= limits.review_from or candidate.nik is not Nik.NONE


def _given_another(ordered: Sequence[Candidate], losers: set[int], taken: set[int]) -> dict[int, Candidate]:
    """For rows whose best was taken: the next candidate that is free, strongest row first."""
    given: dict[int, Candidate] = {}
    for candidate in ordered:
        if candidate.a in losers and candidate.a not in given and candidate.b not in taken:
            given[candidate.a] = candidate
            taken.add(candidate.b)
    return given


def _link(best: Candidate, other: Candidate | None, contested: bool, limits: Thresholds) -> Link:
    if other is not None:
        return Link(other.a, other.b, other.probability, Band.REVIEW, Why.SECOND)
    if contested:
        return Link(best.a, best.b, best.probability, Band.REVIEW, Why.SHARED)
    rule = {Nik.CLEAN: Why.NIK, Nik.SAME: Why.SAME_NIK_ONLY, Nik.NONE: Why.MODEL}[best.nik]
    sure = best.nik is Nik.CLEAN and best.probability >= limits.sure_from
    return Link(best.a, best.b, best.probability, Band.SURE if sure else Band.REVIEW, rule)
