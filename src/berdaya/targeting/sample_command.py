"""`berdaya targeting sample`: the invented files that an office has beside a register."""

from pathlib import Path

import click

from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly
from berdaya.register.sampling.companions import invented_population
from berdaya.register.sampling.indexes import read_index
from berdaya.register.sampling.sample import DEFAULT_SEED
from berdaya.targeting.sampling import sample_files, write_sample_files


@click.command("sample")
@click.option("--district", required=True, help="Kode kabupaten atau kota, misalnya 33.27.")
@click.option("--households", default=170_000, show_default=True, help="Sama seperti pada register sample.")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="Sama seperti pada register sample.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Indeks desa yang dipakai register sample.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder tujuan.")
@json_option
@speaks_plainly
def sample(district: str, households: int, seed: int, index: Path | None, out: Path, as_json: bool) -> None:
    """Buat berkas rekaan: indeks, penduduk, perangkat daerah, kecocokan, kebutuhan, titik."""
    files = sample_files(district, seed, households)
    if index is not None:
        del files["indeks.csv"]
        files["penduduk.csv"] = invented_population(
            district, seed, households=households, index=read_index(index)
        )
    paths = write_sample_files(out, files)
    for path in paths:
        say(f"  {path}")
    if as_json:
        answer_json({"files": [str(path) for path in paths]})
