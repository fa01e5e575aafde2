"""`make bench`: the performance table. Ratios measured side by side in one run, never asserted.

Each other file here has `measure() -> dict` of rows `{name: {"ratio" | "value": …, "aim": …, …}}`. The table
goes to the terminal and, with every number behind it, to build/bench.json.
"""

import importlib
import json
import platform
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))


def main(wanted: list[str]) -> None:
    files = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    names = [name for name in files if name not in ("__init__", "run", "merge_reference")]
    rows: dict[str, Any] = {}
    for name in names:
        if wanted and name not in wanted:
            continue
        print(f"… {name}", file=sys.stderr, flush=True)
        started = time.perf_counter()
        rows |= importlib.import_module(f"benchmarks.{name}").measure()
        print(f"  {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"{'what':<58} {'measured':>12} {'aim':>10}")
    for what, row in rows.items():
        print(f"{what:<58} {row.get('shown', row.get('ratio')):>12} {row['aim']:>10}")
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"python": platform.python_version(), "rows": rows}, indent=1) + "\n")
    print(f"\nAll numbers: {out.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
