"""The way of a list from draft to decree: which step leads where, who may take it, and who may not.

One table (`MOVES`) says it all; pages, services and tests read the same one. A list passes through three
people: whoever computed it, changed it or closed its discussion neither checks nor decrees it, and whoever
checked it does not record its decree.
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
    """One step: from which states, to which (None: it stays), by which right, by a second person or not.

    `third_person`: nor by whoever checked the list.
    """

    begins: frozenset[State]
    ends: State | None
    rights: frozenset[Right]
    second_person: bool = False
    third_person: bool = False


def _way(
    begins: Collection[State],
    ends: State | None,
    *rights: Right,
    second_person: bool = False,
    third_person: bool = False,
) -> Way:
    return Way(frozenset(begins), ends, frozenset(rights), second_person or third_person, third_person)


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
    Move.DECREE: _way([State.CHECKED], State.DECREED, Right.TARGETING_DECREE, third_person=True),
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
    move: Move,
    state: State,
    rights: Collection[Right],
    person: int,
    makers: Collection[int],
    checkers: Collection[int] = (),
) -> Verdict:
    """May this person, with the rights of the hat in use, take this step now? With the reason if not."""
    way = MOVES[move]
    if not way.rights & frozenset(rights):
        return refused(
            "run.no_right",
            "peran yang dipakai",
            f"tidak boleh {_DOING[move]}",
            "Ganti peran bila Anda memegang peran lain, atau minta rekan yang berwenang.",
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
    if way.third_person and person in checkers:
        return refused(
            "run.checker_decrees",
            "daftar ini",
            "Anda yang memeriksanya, jadi orang ketiga yang mencatat keputusannya",
            "Minta rekan yang tidak menyusun dan tidak memeriksa membuka halaman ini.",
        )
    return ALLOWED


def moves_open(
    state: State,
    rights: Collection[Right],
    person: int,
    makers: Collection[int],
    checkers: Collection[int] = (),
) -> frozenset[Move]:
    """Every step that this person may take now: the buttons of a page."""
    return frozenset(move for move in MOVES if judge(move, state, rights, person, makers, checkers).allowed)


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


_STANDS: Final[Mapping[State, str]] = {
    State.DRAFT: "masih rancangan",
    State.COMPUTED: "sudah dihitung dan pembahasannya belum ditutup",
    State.DISCUSSED: "sudah dibahas dan menunggu pemeriksa kedua",
    State.CHECKED: "sudah diperiksa dan menunggu keputusan",
    State.DECREED: "sudah ditetapkan",
    State.SUPERSEDED: "sudah diganti daftar lain",
    State.DROPPED: "sudah dibatalkan",
}
_DOING: Final[Mapping[Move, str]] = {
    Move.EDIT: "mengisi masukannya",
    Move.COMPUTE: "menghitungnya",
    Move.REVISE: "membuka masukannya",
    Move.CHANGE: "mengubah tempatnya",
    Move.ASSIGN: "membagi pendampingnya",
    Move.CLOSE: "menutup pembahasannya",
    Move.CHECK: "menyatakannya sudah diperiksa",
    Move.RETURN: "mengembalikannya",
    Move.DECREE: "mencatat keputusannya",
    Move.CORRECT: "meralat keputusannya",
    Move.RECHECK: "menghitungnya ulang",
    Move.DROP: "membatalkannya",
    Move.SUPERSEDE: "menggantinya",
}


def _not_now(move: Move, state: State) -> Verdict:
    return refused(
        "run.not_now",
        "daftar ini",
        f"{_STANDS[state]}, jadi sekarang Anda tidak dapat {_DOING[move]}",
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
