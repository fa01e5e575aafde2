"""`berdaya register link`: which rows of two lists may be the same person."""

import csv
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.files import as_text_cell, refuse_overwriting, replacing
from berdaya.kernel.numbers import format_count
from berdaya.kernel.outfile import OutFile
from berdaya.kernel.settings import local_rules_folder
from berdaya.kernel.terminal import answer_json, json_option, progress, say, say_findings, speaks_plainly
from berdaya.region.rules.gazetteer import official
from berdaya.register.linking.reviewing import ENDING, write_review
from berdaya.register.linking.run import Linked, Request, link_files
from berdaya.register.rules.linking import MILLION
from berdaya.rulebook.rules import load

COLUMNS = ("a_id", "b_id", "probability", "band", "rule")
NAME = "links.csv"
_STEPS = 4
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("link")
@click.argument("a", type=_FILE, metavar="A")
@click.argument("b", type=_FILE, metavar="B")
@click.option("--out", required=True, type=_FOLDER, help=f"Folder hasil: {NAME}.")
@click.option("--a-on", type=_DAY, help="Tanggal daftar A dibuat; umur dihitung dari sini. Bawaan hari ini.")
@click.option("--b-on", type=_DAY, help="Tanggal daftar B dibuat; umur dihitung dari sini. Bawaan hari ini.")
@click.option(
    "--review",
    type=OutFile(ENDING),
    help="Buku kerja: pasangan yang diputuskan orang, kedua baris berdampingan.",
)
@json_option
@speaks_plainly
def link(
    a: Path,
    b: Path,
    out: Path,
    a_on: datetime | None,
    b_on: datetime | None,
    review: Path | None,
    as_json: bool,
) -> None:
    """Cocokkan daftar A (penerima bantuan) dengan daftar B (register): siapa yang mungkin orang yang sama.

    Kolom: id, nik, kk, nama, tgl_lahir atau umur, jk, alamat, rt, rw, desa; selain id boleh tidak ada.
    Hasilnya usulan: band `sure` boleh diterima sekaligus, band `review` diputuskan orang. Register tidak
    diubah.
    """
    file = out / NAME
    refuse_overwriting(file, a, b)
    if review:
        refuse_overwriting(review, a, b, file)
    request = Request(a, b, a_on and a_on.date(), b_on and b_on.date(), today())
    with progress("Mencocokkan dua daftar", _STEPS) as move:
        linked = link_files(request, load(local_rules_folder()), official(), lambda _step: move(1))
    with (
        replacing(file, private=True) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as open_file,
    ):
        write_links(linked, open_file)
    if review:
        write_review(linked, review)
    if as_json:
        told = {
            "file": str(file),
            "review": str(review) if review else None,
            **linked.description,
            "findings": linked.findings.as_json(),
        }
        answer_json(told)
    say_findings(linked.findings)
    _say_counts(linked, file, review)


def write_links(linked: Linked, file: TextIO) -> None:
    """One row for each proposal, in the order of list A."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in linked.links:
        probability = f"{one.probability // MILLION}.{one.probability % MILLION:06}"
        ids = (_shown(linked.a_ids[one.a]), _shown(linked.b_ids[one.b]))
        writer.writerow((*ids, probability, one.band, one.rule))


def _shown(identifier: str) -> str:
    """An id as it came, unless a spreadsheet would run it; a negative number is harmless."""
    return identifier if identifier.lstrip("-").isdigit() else as_text_cell(identifier)


def _say_counts(linked: Linked, file: Path, review: Path | None) -> None:
    rows = linked.description["rows"]
    say(f"Baris A {format_count(rows['a'])}, baris B {format_count(rows['b'])}.")
    for sentence in linked.tally.told():
        say(sentence)
    say(f"Usulan pasangan: {file} (hanya dapat dibuka oleh Anda).")
    if review:
        say(f"Untuk yang memutuskan: {review}. Berisi data pribadi; musnahkan setelah selesai.")
