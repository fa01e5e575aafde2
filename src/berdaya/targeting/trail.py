"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "targeting.begun": "mulai menyusun daftar dampingan",
    "targeting.file_brought": "mengunggah tabel untuk daftar dampingan",
    "targeting.edited": "mengisi masukan daftar dampingan",
    "targeting.computed": "menghitung daftar dampingan",
    "targeting.reopened": "membuka lagi masukan daftar dampingan",
    "targeting.changed": "mengubah daftar dampingan",
    "targeting.assigned": "membagi perangkat pendamping",
    "targeting.discussed": "menutup pembahasan daftar dampingan",
    "targeting.checked": "menyatakan daftar dampingan sudah diperiksa",
    "targeting.returned": "mengembalikan daftar dampingan",
    "targeting.decreed": "mencatat keputusan daftar dampingan",
    "targeting.decree_corrected": "meralat catatan keputusan",
    "targeting.rechecked": "menghitung ulang daftar dampingan",
    "targeting.dropped": "membatalkan daftar dampingan",
    "targeting.superseded": "daftar dampingan diganti yang baru",
}
KINDS: Final = {"run": "daftar dampingan", "inputfile": "tabel masukan"}
PAGES: Final = {"run": ("targeting-run", "ident")}
