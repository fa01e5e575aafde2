"""Import of a million member rows of BDT as CSV, beside a bare Polars read of the same file.

The bare read is `pl.read_csv(…, infer_schema=False)`: every cell as text, nothing checked. The import does
the whole of `berdaya register import`: fingerprint, checks, places, folding, sealing, snapshot on the disk.
Runs are interleaved; medians are kept. Memory is the most that a fresh process held.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.region.rules.gazetteer import official
from berdaya.register.importing.asking import Request
from berdaya.register.importing.run import run_import
from berdaya.register.rules.profiles import profile_named
from berdaya.rulebook.rules import shipped

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "bench-import"
HOUSEHOLDS = 290_000  # of 3.5 members: a little over a million rows
SEPARATOR = ";"
ROUNDS = 5


def measure() -> dict[str, dict[str, object]]:
    file = built(HOUSEHOLDS)
    bare, whole = [], []
    official().villages("33.27")
    for _ in range(ROUNDS):
        bare.append(seconds(lambda: read(file)))
        whole.append(seconds(lambda: imported(file)))
    base, took = statistics.median(bare), statistics.median(whole)
    memory = {"bare": peak_megabytes(file, "bare"), "import": peak_megabytes(file, "import")}
    return {
        "import: a million member rows of BDT CSV / bare Polars read": {
            "ratio": round(took / base, 2),
            "aim": "≤ 4",
            "seconds": took,
            "bare_seconds": base,
            "rounds": [round(w / b, 2) for w, b in zip(whole, bare, strict=True)],
            "rows": rows_of(file),
        },
        "import: memory / memory of the bare read": {
            "ratio": round(memory["import"] / memory["bare"], 2),
            "aim": "-",
            "megabytes": memory,
        },
    }


def built(households: int) -> Path:
    """An invented register, made once and kept."""
    file = BUILT / f"bdt-{households}.csv"
    if not file.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        arguments = ["--district", "33.27", "--households", str(households), "--out", str(file)]
        command = "from berdaya.cli import main; main()"
        subprocess.run(
            [sys.executable, "-c", command, "register", "sample", *arguments],
            check=True,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
    return file


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def read(file: Path) -> pl.DataFrame:
    return pl.read_csv(file, separator=SEPARATOR, infer_schema=False)


def rows_of(file: Path) -> int:
    rows = pl.scan_csv(file, separator=SEPARATOR, infer_schema=False)
    return int(rows.select(pl.len()).collect().item())


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def imported(file: Path) -> None:
    """The whole import into a throw-away folder, with keys of its own."""
    folder = Path(tempfile.mkdtemp(prefix="berdaya-bench-"))
    try:
        request = Request(
            file=file,
            profile=profile_named("bdt2015"),
            edition=date(2015, 12, 31),
            out=folder / "snapshot",
            today=date(2026, 1, 1),
            field_date=date(2024, 7, 1),
        )
        outcome = run_import(request, shipped(), official(), KeyRing(folder / "keys"), lambda _step: None)
        if not outcome.written:
            raise SystemExit("the invented register was not accepted")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def peak_megabytes(file: Path, what: str) -> int:
    """The most memory that a fresh process held (VmHWM; a child's rusage begins at its parent's)."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.register_import import imported, read;"
        "{'import': imported, 'bare': read}[sys.argv[2]](Path(sys.argv[1]));"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file), what],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    return int(done.stdout) // 1024


if __name__ == "__main__":
    for what, row in measure().items():
        print(what, row)
