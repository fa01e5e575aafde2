"""`berdaya targeting summary`: the selection on two or three pages, with chart and map."""

import hashlib
from pathlib import Path

import click

from berdaya.kernel.files import refuse_overwriting, write_bytes, write_text
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.targeting.options import FILE, FOLDER, MARK, OutFile


@click.command("summary")
@click.option("--selection", type=FILE, required=True, help="Jawaban targeting select (JSON).")
@click.option("--status", type=MARK, help="Tanda di tepi atas; bawaan RANCANGAN.")
@click.option("--pictures", type=FOLDER, help="Folder untuk gambarnya juga: peta.svg dan pencar.svg.")
@click.option("--out", type=OutFile(".pdf"), required=True, help="Berkas hasil, .pdf.")
@json_option
@speaks_plainly
def summary(selection: Path, status: str | None, pictures: Path | None, out: Path, as_json: bool) -> None:
    """Cetak ringkasan penetapan.

    Ringkasan memuat cakupan, diagram pencar, peta petak, cadangan terdekat dan keteguhan daftar.
    """
    from berdaya.targeting.printing.answers import read_selection
    from berdaya.targeting.printing.making import make_summary, summary_pdf

    refuse_overwriting(out, selection)
    selected = read_selection(selection)
    made = make_summary(selected, status)
    content = summary_pdf(made)
    write_bytes(out, content)
    drawn = made.pictures.for_screen() if pictures is not None else {}
    for name, svg in drawn.items():
        refuse_overwriting(Path(pictures or ".") / name, selection)
        write_text(Path(pictures or ".") / name, svg)
    if as_json:
        answer_json(
            {
                "file": str(out),
                "sha256": hashlib.sha256(content).hexdigest(),
                "pictures": sorted(drawn),
                "findings": [finding.as_json() for finding in selected.doubts],
            }
        )
        return
    say_findings((finding, 1) for finding in selected.doubts)
    say(f"Ringkasan tertulis di {out}.")
