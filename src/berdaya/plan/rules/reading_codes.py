"""Rows of the two lists of codes, from their cells."""

import re
from typing import TYPE_CHECKING, Final

from berdaya.kernel.findings import Severity
from berdaya.plan.rules.code_lists import ApbdesRow, NomenclatureRow, apbdes_code
from berdaya.plan.rules.nomenclature import read_code

if TYPE_CHECKING:
    from berdaya.plan.rules.reading import Cells

_LEADING: Final = re.compile(r"([0-9X][0-9X.]*[0-9X])[\s:–-]+(.+)", re.DOTALL)


def read_nomenclature(cells: "Cells") -> NomenclatureRow:
    """A code of its own or the one before the name; both must be the same. Two digits are told and kept."""
    in_name, title = _split(cells.text("subkegiatan"))
    typed = cells.text("kode") or in_name
    code = read_code(typed) if typed else None
    if code is None:
        advice = "Tulis kode seperti 7.01.03.2.02.0003, di kolomnya atau di depan nama."
        cells.tell("code", "kode", f"“{typed[:40]}” bukan kode subkegiatan", advice)
    elif in_name and (other := read_code(in_name)) is not None and other.code != code.code:
        advice = "Samakan kode di kolom kode dan di depan nama."
        cells.tell("code_twice", "kode", f"berbeda dengan {other.code} di depan nama", advice)
    elif code.legacy:
        advice = "Bentuk lama dua angka; disimpan sebagai empat angka."
        cells.tell("code_legacy", "kode", f"{typed[:40]} dibaca {code.code}", advice, Severity.INFO)
    return NomenclatureRow(
        code=code.code if code else "",
        title=title,
        indicator=cells.text("indikator"),
        unit=cells.text("satuan"),
        tags=_plain(cells.text("tag")),
        program=_split(cells.text("program"))[1],
        activity=_split(cells.text("kegiatan"))[1],
        performance=cells.text("kinerja"),
        definition=cells.text("definisi_operasional"),
        before=cells.text("subkegiatan_sebelumnya"),
    )


def read_apbdes(cells: "Cells") -> ApbdesRow:
    typed = cells.text("kode")
    code = apbdes_code(typed)
    if typed and code is None:
        advice = "Tulis bidang.sub bidang.kegiatan seperti 2.3.10."
        cells.tell("code", "kode", f"“{typed}” bukan kode APB Desa", advice)
    return ApbdesRow(
        code or "", cells.text("uraian"), cells.text("keluaran"), cells.text("satuan"), cells.text("dasar")
    )


def _split(text: str) -> tuple[str, str]:
    """`7.01.03 PROGRAM …` -> the code before it ("" for none) and the name."""
    found = _LEADING.fullmatch(text)
    return (found[1], found[2].strip()) if found else ("", text)


def _plain(tags: str) -> str:
    """Divided by a comma and one space, empty ones and the dash left out."""
    parts = [" ".join(part.split()) for part in re.split(r"[,;|]", tags)]
    return ", ".join(part for part in parts if part and part != "-")
