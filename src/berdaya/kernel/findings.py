"""Findings: what is wrong with an input, where, and what to do. Bad input never raises; it is found.

`Finding` is one fault; `Findings` collects many and groups them by code for people and for `--json`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """E blocks, W asks for a look, I informs."""

    ERROR = "E"
    WARNING = "W"
    INFO = "I"

    @property
    def words(self) -> str:
        """As people read it; the letters are for programs."""
        return _WORDS[self]


_WORDS = {Severity.ERROR: "Menolak", Severity.WARNING: "Periksa", Severity.INFO: "Keterangan"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: a stable code, the place, the problem and the remedy (both in plain Indonesian)."""

    code: str
    where: str
    problem: str
    advice: str
    severity: Severity = Severity.ERROR

    @property
    def sentence(self) -> str:
        """The fault in one breath, for a message or below a field."""
        return f"{self.where[:1].upper()}{self.where[1:]} {self.problem}. {self.advice}"

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "where": self.where,
            "problem": self.problem,
            "advice": self.advice,
            "severity": self.severity.value,
        }


@dataclass(slots=True)
class Findings:
    """Findings in the order found; a code may stand for many rows with one example and a count."""

    _examples: dict[str, Finding] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Findings":
        gathered = cls()
        gathered.extend(findings)
        return gathered

    def add(self, finding: Finding, count: int = 1) -> None:
        """Count a finding; the first of each code is kept as the example."""
        if count <= 0:
            return
        self._examples.setdefault(finding.code, finding)
        self._counts[finding.code] = self._counts.get(finding.code, 0) + count

    def extend(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.add(finding)

    @property
    def blocking(self) -> bool:
        return any(f.severity is Severity.ERROR for f in self._examples.values())

    def count(self, code: str) -> int:
        return self._counts.get(code, 0)

    def codes(self) -> set[str]:
        return set(self._examples)

    def __iter__(self) -> Iterator[tuple[Finding, int]]:
        """Errors first, then by count descending, then by code."""
        rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
        order = sorted(self._examples, key=lambda c: (rank[self._examples[c].severity], -self._counts[c], c))
        return ((self._examples[code], self._counts[code]) for code in order)

    def __len__(self) -> int:
        return len(self._examples)

    def as_json(self) -> list[dict[str, Any]]:
        """Grouped form of the register: code, count, example, and the words."""
        return [
            {
                "code": f.code,
                "count": n,
                "example": f.where,
                "where": f.where,
                "problem": f.problem,
                "advice": f.advice,
                "severity": f.severity.value,
            }
            for f, n in self
        ]


class Refused(Exception):
    """A request that cannot be done as asked. Carries the findings that say why and what to do."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.where}: {f.problem}" for f in findings))
        self.findings = findings
