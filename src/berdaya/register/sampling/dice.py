"""Draws that are the same on every machine, in every version: raw 64-bit words, integer arithmetic only.

Only the *stream* of PCG64 is promised to stay as it is; the distributions built on it are not. So everything
here is a product and a shift. Each draw has a name and a stream of its own: a new column changes no other.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FACES = 31
_THROWS = 12


class Dice:
    """Draws for one subject (a seed and a place, for instance). A name is thrown once."""

    def __init__(self, *subject: str | int) -> None:
        self._subject = "/".join(str(part) for part in subject)
        self._thrown: set[str] = set()

    def _words(self, name: str, n: int) -> NDArray[np.uint64]:
        if name in self._thrown:
            raise ValueError(f"{name} was thrown before: two columns would be copies of each other")
        self._thrown.add(name)
        digest = hashlib.sha256(f"{self._subject}/{name}".encode()).digest()
        words: NDArray[np.uint64] = np.random.PCG64(int.from_bytes(digest[:16], "big")).random_raw(n)
        return words

    def raw(self, name: str, n: int) -> Ints:
        """n whole numbers from 0 to 2^31 - 1."""
        return (self._words(name, n) >> np.uint64(64 - FACES)).astype(np.int64)

    def below(self, name: str, limit: int | Ints, n: int) -> Ints:
        """n whole numbers from 0 to limit - 1; limits below one count as one."""
        return (self.raw(name, n) * np.maximum(limit, 1)) >> FACES

    def between(self, name: str, first: int | Ints, last: int | Ints, n: int) -> Ints:
        """n whole numbers from first to last, both included; where last < first it is first."""
        return first + self.below(name, np.subtract(last, first) + 1, n)

    def happens(self, name: str, per_mille: int | Ints, n: int) -> Flags:
        return self.below(name, 1000, n) < per_mille

    def order(self, name: str, n: int) -> Ints:
        """The numbers 0 to n - 1, shuffled."""
        return np.argsort(self._words(name, n), kind="stable").astype(np.int64)

    def bell(self, name: str, n: int) -> list[int]:
        """n draws around 0 with standard deviation 1, in millionths (the sum of twelve even draws)."""
        throws = self.below(name, 1_000_000, n * _THROWS).reshape(n, _THROWS).sum(axis=1)
        return [int(total) - 6 * 1_000_000 for total in throws]
