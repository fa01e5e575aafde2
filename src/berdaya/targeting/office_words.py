"""Findings of the command line in the words of a page: it has fields and buttons, no options and folders."""

from dataclasses import replace

from berdaya.kernel.findings import Finding

ADVICE = {
    "select.no_seats": "Isi banyaknya kursi pada langkah “Kursi dan cara”.",
    "select.no_places": "Periksa isi berkas hitungan.",
    "select.seats_differ": "Samakan jumlah kursi seluruhnya dengan jumlah kedua kelompok.",
    "select.more_than_all": "Periksa berkas penduduk dan edisi register; tempatnya harus sama.",
    "code.other_district": "Hapus baris itu; daftar ini hanya untuk satu kabupaten atau kota.",
    "counts.no_persons": "Lengkapi jumlah jiwa desil 1, atau hitung menurut rumah tangga.",
    "population.no_column": "Tambahkan kolom itu, atau hitung tanpa berkas penduduk.",
    "register.none_here": "Pilih potret register kabupaten ini.",
    "register.inconsistent": "Minta pengelola register mengimpor ulang berkas asalnya.",
    "stability.places_gone": "Periksa apakah tempat itu dimekarkan atau digabung di halaman Wilayah.",
    "assign.no_point": "Lengkapi titik itu, atau hitung tanpa berkas titik.",
    "assign.no_distances": "Unggah berkas jarak atau titik bila jarak harus ikut menentukan.",
    "assign.stopped_by_clock": "Beri waktu lebih lama. Hasil seperti ini dapat berbeda bila diulang.",
    "annex.no_agency": "Hitung ulang pembagian perangkat dengan daftar yang diputuskan.",
    "index.unknown": "Periksa judul kolom berkas indeks; lihat templatnya.",
}
WHERE = {"counts.no_persons": "jumlah jiwa"}


def for_office(finding: Finding) -> Finding:
    """The same finding, with a remedy that somebody at a page can follow."""
    where = WHERE.get(finding.code, finding.where)
    if "/" in where and finding.code.startswith("register."):
        where = "potret register"
    return replace(finding, where=where, advice=ADVICE.get(finding.code, finding.advice))
