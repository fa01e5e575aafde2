"""Counting decile 1 of ten million households for the selection, beside a bare decode of the same rows.

The decode is Polars reading the two columns that the count needs (`place`, `decile`, `persons` by
household) and taking the `max` of each: what any reader must do at least. The selection reads the narrow
layout of the register (`ranking.parquet`: runs of equal households), which is made once at import. For
comparison the same count is taken from one row per household too. Runs are interleaved; medians are kept.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from berdaya.targeting.population import as_runs, decile1_by_place

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "bench-selection"
LARGE, SMALL = 10_000_000, 1_000_000
PLACES = 8_500  # the desa and kelurahan of a large province
NEEDED = ("place", "decile", "persons")
ROUNDS = 7


def measure() -> dict[str, dict[str, object]]:
    large, small = built(LARGE), built(SMALL)
    times = interleaved(
        {
            "decode": lambda: decode(large),
            "runs": lambda: count_runs(large),
            "rows": lambda: count_rows(large),
        }
    )
    memory = {n: peak_megabytes(folder) for n, folder in ((SMALL, small), (LARGE, large))}
    base = times["decode"]
    return {
        "selection: 10 million households / bare Polars decode": {
            "ratio": round(times["runs"] / base, 3),
            "aim": "≤ 1.2",
            "seconds": times["runs"],
            "decode_seconds": base,
        },
        "selection: the same from one row per household / decode": {
            "ratio": round(times["rows"] / base, 2),
            "aim": "-",
            "seconds": times["rows"],
        },
        "selection: memory at 10 million / at 1 million households": {
            "ratio": round(memory[LARGE] / memory[SMALL], 2),
            "aim": "flat",
            "megabytes": memory,
        },
    }


def built(households: int) -> Path:
    """Invented households in the register's layout, in place order, made once and kept."""
    folder = BUILT / str(households)
    if (folder / "ranking.parquet").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    dice = np.random.default_rng(2022)
    share = dice.lognormal(0, 0.5, PLACES)
    place = np.sort(dice.choice(PLACES, households, p=share / share.sum()).astype(np.uint32))
    percentile = np.minimum(dice.gamma(2.0, 9.0, households).astype(np.int64) + 1, 50)
    frame = pl.DataFrame(
        {
            "household": dice.integers(0, 2**63, households, dtype=np.uint64),
            "place": place,
            "decile": ((percentile + 9) // 10).astype(np.uint8),
            "persons": np.clip(dice.poisson(2.6, households) + 1, 1, 14).astype(np.uint8),
            "floor": dice.integers(1, 11, households, dtype=np.uint8),
            "water": dice.integers(1, 13, households, dtype=np.uint8),
        }
    )
    frame.write_parquet(folder / "households.parquet", row_group_size=100_000)
    runs = frame.group_by("decile", "place", "persons").agg(pl.len().cast(pl.UInt32).alias("households"))
    runs.sort("decile", "place", "persons").write_parquet(folder / "ranking.parquet", row_group_size=250_000)
    return folder


def decode(folder: Path) -> object:
    rows = pl.scan_parquet(folder / "households.parquet")
    return rows.select(pl.col(name).max() for name in NEEDED).collect(engine="streaming")


def count_runs(folder: Path) -> object:
    return decile1_by_place(pl.scan_parquet(folder / "ranking.parquet")).collect(engine="streaming")


def count_rows(folder: Path) -> object:
    rows = pl.scan_parquet(folder / "households.parquet").select(*NEEDED)
    return decile1_by_place(as_runs(rows)).collect(engine="streaming")


def interleaved(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each, taken in turns so that a busy moment hits all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(ROUNDS):
        for name, work in works.items():
            started = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def peak_megabytes(folder: Path) -> int:
    """The most memory that a fresh process held while it counted. A child's rusage begins at its parent's."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.selection import count_runs;"
        "count_runs(Path(sys.argv[1]));"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout) // 1024
