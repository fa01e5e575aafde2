"""The table that books proposals in plan and budget: its columns, and what it may write."""

from collections.abc import Mapping
from typing import Final

from berdaya.deliberation.answer_rows import LAST, WHICH, AnswerLines, Layout, Reader, read_rows
from berdaya.deliberation.rules.states import State
from berdaya.documents.reading import Column

COLUMNS: Final = (
    *WHICH,
    Column("perangkat_daerah", ("opd",)),
    Column("keadaan", ("status",)),
    Column("dicatat_dalam", ("masuk", "dokumen"), required=True),
    Column("jumlah", ("jumlah_(rp)", "pagu", "jumlah_dianggarkan")),
    Column("volume_dicatat"),
    Column("kegiatan", ("sub_kegiatan", "nama_kegiatan")),
    Column("kode", ("kode_kegiatan", "kode_sub_kegiatan")),
    Column("dasar", ("dasar_hukum", "peraturan")),
    Column("penjelasan", ("catatan",)),
    LAST,
)
NAMES: Final = tuple(column.name for column in COLUMNS if column is not LAST)
CHOICES: Final = {State.RKPD: "RKPD", State.KUA: "KUA-PPAS", State.APBD: "APBD"}
BOOKS: Final[Mapping[str, State]] = {words.casefold(): state for state, words in CHOICES.items()} | {
    "rkp desa": State.RKPD,
    "rkpdes": State.RKPD,
    "kua ppas": State.KUA,
    "kua/ppas": State.KUA,
    "apb desa": State.APBD,
    "apbdes": State.APBD,
}


def _basis(reader: Reader) -> Mapping[str, str]:
    return {"basis": reader.text("dasar")}


LAYOUT: Final = Layout(
    columns=COLUMNS,
    answer="dicatat_dalam",
    words=BOOKS,
    listed=tuple(CHOICES.values()),
    beside=("jumlah", "volume_dicatat", "dasar", "penjelasan"),
    amount="jumlah",
    volume="volume_dicatat",
    longest={"kegiatan": 200, "kode": 40, "penjelasan": 400, "dasar": 120},
    public=("penjelasan", "kegiatan", "dasar"),
    more=_basis,
)


def read_bookings(name: str, content: bytes, most: int) -> AnswerLines:
    """Every row of a table of bookings."""
    return read_rows(name, content, LAYOUT, most)
