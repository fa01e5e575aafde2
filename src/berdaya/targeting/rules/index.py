"""Village indices: the published value, the class that follows from it, and whether the two agree.

IDM (Permendesa PDTT 2/2016) is the mean of three indices and has five classes with exact limits. Indeks
Desa (Permendesa 9/2024) is taken as published: its limits are not known, so no class is computed. Kelurahan
have neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import format_decimal
from berdaya.kernel.shares import round_half_up
from berdaya.rulebook.rules import Rule, Rulebook

IDM = "village_index.idm"
INDEKS_DESA = "village_index.indeks_desa"
SHORT_NAMES = {IDM: "IDM", INDEKS_DESA: "Indeks Desa"}


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """The index of one place as it was published; any part may be missing."""

    code: str
    value: Decimal | None
    parts: Mapping[str, Decimal]
    status: str = ""


@dataclass(frozen=True, slots=True)
class IndexVerdict:
    """The value used, how it was come by, and the class under the edition of the rule."""

    value: Decimal | None
    computed: Decimal | None
    published_status: str | None
    computed_status: str | None

    @property
    def status(self) -> str | None:
        """The class to print: computed where the limits are known, else as published."""
        return self.computed_status or self.published_status


def index_rule(book: Rulebook, name: str, on: date, territory: str = "") -> Rule:
    """The edition in force on a day; after the last edition ended, that one keeps its classes."""
    try:
        return book.in_force(name, on, territory=territory)
    except Refused:
        ended = [rule for rule in book.editions(name) if not rule.territory and rule.period.first <= on]
        if not ended:
            raise
        return ended[-1]


def mean_index(parts: Mapping[str, Decimal], rule: Rule) -> Fraction | None:
    """(IKS + IKE + IKL) / 3, exact; None unless all three are known."""
    names = rule.values.get("components", [])
    if not names or any(name not in parts for name in names):
        return None
    return sum((Fraction(parts[name]) for name in names), Fraction(0)) / len(names)


def status_of(value: Decimal, rule: Rule) -> str | None:
    """The class of a value: the first whose limit it does not exceed. None where limits are unknown."""
    if rule.values.get("published_only"):
        return None
    rounded = round_half_up(value, rule.values["places"])
    for each in rule.values["classes"]:
        if "upper" not in each or rounded <= Decimal(each["upper"]):
            return str(each["name"])
    return None


def judge_index(record: IndexRecord, rule: Rule) -> tuple[IndexVerdict, list[Finding]]:
    """Value and class of one record, with findings where the publication contradicts itself."""
    places = rule.values.get("places", 4)
    published = None if record.value is None else round_half_up(record.value, places)
    mean = mean_index(record.parts, rule)
    computed = None if mean is None else round_half_up(mean, places)
    value = published if published is not None else computed
    verdict = IndexVerdict(
        value,
        computed,
        _known_status(record.status, rule),
        None if value is None else status_of(value, rule),
    )
    return verdict, [*_value_findings(record, published, mean, rule), *_status_findings(record, verdict)]


def _known_status(text: str, rule: Rule) -> str | None:
    names = rule.values.get("statuses") or [each["name"] for each in rule.values.get("classes", [])]
    plain = " ".join(text.split()).casefold()
    return next((str(name) for name in names if name.casefold() == plain), None)


def _value_findings(
    record: IndexRecord, published: Decimal | None, mean: Fraction | None, rule: Rule
) -> list[Finding]:
    if published is None or mean is None:
        return []
    if abs(Fraction(published) - mean) <= Fraction(rule.values["tolerance"]):
        return []
    return [
        Finding(
            "index.value_differs",
            record.code,
            f"nilai terbit {format_decimal(published, 4)}, hasil hitung ulang {format_decimal(mean, 4)}",
            "Nilai terbit yang dipakai. Minta penjelasan penerbit indeks.",
            Severity.WARNING,
        )
    ]


def _status_findings(record: IndexRecord, verdict: IndexVerdict) -> list[Finding]:
    if not record.status.strip() or verdict.computed_status is None:
        return []
    if verdict.published_status == verdict.computed_status:
        return []
    return [
        Finding(
            "index.status_differs",
            record.code,
            f"status terbit {record.status.strip()}, menurut batas kelas {verdict.computed_status}",
            "Status menurut batas kelas yang dicetak. Periksa berkas indeks.",
            Severity.WARNING,
        )
    ]
