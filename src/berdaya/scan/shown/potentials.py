"""Potentials as pages show them: what each entry says in one line, what each group scores and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from berdaya.kernel.numbers import format_count, format_rupiah
from berdaya.scan.models.potentials import Potential
from berdaya.scan.rules.potentials import RELATIONS, GroupScore, PotentialRule, sum_words, told_score


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: its kind, its name, its facts in words, its marks in words, how it counts."""

    pk: int
    kind: str
    name: str
    facts: str
    condition: str
    prospect: str
    counts: str
    obstacle: str
    evidence: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group with its score in words and its entries."""

    code: str
    title: str
    score: str
    level: str
    why: str
    known: bool
    rows: list[EntryRow]

    @property
    def percent(self) -> int:
        """The length of its bar."""
        return int(self.score.rstrip("%")) if self.known else 0


def groups_shown(
    entries: Sequence[Potential], scores: Mapping[str, GroupScore], rule: PotentialRule
) -> list[GroupShown]:
    """The four groups in the order of the rule."""
    return [
        GroupShown(
            code,
            group.title,
            told_score(scores[code].score),
            scores[code].level,
            scores[code].why,
            scores[code].score is not None,
            [entry_row(one, rule) for one in entries if one.group == code],
        )
        for code, group in rule.groups.items()
    ]


def entry_row(entry: Potential, rule: PotentialRule) -> EntryRow:
    kinds = rule.groups[entry.group].kinds
    facts = getattr(entry, RELATIONS[entry.group], None)
    told = _FACTS[entry.group](facts, rule.words) if facts is not None else []
    return EntryRow(
        entry.pk,
        kinds.get(entry.kind, entry.kind),
        entry.name,
        "; ".join(filter(None, told)),
        rule.condition[entry.condition],
        rule.prospect[entry.prospect],
        sum_words(entry.rated, rule.most),
        entry.obstacle,
        entry.evidence,
    )


def _measure(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    whole, _, rest = f"{value.normalize():f}".partition(".")
    return f"{format_count(int(whole))}{',' + rest if rest else ''} {unit}".strip()


def by_sex(men: int | None, women: int | None) -> str:
    return "" if men is None and women is None else f"L {format_count(men or 0)} P {format_count(women or 0)}"


def _natural(facts: Any, words: Mapping[str, Mapping[str, str]]) -> list[str]:
    harvest = _measure(facts.harvest, facts.harvest_unit)
    owner = words["owner"].get(facts.owner, "")
    return [
        facts.commodity,
        _measure(facts.extent, facts.extent_unit),
        f"{harvest} setahun" if harvest else "",
        f"milik {owner.lower()}" if owner else "",
        f"dimanfaatkan {facts.used}%" if facts.used is not None else "",
    ]


def _body(facts: Any, words: Mapping[str, Mapping[str, str]]) -> list[str]:
    members = by_sex(facts.men, facts.women)
    return [
        f"sejak {facts.founded}" if facts.founded else "",
        facts.legal,
        f"anggota {members}" if members else "",
        {True: "aktif", False: "tidak rapat 6 bulan ini", None: ""}[facts.active],
        f"modal {format_rupiah(facts.capital)}" if facts.capital is not None else "",
        f"omzet {format_rupiah(facts.turnover)} setahun" if facts.turnover is not None else "",
        {"L": "ketua laki-laki", "P": "ketua perempuan", "": ""}[facts.chair],
        f"bantuan: {facts.assistance}" if facts.assistance else "",
    ]


def _business(facts: Any, words: Mapping[str, Mapping[str, str]]) -> list[str]:
    workers = by_sex(facts.men, facts.women)
    turnover = words["turnover"].get(facts.turnover, "")
    market = words["market"].get(facts.market, "")
    papers = [
        word for name, word in (("nib", "NIB"), ("pirt", "PIRT"), ("halal", "halal")) if getattr(facts, name)
    ]
    return [
        f"{format_count(facts.units)} usaha" if facts.units is not None else "",
        f"pekerja {workers}" if workers else "",
        f"omzet {turnover} sebulan" if turnover else "",
        ", ".join(papers),
        f"pasar {market.lower()}" if market else "",
    ]


def _skill(facts: Any, words: Mapping[str, Mapping[str, str]]) -> list[str]:
    people = facts.people
    return [
        by_sex(people.men, people.women),
        {True: "bersertifikat", False: "belum bersertifikat", None: ""}[facts.certificate],
        f"{facts.employed}% bekerja memakainya" if facts.employed is not None else "",
    ]


_FACTS = {"P1": _natural, "P2": _body, "P3": _business, "P4": _skill}
