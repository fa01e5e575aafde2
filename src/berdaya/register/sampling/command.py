"""`berdaya register sample`: a register file of invented people, to try everything without anybody's data."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.files import refuse_overwriting
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_count
from berdaya.kernel.terminal import answer_json, json_option, progress, say, speaks_plainly
from berdaya.register.rules.uploads import FIRST_YEAR

T = TypeVar("T")

_MOST_HOUSEHOLDS = 1_000_000
_SHARE = re.compile(r"\d{1,9}(\.\d{1,12})?|\d{1,9}/[1-9]\d{0,8}", re.ASCII)


def _share(_context: click.Context, _option: click.Parameter, text: str) -> Fraction:
    written = text.replace(",", ".")
    share = Fraction(written) if _SHARE.fullmatch(written) else Fraction(-1)
    if not 0 <= share <= 1:
        raise click.BadParameter("tulis bagian antara 0 dan 1, misalnya 0.001")
    return share


@click.command("sample")
@click.option("--district", required=True, help="Kode kabupaten atau kota, misalnya 33.27.")
@click.option(
    "--households",
    required=True,
    type=click.IntRange(1, _MOST_HOUSEHOLDS),
    help="Banyaknya rumah tangga dalam berkas.",
)
@click.option("--profile", default="bdt2015", show_default=True, help="Susunan kolom; kini hanya bdt2015.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Berkas hasil, .csv atau .xlsx.",
)
@click.option(
    "--seed", default=2015, show_default=True, help="Benih; benih yang sama memberi berkas yang sama."
)
@click.option("--kecamatan", default="", help="Hanya satu kecamatan, misalnya 33.27.04.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV kode_desa,idm: desa berindeks tinggi mendapat sedikit lebih jarang desil 1.",
)
@click.option(
    "--field-date",
    type=click.DateTime(["%Y-%m-%d"]),
    default="2024-07-01",
    show_default="2024-07-01",
    help="Tanggal pendataan; umur dan tanggal lahir pada NIK cocok pada hari itu.",
)
@click.option(
    "--dirty",
    default="0",
    callback=_share,
    help="Bagian rumah tangga yang diberi kesalahan seperti di berkas nyata, misalnya 0.001.",
)
@json_option
@speaks_plainly
def sample(
    district: str,
    households: int,
    profile: str,
    out: Path,
    seed: int,
    kecamatan: str,
    index: Path | None,
    field_date: datetime,
    dirty: Fraction,
    as_json: bool,
) -> None:
    """Buat berkas register berisi warga rekaan di desa yang nyata."""
    from berdaya.register.sampling.indexes import read_index
    from berdaya.register.sampling.places import sample_places
    from berdaya.register.sampling.sample import PROFILE, sample_frames
    from berdaya.register.sampling.writing import write_sample

    if profile != PROFILE:
        raise Refused(_only_one_profile(profile))
    refuse_overwriting(out, index)
    if not FIRST_YEAR <= field_date.year <= today().year + 1:
        raise Refused(_strange_year())
    places = sample_places(
        district, households, seed, kecamatan=kecamatan, index=read_index(index) if index else None
    )
    filled = [place for place in places if place.households]
    frames = sample_frames(filled, seed, dirty, field_date.date())
    with progress("Membuat warga rekaan", len(filled)) as step:
        written = write_sample(_stepping(frames, step), out)
    if as_json:
        answer_json(
            {
                "file": str(out),
                "profile": profile,
                "households": written.households,
                "members": written.members,
                "places": len(filled),
                "decile1_households": sum(place.decile1 for place in filled),
                "sha256": digest_of_file(out),
                "seed": seed,
                "field_date": field_date.date().isoformat(),
            }
        )
        return
    counts = f"{format_count(written.households)} rumah tangga, {format_count(written.members)} anggota"
    say(f"{out}: {counts} rekaan. NIK memakai kecamatan nomor 99 yang tidak ada, jadi bukan milik siapa pun.")


def _stepping(frames: Iterable[T], step: Callable[[int], None]) -> Iterator[T]:
    for frame in frames:
        yield frame
        step(1)


def _strange_year() -> Finding:
    problem = f"tahunnya di luar {FIRST_YEAR} sampai {today().year + 1}"
    return Finding("sample.field_date", "--field-date", problem, "Periksa tanggalnya.")


def _only_one_profile(profile: str) -> Finding:
    return Finding(
        "sample.profile",
        f"--profile {profile}",
        "contoh belum dapat dibuat untuk susunan kolom ini",
        "Pakai --profile bdt2015.",
    )
