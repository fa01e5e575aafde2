"""What the deeds around exchanged tables and gifts are called in the trail."""

from typing import Final

VERBS: Final = {
    "deliberation.table_brought": "mengunggah tabel usulan",
    "deliberation.table_confirmed": "mencatat tabel usulan",
    "deliberation.table_dropped": "membatalkan tabel usulan",
    "deliberation.table_expired": "memusnahkan tabel usulan yang lewat waktu",
    "deliberation.joined": "ikut mendukung usulan pengusul lain",
    "deliberation.supported": "mencatat dukungan untuk usulan",
    "deliberation.exchanged": "mencatat usulan dari tabel",
}
KINDS: Final = {"exchange": "tabel usulan"}
