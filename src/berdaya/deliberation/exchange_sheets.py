"""The table of proposals as offices exchange it: with all that may be handed on, or empty."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from berdaya.access.places import place_title
from berdaya.deliberation import doors
from berdaya.deliberation.exchange_columns import NAMES
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.states import STATES, Reason, State, Target
from berdaya.deliberation.session_tables import few
from berdaya.documents.remarks import plain_workbook

_FIGURES: Final = frozenset(("no", "peringkat", "anggaran", "laki_laki", "perempuan", "kk", "kk_miskin"))
NOTES: Final = (
    "Satu baris satu usulan. Hanya kolom usulan yang selalu wajib; yang belum lengkap disimpan sebagai draf.",
    "nomor_usulan: nomor dari kantor ini, misalnya 2027-014. Kosongkan untuk usulan baru.",
    "kelurahan: boleh kosong bila berkas ini hanya dari satu kelurahan/desa.",
    "pengusul: RT 003/RW 002, RW 002, atau nama kelompok; boleh juga lewat kolom rt dan rw.",
    "peringkat: 1 untuk yang paling dibutuhkan menurut pengusulnya.",
    "kode_kamus, atau alasan di kolom di_luar_kamus. Butir kamus membawa menu dan satuannya sendiri.",
    "anggaran dalam rupiah bulat, misalnya 13.000.000. volume boleh berkoma, misalnya 2,5.",
    f"sumber_dana: {', '.join(one.words for one in Source)}.",
    f"status, hanya untuk nomor yang ada: {', '.join(one.words for one in State if STATES[one].owner)}.",
    f"alasan: {', '.join(one.words for one in Reason)}; dengan kalimat di kolom penjelasan.",
    f"tujuan, bila dialihkan: {', '.join(one.words for one in Target)}.",
    "Kolom lain boleh ada: disimpan tersandi, dilaporkan, tidak dihitung.",
    "Jangan menulis nama, NIK atau nomor telepon orang: tulisan usulan dibaca umum.",
)


def template() -> bytes:
    """An empty table with a sheet that says how to fill it in."""
    return plain_workbook(NAMES, [], NOTES)


def table_of(
    proposals: Sequence[Proposal],
    ranks: Mapping[int, int],
    kept: Mapping[int, Mapping[str, str]] = MappingProxyType({}),
) -> bytes:
    """Every proposal as one row; few people as "<10". `ranks`: the place in its list. `kept`: columns that
    came with it and have no meaning here; they stand behind the known ones, as they came."""
    rows = [_row(number, one, ranks.get(one.pk)) for number, one in enumerate(proposals, start=1)]
    heads = list(dict.fromkeys(head for cells in kept.values() for head in cells))
    others = [[kept.get(one.pk, {}).get(head, "") for head in heads] for one in proposals]
    texts = [
        (*("" if value is None else str(value) for value in row), *more)
        for row, more in zip(rows, others, strict=True)
    ]
    return plain_workbook((*NAMES, *heads), texts, NOTES, lambda book, sheet: _figures(book, sheet, rows))


def _figures(book: Any, sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    """Money and counts as numbers, so that a spreadsheet can add them up."""
    number = book.add_format({"num_format": "#,##0"})
    for line, row in enumerate(rows, start=1):
        for column, (name, value) in enumerate(zip(NAMES, row, strict=True)):
            if name in _FIGURES and isinstance(value, int):
                sheet.write_number(line, column, value, number)


def _row(number: int, one: Proposal, rank: int | None) -> tuple[object, ...]:
    unit, last = doors.unit_of(one), doors.last_move(one)
    parts = one.territory.split(".")[4:] if not one.body else []
    cells: dict[str, object] = {
        "no": number,
        "nomor_usulan": one.label if one.number else None,
        "kelurahan": place_title(doors.village_of(one.territory)).split(",")[0],
        "pengusul": doors.unit_title(unit),
        "rt": str(int(parts[1])) if len(parts) > 1 else None,
        "rw": str(int(parts[0])) if parts else None,
        "peringkat": rank,
        "kode_kamus": one.item.code if one.item else None,
        "usulan": one.title,
        "di_luar_kamus": one.free_reason,
        "masalah": one.problem,
        "sub_kondisi": one.sub_item,
        "menu": one.menu,
        "lokasi": one.place,
        "volume": f"{one.volume.normalize():f}".replace(".", ",") if one.volume is not None else None,
        "satuan": one.unit,
        "anggaran": one.cost,
        "sumber_dana": Source(one.source).words if one.source else None,
        "perangkat_daerah": one.item.agency if one.item else None,
        "laki_laki": few(one.men),
        "perempuan": few(one.women),
        "kk": few(one.households),
        "kk_miskin": few(one.poor),
        "status": one.standing.words,
        "alasan": last.reason_words if last else None,
        "tujuan": Target(one.target).words if one.target else None,
        "penjelasan": last.words if last else None,
    }
    return tuple(cells.get(name) for name in NAMES)
