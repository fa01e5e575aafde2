"""Where an activity stands: exact shares of money and of work, and what happens next, as four sentences."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from berdaya.delivery.rules.kinds import Kind
from berdaya.kernel.calendar import MONTHS, format_date
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.kernel.status import StatusLine


class State(StrEnum):
    """How far an activity is."""

    BEGUN = "dimulai"
    RUNNING = "berjalan"
    HANDED_OVER = "diserahterimakan"
    DONE = "selesai"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an activity. Rupiah are whole; `work` is the share that is carried out, exact.

    `lists` are the months whose list of honoraria a second person agreed to, `owed` those expected by now;
    `waiting` counts what lies before the second person; `marks` are the percentages with a picture.
    """

    kind: Kind
    budget: int
    realised: int
    due: date
    work: Fraction | None = None
    contracted: bool = False
    waiting: int = 0
    lists: Collection[int] = ()
    owed: Collection[int] = ()
    marks: Collection[int] = ()
    closed: bool = False

    @property
    def money(self) -> Fraction | None:
        return Fraction(self.realised, self.budget) if self.budget else None

    @property
    def missing(self) -> list[int]:
        """Months whose list should be there and is not."""
        return sorted(set(self.owed) - set(self.lists))

    @property
    def complete(self) -> bool:
        """Was all of it handed over, or every month paid?"""
        if self.kind is Kind.HONORARIA:
            return len(set(self.lists)) == 12
        return self.work is not None and self.work >= 1


def state_of(facts: Facts) -> State:
    if facts.closed:
        return State.DONE
    if facts.complete:
        return State.HANDED_OVER
    started = facts.contracted or facts.realised or facts.lists or facts.marks or facts.waiting
    return State.RUNNING if started else State.BEGUN


def is_late(facts: Facts, today: date) -> bool:
    """After its last day and not complete, or a month's list that should be there and is not."""
    if facts.closed or facts.complete:
        return False
    return facts.due < today or bool(facts.missing)


def status_line(facts: Facts, today: date, maker: str, checker: str) -> StatusLine:
    """What happened, why, what comes next, who. `maker` and `checker` are the people's offices."""
    state = state_of(facts)
    what = _what(facts, state, today)
    why = f"Terealisasi {format_rupiah(facts.realised)} dari {format_rupiah(facts.budget)}{_share(facts)}."
    if state is State.DONE:
        return StatusLine(what, why, "Hasilnya dapat dilihat siapa saja.", "–")
    if facts.waiting:
        return StatusLine(what, why, f"{facts.waiting} catatan menunggu orang kedua.", checker, waiting=True)
    return StatusLine(what, why, _next(facts, state), checker if state is State.HANDED_OVER else maker)


def _what(facts: Facts, state: State, today: date) -> str:
    late = is_late(facts, today)
    if state is State.DONE:
        return "Kegiatan ini selesai."
    if late and facts.due < today:
        return f"Terlambat: batasnya {format_date(facts.due)} sudah lewat."
    if late:
        return f"Terlambat: daftar honorarium {_months(facts.missing)} belum disetujui."
    if state is State.HANDED_OVER:
        return "Semuanya sudah diserahterimakan." if facts.kind is not Kind.HONORARIA else "12 bulan dibayar."
    return "Kegiatan berjalan." if state is State.RUNNING else "Kegiatan belum dimulai."


def _next(facts: Facts, state: State) -> str:
    until = f", paling lambat {format_date(facts.due)}"
    if state is State.HANDED_OVER:
        return "Nyatakan selesai."
    if facts.kind is Kind.HONORARIA:
        owed = facts.missing or [month for month in range(1, 13) if month not in facts.lists]
        return f"Susun daftar honorarium {MONTHS[owed[0] - 1]}."
    if not facts.contracted:
        return f"Catat kontrak, SPK atau surat tugas{until}."
    if 0 not in facts.marks:
        return "Ambil foto 0% sebelum pekerjaan mulai."
    return f"Catat kemajuan, lalu serah terima{until}."


def _share(facts: Facts) -> str:
    return "" if facts.money is None else f" ({format_percent(facts.money, 2)})"


def _months(months: list[int]) -> str:
    names = [MONTHS[month - 1] for month in months]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}"
