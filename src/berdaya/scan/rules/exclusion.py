"""Who seems left out, and who seems listed by mistake: questions for the Musdes, by name only there.

A household is left out when a programme is meant for it and no list names anybody of it. While one pair is
unsettled nobody can tell; that is said, and counted apart. What no list covers is no exclusion either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from berdaya.kernel.answers import Answer
from berdaya.kernel.sexes import BySex
from berdaya.scan.rules.eligibility import Home, Kind, Meant, Programmes, meant_for, poor_for
from berdaya.scan.rules.pairs import Standing


class Listed(StrEnum):
    """Is somebody of a household on the lists of a programme?"""

    YES = "terdaftar"
    PERHAPS = "belum pasti"
    NO = "tidak terdaftar"


class Reach(StrEnum):
    """What a programme is for a household."""

    REACHED = "menerima"
    UNSETTLED = "belum pasti"
    MISSED = "terlewat"
    ASK = "tanyakan"
    NOT_MEANT = "bukan sasaran"


class Left(StrEnum):
    """Where a household stands over all programmes with a list."""

    OUT = "terlewat"
    PARTLY = "sebagian"
    UNSETTLED = "belum pasti"
    ASK = "tanyakan"
    SERVED = "terlayani"


class Doubt(StrEnum):
    """Why a row of a list is a question."""

    NOT_FOUND = "tidak ditemukan"
    NOT_POOR = "di atas batas desil"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a recipient list: programme, sex, the household it was paired with, how that stands."""

    number: int
    kind: str
    sex: str = ""
    household: str | None = None
    standing: Standing = Standing.OPEN


@dataclass(frozen=True, slots=True)
class Household:
    """A household of the register at work here, by its key."""

    key: str
    home: Home


@dataclass(frozen=True, slots=True)
class Outcome:
    """One household: where it stands, and each programme with the reason."""

    key: str
    left: Left
    programmes: Mapping[str, tuple[Reach, str]]

    def of(self, reach: Reach) -> list[str]:
        return [kind for kind, (one, _) in self.programmes.items() if one is reach]


@dataclass(frozen=True, slots=True)
class RowDoubt:
    row: int
    doubt: Doubt
    words: str


def listed_by(rows: Iterable[Row]) -> dict[tuple[str, str], Listed]:
    """For each household and programme that a row points to: on it, or perhaps. Who is missing is on none."""
    found: dict[tuple[str, str], Listed] = {}
    for row in rows:
        if row.household is None or row.standing is Standing.NOT_SAME:
            continue
        key = (row.household, row.kind)
        sure = row.standing is Standing.SAME or found.get(key) is Listed.YES
        found[key] = Listed.YES if sure else Listed.PERHAPS
    return found


def outcomes(
    households: Iterable[Household], rows: Sequence[Row], covered: Iterable[str], book: Programmes
) -> list[Outcome]:
    """Every household against the programmes of which a list is here (`covered`)."""
    listed = listed_by(rows)
    kinds = [book.kinds[key] for key in sorted(set(covered)) if key in book.kinds]
    return [_outcome(one, kinds, listed, book) for one in households]


def _outcome(
    one: Household, kinds: Sequence[Kind], listed: Mapping[tuple[str, str], Listed], book: Programmes
) -> Outcome:
    told = {}
    for kind in kinds:
        meant = meant_for(kind, one.home, book)
        told[kind.key] = (reach(listed.get((one.key, kind.key), Listed.NO), meant), meant.reason)
    return Outcome(one.key, _left({key: how for key, (how, _) in told.items()}), told)


def reach(listed: Listed, meant: Meant) -> Reach:
    """Who is on the list is reached, meant or not; who is perhaps on it is never called missed."""
    if listed is Listed.YES:
        return Reach.REACHED
    if listed is Listed.PERHAPS:
        return Reach.UNSETTLED
    return {Answer.YES: Reach.MISSED, Answer.NO: Reach.NOT_MEANT, Answer.UNKNOWN: Reach.ASK}[meant.answer]


def _left(told: Mapping[str, Reach]) -> Left:
    """Left out only when a programme is missed, none reaches it and no pair is open."""
    found = set(told.values())
    if Reach.UNSETTLED in found:
        return Left.UNSETTLED
    if Reach.MISSED in found:
        return Left.PARTLY if Reach.REACHED in found else Left.OUT
    return Left.ASK if Reach.ASK in found and Reach.REACHED not in found else Left.SERVED


def doubts(rows: Iterable[Row], homes: Mapping[str, Home], book: Programmes) -> list[RowDoubt]:
    """Rows that nobody of the register answers to, and rows of households above the limit of the programme.

    A row whose pair is open is no doubt yet; neither is a household without a decile.
    """
    found = []
    for row in rows:
        if row.household is None or row.standing is Standing.NOT_SAME:
            words = "tidak ada dalam register tempat ini; bukan berarti tidak berhak"
            found.append(RowDoubt(row.number, Doubt.NOT_FOUND, words))
        elif row.standing is Standing.SAME and row.household in homes and row.kind in book.kinds:
            kind, decile = book.kinds[row.kind], homes[row.household].decile
            if poor_for(kind, decile) is Answer.NO:
                words = f"desil {decile}; program ini sampai desil {kind.decile_to}"
                found.append(RowDoubt(row.number, Doubt.NOT_POOR, words))
    return found


def recipients(rows: Iterable[Row]) -> tuple[BySex, int]:
    """Rows by sex, and those whose sex nobody wrote down."""
    given = [row.sex for row in rows]
    men, women = given.count("L"), given.count("P")
    return BySex(men, women), len(given) - men - women


def counted(found: Iterable[Outcome]) -> dict[Left, int]:
    """How many households stand where; every standing is named, zero too."""
    lefts = [one.left for one in found]
    return {left: lefts.count(left) for left in Left}
