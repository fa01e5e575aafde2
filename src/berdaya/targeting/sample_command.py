"""`berdaya targeting sample`: everything that selection and assignment need beside a register, invented."""

from pathlib import Path

import click

from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.files import refuse_irregular, refuse_overwriting
from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly

_WORDS = {
    "indeks.csv": "indeks desa",
    "penduduk.csv": "jumlah seluruh rumah tangga",
    "perangkat.csv": "perangkat daerah",
    "kecocokan.csv": "kecocokan perangkat dengan kebutuhan",
    "kebutuhan.csv": "bagian kebutuhan setiap tempat",
    "titik.csv": "titik kasar kantor dan desa, untuk jarak",
    "pasti.csv": "pasangan yang ditetapkan lebih dahulu",
}


@click.command("sample")
@click.option("--district", required=True, help="Kode kabupaten atau kota, misalnya 33.27.")
@click.option(
    "--households",
    default=170_000,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help="Banyaknya rumah tangga dalam register; samakan dengan berkas registernya.",
)
@click.option("--seed", default=2015, show_default=True, help="Benih; samakan dengan berkas registernya.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV kode_desa,idm bila indeksnya sudah ada; tanpa ini dibuat indeks rekaan.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder tujuan.")
@json_option
@speaks_plainly
def sample(district: str, households: int, seed: int, index: Path | None, out: Path, as_json: bool) -> None:
    """Buat berkas rekaan: indeks, penduduk, perangkat daerah, kecocokan, kebutuhan, titik, pasti."""
    from berdaya.register.sampling.indexes import read_index
    from berdaya.targeting.sampling import sample_files, write_sample_files

    if index is not None:
        refuse_irregular(index)
    files = sample_files(district, seed, households, read_index(index) if index else None)
    for name in files:
        refuse_overwriting(out / name, index)
    written = write_sample_files(out, files)
    if as_json:
        sealed = [{"file": str(path), "sha256": digest_of_file(path)} for path in written]
        answer_json({"files": sealed, "district": district, "seed": seed, "households": households})
        return
    for path in written:
        say(f"{path}  {_WORDS[path.name]}")
    say("Semuanya rekaan, kecuali kode dan nama wilayah.")
