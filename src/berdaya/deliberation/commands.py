"""`berdaya deliberation …`: merge ranked lists under a ceiling, from a file anybody can check."""

from pathlib import Path
from typing import Any

import click

from berdaya.deliberation.vector import RULES, answer_of, session_of, unknown_names
from berdaya.kernel.calendar import today
from berdaya.kernel.files import read_json, refuse_overwriting, without_doubles, write_bytes, write_text
from berdaya.kernel.findings import Findings, Refused
from berdaya.kernel.numbers import format_rupiah
from berdaya.kernel.outfile import OutFile
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly


@click.group("deliberation")
def commands() -> None:
    """Usulan: penggabungan daftar berperingkat."""


@commands.command("merge")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--rule",
    type=click.Choice(RULES),
    default="bsb",
    show_default=True,
    help="bsb = Bagian Setara Berjenjang, borda = poin peringkat, criteria = nilai lima kriteria.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Berkas hasil (.json).")
@json_option
@speaks_plainly
def merge_command(file: Path, rule: str, out: Path | None, as_json: bool) -> None:
    """Susun rancangan daftar dari FILE: unit, daftar berperingkat, biaya dan pagu.

    FILE juga boleh lampiran penggabungan (.xlsx) yang dicetak kantor: hasilnya harus sama.

    Hasilnya rancangan untuk forum, bukan keputusan: setiap usulan beserta alasannya.
    """
    import json

    from berdaya.deliberation.rules.faults import faults_of

    refuse_overwriting(out, file)
    data = _data_of(file)
    session = session_of(data)
    findings = Findings.of([*unknown_names(data), *faults_of(session)])
    if findings.blocking:
        raise Refused(*(finding for finding, _ in findings))
    answer = answer_of(session, rule) | {"findings": [finding.as_json() for finding, _ in findings]}
    if out is not None:
        write_text(out, json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    if as_json:
        answer_json(answer)
        return
    say_findings(findings)
    _say(answer, out)


def _data_of(file: Path) -> Any:
    """The file form, from JSON or from the workbook of a printed annex."""
    if file.suffix.lower() == ".xlsx":
        from berdaya.deliberation.annex_file import read_annex

        return read_annex(file)
    return read_json(file, object_pairs_hook=without_doubles)


def _say(answer: dict[str, Any], out: Path | None) -> None:
    for name in answer["selected"]:
        say(f"✓ {answer['explanations'][name]}")
    for name in answer["not_funded"]:
        say(f"– {answer['explanations'][name]}")
    say(f"Sisa pagu {format_rupiah(answer['left'])}.")
    say(f"Hasil tertulis di {out}." if out else "Simpan hasilnya dengan --out BERKAS.json.")


@commands.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=OutFile(".json", ".xlsx"), help="Berkas yang sama dalam bentuk lain (.json, .xlsx)."
)
@json_option
@speaks_plainly
def read_command(file: Path, out: Path | None, as_json: bool) -> None:
    """Baca hasil musrenbang dari FILE (XLSX, CSV, JSON) dan hitung lagi semua angkanya.

    Yang tidak cocok dan yang perlu dilihat disebut beserta kedua angkanya. Kolom yang tidak dikenal
    disimpan dan dilaporkan; --out menulis semuanya kembali tanpa ada yang hilang.
    """
    from berdaya.deliberation import results_file
    from berdaya.deliberation.results_told import factor_on, told

    refuse_overwriting(out, file)
    published = results_file.read_published(file)
    answer = told(published, factor_on(today()))
    if out is not None:
        json_form = out.suffix.lower() == ".json"
        text = results_file.text_of(published).encode() if json_form else results_file.as_workbook(published)
        write_bytes(out, text)
    if as_json:
        answer_json(answer.as_json())
    else:
        say_findings((finding, 1) for finding in answer.findings)
        say(f"{answer.right} hitungan cocok, {answer.wrong} tidak cocok.")
    if answer.blocking:
        raise SystemExit(1)
