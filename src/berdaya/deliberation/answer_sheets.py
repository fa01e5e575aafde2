"""The table that an agency fills in: what waits for it, with empty columns for its answers."""

from collections.abc import Sequence
from typing import Any, Final

from berdaya.access.places import place_titles
from berdaya.deliberation.answer_lines import ANSWERS, NAMES
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.states import Reason, Target
from berdaya.documents.remarks import plain_workbook

NOTES: Final = (
    "Satu baris satu usulan yang menunggu jawaban Anda. Baris tanpa jawaban dilewati; boleh menyusul.",
    f"jawaban: {', '.join(ANSWERS)}. “diubah” berarti diterima dengan jumlah atau volume lain.",
    "jumlah_disetujui dalam rupiah bulat, misalnya 13.000.000. Kosong berarti sama dengan biaya usulan.",
    "volume_disetujui hanya bila volumenya berubah.",
    "kegiatan wajib bila diterima atau diubah; kode boleh menyusul.",
    f"alasan, wajib bila tidak diterima: {', '.join(one.words for one in Reason)}.",
    "penjelasan: kalimat yang dibaca pengusul; wajib bila tidak diterima, atau bila ada yang diubah.",
    f"dialihkan_ke, bila dialihkan: {', '.join(one.words for one in Target)}.",
    "perangkat_daerah_tujuan, bila dialihkan ke perangkat daerah lain: namanya seperti dalam kamus usulan.",
    "Jangan mengubah nomor_usulan dan kode_wilayah. Jangan menulis nama, NIK atau nomor telepon orang.",
)
_CHOICES: Final = {
    "jawaban": list(ANSWERS),
    "alasan": [one.words for one in Reason],
    "dialihkan_ke": [one.words for one in Target],
}


def table_to_answer(proposals: Sequence[Proposal]) -> bytes:
    """Every proposal as one row, in the order of the desk, ready to be filled in."""
    titles = place_titles(one.cycle.territory for one in proposals)
    rows = [_row(one, titles[one.cycle.territory].split(",")[0]) for one in proposals]
    costs = [one.granted or one.cost or 0 for one in proposals]
    return plain_workbook(NAMES, rows, NOTES, lambda book, sheet: _ready(book, sheet, costs))


def _row(one: Proposal, village: str) -> tuple[str, ...]:
    cells = {
        "nomor_usulan": one.label,
        "kode_wilayah": one.cycle.territory,
        "kelurahan": village,
        "usulan": one.title,
        "lokasi": one.place,
        "volume": f"{one.volume.normalize():f}".replace(".", ",") if one.volume is not None else "",
        "satuan": one.unit,
    }
    return tuple(cells.get(name, "") for name in NAMES)


def _ready(book: Any, sheet: Any, costs: Sequence[int]) -> None:
    """Money as numbers that can be added up; answers and reasons to choose from."""
    number = book.add_format({"num_format": "#,##0"})
    granted = NAMES.index("jumlah_disetujui")
    sheet.set_column(granted, granted, 20, number)
    for line, cost in enumerate(costs, start=1):
        sheet.write_number(line, NAMES.index("biaya"), cost, number)
    for name, words in _CHOICES.items():
        column = NAMES.index(name)
        choice = {"validate": "list", "source": words, "ignore_blank": True}
        if len(",".join(words)) > 255:  # the most that a list in a cell holds
            choice = _from_sheet(book, name, words)
        sheet.data_validation(1, column, max(1, len(costs)), column, choice)


def _from_sheet(book: Any, name: str, words: Sequence[str]) -> dict[str, Any]:
    """A long list stands on a sheet of its own."""
    listed = book.add_worksheet(f"Pilihan {name}")
    listed.write_column(0, 0, words)
    return {"validate": "list", "source": f"='Pilihan {name}'!$A$1:$A${len(words)}", "ignore_blank": True}
