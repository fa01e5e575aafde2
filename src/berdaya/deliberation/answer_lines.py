"""The table that an agency fills in: its columns, and the answers that it may write."""

from collections.abc import Mapping
from typing import Final

from berdaya.deliberation.answer_rows import LAST, WHICH, AnswerLines, Layout, Reader, read_rows
from berdaya.deliberation.rules.states import Reason, State, Target
from berdaya.documents.reading import Column

COLUMNS: Final = (
    *WHICH,
    Column("jawaban", ("hasil", "keputusan"), required=True),
    Column("jumlah_disetujui", ("jumlah", "nilai_disetujui", "jumlah_disetujui_(rp)")),
    Column("volume_disetujui"),
    Column("kegiatan", ("sub_kegiatan", "nama_kegiatan")),
    Column("kode", ("kode_kegiatan", "kode_sub_kegiatan")),
    Column("alasan"),
    Column("penjelasan", ("catatan", "penjelasan_alasan")),
    Column("dialihkan_ke", ("tujuan",)),
    Column("perangkat_daerah_tujuan", ("perangkat_daerah", "opd_tujuan")),
    LAST,
)
NAMES: Final = tuple(column.name for column in COLUMNS if column is not LAST)
CHANGED: Final = "diubah"
ANSWERS: Final[Mapping[str, State]] = {
    "diterima": State.ACCEPTED,
    CHANGED: State.ACCEPTED,
    "ditunda": State.DEFERRED,
    "ditolak": State.REFUSED,
    "dikembalikan": State.RETURNED,
    "dialihkan": State.ROUTED,
}
"""`diubah` is accepted with another amount or volume than was asked for."""
_REASONS: Final = {one.words.casefold(): one for one in Reason} | {one.value: one for one in Reason}
_TARGETS: Final = {one.words.casefold(): one for one in Target} | {one.value: one for one in Target}


def _why(reader: Reader) -> Mapping[str, str]:
    """What an answer that stops a proposal says."""
    return {
        "reason": reader.known("alasan", _REASONS, [one.words for one in Reason]),
        "target": reader.known("dialihkan_ke", _TARGETS, [one.words for one in Target]),
        "agency": reader.text("perangkat_daerah_tujuan"),
    }


LAYOUT: Final = Layout(
    columns=COLUMNS,
    answer="jawaban",
    words=ANSWERS,
    listed=tuple(ANSWERS),
    beside=("jumlah_disetujui", "alasan", "penjelasan"),
    amount="jumlah_disetujui",
    volume="volume_disetujui",
    longest={"kegiatan": 200, "kode": 40, "penjelasan": 400, "perangkat_daerah_tujuan": 120},
    public=("penjelasan", "kegiatan"),
    more=_why,
)


def read_answers(name: str, content: bytes, most: int) -> AnswerLines:
    """Every row of the table of an agency."""
    return read_rows(name, content, LAYOUT, most)
