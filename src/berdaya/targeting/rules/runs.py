"""The way of a list from draft to decree: which step leads where, who may take it, and who may not.

One table (`MOVES`) says it all; pages, services and tests read the same one. Maker is never checker: whoever
computed a list, changed it or closed its discussion neither checks nor decrees it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from berdaya.access.rules.rights import Right
from berdaya.access.rules.verdicts import ALLOWED, Verdict, refused


class State(StrEnum):
    """Where a list stands."""

    DRAFT = "rancangan"
    COMPUTED = "dihitung"
    DISCUSSED = "dibahas"
    CHECKED = "diperiksa"
    DECREED = "ditetapkan"
    SUPERSEDED = "diganti"
    DROPPED = "dibatalkan"


class Move(StrEnum):
    """What people do with a list. `SUPERSEDE` nobody asks for: the next decree brings it."""

    EDIT = "isi masukan"
    COMPUTE = "hitung"
    REVISE = "ubah masukan"
    CHANGE = "ubah daftar"
    ASSIGN = "bagi pendamping"
    CLOSE = "tutup pembahasan"
    CHECK = "nyatakan diperiksa"
    RETURN = "kembalikan"
    DECREE = "tetapkan"
    CORRECT = "ralat keputusan"
    RECHECK = "hitung ulang"
    DROP = "batalkan"
    SUPERSEDE = "ganti"


@dataclass(frozen=True, slots=True)
class Way:
    """One step: from which states, to which (None: it stays), by which right, by a second person or not."""

    begins: frozenset[State]
    ends: State | None
    rights: frozenset[Right]
    second_person: bool = False


def _way(begins: Collection[State], ends: State | None, *rights: Right, second_person: bool = False) -> Way:
    return Way(frozenset(begins), ends, frozenset(rights), second_person)


_SIGNED = (State.DECREED, State.SUPERSEDED)
_OPEN = (State.DRAFT, State.COMPUTED, State.DISCUSSED)

MOVES: Final[Mapping[Move, Way]] = {
    Move.EDIT: _way([State.DRAFT], None, Right.TARGETING_COMPUTE),
    Move.COMPUTE: _way([State.DRAFT], State.COMPUTED, Right.TARGETING_COMPUTE),
    Move.REVISE: _way([State.COMPUTED], State.DRAFT, Right.TARGETING_COMPUTE),
    Move.CHANGE: _way([State.COMPUTED], None, Right.TARGETING_DISCUSS),
    Move.ASSIGN: _way([State.COMPUTED], None, Right.TARGETING_COMPUTE),
    Move.CLOSE: _way([State.COMPUTED], State.DISCUSSED, Right.TARGETING_DISCUSS),
    Move.CHECK: _way([State.DISCUSSED], State.CHECKED, Right.TARGETING_CHECK, second_person=True),
    Move.RETURN: _way(
        [State.DISCUSSED, State.CHECKED], State.COMPUTED, Right.TARGETING_CHECK, Right.TARGETING_DECREE
    ),
    Move.DECREE: _way([State.CHECKED], State.DECREED, Right.TARGETING_DECREE, second_person=True),
    Move.CORRECT: _way([State.DECREED], None, Right.TARGETING_DECREE, second_person=True),
    Move.RECHECK: _way(
        [State.COMPUTED, State.DISCUSSED, State.CHECKED, *_SIGNED], None, *(
            Right.TARGETING_COMPUTE, Right.TARGETING_CHECK, Right.TARGETING_DECREE
        )
    ),
    Move.DROP: _way(_OPEN, State.DROPPED, Right.TARGETING_COMPUTE),
    Move.SUPERSEDE: _way([State.DECREED], State.SUPERSEDED),
}  # fmt: skip


def judge(
    move: Move, state: State, rights: Collection[Right], person: int, makers: Collection[int]
) -> Verdict:
    """May this person, with the rights of the hat in use, take this step now? With the reason if not."""
    way = MOVES[move]
    if not way.rights & frozenset(rights):
        return refused(
            "run.no_right",
            "peran yang dipakai",
            f"tidak termasuk pekerjaan “{move.value}”",
            "Ganti topi bila Anda memegang peran lain, atau minta rekan yang berwenang.",
        )
    if state not in way.begins:
        return _not_now(move, state)
    if way.second_person and person in makers:
        return refused(
            "run.maker_checks",
            "daftar ini",
            "Anda ikut menyusunnya, jadi orang lain yang memeriksa dan menetapkan",
            "Minta rekan dengan peran yang sama membuka halaman ini.",
        )
    return ALLOWED


def moves_open(
    state: State, rights: Collection[Right], person: int, makers: Collection[int]
) -> frozenset[Move]:
    """Every step that this person may take now: the buttons of a page."""
    return frozenset(move for move in MOVES if judge(move, state, rights, person, makers).allowed)


WORKING: Final = tuple(sorted({right for way in MOVES.values() for right in way.rights}))


def sees_drafts(rights: Collection[Right]) -> bool:
    """Who works on lists, or reads the trail, sees them before the decree; all others from the decree on."""
    return not frozenset(rights).isdisjoint((*WORKING, Right.AUDIT_READ))


PUBLIC: Final = frozenset(_SIGNED)

_NEXT: Final[Mapping[State, str]] = {
    State.DRAFT: "Lengkapi masukannya, lalu hitung.",
    State.COMPUTED: "Bahas daftarnya, lalu tutup pembahasan.",
    State.DISCUSSED: "Tunggu orang kedua memeriksa, atau minta ia mengembalikannya.",
    State.CHECKED: "Tunggu keputusan dicatat, atau minta daftar ini dikembalikan.",
    State.DECREED: "Daftar yang sudah ditetapkan tidak berubah. Susun daftar baru.",
    State.SUPERSEDED: "Buka daftar yang menggantikannya.",
    State.DROPPED: "Susun daftar baru.",
}


def _not_now(move: Move, state: State) -> Verdict:
    return refused(
        "run.not_now",
        "daftar ini",
        f"berstatus “{state.value}”, jadi tidak dapat “{move.value}”",
        _NEXT[state],
    )


def changed_meanwhile() -> Verdict:
    """Somebody else was faster: what this person saw is no longer how it stands."""
    return refused(
        "run.changed_meanwhile",
        "daftar ini",
        "baru saja diubah orang lain, jadi langkah Anda tidak dijalankan",
        "Muat ulang halaman dan lihat keadaannya sekarang sebelum memutuskan.",
    )
