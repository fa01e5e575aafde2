"""Words of a proposal are read by everybody. Numbers of people are refused in them, names are pointed out."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from berdaya.kernel.findings import Finding, Severity

_NIK = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?62[ .-]?|0)8\d(?:[ .-]?\d){7,10}(?!\d)")
_NAMED = re.compile(
    r"\b(?i:(pak|bapak|bpk|bu|ibu|sdr|sdri|saudara|saudari|mas|mbak|mbah|cak|ning|ust|ustadz|haji|hajah|hj|h))\b\.?"
    r"\s+(?P<name>[A-Z][a-z]+)"
)  # fmt: skip
_OFFICES: Final = frozenset(
    ("Rt", "Rw", "Lurah", "Camat", "Kades", "Kepala", "Ketua", "Guru", "Hamil", "Menyusui", "Kota", "Rumah",
     "Kader", "Bidan", "Dokter", "Desa", "Pkk", "Posyandu", "Nifas", "Muda", "Tani", "Nelayan", "Lansia")
)  # fmt: skip


def has_number_of_a_person(text: str) -> str:
    """`NIK atau nomor KK`, `nomor telepon`, or nothing."""
    if _NIK.search(text):
        return "NIK atau nomor KK"
    return "nomor telepon" if _PHONE.search(text) else ""


def seems_to_name(text: str) -> bool:
    """Does it say Pak, Bu or the like with a name behind it? Titles of an office are no names."""
    return any(found["name"] not in _OFFICES for found in _NAMED.finditer(text))


def public_text_faults(texts: Mapping[str, str], where: str = "usulan") -> Iterator[Finding]:
    """What must not, or should not, stand in words that everybody reads; the words are not repeated."""
    for name, text in texts.items():
        place = f"{where}: {name}"
        if number := has_number_of_a_person(text):
            advice = "Hapus nomornya; tulisan usulan dibaca umum. Simpan nomor orang di tempat lain."
            yield Finding("deliberation.person_number", place, f"memuat {number}", advice)
        elif seems_to_name(text):
            advice = "Tulisan ini dibaca umum: sebut tempatnya, misalnya dekat pos ronda, bukan orangnya."
            problem = "tampaknya menyebut nama orang"
            yield Finding("deliberation.person_name", place, problem, advice, Severity.WARNING)
