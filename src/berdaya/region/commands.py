"""`berdaya region …`: show, find and list places; bring them into the database."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.calendar import format_date, today
from berdaya.kernel.database import start_database
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_count
from berdaya.kernel.settings import local_regions_folder
from berdaya.kernel.shares import as_ratio
from berdaya.kernel.terminal import answer_json, json_option, progress, say, speaks_plainly
from berdaya.region.rules.codes import Level, part_of, read_code
from berdaya.region.rules.editions import read_records
from berdaya.region.rules.gazetteer import Gazetteer, Hit, Place, load

_COUNTRY = {"", "0", "00", "id", "indonesia"}


@click.group("region")
def commands() -> None:
    """Provinsi sampai RT menurut kode Kemendagri."""


def _known(gazetteer: Gazetteer, text: str) -> str:
    """The code that was typed, when such a place is known; "" is the country."""
    if text.strip().lower() in _COUNTRY:
        return ""
    code = read_code(text)
    if code not in gazetteer.names:
        raise Refused(gazetteer.unknown(code))
    return code


def _as_json(place: Place) -> dict[str, Any]:
    return {"code": place.code, "name": place.name, "level": place.level.value, "kind": place.kind.value}


def _shown(gazetteer: Gazetteer, code: str) -> dict[str, Any]:
    place = gazetteer.get(code)
    head = (
        _as_json(place) if place else {"code": "", "name": "Indonesia", "level": "negara", "kind": "negara"}
    )
    return {**head, "counts": gazetteer.counts(code, today())}


@commands.command("show")
@click.argument("code", default="")
@json_option
@speaks_plainly
def show(code: str, as_json: bool) -> None:
    """Satu wilayah hari ini: nama, tingkat, jenis, banyaknya wilayah di dalamnya; tanpa kode Indonesia."""
    gazetteer = load(local_regions_folder())
    found = _known(gazetteer, code)
    answer = _shown(gazetteer, found)
    if as_json:
        answer_json(answer)
        return
    click.echo(gazetteer.title(found) if found else "Indonesia")
    if found:
        click.echo(f"  kode {found}, {answer['kind'].replace('_', ' ')}")
    click.echo("  " + ", ".join(_counted(answer["counts"], answer["level"])))
    click.echo(f"  daftar resmi: {gazetteer.edition.decree}")


def _counted(counts: dict[str, int], own_level: str) -> list[str]:
    """Counts for people: what is not there, and the place itself, go without saying."""
    below = {word: number for word, number in counts.items() if number and word != own_level}
    return [f"{format_count(number)} {word}" for word, number in below.items()] or [
        "tanpa wilayah di bawahnya"
    ]


@commands.command("find")
@click.argument("text")
@click.option("--within", default="", help="Hanya di wilayah dengan kode ini.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="Paling banyak.")
@json_option
@speaks_plainly
def find(text: str, within: str, limit: int, as_json: bool) -> None:
    """Cari wilayah dengan nama atau awal kode; ejaan boleh meleset sedikit."""
    gazetteer = load(local_regions_folder())
    territory = _known(gazetteer, within)
    hits = gazetteer.hits(text, territory, limit)
    if not hits:
        raise Refused(_nothing_found(text))
    if as_json:
        answer_json({"within": territory, "places": [_hit_as_json(gazetteer, hit) for hit in hits]})
        return
    for hit in hits:
        click.echo(f"{hit.place.code:<14} {gazetteer.address(hit.place.code)}  ({hit.how.value})")


def _hit_as_json(gazetteer: Gazetteer, hit: Hit) -> dict[str, Any]:
    code = hit.place.code
    kecamatan = part_of(code, Level.KECAMATAN)
    return {
        **_as_json(hit.place),
        "kecamatan": gazetteer.names[kecamatan] if kecamatan else None,
        "address": gazetteer.address(code),
        "found_by": hit.how.value,
    }


def _nothing_found(text: str) -> Finding:
    digits = sum(sign.isdigit() for sign in text)
    return Finding(
        "region.not_found",
        "yang dicari" if digits > 12 else f"nama {text.strip()[:40]!r}",
        "tidak ada wilayah dengan nama atau kode itu",
        "Coba sebagian nama saja, periksa --within, atau lihat isi wilayah: berdaya region tree KODE.",
    )


@commands.command("tree")
@click.argument("code", default="")
@click.option(
    "--depth", type=click.IntRange(1, 4), default=1, show_default=True, help="Berapa tingkat ke bawah."
)
@json_option
@speaks_plainly
def tree(code: str, depth: int, as_json: bool) -> None:
    """Wilayah di bawah satu kode, bertingkat; tanpa kode seluruh provinsi."""
    gazetteer = load(local_regions_folder())
    found = _known(gazetteer, code)
    if as_json:
        answer_json({**_shown(gazetteer, found), "children": _branches(gazetteer, found, depth)})
        return
    click.echo(gazetteer.title(found) if found else "Indonesia")
    _say_branches(_branches(gazetteer, found, depth), 1)


def _branches(gazetteer: Gazetteer, code: str, depth: int) -> list[dict[str, Any]]:
    if depth == 0:
        return []
    return [
        {**_as_json(place), "children": _branches(gazetteer, place.code, depth - 1)}
        for place in gazetteer.children(code, today())
    ]


def _say_branches(branches: list[dict[str, Any]], indent: int) -> None:
    for branch in branches:
        click.echo(f"{'  ' * indent}{branch['code']}  {branch['name']}  ({branch['kind'].replace('_', ' ')})")
        _say_branches(branch["children"], indent + 1)


@commands.command("successors")
@click.argument("code")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Pada tanggal ini; bawaan hari ini.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Tanggal data yang dibawa; bawaan paling awal."
)
@json_option
@speaks_plainly
def successors(code: str, on: datetime | None, since: datetime | None, as_json: bool) -> None:
    """Wilayah yang meneruskan satu kode setelah pemekaran, penggabungan atau penomoran, dengan bagiannya."""
    gazetteer = load(local_regions_folder())
    day = on.date() if on else today()
    found = read_code(code)
    heirs = gazetteer.successors(found, day, since.date() if since else None)
    standing = gazetteer.valid(found, day)
    if as_json:
        answer_json(
            {
                "code": found,
                "on": day.isoformat(),
                "valid": standing.value,
                "successors": [{"code": heir.code, "share": as_ratio(heir.share)} for heir in heirs],
            }
        )
        return
    click.echo(f"{found} berlaku pada {format_date(day)}: {standing.value}")
    for heir in heirs:
        click.echo(f"  {heir.code}  {gazetteer.title(heir.code)}  bagian {as_ratio(heir.share)}")


@commands.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@speaks_plainly
def check(file: Path, as_json: bool) -> None:
    """Periksa satu berkas perubahan wilayah sebelum dipakai."""
    load(local_regions_folder(), also=[file])
    records = read_records(file)
    if as_json:
        answer_json({"findings": [], "records": len(records)})
        return
    say(f"{file.name}: {len(records)} catatan, siap dipakai. Taruh di {local_regions_folder()}.")


@commands.command("load")
@click.argument("code", default="")
@json_option
@speaks_plainly
def load_into_database(code: str, as_json: bool) -> None:
    """Masukkan wilayah resmi ke basis data; tanpa kode seluruh Indonesia. Boleh diulang kapan saja."""
    gazetteer = load(local_regions_folder())
    territory = _known(gazetteer, code)
    start_database()
    from django.db import DatabaseError

    from berdaya.region.services.loading import load_regions

    try:
        with progress("Memasukkan wilayah", len(gazetteer.codes(territory))) as moved:
            loaded = load_regions(gazetteer, territory, moved)
    except DatabaseError as error:
        raise Refused(_database_not_ready()) from error
    if loaded.unlisted:
        say(f"{format_count(loaded.unlisted)} wilayah di basis data tidak ada lagi dalam daftar; dibiarkan.")
    say(
        f"{format_count(loaded.new)} baru, {format_count(loaded.changed)} berubah, "
        f"{format_count(loaded.same)} tetap."
    )
    if as_json:
        answer_json(
            {
                "code": territory,
                "new": loaded.new,
                "changed": loaded.changed,
                "same": loaded.same,
                "unlisted": loaded.unlisted,
            }
        )


def _database_not_ready() -> Finding:
    return Finding(
        "region.database",
        "basis data",
        "belum siap, atau tidak dapat dihubungi",
        "Jalankan dulu: berdaya site upgrade. Bila memakai PostgreSQL, periksa DATABASE_URL.",
    )
