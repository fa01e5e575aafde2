"""`berdaya targeting select`: from counts and an index to the list of assisted places."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.files import refuse_overwriting
from berdaya.kernel.findings import Finding, Findings, Severity
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.targeting.inputs.gathering import Files
from berdaya.targeting.options import DAY, FILE, FOLDER, OutFile, Weight
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.selecting import Asked, select_places
from berdaya.targeting.writing import write_selection

COUNTED = {"households": "rumah tangga", "persons": "jiwa"}


@click.command("select")
@click.option("--register", type=FOLDER, help="Potret register (folder).")
@click.option("--counts", type=FILE, help="Hitungan tiap tempat, pengganti register.")
@click.option("--index", type=FILE, help="Indeks desa: code dan idm, atau iks, ike, ikl.")
@click.option("--district", required=True, help="Kode kabupaten atau kota, misalnya 33.27.")
@click.option("--seats", type=click.IntRange(min=1), help="Banyaknya tempat; bawaan menurut keputusan.")
@click.option("--seats-desa", type=click.IntRange(min=0), help="Kursi tetap untuk desa.")
@click.option("--seats-kelurahan", type=click.IntRange(min=0), help="Kursi tetap untuk kelurahan.")
@click.option("--population", type=FILE, help="Seluruh rumah tangga tiap tempat: code, households.")
@click.option("--method", type=click.Choice([m.value for m in Method]), help="Cara menghitung; bawaan M1.")
@click.option("--weight", type=Weight(), help="Bobot jumlah desil 1, dari 0 sampai 1; bawaan 0,6.")
@click.option(
    "--unit",
    type=click.Choice([u.value for u in Unit]),
    default=Unit.HOUSEHOLDS.value,
    show_default=True,
    help="Yang dihitung: rumah tangga atau jiwa desil 1.",
)
@click.option("--colour-rule", default="", help="Aturan warna untuk desa merah, misalnya rembang-2017.")
@click.option("--red", type=FILE, help="Tempat merah menurut keputusan: code.")
@click.option("--changes", type=FILE, help="Perubahan oleh orang: code, action, reason, proposer, meeting.")
@click.option("--previous", type=FILE, help="Jawaban select tahun sebelumnya (JSON).")
@click.option("--on", type=DAY, help="Tanggal aturan yang berlaku; bawaan hari ini.")
@click.option("--seed", type=int, help="Benih undian uji keteguhan; bawaan menurut aturan.")
@click.option("--edition", default="", help="Edisi register asal --counts.")
@click.option(
    "--out",
    type=OutFile(".json", ".csv", ".xlsx", ".pdf"),
    help="Berkas hasil; akhirannya menentukan bentuknya (.json .csv .xlsx .pdf).",
)
@json_option
@speaks_plainly
def select(out: Path | None, as_json: bool, **options: Any) -> None:
    """Pilih desa dan kelurahan dampingan.

    Desa dan kelurahan diperingkat sendiri-sendiri. Jawabannya memuat alasan tiap tempat, cadangan terdekat,
    cakupan, dan keteguhan daftar terhadap 239 hitungan uji.
    """
    asked = _asked(**options)
    _keep_sources(out, asked)
    result = select_places(asked)
    if out is not None:
        write_selection(out, result)
    if as_json:
        answer_json(result)
    else:
        _say(result, out)


def _asked(
    *,
    register: Path | None,
    counts: Path | None,
    index: Path | None,
    population: Path | None,
    red: Path | None,
    colour_rule: str,
    on: datetime | None,
    weight: Fraction | None,
    **others: Any,
) -> Asked:
    if (register is None) == (counts is None):
        raise click.UsageError("Sebut salah satu: --register FOLDER atau --counts BERKAS.")
    if register is not None and others["edition"]:
        raise click.UsageError("--edition hanya untuk --counts; register membawa edisinya sendiri.")
    if red is not None and colour_rule:
        raise click.UsageError("Sebut salah satu: --red BERKAS atau --colour-rule NAMA.")
    files = Files(counts, register, index, population, red, colour_rule)
    return Asked(files=files, on=on.date() if on else today(), weight=weight, **others)


def _keep_sources(out: Path | None, asked: Asked) -> None:
    files = asked.files
    snapshot = files.register.iterdir() if files.register is not None and files.register.is_dir() else ()
    tables = (files.counts, files.index, files.population, files.reds, asked.changes, asked.previous)
    refuse_overwriting(out, *tables, *snapshot)


def _say(result: dict[str, Any], out: Path | None) -> None:
    findings = Findings.of(Finding(**{**f, "severity": Severity(f["severity"])}) for f in result["findings"])
    say_findings(findings)
    for line in told(result):
        say(line)
    say(f"Hasil tertulis di {out}." if out else "Simpan hasilnya dengan --out BERKAS.")


def told(result: dict[str, Any]) -> list[str]:
    """The decided places by kecamatan and the whole in four lines, for the person at the terminal."""
    selected, firm, unit = (result[key] for key in ("selected", "sensitivity", "unit"))
    desa = sum(row["stratum"] == "desa" for row in selected)
    where = f"{len(selected)} tempat terpilih di {result['district']['name']}"
    lines = [
        *_by_kecamatan(result),
        "",
        f"{where}: {desa} desa dan {len(selected) - desa} kelurahan.",
        _reached(result),
        f"Inti {firm['selected']['inti']}, ambang {firm['selected']['ambang']} di dalam dan"
        f" {firm['outside']['ambang']} di luar daftar: yang ambang dibahas dahulu.",
    ]
    if changes := result["changes"]:
        added = sum(change["action"] == "tambah" for change in changes)
        lines.append(f"Keputusan menambah {added} dan mencabut {len(changes) - added} tempat.")
    if unit["seats_differ"] is not None:
        lines.append(f"Bila yang dihitung {COUNTED[unit['other']]}, {unit['seats_differ']} kursi berpindah.")
    return lines


def _by_kecamatan(result: dict[str, Any]) -> list[str]:
    """`Moga: Desa Sima, Desa Gendoang; …`: names by kecamatan, kelurahan and additions marked."""
    rows = [row for row in result["places"] if row["decided"]]
    groups: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: row["code"]):
        name = row["name"] if row["stratum"] == "desa" else f"{row['name']} (kel.)"
        groups.setdefault(row["kecamatan"], []).append(name if row["selected"] else f"{name} +")
    return [f"{kecamatan} ({len(names)}): {', '.join(names)}" for kecamatan, names in groups.items()]


def _reached(result: dict[str, Any]) -> str:
    """How many of decile 1 live in the decided places: the list that people changed, not the computed one."""
    counted = COUNTED[result["unit"]["used"]]
    whole = sum(row["N"] for row in result["places"])
    inside = sum(row["N"] for row in result["places"] if row["decided"])
    share = format_percent(Fraction(inside, whole))
    return f"Tercakup {format_count(inside)} dari {format_count(whole)} {counted} desil 1 ({share})."
