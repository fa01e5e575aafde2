"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "documents.drafted": "mencetak rancangan naskah",
    "documents.issued": "menerbitkan naskah",
    "documents.cancelled": "membatalkan naskah",
    "documents.replaced": "mengganti naskah dengan yang baru",
    "documents.fetched": "mengunduh naskah",
    "documents.scanned": "mengunggah pindaian naskah",
    "documents.scan_confirmed": "menyatakan pindaian sesuai naskah",
    "documents.scan_refused": "menolak pindaian naskah",
    "documents.book_opened": "membuka buku nomor",
    "documents.number_taken": "mengambil nomor naskah",
    "documents.number_unused": "mencatat nomor yang tidak dipakai",
}
KINDS: Final = {"document": "naskah", "number": "nomor naskah", "series": "buku nomor"}
PAGES: Final = {"document": ("document", "ident"), "series": ("number-book", "ident")}
