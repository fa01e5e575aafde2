"""`berdaya budget …`: read, check and print a gender budget statement, from files and without an office."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from berdaya.budget.book import law_here
from berdaya.budget.papers import lines_of, read_fields
from berdaya.budget.rules.arg import Arg
from berdaya.budget.rules.case import Case
from berdaya.budget.rules.checking import Checked, check_statement
from berdaya.budget.rules.grouping import by_part
from berdaya.budget.rules.paper import read_paper
from berdaya.budget.rules.reading import Read, statement_of
from berdaya.budget.rules.verdicts import CHECKS, Result, Verdict
from berdaya.kernel.files import refuse_overwriting, write_bytes, write_text
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.kernel.outfile import OutFile
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly

NAMES = ("surabaya", "nasional", "gap", "tor", "gab")
MARKS = {"rancangan": "DRAFT", "contoh": "SAMPLE", "salinan": "COPY"}
EXAMPLE = Path(__file__).with_name("starter") / "contoh.json"
FILE = click.Path(path_type=Path, dir_okay=False)
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@click.group("budget")
def commands() -> None:
    """Pernyataan anggaran gender: baca, periksa, cetak."""


@commands.command("sample")
@click.option("--out", type=OutFile(".json"), required=True, help="Berkas hasil, .json.")
@json_option
@speaks_plainly
def sample(out: Path, as_json: bool) -> None:
    """Tulis satu contoh pernyataan, dengan kelemahan yang sering terjadi, untuk dicoba dan diganti isinya."""
    write_text(out, EXAMPLE.read_text(encoding="utf-8"))
    if as_json:
        answer_json({"file": str(out), "findings": []})
        return
    say(f"{out}: periksa dengan berdaya budget check {out}")


@commands.command("check")
@click.argument("file", type=FILE)
@click.option("--all", "every", is_flag=True, help="Tampilkan juga yang sesuai dan yang belum dapat dinilai.")
@json_option
@speaks_plainly
def check(file: Path, every: bool, as_json: bool) -> None:
    """Periksa satu pernyataan (JSON) dengan 32 pemeriksaan G01 sampai G32."""
    read = read_record(file)
    checked = check_statement(read.statement, law_here(read.statement))
    if read.ignored:
        say("Isian yang tidak dikenal dan tidak diperiksa: " + ", ".join(read.ignored))
    if as_json:
        answer_json(_as_json(checked))
    else:
        _tell(checked, every)
    if checked.blocked:
        raise SystemExit(1)


@commands.command("read")
@click.argument("file", type=FILE)
@click.option("--out", type=OutFile(".json"), help="Tulis isiannya ke berkas ini.")
@json_option
@speaks_plainly
def read(file: Path, out: Path | None, as_json: bool) -> None:
    """Baca pernyataan dari .txt, .docx, .xlsx atau .pdf menjadi isian JSON."""
    refuse_overwriting(out, file)
    record = read_paper(lines_of(file))
    if record is None:
        advice = "Perlu judul isian seperti PROGRAM, ANALISIS SITUASI, RENCANA AKSI."
        raise Refused(Finding("budget.no_form", file.name, "susunan formulir tidak dikenali", advice))
    findings = [_unplaced(line) for line in record["tidak_ditempatkan"]]
    if out is not None:
        write_text(out, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    if as_json:
        answer_json(record | {"findings": [one.as_json() for one in findings]})
        return
    say_findings((one, 1) for one in findings)
    filled = sum(bool(value) for key, value in record.items() if key != "tidak_ditempatkan")
    say(f"{file.name}: {filled} isian terbaca" + (f", ditulis di {out}." if out else "."))


@commands.command("print")
@click.argument("file", type=FILE)
@click.option("--form", type=click.Choice(NAMES), required=True, help="Formulir yang dicetak.")
@click.option(
    "--paper", type=click.Choice(["a4", "f4"]), default="a4", show_default=True, help="Ukuran kertas."
)
@click.option(
    "--status", type=click.Choice(list(MARKS)), default="rancangan", show_default=True, help="Tanda di tepi."
)
@click.option(
    "--findings/--no-findings", default=None, help="Lampiran hasil pemeriksaan; bawaan bila ada yang menahan."
)
@click.option(
    "--out",
    type=OutFile(".pdf", ".docx", ".xlsx"),
    required=True,
    help="Berkas hasil, .pdf, .docx atau .xlsx.",
)
@json_option
@speaks_plainly
def print_form(
    file: Path, form: str, paper: str, status: str, findings: bool | None, out: Path, as_json: bool
) -> None:
    """Cetak satu pernyataan (JSON) menurut formulir Surabaya, nasional, GAP, TOR atau GAB."""
    from berdaya.budget.printing.making import statement_pdf
    from berdaya.documents.paper import Status

    refuse_overwriting(out, file)
    statement = read_record(file).statement
    law = law_here(statement)
    checked = check_statement(statement, law)
    annex = checked.blocked if findings is None else findings
    doubts: tuple[Finding, ...] = ()
    if out.suffix.lower() == ".pdf":
        mark = Status[MARKS[status]]
        content, doubts = statement_pdf(
            Case(statement, law), checked, form, size=paper, status=mark, findings=annex
        )
    else:
        content, annex = _other_print(file, form, out, paper), False
    write_bytes(out, content)
    if as_json:
        digest = hashlib.sha256(content).hexdigest()
        answer_json({"file": str(out), "sha256": digest, "findings": [one.as_json() for one in doubts]})
        return
    say_findings((one, 1) for one in doubts)
    say(f"{out}: formulir {form}" + (", dengan lampiran hasil pemeriksaan." if annex else "."))


def _other_print(file: Path, form: str, out: Path, paper: str) -> bytes:
    """Word or a workbook: a draft to go on writing in, without the annex of findings."""
    from berdaya.budget.printing.files import record_print

    record = read_fields(file)
    return record_print(record, form, out.suffix.lower().removeprefix("."), size=paper)


def _unplaced(line: str) -> Finding:
    """A line that no field took; it is kept in the record."""
    advice = "Pindahkan ke isian yang tepat, atau biarkan bila bukan bagian formulir."
    place = f"baris “{' '.join(line[:60].split())[:40]}”"
    return Finding("budget.unplaced", place, "tidak cocok dengan satu isian", advice, Severity.WARNING)


def read_record(file: Path) -> Read:
    """One record from a JSON file."""
    return statement_of(read_fields(file))


def _as_json(checked: Checked) -> dict[str, Any]:
    return {
        "findings": [one.as_json() for one in checked.verdicts],
        "arg": checked.arg.as_json(),
        "rules": list(checked.rules),
    }


def _tell(checked: Checked, every: bool) -> None:
    for part, found in by_part(one for one in checked.verdicts if every or one.failed):
        say(f"\n{part.title}")
        for one in found:
            _say(one)
    counts = Counter(one.result for one in checked.verdicts)
    told = ", ".join(f"{counts[result]} {result.words}" for result in Result if counts[result])
    say(f"\n{told}.")
    _tell_arg(checked.arg)
    if checked.errors:
        say("Menahan pengajuan: " + ", ".join(checked.errors) + ".")
    if checked.warnings:
        say("Dijawab penelaah: " + ", ".join(checked.warnings) + ".")


def _say(one: Verdict) -> None:
    colour = _COLOURS[one.severity] if one.failed else None
    click.secho(
        f"{one.check} {CHECKS[one.check].title} ({one.where}): {one.result.words}", fg=colour, err=True
    )
    for label, words in (("tertulis  ", one.quoted), ("seharusnya", one.expected), ("→", one.advice)):
        if words:
            say(f"  {label} {words}")


def _tell_arg(arg: Arg) -> None:
    if arg.nominal is None or arg.share is None:
        return
    value = arg.linked if arg.linked is not None else arg.linked_at_most
    bound = "" if arg.linked is not None else "paling banyak "
    say(
        f"Anggaran responsif gender: seluruhnya {format_rupiah(arg.nominal)}; "
        f"terhubung dengan sebab atau kesenjangan {bound}{format_rupiah(value or 0)} "
        f"({format_percent(arg.share, 2)})."
    )
