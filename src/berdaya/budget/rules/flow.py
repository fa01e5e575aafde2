"""The way of a version: drafted, submitted, reviewed, signed. The maker never reviews or signs it.

A version is submitted once. Returned or withdrawn, it stays as it was and the work goes on in a draft, which
becomes the next version when it is submitted. A signed version holds until a later one is signed instead.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final

from berdaya.kernel.findings import Finding


class State(StrEnum):
    """Where a statement stands, as people read it."""

    DRAFT = "draf"
    SUBMITTED = "menunggu telaah"
    REVIEWED = "menunggu tanda tangan"
    SIGNED = "ditandatangani"
    RETURNED = "dikembalikan"

    @property
    def open(self) -> bool:
        """May its makers change it?"""
        return self in (State.DRAFT, State.RETURNED)


class Move(StrEnum):
    """What somebody did with a version."""

    SUBMIT = "mengajukan"
    WITHDRAW = "menarik kembali"
    PASS = "meloloskan"  # noqa: S105
    RETURN = "mengembalikan"
    SIGN = "menandatangani"
    REOPEN = "membuka versi perubahan"


class Kind(StrEnum):
    """An answer to a finding: the maker overrules it, the reviewer accepts it or calls the check mistaken."""

    OVERRULED = "dilewati penyusun"
    ACCEPTED = "diterima penelaah"
    MISTAKEN = "pemeriksaan keliru"


_LEADS: Final[Mapping[Move, tuple[frozenset[State], State]]] = {
    Move.SUBMIT: (frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
    Move.WITHDRAW: (frozenset({State.SUBMITTED}), State.DRAFT),
    Move.PASS: (frozenset({State.SUBMITTED}), State.REVIEWED),
    Move.RETURN: (frozenset({State.SUBMITTED, State.REVIEWED}), State.RETURNED),
    Move.SIGN: (frozenset({State.REVIEWED}), State.SIGNED),
    Move.REOPEN: (frozenset({State.SIGNED}), State.DRAFT),
}


def after(move: Move) -> State:
    """Where a move leads."""
    return _LEADS[move][1]


def move_faults(move: Move, state: State) -> list[Finding]:
    """Why a move cannot be made now."""
    if state in _LEADS[move][0]:
        return []
    advice = "Muat ulang halamannya untuk melihat keadaan terakhir."
    return [Finding("budget.state", "pernyataan ini", f"sekarang {state}", advice)]


def person_faults(person: int, makers: Collection[int], reviewer: int | None) -> list[Finding]:
    """Whoever made it neither reviews nor signs it, and whoever reviewed it does not sign it."""
    if person in makers:
        advice = "Minta orang lain yang memegang peran ini."
        return [Finding("budget.maker", "pernyataan ini", "Anda ikut menyusunnya", advice)]
    if person == reviewer:
        advice = "Minta orang lain menandatanganinya."
        return [Finding("budget.reviewer", "pernyataan ini", "Anda yang menelaahnya", advice)]
    return []


def overruling_faults(blocking: Iterable[str], reasons: Mapping[str, str]) -> list[Finding]:
    """A finding that holds back is mended, or overruled with a reason of some length."""
    advice = "Perbaiki isiannya, atau tulis alasan melewatinya; alasannya tercetak pada formulir."
    return [
        Finding(f"budget.blocks.{check}", f"temuan {check}", "masih menahan pengajuan", advice)
        for check in blocking
        if not said(reasons.get(check, ""))
    ]


def answer_faults(asked: Iterable[str], answers: Mapping[str, Kind]) -> list[Finding]:
    """The reviewer answers every finding that asks for it."""
    advice = "Pilih diterima atau pemeriksaan keliru, atau kembalikan kepada penyusun."
    return [
        Finding(f"budget.unanswered.{check}", f"temuan {check}", "belum dijawab", advice)
        for check in asked
        if answers.get(check) not in (Kind.ACCEPTED, Kind.MISTAKEN)
    ]


def said(words: str) -> bool:
    """Do the words say anything: at least ten letters?"""
    return sum(sign.isalpha() for sign in words) >= 10


def no_reason(what: str) -> Finding:
    """A step that asks for a reason came without one."""
    return Finding("budget.no_reason", "alasan", "terlalu pendek atau belum diisi", f"Tulis {what}.")
