"""The levels above the village: what a list needs, in which order it is talked over, what an answer must say.

A proposal goes up in a list that is handed over with a receipt; the musrenbang of the kecamatan ranks it and
addresses it to an agency; the agency answers it; Bappeda (a desa for itself) puts it into plan and budget.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from berdaya.deliberation.rules.reasons import belongs_elsewhere, names_rule, says_why
from berdaya.deliberation.rules.states import ANSWERED, BACKWARD, Reason, State, Target
from berdaya.kernel.findings import Finding

MOST_MONEY: Final = 10**12


class Sitting(StrEnum):
    """A musrenbang of the kecamatan: its list is talked over, then decided by a second person."""

    OPEN = "dibahas"
    DECIDED = "ditetapkan"


class Verdict(StrEnum):
    AGREED = "disepakati"
    NOT_AGREED = "tidak_disepakati"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


STOPPING: Final = (State.REFUSED, State.DEFERRED, State.RETURNED, State.ROUTED)
"""What may become of a proposal that a level above does not take, each with its reason."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that came up: how often it was asked for, and its place in the list of its village."""

    key: int
    years_carried: int
    place: int
    territory: str
    number: int


def first_order(found: Iterable[Waiting]) -> list[int]:
    """The order to begin with: the longest waiting, then the first of every village, the second of each …"""
    ordered = sorted(found, key=lambda w: (-w.years_carried, w.place, w.territory, w.number))
    return [one.key for one in ordered]


def order_by(ranks: Iterable[tuple[int, int | None]]) -> list[int]:
    """Keys by the ranks that were typed beside them; without a rank, and for equals, as they stood."""
    listed = list(ranks)
    behind = len(listed) + max([0, *(rank or 0 for _, rank in listed)])
    ordered = sorted(enumerate(listed), key=lambda pair: (pair[1][1] or behind, pair[0]))
    return [key for _, (key, _) in ordered]


def same_body(one: str, other: str) -> bool:
    """`Dinas PU` and `dinas  pu` are one agency; an empty name is nobody."""
    return bool(one.strip()) and _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


# ---------- what a forum settles ----------


@dataclass(frozen=True, slots=True)
class Settled:
    """What the musrenbang of the kecamatan says of one proposal."""

    verdict: Verdict
    agency: str = ""
    to: str = ""
    reason: str = ""
    words: str = ""
    target: str = ""


def settled_faults(given: Settled, where: str) -> Iterable[Finding]:
    """Agreed names its agency; not agreed says what becomes of it and why."""
    if given.verdict is Verdict.AGREED:
        if not given.agency.strip():
            advice = "Pilih perangkat daerah yang mengerjakannya."
            yield Finding("upward.agency", where, "belum dialamatkan", advice)
        return
    if given.to not in {state.value for state in STOPPING}:
        yield Finding("upward.to", where, "belum jelas menjadi apa", "Pilih ditunda, ditolak, dan lain-lain.")
    if given.reason not in set(Reason) or not says_why(given.words):
        yield _no_reason(where)
    if given.to == State.REFUSED and given.reason == Reason.AUTHORITY:
        yield belongs_elsewhere(where)
    if given.to == State.ROUTED and given.target not in set(Target):
        yield Finding("upward.target", where, "belum disebut dialihkan ke mana", "Pilih tujuannya.")


def _no_reason(where: str) -> Finding:
    advice = "Pilih alasannya dan jelaskan dengan kalimat yang dapat dibaca pengusul."
    return Finding("upward.reason", where, "tidak diterima tanpa alasan", advice)


# ---------- what an answer says ----------


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer of an agency, of Bappeda or of a desa: where to, how much, as which activity, by what."""

    to: State
    amount: int | None = None
    volume: Decimal | None = None
    code: str = ""
    activity: str = ""
    basis: str = ""
    reason: str = ""
    words: str = ""
    target: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What stood there before the answer: the amount last given (or asked for) and the volume."""

    amount: int
    volume: Decimal | None


def changed(given: Answering, asked: Asked) -> bool:
    """Does the answer give another amount or volume than stood there before?"""
    other_volume = given.volume is not None and given.volume != asked.volume
    return given.amount != asked.amount or other_volume


def answer_faults(given: Answering, asked: Asked) -> Iterable[Finding]:
    """What is missing in an answer. A refusal, return, delay or routing without a reason does not exist."""
    if given.to in BACKWARD:
        yield from _stop_faults(given)
    if given.to not in ANSWERED:
        return
    if not given.amount or given.amount > MOST_MONEY:
        yield Finding("upward.amount", "jumlah", "belum diisi atau tidak masuk akal", "Tulis rupiah penuh.")
    if given.volume is not None and given.volume <= 0:
        yield Finding("upward.volume", "volume", "harus lebih dari nol", "Kosongkan bila tidak berubah.")
    if not given.activity.strip():
        advice = "Tulis nama kegiatannya; kodenya boleh menyusul."
        yield Finding("upward.activity", "kegiatan", "belum diisi", advice)
    if given.to is not State.ACCEPTED and not names_rule(given.basis):
        advice = "Tulis jenis, nomor dan tahunnya, misalnya Perwali 21/2026."
        yield Finding("upward.basis", "dasar", "belum menyebut peraturannya", advice)
    if changed(given, asked) and not says_why(given.words):
        advice = "Jelaskan mengapa jumlah atau volumenya berubah; pengusul membacanya."
        yield Finding("upward.words", "penjelasan", "belum ada", advice)


def _stop_faults(given: Answering) -> Iterable[Finding]:
    if given.reason not in set(Reason) or not says_why(given.words):
        yield _no_reason("usulan")
    if given.to is State.REFUSED and given.reason == Reason.AUTHORITY:
        yield belongs_elsewhere()
    if given.to is State.ROUTED and given.target not in set(Target):
        yield Finding("upward.target", "tujuan", "belum dipilih", "Pilih ke mana usulan dialihkan.")
    if given.to is State.ROUTED and given.target == Target.AGENCY and not given.agency.strip():
        advice = "Tulis nama perangkat daerah yang dituju."
        yield Finding("upward.agency", "perangkat daerah", "belum disebut", advice)


# ---------- where proposals stand ----------

WHERE: Final[Sequence[tuple[str, frozenset[State]]]] = (
    ("Di kelurahan/desa", frozenset({State.PROPOSED, State.AGREED, State.CHECKED, State.CHOSEN,
                                     State.RESERVE, State.RETURNED})),
    ("Di kecamatan", frozenset({State.FORWARDED, State.KECAMATAN})),
    ("Di perangkat daerah", frozenset({State.AGENCY})),
    ("Dialihkan atau jalan lain", frozenset({State.ROUTED, State.PLEDGED, State.MONEY_READY})),
    ("Diterima, menunggu RKPD", frozenset({State.ACCEPTED})),
    ("Dalam RKPD atau KUA-PPAS, belum dianggarkan", frozenset({State.RKPD, State.KUA})),
    ("Dalam APBD/APB Desa", frozenset({State.APBD})),
    ("Dilaksanakan atau selesai", frozenset({State.CARRIED_OUT, State.HANDED_OVER, State.DONE})),
    ("Ditunda atau ditolak", frozenset({State.DEFERRED, State.REFUSED})),
)  # fmt: skip
"""Every proposal that counts stands in exactly one of these; joined and withdrawn ones are not counted."""
