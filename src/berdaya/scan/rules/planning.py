"""The intervention plan of a place: its lines, its sums, its way from the maker to the second person.

A line names an action, the sign (C1–C9) or group of potentials (P1–P4) that it answers to, how much of what,
whole rupiah, the source, the year and who does it. A fixed plan never changes: it is followed by a version.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from berdaya.access.rules.verdicts import ALLOWED, Verdict, refused
from berdaya.kernel.findings import Finding, Severity
from berdaya.rulebook.rules import Rulebook

NAME: Final = "scan.plan"
MOST_RUPIAH: Final = 10**13


class State(StrEnum):
    """Where a version of a plan stands, in the word that everybody reads."""

    DRAFT = "disusun"
    SENT = "menunggu pemeriksa"
    FIXED = "ditetapkan"
    REPLACED = "diganti"


class Move(StrEnum):
    """What people do with a plan."""

    EDIT = "ubah baris"
    SEND = "kirim untuk diperiksa"
    RETURN = "kembalikan"
    FIX = "tetapkan"
    REVISE = "susun versi baru"
    REPORT = "catat kemajuan"


MOVES: Final[Mapping[Move, tuple[State, State | None]]] = {
    Move.EDIT: (State.DRAFT, None),
    Move.SEND: (State.DRAFT, State.SENT),
    Move.RETURN: (State.SENT, State.DRAFT),
    Move.FIX: (State.SENT, State.FIXED),
    Move.REVISE: (State.FIXED, None),
    Move.REPORT: (State.FIXED, None),
}
BY_SECOND: Final = frozenset({Move.RETURN, Move.FIX})
_STANDS: Final[Mapping[State, tuple[str, str]]] = {
    State.DRAFT: ("masih disusun", "Lengkapi barisnya, lalu kirim untuk diperiksa."),
    State.SENT: ("menunggu pemeriksa", "Orang kedua menetapkan atau mengembalikannya."),
    State.FIXED: ("sudah ditetapkan", "Susun versi baru bila harus berubah."),
    State.REPLACED: ("sudah diganti versi yang lebih baru", "Buka versi yang berlaku."),
}


def judge(move: Move, state: State, person: int, makers: Collection[int]) -> Verdict:
    """May this person take the step now? Whoever made or sent the plan does not fix it."""
    if MOVES[move][0] is not state:
        problem, advice = _STANDS[state]
        return refused("plan.not_now", "rencana ini", f"{problem}, jadi tidak dapat “{move.value}”", advice)
    if move in BY_SECOND and person in makers:
        advice = "Minta rekan dengan hak yang sama membuka halaman ini."
        return refused(
            "plan.maker_checks", "rencana ini", "Anda ikut menyusunnya, jadi orang lain memeriksa", advice
        )
    return ALLOWED


def after(move: Move, state: State) -> State:
    return MOVES[move][1] or state


@dataclass(frozen=True, slots=True)
class PlanRule:
    """The rule `scan.plan`: who may pay, which units are usual, how many years ahead a line may lie."""

    key: str
    sources: Mapping[str, str]
    units: tuple[str, ...]
    years_ahead: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it counts: the target by code, volume, whole rupiah, source, year."""

    action: str
    target: str
    volume: int
    unit: str
    cost: int
    source: str
    year: int
    who: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What a plan adds up to. Each of the three parts adds up to the total."""

    total: int
    by_year: Mapping[int, int]
    by_source: Mapping[str, int]
    by_target: Mapping[str, int]


def plan_rule(book: Rulebook, day: date, territory: str = "") -> PlanRule:
    rule = book.in_force(NAME, day, territory=territory)
    values = rule.values
    return PlanRule(rule.key, dict(values["sources"]), tuple(values["units"]), values["years_ahead"])


def sums_of(lines: Iterable[Line]) -> Sums:
    """Exact sums, in the order of years, sources and targets."""
    years: Counter[int] = Counter()
    sources: Counter[str] = Counter()
    targets: Counter[str] = Counter()
    total = 0
    for line in lines:
        total += line.cost
        years[line.year] += line.cost
        sources[line.source] += line.cost
        targets[line.target] += line.cost
    return Sums(
        total, dict(sorted(years.items())), dict(sorted(sources.items())), dict(sorted(targets.items()))
    )


def line_faults(line: Line, targets: Collection[str], first: int, rule: PlanRule) -> list[Finding]:
    """What keeps a line from being written down. `first` is the year of the cycle."""
    where = line.action[:60] or "baris baru"
    checks = [
        (bool(line.action.strip()), "action", "tindakannya belum diisi", "Sebut apa yang dikerjakan."),
        (line.target in targets, "target", "sasarannya tidak dikenal", "Pilih tanda atau kelompok potensi."),
        (line.volume > 0, "volume", "volumenya belum diisi", "Tulis angka bulat di atas nol."),
        (bool(line.unit.strip()), "unit", "satuannya belum diisi", "Misalnya: unit, KK, orang, meter."),
        (
            0 <= line.cost <= MOST_RUPIAH,
            "cost",
            "biayanya tidak masuk akal",
            "Tulis rupiah bulat, nol bila swadaya.",
        ),
        (line.source in rule.sources, "source", "sumber dananya tidak dikenal", "Pilih dari daftar."),
        (
            bool(line.who.strip()),
            "who",
            "pelaksananya belum diisi",
            "Sebut perangkat daerah atau lembaganya.",
        ),
    ]
    found = [
        Finding(f"line.{code}", where, words, advice) for good, code, words, advice in checks if not good
    ]
    last = first + rule.years_ahead
    if not first <= line.year <= last:
        found.append(
            Finding("line.year", where, "tahunnya di luar masa rencana", f"Pilih {first} sampai {last}.")
        )
    return found


def uncovered(dominant: Sequence[str], lines: Iterable[Line]) -> list[str]:
    """Signs that stand out and that no line answers to."""
    met = {line.target for line in lines}
    return [sign for sign in dominant if sign not in met]


def sending_faults(lines: Sequence[Line], dominant: Sequence[str], words: Mapping[str, str]) -> list[Finding]:
    """An empty plan is not sent; a sign that stands out without an action is told, not refused."""
    if not lines:
        return [Finding("plan.empty", "rencana", "belum berisi satu baris pun", "Tambah baris dahulu.")]
    return [
        Finding(
            "plan.uncovered",
            words.get(sign, sign),
            "menonjol di tempat ini, tetapi belum dijawab satu baris pun",
            "Tambah barisnya, atau jelaskan dalam catatan kiriman.",
            Severity.WARNING,
        )
        for sign in uncovered(dominant, lines)
    ]


def progress_faults(done: int, spent: int, volume: int, before: int, on: date, today: date) -> list[Finding]:
    """What keeps news of a line from being written down. `done` is counted from the beginning of the line."""
    found = []
    if not 0 <= done <= volume:
        found.append(
            Finding("progress.done", "volume selesai", f"bukan 0 sampai {volume}", "Periksa angkanya.")
        )
    if done < before:
        advice = f"Sebelumnya tercatat {before}. Tulis sebabnya di keterangan bila harus turun."
        found.append(
            Finding(
                "progress.less",
                "volume selesai",
                "lebih kecil dari catatan terakhir",
                advice,
                Severity.WARNING,
            )
        )
    if not 0 <= spent <= MOST_RUPIAH:
        found.append(Finding("progress.spent", "realisasi", "tidak masuk akal", "Tulis rupiah bulat."))
    if on > today:
        found.append(Finding("progress.date", "tanggal", "belum tiba", "Tulis hari keadaan itu dilihat."))
    return found
