"""Decisions of the village meeting about households, and the clock of an objection.

The system decides nothing: it says what stands, what a decision would change, and what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from berdaya.kernel.findings import Finding


class Kind(StrEnum):
    """What may be decided about a household."""

    KEEP = "tetap"
    REMOVE = "dikeluarkan"
    ADD = "ditambahkan"
    CORRECT = "diperbaiki"


class Outcome(StrEnum):
    """How an objection ended."""

    ACCEPTED = "diterima"
    PARTLY = "sebagian"
    REFUSED = "ditolak"


BROUGHT_BY: Final = {
    "sendiri": "rumah tangga itu sendiri",
    "keluarga": "keluarganya",
    "rt": "ketua RT atau RW",
    "warga": "warga lain",
    "lembaga": "lembaga desa atau kelurahan",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A decision as it is entered. `signs` are those that the meeting corrects: code -> met."""

    kind: Kind
    removal: str = ""
    reason: str = ""
    votes: tuple[int, int] | None = None
    objected: bool = False
    signs: Mapping[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """Why a household is taken off the list; some of these need the forum's reason in words."""

    words: str
    needs_words: bool


def removals_of(values: Mapping[str, Any]) -> dict[str, Removal]:
    """Those of the rule `scan.work`."""
    return {key: Removal(**about) for key, about in values["removals"].items()}


def decision_faults(given: Resolved, removals: Mapping[str, Removal], present: int | None) -> list[Finding]:
    """What keeps a decision from being entered. `present` are the people counted at the meeting."""
    found = []
    if given.kind is Kind.REMOVE and given.removal not in removals:
        found.append(_fault("removal", "alasan dikeluarkan", "belum dipilih", "Pilih pindah atau lainnya."))
    if given.kind is Kind.CORRECT and not given.signs:
        advice = "Pilih tanda yang diperbaiki, atau pilih “tetap”."
        found.append(_fault("signs", "yang diperbaiki", "belum dipilih", advice))
    removal = removals.get(given.removal) if given.kind is Kind.REMOVE else None
    wordy = given.kind in (Kind.ADD, Kind.CORRECT) or given.objected or bool(removal and removal.needs_words)
    if wordy and not given.reason.strip():
        found.append(_fault("reason", "alasan", "belum ditulis", "Tulis alasan yang disepakati forum."))
    return found + _vote_faults(given.votes, present)


def _vote_faults(votes: tuple[int, int] | None, present: int | None) -> list[Finding]:
    if votes is None:
        return []
    yes, no = votes
    if yes <= no:
        problem = f"setuju {yes}, tidak setuju {no}: usul itu tidak diterima forum"
        return [_fault("votes", "suara", problem, "Catat putusan yang disetujui suara terbanyak.")]
    if present is not None and yes + no > present:
        problem = f"{yes + no} suara, padahal yang hadir {present} orang"
        return [_fault("votes", "suara", problem, "Cocokkan dengan daftar hadir.")]
    return []


def corrected(bits: str, codes: Sequence[str], signs: Mapping[str, bool] | None) -> str:
    """The signs after the meeting corrected some of them."""
    told = signs or {}
    return "".join(
        str(int(told[code])) if code in told else bit for code, bit in zip(codes, bits, strict=True)
    )


def on_the_list(kind: str) -> bool:
    """Does a household stay on the list? One that nobody decided about does, until somebody does."""
    return kind != Kind.REMOVE.value


# ---------- objections ----------


@dataclass(frozen=True, slots=True)
class Clock:
    """How long an objection may still wait."""

    due: date
    left: int

    @property
    def late(self) -> bool:
        return self.left < 0

    @property
    def words(self) -> str:
        if self.late:
            return f"lewat {-self.left} hari"
        return "hari ini" if self.left == 0 else f"{self.left} hari lagi"


def due_of(received: date, days: int) -> date:
    """The last day on which it is answered in time: the day of receipt does not count."""
    return received + timedelta(days=days)


def clock(due: date, today: date) -> Clock:
    return Clock(due, (due - today).days)


def objection_faults(content: str, received: date, opened: date, today: date) -> list[Finding]:
    found = []
    if not content.strip():
        found.append(_fault("content", "isi keberatan", "belum ditulis", "Tulis apa yang diminta."))
    if not opened <= received <= today:
        advice = "Tulis hari diterima: sejak tempat ini dibuka sampai hari ini."
        found.append(_fault("received", "hari diterima", "di luar putaran kerja ini", advice))
    return found


def answer_faults(answer: str, day: date, received: date, today: date) -> list[Finding]:
    found = []
    if not answer.strip():
        found.append(_fault("answer", "jawaban", "belum ditulis", "Tulis jawaban yang disampaikan."))
    if not received <= day <= today:
        advice = "Tulis hari dijawab: sejak diterima sampai hari ini."
        found.append(_fault("answered", "hari dijawab", "sebelum diterima atau belum tiba", advice))
    return found


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"musdes.{code}", where, problem, advice)
