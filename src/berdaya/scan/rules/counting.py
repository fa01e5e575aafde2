"""The households of a round counted: all of them by where they come from, and their signs (`1-0110---`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from berdaya.kernel.numbers import format_count
from berdaya.scan.rules.checking import Value

SIGNS: Final = tuple(f"C{n}" for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Homes:
    """The households of a round: those taken over from the register, and those that the village meeting
    added. Whoever was taken off the list stays among them, with that decision. Every page and paper that
    says how many there are counts here. `back`, `sent` and `checked` say how far their visits are."""

    register: int = 0
    added: int = 0
    back: int = 0
    sent: int = 0
    checked: int = 0

    @property
    def total(self) -> int:
        return self.register + self.added

    @property
    def parts(self) -> str:
        """`131 dari register, 1 ditambahkan musyawarah`."""
        if not self.added:
            return "semuanya dari register" if self.register else ""
        return (
            f"{format_count(self.register)} dari register, {format_count(self.added)} ditambahkan musyawarah"
        )


def signs_counted(rows: Iterable[str]) -> Mapping[str, Value | None]:
    """For each sign the households that show it, of those where it is known; None where of none."""
    met, known = [0] * len(SIGNS), [0] * len(SIGNS)
    for bits in rows:
        for at, bit in enumerate(bits[: len(SIGNS)]):
            met[at] += bit == "1"
            known[at] += bit in "01"
    return {sign: Value(met[at], known[at]) if known[at] else None for at, sign in enumerate(SIGNS)}


def most_met(values: Mapping[str, Value | None], most: int) -> list[str]:
    """The signs with the largest shares, equal ones by code; a sign that nobody shows is none of them."""
    shares = {sign: value.share for sign, value in values.items() if value is not None and value.part}
    return sorted(shares, key=lambda sign: (-shares[sign], sign))[:most]
