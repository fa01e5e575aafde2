"""What the deeds around years, proposals and lists are called in the trail."""

from typing import Final

VERBS: Final = {
    "deliberation.opened": "membuka tahun rencana",
    "deliberation.closed": "menutup tahun rencana",
    "deliberation.calendar": "mengatur jadwal rembug",
    "deliberation.carried": "membawa usulan lama ke tahun baru",
    "deliberation.drafted": "menulis draf usulan",
    "deliberation.photographed": "mengubah foto usulan",
    "deliberation.moved": "memindahkan keadaan usulan",
    "deliberation.assessed": "menilai kriteria usulan",
    "deliberation.ranked": "memeringkat daftar usulan",
    "deliberation.entered": "menyalin daftar usulan dari kertas",
    "deliberation.handed_over": "menyerahkan daftar usulan",
    "deliberation.received": "menerima daftar usulan",
    "deliberation.reopened": "membuka kembali daftar usulan",
}
KINDS: Final = {"cycle": "tahun rencana", "proposal": "usulan", "rankedlist": "daftar usulan"}
