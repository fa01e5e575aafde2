"""What the deeds of the levels above the village are called in the trail."""

from typing import Final

VERBS: Final = {
    "deliberation.handed_up": "menyerahkan daftar ke tingkat atas",
    "deliberation.taken_in": "menerima daftar dari tingkat bawah",
    "deliberation.forum_begun": "membuka musrenbang kecamatan",
    "deliberation.forum_meeting": "memilih pertemuan musrenbang kecamatan",
    "deliberation.forum_ranked": "mengurutkan usulan kecamatan",
    "deliberation.forum_settled": "mencatat kesepakatan kecamatan atas usulan",
    "deliberation.forum_decided": "menetapkan hasil musrenbang kecamatan",
    "deliberation.forum_reopened": "membuka sidang susulan kecamatan",
    "deliberation.answered": "menjawab usulan",
    "deliberation.answered_many": "mencatat banyak usulan sekaligus",
    "deliberation.answers_brought": "mengunggah tabel jawaban",
    "deliberation.answers_confirmed": "menyetujui pencatatan tabel jawaban",
    "deliberation.answers_written": "mencatat tabel jawaban",
    "deliberation.answers_dropped": "membatalkan tabel jawaban",
    "deliberation.answers_expired": "memusnahkan tabel jawaban yang lewat waktu",
    "deliberation.bookings_brought": "mengunggah tabel anggaran",
    "deliberation.bookings_confirmed": "menyetujui pencatatan tabel anggaran",
    "deliberation.bookings_written": "mencatat tabel anggaran",
    "deliberation.bookings_dropped": "membatalkan tabel anggaran",
    "deliberation.bookings_expired": "memusnahkan tabel anggaran yang lewat waktu",
}
KINDS: Final = {
    "handover": "daftar yang naik",
    "forum": "musrenbang kecamatan",
    "answertable": "tabel jawaban",
    "bookingtable": "tabel anggaran",
}
