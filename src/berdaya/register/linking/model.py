"""The shipped weights, and the model that Splink makes of them. Nothing is trained when lists are matched.

`m` is how often a level holds for two rows of one person, `u` how often for rows of two people.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from berdaya.kernel.digests import digest_of
from berdaya.register.linking.levels import COMPARISONS, ELSE, Comparison, Level

SHIPPED = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """`m` and `u` by comparison and level, and where they come from."""

    version: str
    digest: str
    threshold: int
    made_from: Mapping[str, Any]
    m: Mapping[str, Mapping[str, float]]
    u: Mapping[str, Mapping[str, float]]


@cache
def shipped_weights() -> Weights:
    return weights_of(tomllib.loads(SHIPPED.read_text(encoding="utf-8")))


def weights_of(table: Mapping[str, Any]) -> Weights:
    told = table["comparison"]
    return Weights(
        version=table["version"],
        digest=digest_of(table),
        threshold=table["threshold_millionths"],
        made_from=table["made_from"],
        m={name: {level: pair[0] for level, pair in levels.items()} for name, levels in told.items()},
        u={name: {level: pair[1] for level, pair in levels.items()} for name, levels in told.items()},
    )


def comparisons_for_splink(weights: Weights | None) -> list[dict[str, Any]]:
    """The comparisons in the form that Splink takes; without weights they are to be trained."""
    return [_comparison(comparison, weights) for comparison in COMPARISONS]


def _comparison(comparison: Comparison, weights: Weights | None) -> dict[str, Any]:
    unknown = {
        "sql_condition": comparison.unknown,
        "label_for_charts": "unknown",
        "is_null_level": True,
    }
    levels = [*comparison.levels, Level(ELSE, "ELSE")]
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [unknown, *(_level(comparison.name, level, weights) for level in levels)],
    }


def _level(comparison: str, level: Level, weights: Weights | None) -> dict[str, Any]:
    told: dict[str, Any] = {"sql_condition": level.condition, "label_for_charts": level.name}
    if level.rarity:
        told |= {"tf_adjustment_column": level.rarity, "tf_adjustment_weight": 1.0}
    if weights is not None:
        told |= {
            "m_probability": weights.m[comparison][level.name],
            "u_probability": weights.u[comparison][level.name],
        }
    return told
