"""`berdaya hardship …`: the nine signs of every household in a snapshot."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.files import refuse_overwriting, replacing
from berdaya.kernel.findings import Finding, Findings, Severity
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.kernel.settings import local_rules_folder
from berdaya.kernel.terminal import answer_json, json_option, progress, say, say_findings, speaks_plainly
from berdaya.rulebook.rules import load

_FOLDER = click.Path(path_type=Path, file_okay=False)
_STEPS = 3


@click.group("hardship")
def commands() -> None:
    """Sembilan tanda kesulitan tiap rumah tangga: ya, tidak, atau tidak diketahui."""


@commands.command("evaluate")
@click.option("--register", "register_", required=True, type=_FOLDER, help="Potret data (folder).")
@click.option("--out", required=True, type=_FOLDER, help="Folder hasil.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Tanggal pemindaian: umur bertambah sampai hari itu; bawaan umur menurut daftar.",
)
@click.option("--variant", multiple=True, help="Cara menilai yang lain: ketat, harfiah, luas; boleh diulang.")
@json_option
@speaks_plainly
def evaluate(
    register_: Path, out: Path, on: datetime | None, variant: tuple[str, ...], as_json: bool
) -> None:
    """Nilai semua rumah tangga dalam satu potret data.

    Hasilnya households.parquet (satu baris tiap rumah tangga), places.csv (kebutuhan tiap tempat menurut
    desil 1) dan evaluation.json (ringkasan). Semuanya untuk pemakaian di dalam kantor.
    """
    answer = _evaluated(register_, out, on.date() if on else None, variant)
    if as_json:
        answer_json(answer)
        return
    said = (Finding(**{**f, "severity": Severity(f["severity"])}) for f in answer["findings"])
    say_findings(Findings.of(said))
    for line in _told(answer):
        say(line)
    say(f"Hasil tertulis di {out}.")


def _evaluated(folder: Path, out: Path, on: date | None, variants: tuple[str, ...]) -> dict[str, Any]:
    from berdaya.hardship.evaluating import judge_snapshot
    from berdaya.hardship.writing import ANSWER, HOUSEHOLDS, PLACES, answer_of, write_answer, write_places

    refuse_overwriting(out, folder)
    with progress("Menilai rumah tangga", _STEPS) as move:
        book = load(local_rules_folder())
        move(1)
        with replacing(out / HOUSEHOLDS, private=True) as path:
            judged = judge_snapshot(folder, book, today(), on=on, variants=variants, households=path)
        move(1)
        answer = answer_of(judged)
        write_places(out / PLACES, judged)
        write_answer(out / ANSWER, answer)
        move(1)
    return answer


def _told(answer: dict[str, Any]) -> Iterator[str]:
    """The whole in a few lines: signs, classes, and what is still to be asked."""
    households = format_count(answer["households"])
    yield f"{answer['register']} edisi {answer['edition']}: {households} rumah tangga."
    for words in answer["variants"].values():
        yield f"Varian: {words}."
    for code, sign in answer["criteria"].items():
        share = f" ({format_percent(Fraction(sign['share']))})" if sign["share"] else ""
        counts = f"{format_count(sign['met'])} dari {format_count(sign['known'])} yang terisi"
        yield f"  {code} {sign['words']}: {counts}{share}"
    classes = ", ".join(f"{name} {format_count(n)}" for name, n in answer["classes"].items())
    yield f"Kelas: {classes}; data kurang {format_count(answer['without_class'])} (dikunjungi dahulu)."
    asked = [f"{mark} {format_count(n)}" for mark, n in answer["marks"].items() if mark.startswith("dugaan")]
    if asked:
        yield f"Pertanyaan untuk Musdes, bukan keputusan: {', '.join(asked)}."
