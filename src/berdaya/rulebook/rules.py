"""Law and local policy as dated data. Code asks "which rule was in force that day?", never `if score > 60`.

A rule has a name and editions; each edition has a source and the days between which it holds. Local rules
are files of the same form with a territory or a body, a number, and two different people who decided and
confirmed them. Look-up: by date; then body, then the narrowest territory, then the shipped file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from berdaya.kernel.calendar import Period
from berdaya.kernel.digests import digest_of
from berdaya.kernel.files import read_toml
from berdaya.kernel.findings import Finding, Refused

SHIPPED = Path(__file__).parent / "law"


class Standing(StrEnum):
    """How sure we are: law, our own proposal (configurable, shown as such), or not verified."""

    LAW = "law"
    DESIGN = "design"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Rule:
    """One edition of a rule, as it was in force in a period, for everybody or for one territory or body."""

    name: str
    version: str
    title: str
    source: str
    article: str
    standing: Standing
    period: Period
    values: Mapping[str, Any]
    territory: str = ""
    body: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        """What a stored verdict keeps: `name@version` (with the local number where there is one)."""
        return f"{self.name}@{self.version}" + (f"#{self.number}" if self.number else "")

    @property
    def digest(self) -> str:
        return digest_of([self.name, self.version, self.source, self.values])

    @property
    def scope(self) -> tuple[str, str]:
        return (self.body, self.territory)


@dataclass(frozen=True, slots=True)
class Rulebook:
    rules: tuple[Rule, ...]

    def names(self) -> list[str]:
        return sorted({rule.name for rule in self.rules})

    def editions(self, name: str) -> list[Rule]:
        return sorted(
            (rule for rule in self.rules if rule.name == name), key=lambda r: (r.period.first, r.scope)
        )

    def in_force(self, name: str, on: date, *, territory: str = "", body: str = "") -> Rule:
        """The edition of `name` in force on a day for a place and body. Refused when there is none."""
        holding = [
            rule
            for rule in self.rules
            if rule.name == name
            and on in rule.period
            and (not rule.body or rule.body == body)
            and (not rule.territory or _covers(rule.territory, territory))
        ]
        if not holding:
            raise Refused(
                Finding(
                    "rule.none_in_force",
                    f"aturan {name}, {on.isoformat()}",
                    "tidak ada aturan yang berlaku pada tanggal itu",
                    "Pilih tanggal lain atau tambahkan aturan setempat dengan sumbernya.",
                )
            )
        return max(holding, key=lambda r: (bool(r.body), len(r.territory), r.period.first))


def told_rule(key: str) -> str:
    """`meeting.quorum@2026` as people read it: its title, with the edition. An unknown key stays as it is."""
    name, _, edition = key.partition("@")
    known = shipped().editions(name)
    return f"“{known[-1].title}”" + (f", edisi {edition}" if edition else "") if known else key


def _covers(wider: str, code: str) -> bool:
    return code == wider or code.startswith(wider + ".")


def read_rules(path: Path, *, local: bool = False) -> list[Rule]:
    """Read the editions of one TOML file. A rule without a source or a first day does not load."""
    table = read_toml(path)
    faults: list[Finding] = []
    editions = table.get("edition", [])
    if not isinstance(editions, list) or not editions:
        words = ("tidak ada [[edition]]", "Tambahkan satu edisi dengan sumber.")
        raise Refused(Finding("rule.no_edition", path.name, *words))
    head = {"name": table.get("name"), "title": table.get("title", table.get("name"))}
    rules = []
    for number, edition in enumerate(editions, start=1):
        given = {**edition, **head} if isinstance(edition, dict) else head
        rules.append(_edition(given, f"{path.name} edisi ke-{number}", local, faults))
    if faults:
        raise Refused(*faults)
    return [rule for rule in rules if rule is not None]


_NEEDED = {
    "name": "nama aturan",
    "source": "sumber hukum atau keputusan",
    "version": "nama edisi",
    "valid_from": "tanggal mulai berlaku",
    "values": "isi aturan",
}
_NEEDED_LOCALLY = {
    "number": "nomor keputusan",
    "decided_by": "yang memutuskan",
    "confirmed_by": "yang memeriksa",
}
_TEXT = ("teks", "Tulis di antara tanda kutip.")
_DAY = ("tanggal", "Tulis seperti 2026-11-21, tanpa tanda kutip.")
_KINDS: Mapping[str, tuple[tuple[type, ...], tuple[str, str]]] = {
    **dict.fromkeys(("name", "title", "source", "article", "standing", "territory", "body"), ((str,), _TEXT)),
    **dict.fromkeys(("decided_by", "confirmed_by"), ((str,), _TEXT)),
    **dict.fromkeys(("version", "number"), ((str, int), _TEXT)),
    **dict.fromkeys(("valid_from", "valid_to"), ((date,), _DAY)),
    "values": ((dict,), ("tabel", "Tulis [edition.values] dengan isinya.")),
}


def _edition(given: Mapping[str, Any], where: str, local: bool, faults: list[Finding]) -> Rule | None:
    """One edition of a file, with the name and title of its rule; None when it has faults."""
    found = list(_faults_of(given, where, local))
    faults += found
    if found:
        return None
    return Rule(
        name=given["name"],
        version=str(given["version"]),
        title=given["title"],
        source=given["source"],
        article=given.get("article", ""),
        standing=Standing(given.get("standing", "law")),
        period=Period(given["valid_from"], given.get("valid_to")),
        values=given["values"],
        territory=given.get("territory", ""),
        body=given.get("body", ""),
        number=str(given.get("number", "")),
    )


def _faults_of(given: Mapping[str, Any], where: str, local: bool) -> Iterator[Finding]:
    """What is missing; else what is of a wrong kind; else what does not hold together."""
    needed = _NEEDED | (_NEEDED_LOCALLY if local else {})
    missing = [word for key, word in needed.items() if not given.get(key)]
    for word in missing:
        yield Finding("rule.incomplete", where, f"{word} belum diisi", f"Isi {word} di berkas aturan.")
    misfit = [
        key
        for key, (kinds, _) in _KINDS.items()
        if given.get(key) is not None and type(given[key]) not in kinds
    ]
    for key in misfit:
        kind, advice = _KINDS[key][1]
        yield Finding("rule.bad_value", where, f"{key} bukan {kind}", advice)
    if not missing and not misfit:
        yield from _contradictions(given, where, local)


def _contradictions(given: Mapping[str, Any], where: str, local: bool) -> Iterator[Finding]:
    if given.get("standing", "law") not in [standing.value for standing in Standing]:
        allowed = ", ".join(standing.value for standing in Standing)
        yield Finding("rule.bad_value", where, "standing tidak dikenal", f"Pilih: {allowed}.")
    if given.get("valid_to") and given["valid_to"] < given["valid_from"]:
        yield Finding("rule.bad_value", where, "berakhir sebelum mulai", "Periksa valid_from dan valid_to.")
    if local and not (given.get("territory") or given.get("body")):
        yield Finding("rule.no_scope", where, "wilayah atau lembaga belum diisi", "Isi territory atau body.")
    if local and _same_person(given["decided_by"], given["confirmed_by"]):
        yield Finding(
            "rule.one_person",
            where,
            "diputuskan dan diperiksa oleh orang yang sama",
            "Minta orang kedua memeriksa aturan ini.",
        )


def _same_person(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _refuse_overlaps(rules: Iterable[Rule]) -> None:
    seen: dict[tuple[str, str, str], list[Rule]] = {}
    for rule in rules:
        others = seen.setdefault((rule.name, *rule.scope), [])
        for other in others:
            if rule.period.overlaps(other.period):
                raise Refused(
                    Finding(
                        "rule.overlap",
                        f"{rule.key} dan {other.key}",
                        "dua edisi berlaku pada hari yang sama",
                        "Tutup edisi lama dengan valid_to sebelum edisi baru mulai.",
                    )
                )
        others.append(rule)


def load(local: Path | None = None) -> Rulebook:
    """The shipped rules and, where a folder is given, the local ones beside them."""
    rules = list(_shipped_rules())
    if local is not None and local.is_dir():
        rules += [rule for path in sorted(local.glob("*.toml")) for rule in read_rules(path, local=True)]
    _refuse_overlaps(rules)
    return Rulebook(tuple(rules))


@cache
def _shipped_rules() -> tuple[Rule, ...]:
    return tuple(rule for path in sorted(SHIPPED.glob("*.toml")) for rule in read_rules(path))


@cache
def shipped() -> Rulebook:
    """The rules that come with the software, read once."""
    return load()
