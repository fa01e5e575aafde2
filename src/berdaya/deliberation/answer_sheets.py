"""The table that an agency fills in: what waits for it, with empty columns for its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    rows = [tuple(cells.get(name, "") for name in NAMES) for cells in known_cells(proposals)]
    ready = Ready(NAMES, [asked(one) for one in proposals], "jumlah_disetujui", _CHOICES)
    return plain_workbook(NAMES, rows, NOTES, ready)


def asked(one: Proposal) -> int:
    """The amount that was given last, else what was asked for."""
    return one.granted or one.cost or 0


def known_cells(proposals: Sequence[Proposal]) -> list[dict[str, str]]:
    """Which proposal each row is about, by the names of the columns."""
    titles = place_titles(one.cycle.territory for one in proposals)
    return [_which(one, titles[one.cycle.territory].split(",")[0]) for one in proposals]


def _which(one: Proposal, village: str) -> dict[str, str]:
    return {
        "nomor_usulan": one.label,
        "kode_wilayah": one.cycle.territory,
        "kelurahan": village,
        "usulan": one.title,
        "lokasi": one.place,
        "volume": f"{one.volume.normalize():f}".replace(".", ",") if one.volume is not None else "",
        "satuan": one.unit,
    }


@dataclass(frozen=True, slots=True)
class Ready:
    """Makes a sheet ready to be filled in: money as numbers that can be added up, words to choose from."""

    names: Sequence[str]
    costs: Sequence[int]
    amount: str
    choices: Mapping[str, Sequence[str]]

    def __call__(self, book: Any, sheet: Any) -> None:
        number = book.add_format({"num_format": "#,##0"})
        amount = self.names.index(self.amount)
        sheet.set_column(amount, amount, 20, number)
        for line, cost in enumerate(self.costs, start=1):
            sheet.write_number(line, self.names.index("biaya"), cost, number)
        for name, words in self.choices.items():
            column = self.names.index(name)
            choice = {"validate": "list", "source": list(words), "ignore_blank": True}
            if len(",".join(words)) > 255:  # the most that a list in a cell holds
                choice = _from_sheet(book, name, words)
            sheet.data_validation(1, column, max(1, len(self.costs)), column, choice)


def _from_sheet(book: Any, name: str, words: Sequence[str]) -> dict[str, Any]:
    """A long list stands on a sheet of its own."""
    listed = book.add_worksheet(f"Pilihan {name}")
    listed.write_column(0, 0, words)
    return {"validate": "list", "source": f"='Pilihan {name}'!$A$1:$A${len(words)}", "ignore_blank": True}
