"""From two lists to proposals without files: the product, and Splink trained on the lists at hand."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from benchmarks.people.faults import Lists
from benchmarks.people.quality import Pairs
from benchmarks.people.writing import RULES_ON, fields_of
from berdaya.kernel.findings import Findings
from berdaya.register.linking import blocking, scoring
from berdaya.register.linking.model import Weights, shipped_weights
from berdaya.register.linking.run import candidates_of, prior_of
from berdaya.register.rules.linking import Link, Thresholds, settled
from berdaya.rulebook.rules import shipped

_PASSES = ("l.desa = r.desa AND l.tahun = r.tahun", "l.kunci = r.kunci")
_SAMPLED_PAIRS = 5_000_000
_SEED = 1


def values() -> Mapping[str, Any]:
    return shipped().in_force("register_linking", RULES_ON).values


def proposals(lists: Lists, weights: Weights | None = None) -> list[Link]:
    """Proposals for each row of the list, by rows."""
    a, b = fields_of(lists)
    return by_weights(a, b, weights or shipped_weights())


def by_weights(a: pl.DataFrame, b: pl.DataFrame, weights: Weights) -> list[Link]:
    """The product: weights that are there already."""
    found = scoring.scored(a, b, _rules(a, b), weights, prior_of(b, values()), _least())
    return _settled(found, a, b)


def by_training(a: pl.DataFrame, b: pl.DataFrame) -> list[Link]:
    """The same comparisons, pairs and settling, with weights that Splink estimates from the two lists."""
    left, right = scoring.with_rarity(a, b), scoring.with_rarity(b, b)
    settings = scoring.settings_for(_rules(a, b), None, prior_of(b, values()))
    with scoring.linker_of(left, right, settings) as linker:
        linker.training.estimate_u_using_random_sampling(max_pairs=_SAMPLED_PAIRS, seed=_SEED)
        for blocked in _PASSES:
            linker.training.estimate_parameters_using_expectation_maximisation(blocked)
        likely = scoring.pairs_from(linker, _least())
    return _settled(scoring.with_same_niks(likely, likely.head(0), a, b), a, b)


def _rules(a: pl.DataFrame, b: pl.DataFrame) -> tuple[blocking.Rule, ...]:
    return blocking.plan(a, b, values()["most_pairs"], "-", Findings()).rules


def _least() -> int:
    return int(values()["review_from_millionths"])


def _settled(found: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> list[Link]:
    return settled(candidates_of(found, a, b), Thresholds.of(values()))


def pairs_from(links: list[Link], threshold: int) -> Pairs:
    """The pairs of a probability (millionths) and more, as ids of the generated lists."""
    return {(f"A{one.a:07}", f"B{one.b:07}") for one in links if one.probability >= threshold}
