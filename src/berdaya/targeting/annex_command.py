"""`berdaya targeting annex`: the annex of the decree as PDF or workbook."""

import hashlib
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.files import refuse_overwriting, write_bytes
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.targeting.options import DAY, FILE, MARK, OutFile


@click.command("annex")
@click.option("--selection", type=FILE, required=True, help="Jawaban targeting select (JSON).")
@click.option("--assignment", type=FILE, help="Jawaban targeting assign (JSON).")
@click.option("--needs", type=FILE, help="Bagian kebutuhan tiap tempat: code, need, share.")
@click.option("--decree", type=FILE, help="Isi keputusan (TOML), pengganti pilihan di bawah ini.")
@click.option("--number", help="Nomor keputusan.")
@click.option("--date", type=DAY, help="Tanggal keputusan.")
@click.option("--valid-from", type=DAY, help="Awal masa berlaku.")
@click.option("--valid-to", type=DAY, help="Akhir masa berlaku.")
@click.option("--signatory", help="Nama yang menandatangani.")
@click.option("--status", type=MARK, help="Tanda di tepi atas; tanpa ini menurut isinya.")
@click.option("--out", type=OutFile(".pdf", ".xlsx"), required=True, help="Berkas hasil, .pdf atau .xlsx.")
@json_option
@speaks_plainly
def annex(
    selection: Path,
    assignment: Path | None,
    needs: Path | None,
    decree: Path | None,
    out: Path,
    as_json: bool,
    **given: Any,
) -> None:
    """Cetak lampiran keputusan.

    Lampiran memuat setiap tempat dengan perangkat daerah pendampingnya. Tanpa nomor, tanggal, masa berlaku
    dan penanda tangan, kertas ini bertanda RANCANGAN dan yang kurang tertulis "belum diisi". Jumlah 1 sampai
    9 rumah tangga tidak pernah dicetak.
    """
    from berdaya.targeting.printing.making import AnnexAsked, annex_pdf, annex_xlsx, make_annex

    refuse_overwriting(out, selection, assignment, needs, decree)
    asked = AnnexAsked(selection=selection, assignment=assignment, needs=needs, decree=decree, given=given)
    made, findings = make_annex(asked)
    content = annex_pdf(made) if out.suffix.lower() == ".pdf" else annex_xlsx(made)
    write_bytes(out, content)
    status = made.paper().status
    if as_json:
        answer_json(
            {
                "file": str(out),
                "sha256": hashlib.sha256(content).hexdigest(),
                "status": status,
                "places": len(made.selected.decided),
                "agencies": len(made.tables.recap()),
                "findings": [finding.as_json() for finding in findings],
            }
        )
        return
    say_findings((finding, 1) for finding in findings)
    say(f"Lampiran tertulis di {out}" + (f", bertanda {status}." if status else "."))
