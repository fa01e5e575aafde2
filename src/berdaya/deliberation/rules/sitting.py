"""The states of a session of the musrenbang, and what may be done in each."""

from enum import StrEnum
from typing import Final

from berdaya.kernel.findings import Finding, Refused


class State(StrEnum):
    DRAFT = "draf"
    COMPUTED = "dihitung"
    DISCUSSED = "dibahas"
    DECIDED = "ditetapkan"


class Deed(StrEnum):
    CEILINGS = "mengisi pagu"
    COMPUTE = "menghitung rancangan"
    CHANGE = "mengubah rancangan"
    DELEGATE = "mengubah daftar utusan"
    CLOSE = "menutup pembahasan"
    REOPEN = "membuka lagi pembahasan"
    DECIDE = "menetapkan"


OPEN: Final = frozenset({State.DRAFT, State.COMPUTED})
DEEDS: Final = {
    Deed.CEILINGS: OPEN,
    Deed.COMPUTE: OPEN,
    Deed.CHANGE: frozenset({State.COMPUTED}),
    Deed.DELEGATE: frozenset({State.DRAFT, State.COMPUTED, State.DISCUSSED}),
    Deed.CLOSE: frozenset({State.COMPUTED}),
    Deed.REOPEN: frozenset({State.DISCUSSED}),
    Deed.DECIDE: frozenset({State.DISCUSSED}),
}
_ADVICE: Final = {
    State.DRAFT: "Isi pagu dan hitung rancangannya dahulu.",
    State.COMPUTED: "Tutup pembahasannya dahulu.",
    State.DISCUSSED: "Pembahasan sudah ditutup. Buka lagi bila forum masih mengubah sesuatu.",
    State.DECIDED: "Hasilnya sudah ditetapkan dan tidak berubah lagi.",
}


def may(deed: Deed, state: State) -> bool:
    return state in DEEDS[deed]


def require_deed(deed: Deed, state: State) -> None:
    """Go on, or be refused with what has to come first."""
    if not may(deed, state):
        problem = f"tidak dapat {deed.value} ketika keadaannya {state.value}"
        raise Refused(Finding("session.state", "sidang ini", problem, _ADVICE[state]))
