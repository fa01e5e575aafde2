"""A visit from its first answer to its check by a second person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from berdaya.access.rules.verdicts import ALLOWED, Verdict, refused
from berdaya.kernel.findings import Finding
from berdaya.scan.rules.field import Answers, Difference


class State(StrEnum):
    DRAFT = "draf"
    SENT = "dikirim"
    RETURNED = "dikembalikan"
    VERIFIED = "diperiksa"


class Move(StrEnum):
    WRITE = "isi"
    SEND = "kirim"
    VERIFY = "periksa"
    RETURN = "kembalikan"
    PHOTO = "foto"


_WRITING: Final = frozenset({State.DRAFT, State.RETURNED})
MOVES: Final[Mapping[Move, tuple[frozenset[State], State | None]]] = {
    Move.WRITE: (_WRITING, None),
    Move.PHOTO: (_WRITING, None),
    Move.SEND: (_WRITING, State.SENT),
    Move.VERIFY: (frozenset({State.SENT}), State.VERIFIED),
    Move.RETURN: (frozenset({State.SENT}), State.RETURNED),
}
_WHY_NOT: Final = {
    State.DRAFT: ("belum dikirim", "Kirim dahulu sesudah lengkap."),
    State.RETURNED: ("dikembalikan kepada pengisinya", "Perbaiki, lalu kirim lagi."),
    State.SENT: ("sudah dikirim dan menunggu diperiksa", "Minta pemeriksa mengembalikannya bila keliru."),
    State.VERIFIED: ("sudah diperiksa orang kedua", "Kunjungi lagi bila keadaannya berubah."),
}


def judge(move: Move, state: State) -> Verdict:
    """May this step be taken now? Refused with what to do instead."""
    if state in MOVES[move][0]:
        return ALLOWED
    problem, advice = _WHY_NOT[state]
    return refused("visit.not_now", "kunjungan ini", f"{problem}, jadi tidak dapat “{move.value}”", advice)


def after(move: Move, state: State) -> State:
    return MOVES[move][1] or state


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found at the door; `asks` when the household answers questions."""

    key: str
    words: str
    asks: bool


def outcomes_of(values: Mapping[str, Any]) -> tuple[Outcome, ...]:
    return tuple(Outcome(key, about["words"], about["asks"]) for key, about in values["outcomes"].items())


def sending_faults(
    outcome: Outcome | None,
    answers: Answers,
    found: Collection[Difference],
    reasons: Mapping[str, str],
    note: str,
) -> list[Finding]:
    """What keeps a visit from being sent: nothing found out, a difference without a reason, no word why."""
    if outcome is None:
        return [_fault("visit.outcome", "keadaan ruta", "belum diisi", "Pilih apa yang ditemui di pintu.")]
    if not outcome.asks:
        missing = not note.strip()
        return [_fault("visit.note", "keterangan", "belum diisi", "Tulis dari siapa Anda tahu.")] * missing
    if answers.empty:
        return [_fault("visit.empty", "jawaban", "belum ada satu pun", "Isi langkah Bantuan sampai Anggota.")]
    open_ = [one.title for one in found if not reasons.get(one.key)]
    if open_:
        problem = f"{len(open_)} beda dengan register belum beralasan: {open_[0]}"
        return [_fault("visit.reason", "alasan", problem, "Pilih alasannya di langkah Periksa.")]
    return []


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(code, where, problem, advice)


def changed_by_another(
    typed: Mapping[str, int | None], stored: Mapping[str, int]
) -> dict[str, tuple[int | None, int]]:
    """Where somebody else has saved another answer meanwhile: what I typed, what stands there."""
    return {key: (typed.get(key), value) for key, value in stored.items() if typed.get(key) != value}
