"""The page about list matching tells the weights that are shipped."""

import re
from pathlib import Path

from berdaya.register.linking.levels import COMPARISONS
from berdaya.register.linking.model import shipped_weights

PAGE = Path(__file__).parents[2] / "docs" / "explanations" / "list-matching.md"
_ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| ([\d.]+|by rarity) \|", re.MULTILINE)


def test_every_level_stands_on_the_page_with_its_worth() -> None:
    weights = shipped_weights()
    told = {(name, level): worth for name, level, worth in _ROW.findall(PAGE.read_text(encoding="utf-8"))}
    levels = {(one.name, level) for one in COMPARISONS for level in one.level_names}
    assert set(told) == levels
    by_rarity = {(one.name, level.name) for one in COMPARISONS for level in one.levels if level.rarity}
    assert {key for key, worth in told.items() if worth == "by rarity"} == by_rarity
    for (name, level), worth in told.items():
        if worth != "by rarity":
            real = weights.m[name][level] / weights.u[name][level]
            assert abs(float(worth) - real) <= 0.06 * real


def test_the_threshold_on_the_page_is_the_shipped_one() -> None:
    assert f"threshold {shipped_weights().threshold / 1_000_000:.2f}" in PAGE.read_text(encoding="utf-8")
