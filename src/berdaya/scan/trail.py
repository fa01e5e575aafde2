"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "scan.opened": "membuka pindai sebuah tempat",
    "scan.filled": "menyiapkan daftar kerja dari register",
    "scan.dates": "mengubah tenggat tahap pindai",
    "scan.closed": "menutup putaran pindai",
    "scan.musdes_planned": "merancang musyawarah atas daftar rumah tangga",
    "scan.decided": "mencatat putusan musyawarah atas rumah tangga",
    "scan.decided_rest": "mencatat rumah tangga yang tetap dalam daftar",
    "scan.added": "menambah rumah tangga menurut musyawarah",
    "scan.objection": "menerima keberatan",
    "scan.objection_answered": "menjawab keberatan",
    "scan.names_printed": "mencetak daftar baca bernama",
    "scan.visit_begun": "memulai kunjungan rumah tangga",
    "scan.visit_sent": "mengirim kunjungan untuk diperiksa",
    "scan.visit_verified": "memeriksa kunjungan sebagai orang kedua",
    "scan.visit_returned": "mengembalikan kunjungan",
    "scan.visit_photo": "mengubah foto kunjungan",
    "scan.programme_added": "mencatat program",
    "scan.programme_changed": "memperbaiki catatan program",
    "scan.programme_dropped": "mengeluarkan program dari inventaris",
    "scan.programmes_copied": "menyalin program tahun lalu",
    "scan.problem_added": "mencatat masalah",
    "scan.problem_changed": "memperbaiki catatan masalah",
    "scan.problem_dropped": "mengeluarkan masalah dari inventaris",
    "scan.list_brought": "mengunggah daftar penerima",
    "scan.list_confirmed": "menyerahkan daftar penerima untuk dicocokkan",
    "scan.list_matched": "mencocokkan daftar penerima",
    "scan.list_dropped": "mencabut daftar penerima",
    "scan.list_expired": "daftar penerima habis masa simpannya",
    "scan.pair_judged": "memutuskan pasangan",
    "scan.pairs_accepted": "menerima pasangan yang pasti",
    "scan.left_out_shown": "melihat nama rumah tangga terlewat",
    "scan.left_out_printed": "mencetak nama rumah tangga terlewat",
    "scan.numbers_filed": "mencatat angka penerima dan yang terlewat",
}
KINDS: Final = {
    "cycle": "putaran pindai",
    "scan_home": "rumah tangga di daftar kerja",
    "programme": "program",
    "problem": "masalah",
    "recipients": "daftar penerima",
    "pair": "pasangan",
}
PAGES: Final = {
    "cycle": ("scan-cycle", "ident"),
    "scan_home": ("scan-household", "ident"),
    "programme": ("scan-programme", "ident"),
    "recipients": ("scan-list", "ident"),
}
