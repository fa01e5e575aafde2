"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "delivery.begun": "memulai kegiatan",
    "delivery.followed": "mengikuti anggaran versi baru",
    "delivery.ordered": "mencatat kontrak kegiatan",
    "delivery.progressed": "mencatat kemajuan kegiatan",
    "delivery.handed_over": "mengajukan serah terima",
    "delivery.booked": "mengajukan realisasi",
    "delivery.listed": "mengajukan daftar honorarium",
    "delivery.undone": "mengajukan pembatalan realisasi",
    "delivery.decided": "memeriksa catatan kegiatan",
    "delivery.closed": "menyatakan kegiatan selesai",
    "delivery.fetched": "mengunduh daftar honorarium",
}
KINDS: Final = {
    "activity": "kegiatan",
    "booking": "realisasi",
    "handover": "serah terima",
}
PAGES: Final = {
    "activity": ("delivery-activity", "ident"),
    "booking": ("delivery-booking", "ident"),
    "handover": ("delivery-hand-over", "ident"),
}
