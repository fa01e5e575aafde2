"""`berdaya community template | import | list`: bodies of the community from a table and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.database import start_database
from berdaya.kernel.files import read_bytes, refuse_overwriting, write_bytes
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import format_count
from berdaya.kernel.settings import local_regions_folder
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.region.rules.codes import read_code
from berdaya.region.rules.gazetteer import load

if TYPE_CHECKING:
    from berdaya.community.services.applying import Preview

_OUT = click.Path(path_type=Path, dir_okay=False)


@click.group("community")
def commands() -> None:
    """RT, RW, LPMK, PKK, Karang Taruna, Posyandu dan Pokmas: pengurus, masa bakti, KK."""


@commands.command("template")
@click.option("--out", type=_OUT, required=True, help="Berkas XLSX yang ditulis.")
@speaks_plainly
def template_file(out: Path) -> None:
    """Tulis tabel kosong untuk diisi: lembaga, ketua menurut L/P, masa bakti, KK dan KK miskin."""
    from berdaya.community.template import template

    write_bytes(out, template())
    say(f"{out}: isi satu baris untuk tiap lembaga; lembar Petunjuk menjelaskan kolomnya.")


@commands.command("import")
@click.argument("file", type=_OUT)
@click.option("--territory", required=True, help="Kode desa/kelurahan, kecamatan atau kabupaten/kota.")
@click.option("--dry-run", is_flag=True, help="Hanya periksa; tidak ada yang dicatat.")
@click.option("--out", type=_OUT, help="Berkas yang sama dengan kolom Keterangan (XLSX).")
@json_option
@speaks_plainly
def import_table(file: Path, territory: str, dry_run: bool, out: Path | None, as_json: bool) -> None:
    """Catat lembaga dari tabel. Tabel yang sama sekali lagi tidak mengubah apa pun."""
    code = _known(territory)
    refuse_overwriting(out, file)
    with _office():
        from berdaya.community.inputs import read_lines
        from berdaya.community.rules.kinds import practice_on
        from berdaya.community.services.applying import compared, remarks, write_down
        from berdaya.documents.remarks import with_remarks

        lines = read_lines(file.name, read_bytes(file), code, practice_on(today()), today())
        seen = compared(lines, code)
        if out is not None:
            write_bytes(out, with_remarks(lines.table, remarks(seen)), private=True)
        written = not seen.blocked and not dry_run
        if written:
            write_down(None, seen, code)
    _say_outcome(seen, written)
    if as_json:
        answer_json(_as_json(seen, code, written))
    if seen.blocked:
        raise SystemExit(1)


@commands.command("list")
@click.argument("code")
@json_option
@speaks_plainly
def list_bodies(code: str, as_json: bool) -> None:
    """Lembaga satu wilayah tanpa nama orang: jenis, tempat, masa bakti, ketua L/P, KK dan KK miskin."""
    territory = _known(code)
    with _office():
        bodies = _bodies(territory, today())
    if as_json:
        answer_json({"code": territory, "bodies": bodies})
        return
    for one in bodies:
        kk = f", {format_count(one['kk'])} KK" if one["kk"] is not None else ""
        click.echo(f"{one['code']:<21} {one['name']}{kk}, sampai {one['term_ends'] or 'belum tercatat'}")


def _known(text: str) -> str:
    gazetteer = load(local_regions_folder())
    code = read_code(text)
    if code not in gazetteer.names:
        raise Refused(gazetteer.unknown(code))
    return code


def _bodies(territory: str, on: date) -> list[dict[str, Any]]:
    from berdaya.community.doors import families, households_below, seats_of
    from berdaya.community.models import Body

    known = households_below(territory, on)
    found = []
    for body in Body.objects.within(territory).standing().with_boards():
        term, counted = body.open_term, families(known, body.territory, body.figure_body)
        chairs = [seat.sex for seat in seats_of(term) if seat.office == "ketua"]
        found.append(
            {
                "id": body.pk,
                "kind": body.kind,
                "name": body.name,
                "code": body.territory,
                "term_begins": term.first_day.isoformat() if term else None,
                "term_ends": term.last_day.isoformat() if term else None,
                "chair_sex": chairs[0] if chairs else None,
                "kk": counted.kk if counted else None,
                "poor": counted.poor if counted else None,
                "as_of": counted.as_of.isoformat() if counted else None,
                "source": counted.source if counted else None,
            }
        )
    return found


def _say_outcome(seen: "Preview", written: bool) -> None:
    say_findings((finding, 1) for finding in seen.findings)
    rows = len(seen.lines.table.rows)
    verb = "dicatat" if written else "diperiksa, tidak ada yang dicatat"
    say(f"{format_count(rows)} baris {verb}; {format_count(seen.unchanged)} sudah tercatat sebelumnya.")


def _as_json(seen: "Preview", code: str, written: bool) -> dict[str, Any]:
    from berdaya.community.services.applying import BODY, CHAIR, FAMILIES, TERM

    return {
        "territory": code,
        "rows": len(seen.lines.table.rows),
        "new_bodies": seen.count(BODY),
        "terms": seen.count(TERM),
        "chairs": seen.count(CHAIR),
        "households": seen.count(FAMILIES),
        "unchanged": seen.unchanged,
        "rejected": len({row for row, finding in seen.faults if finding.severity is Severity.ERROR}),
        "written": written,
        "findings": [finding.as_json() for finding in seen.findings],
    }


@contextmanager
def _office() -> Iterator[None]:
    """The database of the office; refused in plain words when it is not there yet."""
    start_database()
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise Refused(
            Finding(
                "community.no_database",
                "basis data",
                "belum siap",
                "Jalankan berdaya site upgrade, lalu ulangi perintah ini.",
            )
        ) from error
