"""The states of a proposal, the moves between them, and what a proposer is told about each.

All of it is data: `STATES` says where a proposal stands and who does what next, `MOVES` which way it may go
and by which right at which level. A move that is not forward needs a reason that the public may read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from berdaya.access.rules.rights import Right
from berdaya.deliberation.rules.reasons import belongs_elsewhere, says_why
from berdaya.kernel.findings import Finding


class State(StrEnum):
    DRAFT = "draf"
    PROPOSED = "diusulkan"
    AGREED = "disepakati_rembug"
    CHECKED = "diverifikasi_kel"
    MERGED = "digabung"
    CHOSEN = "diprioritaskan_kel"
    RESERVE = "cadangan_kel"
    FORWARDED = "diteruskan_kec"
    KECAMATAN = "diverifikasi_kec"
    AGENCY = "diverifikasi_opd"
    ACCEPTED = "diterima"
    DEFERRED = "ditunda"
    REFUSED = "ditolak"
    ROUTED = "dialihkan"
    RETURNED = "dikembalikan"
    WITHDRAWN = "ditarik"
    PLEDGED = "dijanjikan"
    MONEY_READY = "dana_siap"
    RKPD = "masuk_rkpd"
    KUA = "masuk_kua_ppas"
    APBD = "masuk_apbd"
    CARRIED_OUT = "dilaksanakan"
    HANDED_OVER = "bast"
    DONE = "selesai"

    @property
    def words(self) -> str:
        return STATES[self].words


class At(StrEnum):
    """Whose territory the right is asked for: how many parts of the code that is."""

    UNIT = "rt"
    VILLAGE = "kel"
    KECAMATAN = "kec"
    CITY = "kota"
    BUDGET = "anggaran"  # whoever plans and budgets: a desa for itself, else the city

    def place(self, code: str, sent_up: bool = False) -> str:
        """`35.73.05.1004.003.002` -> the code of this level above it."""
        level = budgeting(code, sent_up) if self is At.BUDGET else self
        parts = {At.UNIT: 6, At.VILLAGE: 4, At.KECAMATAN: 3, At.CITY: 2}[level]
        return ".".join(code.split(".")[:parts])


def is_desa(code: str) -> bool:
    """A desa (or desa adat) has a budget of its own, a kelurahan has not: the digit after the third dot."""
    parts = code.split(".")
    return len(parts) > 3 and parts[3][0] in "23"


def budgeting(code: str, sent_up: bool) -> At:
    """Who puts a proposal into plan and budget: the desa what it pays itself, the city all the rest."""
    return At.VILLAGE if is_desa(code) and not sent_up else At.CITY


@dataclass(frozen=True, slots=True)
class Standing:
    """What a state means: in a word, what happens next, and who does it. No owner: nothing is due."""

    words: str
    next_step: str = ""
    owner: str = ""


STATES: Final[Mapping[State, Standing]] = {
    State.DRAFT: Standing("draf", "Lengkapi lalu usulkan.", "Pengusul"),
    State.PROPOSED: Standing("diusulkan", "Diperingkat dalam rembug, lalu diserahkan.", "Pengusul"),
    State.AGREED: Standing("disepakati rembug", "Diverifikasi kelurahan/desa.", "Kelurahan/desa"),
    State.CHECKED: Standing("diverifikasi kelurahan", "Dibahas dalam musrenbang.", "Kelurahan/desa"),
    State.MERGED: Standing("digabung ke usulan lain", "Ikuti usulan gabungannya."),
    State.CHOSEN: Standing(
        "prioritas kelurahan", "Dimasukkan ke rencana atau diteruskan ke kecamatan.", "Kelurahan/desa"
    ),
    State.RESERVE: Standing(
        "cadangan kelurahan", "Naik bila ada sisa pagu, atau dibawa ke tahun depan.", "Kelurahan/desa"
    ),
    State.FORWARDED: Standing("diteruskan ke kecamatan", "Diverifikasi kecamatan.", "Kecamatan"),
    State.KECAMATAN: Standing(
        "diverifikasi kecamatan", "Dibahas di forum perangkat daerah.", "Perangkat daerah"
    ),
    State.AGENCY: Standing(
        "diverifikasi perangkat daerah", "Diputuskan perangkat daerah.", "Perangkat daerah"
    ),
    State.ACCEPTED: Standing("diterima", "Dimasukkan ke RKPD atau RKP Desa.", "Bappeda"),
    State.DEFERRED: Standing("ditunda", "Kembali ke rembug tahun depan.", "Pengusul"),
    State.REFUSED: Standing("ditolak", "Boleh diusulkan lagi bila alasannya teratasi.", "Pengusul"),
    State.ROUTED: Standing("dialihkan", "Ditangani pihak yang dituju.", "Pihak yang dituju"),
    State.RETURNED: Standing("dikembalikan", "Lengkapi, lalu serahkan lagi.", "Pengusul"),
    State.WITHDRAWN: Standing("ditarik pengusul"),
    State.PLEDGED: Standing("ada kesanggupan", "Sumbangan dikumpulkan.", "Pengusul"),
    State.MONEY_READY: Standing("dana siap", "Dilaksanakan.", "Pengusul"),
    State.RKPD: Standing("masuk RKPD/RKP Desa", "Menunggu KUA-PPAS atau APB Desa.", "Bappeda"),
    State.KUA: Standing("masuk KUA-PPAS", "Menunggu APBD.", "Bappeda"),
    State.APBD: Standing("masuk APBD/APB Desa", "Dilaksanakan pada tahun anggarannya.", "Perangkat daerah"),
    State.CARRIED_OUT: Standing("dilaksanakan", "Serah terima hasil.", "Pelaksana"),
    State.HANDED_OVER: Standing("serah terima (BAST)", "Dicatat selesai.", "Kelurahan/desa"),
    State.DONE: Standing("selesai"),
}


def owner_of(state: State, code: str, agency: str) -> str:
    """Who does what comes next: the agency by its name, a desa for what it budgets itself."""
    usual = STATES[state].owner
    if state in (State.RKPD, State.APBD) and budgeting(code, bool(agency)) is At.VILLAGE:
        return "Pemerintah desa"
    return agency if agency and usual == "Perangkat daerah" else usual


class Reason(StrEnum):
    """Why a proposal does not go forward, as published reports give it."""

    ADDRESS = "alamat_tidak_jelas"
    BUDGETED = "sudah_dianggarkan"
    VOLUME = "volume_tidak_wajar"
    PAPERS = "dokumen_tidak_lengkap"
    NOT_IN_KAMUS = "di_luar_kamus"
    CRITERIA = "tidak_memenuhi_kriteria_program"
    POKIR = "ganda_pokir"
    DOUBLE = "ganda_usulan"
    CEILING = "melebihi_pagu"
    AUTHORITY = "bukan_kewenangan"
    LAND = "status_lahan"
    PRIORITY = "kalah_prioritas"
    SOURCE = "sumber_lain"

    @property
    def words(self) -> str:
        return _REASONS[self]


_REASONS: Final = {
    Reason.ADDRESS: "alamat tidak jelas",
    Reason.BUDGETED: "sudah dianggarkan",
    Reason.VOLUME: "volume tidak wajar",
    Reason.PAPERS: "dokumen tidak lengkap",
    Reason.NOT_IN_KAMUS: "di luar kamus usulan",
    Reason.CRITERIA: "tidak memenuhi kriteria program",
    Reason.POKIR: "ganda dengan pokok pikiran DPRD",
    Reason.DOUBLE: "sama dengan usulan lain",
    Reason.CEILING: "melebihi pagu",
    Reason.AUTHORITY: "bukan kewenangan tingkat ini",
    Reason.LAND: "status lahan belum jelas",
    Reason.PRIORITY: "kalah prioritas",
    Reason.SOURCE: "dibiayai dari sumber lain",
}


class Target(StrEnum):
    """Where a proposal is routed to."""

    KECAMATAN = "kecamatan"
    AGENCY = "dinas"
    CSR = "csr"
    SWADAYA = "swadaya"
    DANA_DESA = "dana_desa"
    CENTRE = "apbn"
    POKIR = "pokir"

    @property
    def words(self) -> str:
        return _TARGETS[self]


_TARGETS: Final = {
    Target.KECAMATAN: "kecamatan",
    Target.AGENCY: "perangkat daerah",
    Target.CSR: "musrenbang TSP/CSR",
    Target.SWADAYA: "swadaya warga",
    Target.DANA_DESA: "dana desa/ADD",
    Target.CENTRE: "APBN/DAK",
    Target.POKIR: "pokok pikiran DPRD",
}

BACKWARD: Final = frozenset({State.REFUSED, State.DEFERRED, State.ROUTED, State.RETURNED, State.MERGED})
"""States that nobody is put into without a reason that the public may read."""


@dataclass(frozen=True, slots=True)
class Way:
    """One allowed move: the right it needs, and the level whose territory the right must cover."""

    to: State
    right: Right
    at: At


def _ways(right: Right, at: At, *to: State) -> tuple[Way, ...]:
    return tuple(Way(state, right, at) for state in to)


_P, _V = Right.DELIBERATION_PROPOSE, Right.DELIBERATION_VERIFY
_M, _D = Right.DELIBERATION_MERGE, Right.DELIBERATION_DECIDE
_STOPS: Final = (State.REFUSED, State.DEFERRED, State.ROUTED)
_CHECKS: Final = (*_STOPS, State.RETURNED)
_SETTLED: Final = _ways(_D, At.VILLAGE, State.CHOSEN, State.RESERVE)

# What the forum decided is stopped by whoever decides, not by the desk that prepared it.
MOVES: Final[Mapping[State, tuple[Way, ...]]] = {
    State.DRAFT: _ways(_P, At.UNIT, State.PROPOSED, State.WITHDRAWN),
    State.PROPOSED: _ways(_P, At.UNIT, State.AGREED, State.WITHDRAWN),
    State.RETURNED: _ways(_P, At.UNIT, State.PROPOSED, State.AGREED, State.WITHDRAWN),
    State.AGREED: (
        *_ways(_V, At.VILLAGE, State.CHECKED, *_CHECKS, State.MERGED, State.PLEDGED),
        *_SETTLED,
    ),
    State.CHECKED: (
        *_ways(_V, At.VILLAGE, State.FORWARDED, *_CHECKS, State.MERGED, State.PLEDGED),
        *_SETTLED,
    ),
    State.CHOSEN: (
        *_ways(_V, At.VILLAGE, State.FORWARDED, State.PLEDGED),
        *_ways(_M, At.BUDGET, State.RKPD),
        *_ways(_D, At.VILLAGE, State.RESERVE, *_CHECKS),
    ),
    State.RESERVE: (
        *_ways(_V, At.VILLAGE, State.FORWARDED, State.PLEDGED),
        *_ways(_D, At.VILLAGE, State.CHOSEN, *_STOPS),
    ),
    State.FORWARDED: _ways(_V, At.KECAMATAN, State.KECAMATAN, *_CHECKS),
    State.KECAMATAN: _ways(_V, At.KECAMATAN, State.AGENCY, *_CHECKS),
    State.AGENCY: _ways(_V, At.CITY, State.ACCEPTED, *_CHECKS),
    State.ROUTED: (
        *_ways(_V, At.VILLAGE, State.FORWARDED, State.PLEDGED, State.DEFERRED, State.REFUSED),
        *_ways(_V, At.CITY, State.AGENCY, State.ACCEPTED, State.RETURNED),
        *_ways(_M, At.BUDGET, State.RKPD),
    ),
    State.ACCEPTED: (*_ways(_M, At.CITY, State.RKPD), *_ways(_V, At.CITY, *_STOPS)),
    State.RKPD: (*_ways(_M, At.CITY, State.KUA), *_ways(_M, At.BUDGET, State.APBD, *_STOPS)),
    State.KUA: _ways(_M, At.CITY, State.APBD, *_STOPS),
    State.APBD: _ways(_V, At.VILLAGE, State.CARRIED_OUT),
    State.PLEDGED: _ways(_V, At.VILLAGE, State.MONEY_READY, *_STOPS),
    State.MONEY_READY: _ways(_V, At.VILLAGE, State.CARRIED_OUT),
    State.CARRIED_OUT: _ways(_V, At.VILLAGE, State.HANDED_OVER),
    State.HANDED_OVER: _ways(_V, At.VILLAGE, State.DONE),
    State.DEFERRED: _ways(_D, At.VILLAGE, State.CHOSEN, State.RESERVE),
    State.REFUSED: _ways(_D, At.VILLAGE, State.AGREED, State.CHECKED),  # a slip: back to where it stood
    State.MERGED: (),
    State.WITHDRAWN: (),
    State.DONE: (),
}

MET: Final = frozenset({State.APBD, State.MONEY_READY, State.CARRIED_OUT, State.HANDED_OVER, State.DONE})
AGREED: Final = MET | {
    State.CHOSEN, State.FORWARDED, State.KECAMATAN, State.AGENCY, State.ACCEPTED, State.RKPD, State.KUA,
    State.PLEDGED,
}  # fmt: skip
"""Those that the musrenbang of the village has taken up, as long as nobody stopped them later."""
ANSWERED: Final = frozenset({State.ACCEPTED, State.RKPD, State.KUA, State.APBD})
"""States that an answer with an amount and an activity leads to; no bare step does."""
BOOKED: Final = frozenset({State.RKPD, State.KUA, State.APBD})
"""What Bappeda, or a desa for itself, books in plan and budget by a rule that was issued."""
LISTED: Final = frozenset({State.FORWARDED, State.KECAMATAN, State.AGENCY})
"""States that a whole list leads to, handed over with a receipt or decided by a forum."""
FORUM: Final = frozenset({State.AGREED, State.CHECKED, State.CHOSEN, State.RESERVE})
"""Those that a musrenbang of the village has on its table."""
VERIFYING: Final = frozenset({State.AGREED, State.CHECKED})
"""Those that the desk of a village verifies before its musrenbang; a refusal then may be taken back."""
OPEN_TO_PROPOSER: Final = frozenset({State.DRAFT, State.PROPOSED, State.RETURNED})
"""Those that their proposer may still change; from the berita acara on they are frozen."""


def way(before: State, to: State) -> Way | None:
    """The move between two states, or None when there is no such way."""
    return next((one for one in MOVES[before] if one.to is to), None)


def move_faults(
    before: State, to: State, reason: str, words: str, target: str = "", into: bool = False
) -> Iterable[Finding]:
    """Why a proposal may not go that way: no such way, or a reason, a target, a partner that is missing."""
    if way(before, to) is None:
        advice = "Muat ulang halamannya untuk melihat keadaan terakhir."
        problem = f"dari “{before.words}” tidak dapat menjadi “{to.words}”"
        yield Finding("deliberation.no_way", "keadaan usulan", problem, advice)
        return
    if before is State.REFUSED and not says_why(words):
        advice = "Jelaskan mengapa penolakannya keliru; pengusul membacanya."
        yield Finding("deliberation.words", "penjelasan", "belum ada", advice)
    if to in BACKWARD and (reason not in set(Reason) or not says_why(words)):
        advice = "Pilih alasannya dan jelaskan dengan kalimat yang dapat dibaca pengusul."
        yield Finding("deliberation.reason", "alasan", f"belum ada, padahal usulan {to.words}", advice)
    if to is State.REFUSED and reason == Reason.AUTHORITY:
        yield belongs_elsewhere()
    if to is State.ROUTED and target not in set(Target):
        yield Finding("deliberation.target", "tujuan", "belum dipilih", "Pilih ke mana usulan dialihkan.")
    if to is State.MERGED and not into:
        advice = "Pilih usulan lain dalam tahun rencana yang sama."
        yield Finding("deliberation.partner", "usulan gabungan", "belum dipilih", advice)
