"""What is told of a file of results: its sums computed again, its findings, its content in one object."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.deliberation.results_file import Published, as_json
from berdaya.deliberation.rules.results import Check, checks_of, findings_of
from berdaya.kernel.findings import Finding, Severity
from berdaya.rulebook.rules import shipped


@dataclass(frozen=True, slots=True)
class Told:
    """Checks of every figure, findings with errors first, and the file itself."""

    published: Published
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]

    @property
    def right(self) -> int:
        return sum(check.right for check in self.checks)

    @property
    def wrong(self) -> int:
        return len(self.checks) - self.right

    @property
    def blocking(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        return {
            **as_json(self.published),
            "checks": [check.as_json() for check in self.checks],
            "findings": [finding.as_json() for finding in self.findings],
        }


def told(published: Published, factor: int) -> Told:
    """Compute every figure of the file again."""
    checks = [check for one in published.results for check in checks_of(one)]
    found = [*published.findings, *(f for one in published.results for f in findings_of(one, factor))]
    ordered = sorted(found, key=lambda finding: "EWI".index(finding.severity.value))
    return Told(published, tuple(checks), tuple(ordered))


def factor_on(day: date) -> int:
    """From which spread on unit costs are told, by the rulebook of a day."""
    return int(shipped().in_force("deliberation.results", day).values["unit_cost_factor"])
