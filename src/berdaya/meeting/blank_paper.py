"""The blank forms of this room: invitation, attendance by group and sex, notes."""

from datetime import date

from berdaya.documents.blankforms import Blank
from berdaya.meeting.rules.forums import forums_on
from berdaya.rulebook.rules import shipped

EDITION = date(2026, 1, 1)
GROUPS = forums_on(shipped(), EDITION).groups

BLANK_PAPER = (
    Blank(
        name="undangan-rapat",
        title="Undangan",
        who="Ketua RT, ketua RW atau pengundang lain",
        when="Dikirim paling lambat tiga hari sebelum pertemuan.",
        template="meeting/blank_invitation",
        edition=EDITION,
    ),
    Blank(
        name="hitungan-hadir",
        title="Hitungan Kehadiran",
        who="Notulis rapat, rembug atau musyawarah",
        when="Dihitung dari daftar hadir sebelum rapat ditutup, lalu diketik di halaman pertemuan.",
        template="meeting/blank_count",
        edition=EDITION,
        values={"groups": list(GROUPS.values())},
    ),
    Blank(
        name="notulen-rapat",
        title="Notulen",
        who="Notulis rapat",
        when="Diisi selama pertemuan, satu bagian untuk tiap acara.",
        template="meeting/blank_notes",
        edition=EDITION,
    ),
)
