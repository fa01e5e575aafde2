"""What the sample takes from its TOML files: shares of codes for the poorest and for the better-off."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from berdaya.register.sampling.dice import FACES, Dice, Ints

HIGHEST_PERCENTILE = 50


@dataclass(frozen=True)
class CodeTable:
    """Codes with their shares at percentile 1 and at percentile 50; between them the shares move evenly."""

    codes: Ints
    limits: Ints

    def pick(self, dice: Dice, name: str, percentile: Ints) -> Ints:
        """One code for each percentile given."""
        thrown = dice.raw(name, len(percentile))
        position = (thrown[:, None] >= self.limits[percentile - 1]).sum(axis=1)
        picked: Ints = self.codes.take(position)
        return picked


def code_table(poorest: Mapping[str, int], better: Mapping[str, int] | None = None) -> CodeTable:
    better = better or poorest
    codes = sorted({int(code) for code in (*poorest, *better)})
    low, high = (_running_shares(shares, codes) for shares in (poorest, better))
    steps = np.arange(HIGHEST_PERCENTILE)
    last = HIGHEST_PERCENTILE - 1
    limits = (np.outer(last - steps, low) + np.outer(steps, high)) // last
    return CodeTable(np.array(codes, dtype=np.int64), limits[:, :-1])


def _running_shares(shares: Mapping[str, int], codes: list[int]) -> Ints:
    """Running totals on the scale of one throw; exact, since the scale is divided last."""
    counts = np.array([shares.get(str(code), 0) for code in codes], dtype=np.int64)
    return (counts.cumsum() << FACES) // int(counts.sum())


def between_poor_and_better(poorest: int, better: int, percentile: Ints) -> Ints:
    """A number that moves evenly from percentile 1 to percentile 50."""
    return poorest + (better - poorest) * (percentile - 1) // (HIGHEST_PERCENTILE - 1)


def leaning(dice: Dice, topic: str, percentile: Ints) -> Ints:
    """Percentiles as if the whole place stood better or worse in one matter: places differ in needs."""
    lean = int(dice.between(f"lean of {topic}", -9, 21, 1)[0])
    leaned: Ints = np.clip(percentile + lean, 1, HIGHEST_PERCENTILE)
    return leaned


@cache
def settings(name: str) -> dict[str, Any]:
    """One TOML file beside this module, read once."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def table(file: str, name: str) -> CodeTable:
    """The code table `[codes.NAME]` of one file."""
    entry = settings(file)["codes"][name]
    return code_table(entry["poorest"], entry["better"]) if "poorest" in entry else code_table(entry)
