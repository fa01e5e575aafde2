"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "community.body_added": "mencatat lembaga",
    "community.body_changed": "memperbaiki catatan lembaga",
    "community.body_ended": "mengakhiri lembaga",
    "community.term_begun": "mencatat masa bakti baru",
    "community.seated": "mencatat pengurus",
    "community.left": "mengakhiri pengurus",
    "community.families_counted": "mencatat KK dan KK miskin",
    "community.file_brought": "mengunggah tabel lembaga",
    "community.file_dropped": "membatalkan tabel lembaga",
    "community.file_expired": "tabel lembaga habis masa simpannya",
    "community.imported": "mencatat lembaga dari tabel",
}
KINDS: Final = {"body": "lembaga", "bringing": "tabel lembaga"}
PAGES: Final = {"body": ("community:body", "ident"), "bringing": ("community:look", "ident")}
