"""The table that Bappeda, or a desa, fills in: what waits for plan and budget, as it was answered last."""

from collections.abc import Mapping, Sequence
from typing import Final

from berdaya.deliberation import upward_doors
from berdaya.deliberation.answer_sheets import Ready, asked, known_cells
from berdaya.deliberation.booking_lines import CHOICES, NAMES
from berdaya.deliberation.models import Proposal
from berdaya.documents.remarks import plain_workbook

NOTES: Final = (
    "Satu baris satu usulan yang menunggu. Baris tanpa dicatat_dalam dilewati; boleh menyusul.",
    f"dicatat_dalam: {', '.join(CHOICES.values())}; di desa RKP Desa atau APB Desa.",
    "jumlah dalam rupiah bulat, misalnya 13.000.000. Kosong berarti sama dengan kolom biaya.",
    "volume_dicatat hanya bila volumenya berubah.",
    "kegiatan dan kode terisi dari jawaban terakhir; ubah bila perlu.",
    "dasar, wajib: jenis, nomor dan tahun peraturannya, misalnya Perwali 21/2026.",
    "penjelasan: kalimat yang dibaca pengusul; wajib bila jumlah atau volume berubah.",
    "Yang tidak masuk rencana atau anggaran dijawab satu per satu di Meja jawaban, dengan alasannya.",
    "Kolom lain boleh ada: disimpan tersandi dan keluar lagi bersama usulannya, tidak dihitung.",
    "Jangan mengubah nomor_usulan dan kode_wilayah. Jangan menulis nama, NIK atau nomor telepon orang.",
)


def table_to_book(proposals: Sequence[Proposal], kept: Mapping[int, Mapping[str, str]]) -> bytes:
    """Every proposal as one row, in the order of the desk. `kept`: columns that came with it and have no
    meaning here; they stand behind the known ones, as they came."""
    heads = list(dict.fromkeys(head for cells in kept.values() for head in cells))
    names = (*NAMES, *heads)
    rows = []
    for one, which in zip(proposals, known_cells(proposals), strict=True):
        cells = {**kept.get(one.pk, {}), **which, **_last(one)}
        rows.append(tuple(cells.get(name, "") for name in names))
    ready = Ready(
        names, [asked(one) for one in proposals], "jumlah", {"dicatat_dalam": tuple(CHOICES.values())}
    )
    return plain_workbook(names, rows, NOTES, ready)


def _last(one: Proposal) -> dict[str, str]:
    """Where it stands, and the activity that it was given last."""
    last = upward_doors.last_answer(one)
    found = {"perangkat_daerah": one.agency, "keadaan": one.standing.words}
    return found | ({"kegiatan": last.answer.activity, "kode": last.answer.code} if last else {})
