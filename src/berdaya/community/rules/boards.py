"""A board judged: its term, who sits on it, and what the law or plain sense asks to look at. Never blocking:
the office writes down what is so, and says what is odd about it."""

from calendar import isleap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from berdaya.community.rules.kinds import Kind, Law, Office, Practice, Sex
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count
from berdaya.kernel.sexes import BySex

LEAST_FOR_WOMEN = 2


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """Somebody on a board: which seat, which sex, the how-manieth term. Never who."""

    office: Office
    sex: Sex
    period: int = 1
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """A body and the board that sits now. `last` is None when no term is recorded."""

    kind: Kind
    name: str
    first: date | None = None
    last: date | None = None
    seats: Sequence[SeatFacts] = ()
    kk: int | None = None
    poor: int | None = None


class Standing(StrEnum):
    """How a term stands on a day."""

    NONE = "belum tercatat"
    COMING = "belum mulai"
    RUNNING = "berjalan"
    ENDING = "segera habis"
    OVER = "habis"


def end_of_term(first: date, years: int) -> date:
    """The last day of a term of so many years: the day before the same date."""
    year = first.year + years
    day = 28 if (first.month, first.day) == (2, 29) and not isleap(year) else first.day
    return date(year, first.month, day) - timedelta(days=1)


def standing(first: date | None, last: date | None, today: date, warn_days: int) -> Standing:
    if first is None or last is None:
        return Standing.NONE
    if today < first:
        return Standing.COMING
    if today > last:
        return Standing.OVER
    return Standing.ENDING if (last - today).days <= warn_days else Standing.RUNNING


def by_sex(seats: Collection[SeatFacts]) -> BySex:
    women = sum(seat.sex is Sex.P for seat in seats)
    return BySex(len(seats) - women, women)


def findings_of(board: BoardFacts, law: Law, practice: Practice, today: date) -> list[Finding]:
    """All that is odd about one body, in the order in which a page tells it."""
    found = [*_of_term(board, practice, today), *_of_seats(board, law)]
    if practice.kinds[board.kind].unit:
        found += _of_families(board)
    return found


def _of_term(board: BoardFacts, practice: Practice, today: date) -> list[Finding]:
    match standing(board.first, board.last, today, practice.warn_days):
        case Standing.NONE:
            return [
                Finding(
                    "community.no_term",
                    board.name,
                    "pengurus dan masa baktinya belum tercatat",
                    "Catat keputusan pengangkatannya di “Masa bakti baru”.",
                    Severity.INFO,
                )
            ]
        case Standing.OVER:
            return [_over(board, today)]
        case Standing.ENDING:
            return [_ending(board, today)]
    return []


def _over(board: BoardFacts, today: date) -> Finding:
    assert board.last is not None
    return Finding(
        "community.term_over",
        board.name,
        f"masa bakti habis {format_date(board.last)}, {(today - board.last).days} hari lalu",
        "Adakan musyawarah pemilihan, lalu catat keputusan yang baru.",
        Severity.WARNING,
    )


def _ending(board: BoardFacts, today: date) -> Finding:
    assert board.last is not None
    return Finding(
        "community.term_ends",
        board.name,
        f"masa bakti habis {format_date(board.last)}, {(board.last - today).days} hari lagi",
        "Siapkan musyawarah pemilihan.",
        Severity.INFO,
    )


def _of_seats(board: BoardFacts, law: Law) -> list[Finding]:
    found = []
    if board.first is not None and not any(seat.office is Office.KETUA for seat in board.seats):
        found.append(
            Finding(
                "community.no_chair",
                board.name,
                "kursi ketua kosong",
                "Catat ketua atau pelaksana tugasnya.",
                Severity.WARNING,
            )
        )
    if board.kind in law.kinds:
        found += [f for seat in board.seats for f in _against_the_law(board, seat, law)]
    if len(board.seats) >= LEAST_FOR_WOMEN and not by_sex(board.seats).women:
        found.append(
            Finding(
                "community.no_women",
                board.name,
                f"tidak ada perempuan di antara {len(board.seats)} pengurus",
                "Ajak perempuan dalam pemilihan berikutnya; bidang boleh diisi di tengah masa bakti.",
                Severity.WARNING,
            )
        )
    return found


def _against_the_law(board: BoardFacts, seat: SeatFacts, law: Law) -> list[Finding]:
    where = f"{board.name}, {seat.office.value}"
    found = []
    if seat.period > law.most_terms:
        found.append(
            Finding(
                "community.third_term",
                where,
                f"masa jabatan ke-{seat.period}; paling banyak {law.most_terms} kali ({law.source})",
                "Periksa riwayatnya; bila benar, pilih orang lain dalam musyawarah.",
                Severity.WARNING,
            )
        )
    if law.one_board_only and seat.elsewhere:
        found.append(
            Finding(
                "community.two_boards",
                where,
                f"orang dengan nama yang sama juga pengurus {seat.elsewhere}; "
                f"rangkap jabatan dilarang ({law.source})",
                "Pastikan apakah orangnya sama; bila sama, salah satu jabatan dilepas.",
                Severity.WARNING,
            )
        )
    return found


def _of_families(board: BoardFacts) -> list[Finding]:
    if board.kk is None:
        return [
            Finding(
                "community.no_families",
                board.name,
                "banyaknya KK belum tercatat",
                "Catat KK dan KK miskin dengan tanggal dan sumbernya; usulan ditimbang dengannya.",
                Severity.INFO,
            )
        ]
    if board.poor is not None and board.poor > board.kk:
        return [
            Finding(
                "community.more_poor_than_all",
                board.name,
                f"KK miskin {format_count(board.poor)} lebih banyak daripada KK {format_count(board.kk)}",
                "Periksa kedua angka pada sumbernya, lalu catat yang benar.",
                Severity.WARNING,
            )
        ]
    return []
