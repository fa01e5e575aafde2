"""The product's own way from two lists to proposals, without files."""

from benchmarks.people.faults import Lists
from benchmarks.people.quality import Pairs
from benchmarks.people.writing import RULES_ON, fields_of
from berdaya.kernel.findings import Findings
from berdaya.register.linking import blocking
from berdaya.register.linking.model import Weights, shipped_weights
from berdaya.register.linking.run import candidates
from berdaya.register.rules.linking import Link, Thresholds, settled
from berdaya.rulebook.rules import shipped


def proposals(lists: Lists, weights: Weights | None = None) -> list[Link]:
    """Proposals for each row of the list, by rows (`id_of` turns them into ids)."""
    values = shipped().in_force("register_linking", RULES_ON).values
    a, b = fields_of(lists)
    plan = blocking.plan(a, b, values["most_pairs"], "-", Findings())
    found = candidates(a, b, plan.rules, weights or shipped_weights(), values)
    return settled(found, Thresholds.of(values))


def pairs_from(links: list[Link], threshold: int) -> Pairs:
    """The pairs of a probability (millionths) and more, as ids of the generated lists."""
    return {(f"A{one.a:07}", f"B{one.b:07}") for one in links if one.probability >= threshold}
