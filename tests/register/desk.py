"""The desk of Bu Ratna: small register files as people type them, and the import as she runs it.

The village is Majalangu in Watukumpul (Pemalang). All people and numbers are invented.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from berdaya.cli import berdaya

TITLES = (
    "ID rumah tangga",
    "Kode provinsi",
    "Kode kabupaten/kota",
    "Nama kecamatan",
    "Nama desa/kelurahan",
    "Alamat",
    "Nama KRT",
    "Jumlah ART",
    "Sumber air minum",
    "Fasilitas BAB",
    "KKS/KPS",
    "KIP/BSM",
    "percentile",
    "Nomor urut ART",
    "Nama ART",
    "NIK",
    "HubKRT",
    "Jenis kelamin",
    "Umur",
    "Kepemilikan kartu identitas",
    "Jenis cacat",
    "Partisipasi sekolah",
)
SHORT = {
    "id": 0, "prov": 1, "kab": 2, "kec": 3, "desa": 4, "alamat": 5, "krt": 6, "jumlah": 7, "air": 8, "bab": 9,
    "kks": 10, "kip": 11, "persen": 12, "no": 13, "nama": 14, "nik": 15, "hub": 16, "jk": 17, "umur": 18,
    "kartu": 19, "cacat": 20, "sekolah": 21,
}  # fmt: skip
SITI = (
    "332704001000010001", "33", "27", "WATUKUMPUL", "MAJALANGU", "Dukuh Krajan RT 03 RW 01", "SITI", "3",
    "9", "4", "2", "4", "7", "1", "SITI", "3327045507750001", "1", "2", "40", "5", "0", "2",
)  # fmt: skip
DARMI = (*SITI[:13], "2", "DARMI", "3327046003020002", "3", "2", "13", "1", "0", "2")
AGUS = (*SITI[:13], "3", "AGUS", "3327041208080003", "3", "1", "7", "0", "0", "1")
JOKO = (
    "332704001000010002", "33", "27", "WATUKUMPUL", "MAJALANGU", "Dukuh Krajan RT 03 RW 01", "JOKO", "1",
    "5", "1", "1", "3", "35", "1", "JOKO", "3327041708600004", "1", "1", "55", "4", "0", "2",
)  # fmt: skip
HOME = (SITI, DARMI, AGUS, JOKO)

Row = tuple[str, ...]


def changed(row: Row, **cells: str) -> Row:
    """The row with some cells typed otherwise, by the short names above."""
    by_place = {SHORT[name]: text for name, text in cells.items()}
    return tuple(by_place.get(at, text) for at, text in enumerate(row))


def csv_text(rows: Iterable[Row], titles: Row = TITLES, separator: str = ",") -> str:
    return "".join(separator.join(row) + "\n" for row in (titles, *rows))


@dataclass(frozen=True)
class Answer:
    """What `berdaya register import --json` said."""

    exit_code: int
    table: Mapping[str, Any]
    stderr: str
    out: Path

    def finding(self, code: str) -> Mapping[str, Any]:
        return next(finding for finding in self.table["findings"] if finding["code"] == code)

    @property
    def codes(self) -> set[str]:
        return {finding["code"] for finding in self.table["findings"]}

    @property
    def rows(self) -> Mapping[str, int]:
        rows: Mapping[str, int] = self.table["rows"]
        return rows


def run(*arguments: object) -> Result:
    return CliRunner().invoke(berdaya, [str(a) for a in arguments])


class Desk:
    """One folder in which files arrive and snapshots are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def file(self, content: str | bytes, name: str = "daftar.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def imported(
        self, file: Path, *options: object, profile: str = "bdt2015", out: Path | None = None
    ) -> Answer:
        self.made += 1
        out = out or self.folder / f"potret-{self.made}"
        arguments = ("--profile", profile, "--edition", "2015-12-31", "--out", out, "--json", *options)
        result = run("register", "import", file, *arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, json.loads(result.stdout), result.stderr, out)

    def typed(self, rows: Iterable[Row], *options: object, **more: Any) -> Answer:
        return self.imported(self.file(csv_text(rows)), *options, **more)
