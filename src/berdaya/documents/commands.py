"""`berdaya documents …`: check a paper, draw a map, print the sample letter.

Each command loads what it needs when it is called: checking a paper must not wait for the drawing libraries.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.files import read_bytes, refuse_overwriting, write_bytes, write_text
from berdaya.kernel.findings import Findings
from berdaya.kernel.numbers import LOCALE_EN, LOCALE_ID
from berdaya.kernel.outfile import OutFile
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly

MOST_BYTES = 50 * 1024 * 1024


@click.group("documents")
def commands() -> None:
    """Kertas kerja: periksa keaslian, gambar, peta."""


@commands.command("verify")
@click.argument("text")
@click.option("--key", type=click.Path(path_type=Path), help="Kunci pemeriksa (.pub) dari kantor penerbit.")
@json_option
@speaks_plainly
def verify(text: str, key: Path | None, as_json: bool) -> None:
    """Periksa TEXT dari kode QR, atau berkas PDF naskah, tanpa internet."""
    from berdaya.documents import verification as checks

    keys = [checks.read_public_key(key)] if key else checks.public_keys(checks.keys_folder())
    content = _content_of(text)
    check = checks.check_text(text, keys) if content is None else checks.check_content(content, keys)
    findings = [] if check.finding is None else [check.finding]
    if as_json:
        answer_json(
            {
                "verdict": check.verdict.value,
                "content_checked": check.content_checked,
                **check.facts,
                "findings": [finding.as_json() for finding in findings],
            }
        )
    else:
        for name, fact in check.lines():
            say(f"{name:<15} {fact}")
        say_findings((finding, 1) for finding in findings)
    if findings:
        raise SystemExit(1)


def _content_of(text: str) -> bytes | None:
    """The content of the file of that name; None when there is none, so that it is the text of a code."""
    try:
        there = len(text) <= 250 and Path(text).exists()
    except (OSError, ValueError):
        return None
    return read_bytes(Path(text), MOST_BYTES) if there else None


@commands.command("sample")
@click.option("--out", type=OutFile(".pdf"), required=True, help="Berkas PDF.")
@json_option
@speaks_plainly
def sample(out: Path, as_json: bool) -> None:
    """Cetak satu surat CONTOH yang memuat setiap bagian naskah."""
    from berdaya.documents.paper import render
    from berdaya.documents.sample import TEMPLATE, sample_paper, sample_pictures, sample_values
    from berdaya.documents.verification import seal

    values = sample_values(sample_pictures())
    content = render(TEMPLATE, seal(sample_paper(), values), values)
    write_bytes(out, content)
    digest = sha256(content).hexdigest()
    if as_json:
        answer_json({"out": str(out), "bytes": len(content), "file_sha256": digest, "findings": []})
        return
    say(f"{out}: surat contoh, SHA-256 berkas {digest}")


@commands.command("map")
@click.argument("geojson", type=click.Path(path_type=Path), required=False)
@click.option("--district", required=True, help="Kode kabupaten, kota atau kecamatan, misalnya 33.27.")
@click.option(
    "--values", type=click.Path(path_type=Path), required=True, help="CSV: kode dan kelas, atau nilai."
)
@click.option("--out", type=OutFile(".svg"), required=True, help="Berkas SVG.")
@click.option("--title", default="", help="Judul gambar untuk pembaca layar.")
@click.option("--classes", default="", help="Urutan kelas dari muda ke tua, dipisah koma.")
@click.option("--late", default="", help="Kelas yang terlambat; digaris tepi.")
@click.option("--code-key", default="", help="Nama kolom kode di GeoJSON bila bukan nama yang lazim.")
@click.option(
    "--locale", type=click.Choice(["id", "en"]), default="id", help="Angka 0,6754 (id) atau 0.6754 (en)."
)
@click.option("--paper", is_flag=True, help="Abu-abu bergaris hitam, untuk naskah cetak.")
@json_option
@speaks_plainly
def draw_map(
    geojson: Path | None,
    district: str,
    values: Path,
    out: Path,
    title: str,
    classes: str,
    late: str,
    code_key: str,
    locale: str,
    paper: bool,
    as_json: bool,
) -> None:
    """Gambar peta dari GEOJSON, atau peta petak bila tidak ada berkas batas wilayah."""
    from berdaya.documents import mapping

    refuse_overwriting(out, values, geojson)
    area = mapping.area_of(district)
    chosen, findings = mapping.read_classes(
        values, area.places, LOCALE_ID if locale == "id" else LOCALE_EN, _listed(classes), late
    )
    drawn = mapping.draw(area, chosen, geojson, findings, title=title, code_key=code_key, paper=paper)
    if drawn is not None:
        write_text(out, drawn.svg)
    _tell_map(out, drawn, findings, as_json)
    if findings.blocking:
        raise SystemExit(1)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _tell_map(out: Path, drawn: Any, findings: Findings, as_json: bool) -> None:
    if not as_json:
        say_findings(findings)
        if drawn is not None:
            say(f"{out}: {drawn.words}")
        return
    answer: dict[str, Any] = {"out": None, "findings": findings.as_json()}
    if drawn is not None:
        answer |= {"out": str(out), "kind": drawn.kind, "places": drawn.places, "classes": drawn.counts}
        answer |= {"words": drawn.words, "bytes": len(drawn.svg.encode()), "gzip": drawn.weight}
    answer_json(answer)
