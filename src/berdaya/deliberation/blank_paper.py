"""The blank form of a rembug: a list in ranks, copied at the kelurahan by the quick entry."""

from datetime import date

from berdaya.access.rules.roles import Level
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import practice_on
from berdaya.documents.blankforms import Blank

EDITION = date(2026, 1, 1)

BLANK_PAPER = (
    Blank(
        name="daftar-usulan-rembug",
        title="Daftar Usulan Rembug",
        who="Ketua RT, ketua RW atau pengurus kelompok",
        when="Diisi dalam rembug, diserahkan ke kelurahan, lalu disalin di halaman daftar masuk.",
        template="deliberation/blank_rembug",
        edition=EDITION,
        values={
            "rows": practice_on(EDITION).most["rt"],
            "sources": ", ".join(source.words for source in Source),
        },
        asks_for=frozenset({Level.RT, Level.RW}),
    ),
)
