"""Fit the shipped weights once, on invented people of one seed, and fix the threshold on another.

    python -m benchmarks.people.fit

`m` is counted over the true pairs; `u` over every pair of some rows of the list with the whole register.
Nothing of it is done when lists are matched.
"""

import re
import sys
from importlib.metadata import version
from typing import Any

import duckdb
import polars as pl
import tomli_w

from benchmarks.people.faults import Lists, two_lists
from benchmarks.people.people import HERE, population
from benchmarks.people.proposing import pairs_from, proposals
from benchmarks.people.quality import quality
from benchmarks.people.writing import fields_of
from berdaya.kernel.digests import digest_of_file
from berdaya.register.linking.levels import COMPARISONS, Comparison
from berdaya.register.linking.model import SHIPPED, Weights, weights_of

TRAINING_SEED, THRESHOLD_SEED, MEASURED_SEED = 101, 202, 303
SIZE = 100_000
_SAMPLED = 300
_PLACES = 10
_STEPS = range(200_000, 1_000_000, 50_000)
NEARLY = 0.002


def main() -> None:
    lists = two_lists(population(SIZE, TRAINING_SEED), TRAINING_SEED)
    a, b = fields_of(lists)
    m, u = _counted(a, b, lists, true_pairs=True), _counted(a, b, lists, true_pairs=False)
    table: dict[str, Any] = {
        "version": "2026.1",
        "threshold_millionths": 0,
        "made_from": {
            "people": SIZE,
            "seed": TRAINING_SEED,
            "threshold_seed": THRESHOLD_SEED,
            "noise_sha256": digest_of_file(HERE / "noise.toml"),
            "splink": version("splink"),
            "duckdb": version("duckdb"),
        },
        "comparison": {
            one.name: {level: [m[one.name][level], u[one.name][level]] for level in one.level_names}
            for one in COMPARISONS
        },
    }
    table["threshold_millionths"] = careful_threshold(weights_of(table))
    SHIPPED.write_text(_HEAD + _compact(tomli_w.dumps(table)), encoding="utf-8")
    print(f"{SHIPPED}: threshold {table['threshold_millionths']}", file=sys.stderr)


def careful_threshold(weights: Weights) -> int:
    """The highest probability, in steps of 0.05, whose F1 on people of another seed is as good as the best,
    or worse by at most NEARLY."""
    lists = two_lists(population(SIZE, THRESHOLD_SEED), THRESHOLD_SEED)
    links = proposals(lists, weights)
    f1 = {step: quality(pairs_from(links, step), lists)["all"].f1 for step in _STEPS}
    return max(step for step in _STEPS if f1[step] >= max(f1.values()) - NEARLY)


def _compact(toml: str) -> str:
    """`[m, u]` on one line."""
    return re.sub(r"\[\n\s+([\d.e-]+),\n\s+([\d.e-]+),\n\]", r"[\1, \2]", toml)


_HEAD = """\
# Weights of list matching, [m, u] of each level. m: how often the level holds for two rows of one
# person; u: for rows of two people. Fitted once on invented people (benchmarks/people/fit.py), never later.
# Meaning in words, and the measured quality: docs/explanations/list-matching.md
"""


def _counted(
    a: pl.DataFrame, b: pl.DataFrame, lists: Lists, *, true_pairs: bool
) -> dict[str, dict[str, float]]:
    """The share of each level among pairs where both sides are known; half a pair is added to each level."""
    database = duckdb.connect(":memory:")
    truth = pl.DataFrame(sorted(lists.truth), schema=["id_a", "id_b"], orient="row")
    for name, frame in (("a", a), ("b", b), ("truth", truth)):
        database.register(name, frame.to_arrow())
    columns = ", ".join(f"a.{c} AS {c}_l, b.{c} AS {c}_r" for c in a.columns)
    if true_pairs:
        source = f"SELECT {columns} FROM truth JOIN a ON a.id = id_a JOIN b ON b.id = id_b"
    else:
        source = (
            f"SELECT {columns} FROM (SELECT * FROM a ORDER BY row LIMIT {_SAMPLED}) AS a, b "
            "WHERE NOT EXISTS (SELECT 1 FROM truth WHERE id_a = a.id AND id_b = b.id)"
        )
    return {one.name: _shares(database, source, one) for one in COMPARISONS}


def _shares(database: duckdb.DuckDBPyConnection, source: str, one: Comparison) -> dict[str, float]:
    cases = " ".join(f"WHEN {level.condition} THEN '{level.name}'" for level in one.levels)
    answer = database.execute(
        f"SELECT CASE WHEN {one.unknown} THEN NULL {cases} ELSE 'else' END AS level, count(*) "
        f"FROM ({source}) GROUP BY level"
    )
    counts = {str(level): int(n) for level, n in answer.fetchall() if level is not None}
    total = sum(counts.values()) + len(one.level_names) / 2
    return {level: round((counts.get(level, 0) + 0.5) / total, _PLACES) for level in one.level_names}


if __name__ == "__main__":
    main()
