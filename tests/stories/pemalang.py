"""What both stories of Pemalang begin with: the files that the office has."""

from pathlib import Path

from berdaya.register.sampling.sample import sample_frames, sample_places
from berdaya.register.sampling.writing import write_csv
from berdaya.targeting.sampling import sample_files, write_sample_files
from tests.office import PEMALANG

HOUSEHOLDS = 2_500
SEED = 2015
BAPPEDA_PLACES = ("33.27.04.2010", "33.27.13.2005", "33.27.09.2018")


def write_files(folder: Path) -> Path:
    """A register of invented people, and what stands beside it."""
    write_csv(sample_frames(sample_places(PEMALANG, HOUSEHOLDS, SEED), SEED), folder / "bdt.csv")
    write_sample_files(folder, sample_files(PEMALANG, SEED, HOUSEHOLDS))
    return folder
