"""Findings as the office says them: without the options of a command, and without what stood in a cell."""

from dataclasses import replace

from berdaya.kernel.findings import Finding
from berdaya.register.rules.faults import CATALOGUE
from berdaya.register.rules.harmless import harmless

_ADVICE = {
    "region.doubtful": "Pilih sekali desa yang dimaksud; pilihan itu dipakai juga untuk berkas berikutnya.",
    "region.ended": "Minta pengelola wilayah mencatat desa penerusnya, lalu kirim berkas yang baru.",
    "region.taken_over": "Rumah tangganya masuk desa penerusnya; lihat riwayatnya di halaman desa itu.",
    "region.unknown": "Betulkan nama atau kode desa pada baris itu, lalu kirim berkas yang baru.",
    "header.none": "Periksa apakah susunan berkas yang dipilih cocok, dan lembar mana yang berisi data.",
    "header.unknown": "Bila satu di antaranya kolom yang diperlukan, cocokkan sekali pada halaman Kolom.",
    "papers.ask": "Pilih cara menulisnya pada halaman Kolom; sementara itu 3, 4 dan 8 menjadi tidak tahu.",
    "papers.single": "Bila keliru, pilih cara yang lain pada halaman Kolom.",
    "code.school_style": "Bila keliru, pilih cara yang lain pada halaman Kolom.",
    "code.shifted": "Kode digeser satu. Bila keliru, minta daftar kode yang dipakai pemberi data.",
}


def in_office(finding: Finding) -> Finding:
    """The same finding in words that fit a page."""
    code = finding.code
    base = code if code in CATALOGUE else code.rpartition(".")[0]
    return replace(
        finding,
        where=harmless(finding.where, 160),
        problem=harmless(finding.problem, 300),
        advice=_ADVICE.get(base, finding.advice)[:300],
    )
