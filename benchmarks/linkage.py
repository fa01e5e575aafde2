"""Matching a recipient list with a register: 100,000 invented people of a seed that nothing was fitted on.

Beside the product, whose weights are shipped, stands Splink trained on the two lists at hand: the same
comparisons, pairs and settling; u by random sampling, m by EM in two passes (village and year; name). Both
get the same columns; reading the files is not counted. The threshold was fixed on another seed.
"""

import time
import warnings
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import polars as pl

from benchmarks.people.faults import Lists, two_lists
from benchmarks.people.fit import MEASURED_SEED, SIZE
from benchmarks.people.people import population
from benchmarks.people.proposing import by_training, by_weights, pairs_from
from benchmarks.people.quality import Quality, quality
from benchmarks.people.writing import fields_of
from berdaya.register.linking.model import shipped_weights
from berdaya.register.rules.linking import Band, Link

AIM = 0.96


def measure() -> dict[str, dict[str, Any]]:
    lists = two_lists(population(SIZE, MEASURED_SEED), MEASURED_SEED)
    a, b = fields_of(lists)
    ours, our_seconds = timed(lambda: by_weights(a, b, shipped_weights()))
    trained, trained_seconds = timed(lambda: _trained(a, b))
    threshold = shipped_weights().threshold
    rows = {
        f"link: {group}, F1 (precision / recall)": _row(told, AIM if group == "all" else None)
        for group, told in quality(pairs_from(ours, threshold), lists).items()
    }
    rows["link: Splink trained on the lists, F1 (precision / recall)"] = _row(
        quality(pairs_from(trained, threshold), lists)["all"], None
    )
    rows["link: accepted in bulk, precision"] = _bulk(ours, lists)
    rows["link: time / time of Splink with training"] = {
        "ratio": round(our_seconds / trained_seconds, 2),
        "aim": "≤ 1",
        "seconds": our_seconds,
        "trained_seconds": trained_seconds,
        "rows": [a.height, b.height],
        "threshold_millionths": threshold,
    }
    return rows


def _trained(a: pl.DataFrame, b: pl.DataFrame) -> list[Link]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return by_training(a, b)


def timed(work: Callable[[], list[Link]]) -> tuple[list[Link], float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def _row(told: Quality, aim: float | None) -> dict[str, Any]:
    return {
        "value": told.f1,
        "shown": f"{told.f1:.4f}",
        "aim": f"≥ {aim}" if aim else "-",
        "precision": told.precision,
        "recall": told.recall,
        **asdict(told),
    }


def _bulk(links: list[Link], lists: Lists) -> dict[str, Any]:
    sure = [one for one in links if one.band is Band.SURE]
    told = quality(pairs_from(sure, 0), lists)["all"]
    return {"value": told.precision, "shown": f"{told.precision:.4f}", "aim": "-", **asdict(told)}


if __name__ == "__main__":
    for what, row in measure().items():
        detail = f"  {row['precision']:.4f} / {row['recall']:.4f}" if "recall" in row else ""
        print(f"{what:<60} {row.get('shown', row.get('ratio')):>9} {row['aim']:>8}{detail}")
