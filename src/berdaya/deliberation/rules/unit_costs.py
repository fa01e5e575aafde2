"""What one unit of a work costs, compared among works of one name: exact quotients."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from berdaya.deliberation.rules.proposing import words_of
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_decimal, format_rupiah
from berdaya.kernel.shares import round_half_up

if TYPE_CHECKING:
    from berdaya.deliberation.rules.results import Item


def unit_costs(items: Iterable["Item"]) -> dict[tuple[frozenset[str], str], list[tuple["Item", Fraction]]]:
    """Works of one name and one unit of measure, each with its exact cost per unit."""
    found: dict[tuple[frozenset[str], str], list[tuple[Item, Fraction]]] = {}
    for item in items:
        if item.cost and item.volume and item.unit:
            key = (words_of(item.title), item.unit.casefold())
            found.setdefault(key, []).append((item, item.cost / item.volume))
    return found


def middle_of(costs: Sequence[Fraction]) -> Fraction:
    """The median; between the two middle ones where their number is even."""
    ordered, half = sorted(costs), len(costs) // 2
    return ordered[half] if len(costs) % 2 else (ordered[half - 1] + ordered[half]) / 2


def unit_cost_findings(name: str, items: Iterable["Item"], factor: int) -> Iterator[Finding]:
    """A spread of `factor` or more, and each item that is so far from the middle one."""
    for (_, unit), group in unit_costs(items).items():
        costs = [cost for _, cost in group]
        low, high = min(costs), max(costs)
        if high < low * factor:
            continue
        times = format_decimal(high / low, 1)
        said = ", ".join(_rupiah(cost) for cost in costs)
        problem = f"biaya per {unit} {group[0][0].title.lower()} berbeda {times} kali: {said}"
        yield _told("unit_cost", name, problem, "Bandingkan dengan kamus usulan atau standar harga.")
        middle = middle_of(costs)
        for item, cost in group:
            if cost >= middle * factor or cost * factor <= middle:
                problem = f"{_rupiah(cost)} per {unit}, umumnya sekitar {_rupiah(middle)}"
                yield _told("unit_cost_apart", item.where, problem, "Periksa volume dan anggarannya.")


def _rupiah(cost: Fraction) -> str:
    return format_rupiah(int(round_half_up(cost, 0)))


def _told(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"results.{code}", where, problem, advice, Severity.WARNING)
