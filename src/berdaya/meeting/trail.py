"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "meeting.planned": "merancang pertemuan",
    "meeting.changed": "mengubah rencana pertemuan",
    "meeting.invited": "mengundang ke pertemuan",
    "meeting.attended": "mencatat kehadiran pertemuan",
    "meeting.photographed": "mengubah foto pertemuan",
    "meeting.closed": "menutup pertemuan",
    "meeting.minuted": "menyimpan notulen",
    "meeting.paper_prepared": "menyiapkan naskah pertemuan",
    "meeting.names_printed": "mencetak daftar hadir bernama",
    "meeting.cancelled": "membatalkan pertemuan",
}
KINDS: Final = {"meeting": "pertemuan"}
PAGES: Final = {"meeting": ("meeting", "ident")}
