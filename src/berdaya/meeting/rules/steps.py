"""The way of a meeting: planned, invited, held, written down, signed. One table says which step may follow.

`SIGNED` is never written: a meeting is signed when its berita acara came back signed (room `documents`).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from berdaya.access.rules.verdicts import ALLOWED, Verdict, refused


class State(StrEnum):
    """Where a meeting stands, in the word that everybody reads."""

    PLANNED = "dirancang"
    INVITED = "diundang"
    HELD = "ditutup"
    MINUTED = "notulen"
    SIGNED = "ditandatangani"
    CANCELLED = "batal"


class Move(StrEnum):
    """What somebody may do with a meeting."""

    PLAN = "ubah rencana"
    INVITE = "undang"
    ATTEND = "catat kehadiran"
    PHOTO = "unggah foto"
    CLOSE = "tutup"
    WRITE = "simpan notulen"
    ISSUE = "terbitkan berita acara"
    CANCEL = "batalkan"


STORED: Final = tuple(state for state in State if state is not State.SIGNED)
COMING: Final = (State.PLANNED, State.INVITED)
HELD: Final = (State.HELD, State.MINUTED, State.SIGNED)
_OPEN, _DONE = frozenset(COMING), frozenset({State.HELD, State.MINUTED})
MOVES: Final[Mapping[Move, tuple[frozenset[State], State | None]]] = {
    Move.PLAN: (_OPEN, None),
    Move.INVITE: (frozenset({State.PLANNED}), State.INVITED),
    Move.ATTEND: (_OPEN | _DONE, None),
    Move.PHOTO: (_OPEN | _DONE, None),
    Move.CLOSE: (_OPEN, State.HELD),
    Move.WRITE: (_DONE, State.MINUTED),
    Move.ISSUE: (frozenset({State.MINUTED}), None),
    Move.CANCEL: (_OPEN, State.CANCELLED),
}
_WHY_NOT: Final[Mapping[State, tuple[str, str]]] = {
    State.PLANNED: ("masih dirancang", "Tutup rapat sesudah selesai, lalu tulis notulennya."),
    State.INVITED: (
        "sudah diundang dan belum ditutup",
        "Tutup rapat sesudah selesai, lalu tulis notulennya.",
    ),
    State.HELD: ("sudah ditutup", "Tulis notulennya."),
    State.MINUTED: ("sudah ditutup dan bernotulen", "Perbaiki lewat versi notulen yang baru."),
    State.SIGNED: ("berita acaranya sudah ditandatangani", "Adakan pertemuan lanjutan bila perlu."),
    State.CANCELLED: ("sudah dibatalkan", "Rancang pertemuan yang baru."),
}


def judge(move: Move, state: State, what: str) -> Verdict:
    """May this step be taken now? Refused with what to do instead."""
    if state in MOVES[move][0]:
        return ALLOWED
    problem, advice = _WHY_NOT[state]
    return refused("meeting.not_now", what, f"{problem}, jadi tidak dapat “{move.value}”", advice)


def after(move: Move, state: State) -> State:
    """Where the meeting stands after the step."""
    return MOVES[move][1] or state
