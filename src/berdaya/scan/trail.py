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
}
KINDS: Final = {"cycle": "putaran pindai", "scan_home": "rumah tangga di daftar kerja"}
PAGES: Final = {"cycle": ("scan-cycle", "ident"), "scan_home": ("scan-household", "ident")}
