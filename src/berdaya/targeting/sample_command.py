"""`berdaya targeting sample`: everything that selection and assignment need beside a register, invented."""

from pathlib import Path

import click

from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly

_WORDS = {
    "indeks.csv": "indeks desa",
    "penduduk.csv": "jumlah seluruh rumah tangga",
    "perangkat.csv": "perangkat daerah",
    "kecocokan.csv": "kecocokan perangkat dengan kebutuhan",
    "kebutuhan.csv": "bagian kebutuhan setiap tempat",
    "titik.csv": "titik kasar kantor dan desa, untuk jarak",
}


@click.command("sample")
@click.option("--district", required=True, help="Kode kabupaten atau kota, misalnya 33.27.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder hasil.")
@click.option("--seed", default=2015, show_default=True, help="Benih; samakan dengan berkas registernya.")
@click.option(
    "--households",
    default=170_000,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="Banyaknya rumah tangga dalam register; samakan dengan berkas registernya.",
)
@json_option
@speaks_plainly
def sample(district: str, out: Path, seed: int, households: int, as_json: bool) -> None:
    """Buat berkas rekaan pendamping register: indeks, penduduk, perangkat, kebutuhan, titik."""
    from berdaya.targeting.sampling import sample_files, write_sample_files

    written = write_sample_files(out, sample_files(district, seed, households))
    if as_json:
        files = [{"file": str(path), "sha256": digest_of_file(path)} for path in written]
        answer_json({"files": files, "district": district, "seed": seed, "households": households})
        return
    for path in written:
        say(f"{path}  {_WORDS[path.name]}")
    say("Semuanya rekaan, kecuali kode dan nama wilayah.")
