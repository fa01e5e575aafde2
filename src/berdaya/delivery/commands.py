"""`berdaya delivery …`: check a list of honoraria from a file, without an office."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from berdaya.delivery.list_file import CheckedList, check_file, list_book_of
from berdaya.delivery.rules.honoraria import Paid, month_words
from berdaya.kernel.files import write_bytes
from berdaya.kernel.findings import Findings, Severity
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.kernel.outfile import OutFile
from berdaya.kernel.shares import as_ratio
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.region.rules.codes import read_code

FILE = click.Path(path_type=Path, dir_okay=False)
YEAR = click.IntRange(2000, 2100)


@click.group("delivery")
def commands() -> None:
    """Pelaksanaan kegiatan: daftar honorarium diperiksa dari berkas."""


@commands.command("check")
@click.argument("file", type=FILE)
@click.option("--year", type=YEAR, required=True, help="Tahun anggaran daftar itu.")
@click.option("--month", type=click.IntRange(1, 12), help="Bulannya, bila berkas tidak menyebutnya.")
@click.option("--territory", default="", help="Kode wilayahnya, untuk tarif yang berlaku di sana.")
@click.option("--rt", type=click.IntRange(1), help="Honorarium ketua RT sebulan, rupiah.")
@click.option("--rw", type=click.IntRange(1), help="Honorarium ketua RW sebulan, rupiah.")
@click.option("--lpmk", type=click.IntRange(1), help="Honorarium ketua LPMK sebulan, rupiah.")
@json_option
@speaks_plainly
def check(
    file: Path,
    year: int,
    month: int | None,
    territory: str,
    rt: int | None,
    rw: int | None,
    lpmk: int | None,
    as_json: bool,
) -> None:
    """Periksa daftar honorarium (CSV atau XLSX): yang tidak menjabat bulan itu, yang dibayar dua kali, yang
    lain dari tarifnya, dan jumlah orang dan rupiah menurut L dan P."""
    given = {"rt": rt, "rw": rw, "lpmk": lpmk}
    rates = {kind: rate for kind, rate in given.items() if rate}
    checked = check_file(file, year, month, rates, read_code(territory) if territory else "")
    if as_json:
        answer_json(_as_json(checked))
    else:
        _tell(checked, year)
    if any(one.severity is Severity.ERROR for one in checked.findings):
        raise SystemExit(1)


@commands.command("sample")
@click.option("--out", type=OutFile(".xlsx"), required=True, help="Berkas hasil, .xlsx.")
@json_option
@speaks_plainly
def sample(out: Path, as_json: bool) -> None:
    """Tulis templat daftar honorarium dengan tiga baris contoh untuk diganti."""
    rows = [
        ["Ketua RT 001/RW 001", "Contoh Satu", "P", "1000000", "2022-01-01", "", "001"],
        ["Ketua RW 001", "Contoh Dua", "L", "1200000", "2022-01-01", "", "002"],
        ["Ketua LPMK", "Contoh Tiga", "L", "1500000", "2022-01-01", "", "003"],
    ]
    write_bytes(out, list_book_of(2024, 1, rows))
    if as_json:
        answer_json({"file": str(out), "findings": []})
        return
    say(f"{out}: ganti isinya, lalu berdaya delivery check {out} --year 2024")


def _as_json(checked: CheckedList) -> dict[str, Any]:
    return {
        "months": [{"month": at, **_paid_json(paid)} for at, paid in checked.months.items()],
        "total": _paid_json(checked.total),
        "findings": [one.as_json() for one in checked.findings],
    }


def _paid_json(paid: Paid) -> dict[str, Any]:
    share = Fraction(paid.women, paid.rupiah) if paid.rupiah else None
    return {
        "people": paid.people.total,
        "L": paid.people.men,
        "P": paid.people.women,
        "rupiah": paid.rupiah,
        "rupiah_L": paid.men,
        "rupiah_P": paid.women,
        "women_share": None if share is None else as_ratio(share),
    }


def _tell(checked: CheckedList, year: int) -> None:
    say_findings(Findings.of(checked.findings))
    for at, paid in checked.months.items():
        say(f"{month_words(year, at)}: {_words(paid)}")
    if len(checked.months) > 1:
        say(f"Jumlah: {_words(checked.total)}")


def _words(paid: Paid) -> str:
    share = f", perempuan {format_percent(Fraction(paid.women, paid.rupiah), 2)}" if paid.rupiah else ""
    people = f"{paid.people.total} orang (L {paid.people.men}, P {paid.people.women})"
    return f"{people}, {format_rupiah(paid.rupiah)}{share}"
