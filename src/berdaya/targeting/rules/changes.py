"""Changes by people: a decree may add or drop a place only with reason, proposer and record of a meeting.

The computed list is never touched: the decided list stands beside it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from berdaya.kernel.findings import Finding, Severity

# NIK, nomor KK, a telephone: twelve digits on end, or three groups of four as people copy them
_PERSONAL = re.compile(r"\d{12}|\d{4}[ .-]\d{4}[ .-]\d{4}")


class ChangeKind(StrEnum):
    ADD = "tambah"
    DROP = "cabut"
    GRADUATE = "lulus"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the file of changes; `where` names the row."""

    code: str
    kind: ChangeKind
    reason: str
    proposer: str
    meeting: str
    where: str
    verified_n: int | None = None


def judge_changes(
    changes: Sequence[Change], computed: Collection[str], known: Collection[str]
) -> list[Finding]:
    """What stands in the way of each change."""
    faults: list[Finding] = []
    seen: set[str] = set()
    for change in changes:
        faults += _missing_words(change)
        faults += _out_of_place(change, computed, known)
        if change.code in seen:
            faults.append(_fault("twice", change, "tempat ini disebut dua kali", "Sisakan satu baris."))
        seen.add(change.code)
    return faults


def judge_numbers(changes: Sequence[Change]) -> list[Finding]:
    """The words of a change are printed for everybody: no number of a person may stand in them."""
    advice = "Hapus nomor orang (NIK, nomor KK, telepon) dari isian itu; isian ini ikut tercetak."
    return [
        _fault("number_of_person", change, f"{word} memuat deret 12 angka atau lebih", advice)
        for change in changes
        for word, text in _words(change).items()
        if _PERSONAL.search(text)
    ]


def decided(computed: Collection[str], changes: Sequence[Change]) -> frozenset[str]:
    """The decided list: the computed one with the places added and without those dropped."""
    added = {c.code for c in changes if c.kind is ChangeKind.ADD}
    dropped = {c.code for c in changes if c.kind is ChangeKind.DROP}
    return frozenset((set(computed) | added) - dropped)


def seats_words(seats: int, computed: int, decided: int | None = None) -> str:
    """How the places stand to the seats, said alike everywhere: `86 kursi + 1 dipertahankan`."""
    decided = computed if decided is None else decided
    if decided == seats:
        return f"{seats} kursi"
    if decided == computed > seats:
        return f"{seats} kursi + {computed - seats} dipertahankan"
    return f"{seats} kursi, {decided} terisi"


def seats_finding(decided_count: int, seats: int, computed: int | None = None) -> list[Finding]:
    """People may decide on more or fewer places than the seats, but not without being told.

    Where the computed list itself holds more, places of the last list are kept beyond the seats.
    """
    if decided_count == seats:
        return []
    kept = max(0, (computed or 0) - seats)
    problem = f"berisi {decided_count} tempat, sedangkan kursinya {seats}"
    advice = "Pasangkan setiap penambahan dengan pencabutan, atau ubah jumlah kursi."
    if kept:
        problem += f"; {kept} tempat dari daftar lama dipertahankan di luar kursi"
        advice = "Forum memutuskan: cabut sebanyak itu dengan alasan, tambah kursinya, atau terima."
    return [Finding("changes.seats", "daftar yang diputuskan", problem, advice, Severity.WARNING)]


def _words(change: Change) -> dict[str, str]:
    return {"alasan": change.reason, "pengusul": change.proposer, "berita acara rapat": change.meeting}


def _missing_words(change: Change) -> list[Finding]:
    return [
        _fault("incomplete", change, f"{word} belum diisi", f"Isi {word}; tanpa itu perubahan tidak sah.")
        for word, text in _words(change).items()
        if not text.strip()
    ]


def _out_of_place(change: Change, computed: Collection[str], known: Collection[str]) -> list[Finding]:
    if change.code not in known:
        return [
            _fault("unknown", change, f"{change.code} tidak ada dalam hitungan", "Periksa kode wilayahnya.")
        ]
    if change.kind is ChangeKind.ADD and change.code in computed:
        return [_fault("inside", change, "tempat ini sudah terpilih", "Hapus baris ini.")]
    if change.kind is ChangeKind.DROP and change.code not in computed:
        return [_fault("outside", change, "tempat ini memang tidak terpilih", "Hapus baris ini.")]
    return []


def _fault(code: str, change: Change, problem: str, advice: str) -> Finding:
    return Finding(f"changes.{code}", change.where, problem, advice)
