"""Law and local policy as dated data. Code asks "which rule was in force that day?", never `if score > 60`.

A rule has a name and editions; each edition has a source and the days between which it holds. Local rules
are files of the same form with a territory or a body, a number, and two different people who decided and
confirmed them. Look-up: by date; then body, then the narrowest territory, then the shipped file.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from berdaya.kernel.calendar import Period
from berdaya.kernel.digests import digest_of
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


def _covers(wider: str, code: str) -> bool:
    return code == wider or code.startswith(wider + ".")


def read_rules(path: Path, *, local: bool = False) -> list[Rule]:
    """Read the editions of one TOML file. A rule without a source or a first day does not load."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(
            Finding(
                "rule.unreadable", path.name, f"bukan TOML: {error}", "Perbaiki tanda baca pada baris itu."
            )
        ) from None
    faults: list[Finding] = []
    rules = [
        _edition(table, edition, f"{path.name} edisi ke-{n}", local, faults)
        for n, edition in enumerate(table.get("edition", []), start=1)
    ]
    if not rules:
        faults.append(
            Finding(
                "rule.no_edition", path.name, "tidak ada [[edition]]", "Tambahkan satu edisi dengan sumber."
            )
        )
    if faults:
        raise Refused(*faults)
    return [rule for rule in rules if rule is not None]


def _edition(
    table: Mapping[str, Any], edition: Mapping[str, Any], where: str, local: bool, faults: list[Finding]
) -> Rule | None:
    needed = {
        "source": "sumber hukum atau keputusan",
        "version": "nama edisi",
        "valid_from": "tanggal mulai berlaku",
        "values": "isi aturan",
    }
    if local:
        needed |= {
            "number": "nomor keputusan",
            "decided_by": "yang memutuskan",
            "confirmed_by": "yang memeriksa",
        }
    missing = [word for key, word in needed.items() if not edition.get(key)]
    if not table.get("name"):
        missing.append("nama aturan")
    for word in missing:
        faults.append(
            Finding("rule.incomplete", where, f"{word} belum diisi", f"Isi {word} di berkas aturan.")
        )
    if local and not missing and not (edition.get("territory") or edition.get("body")):
        faults.append(
            Finding("rule.no_scope", where, "wilayah atau lembaga belum diisi", "Isi territory atau body.")
        )
    if local and edition.get("decided_by") == edition.get("confirmed_by") and not missing:
        faults.append(
            Finding(
                "rule.one_person",
                where,
                "diputuskan dan diperiksa oleh orang yang sama",
                "Minta orang kedua memeriksa aturan ini.",
            )
        )
    if faults:
        return None
    try:
        return Rule(
            name=table["name"],
            version=str(edition["version"]),
            title=table.get("title", table["name"]),
            source=edition["source"],
            article=edition.get("article", ""),
            standing=Standing(edition.get("standing", "law")),
            period=Period(edition["valid_from"], edition.get("valid_to")),
            values=edition["values"],
            territory=edition.get("territory", ""),
            body=edition.get("body", ""),
            number=str(edition.get("number", "")),
        )
    except (TypeError, ValueError) as error:
        faults.append(Finding("rule.bad_value", where, str(error), "Periksa tanggal dan kata standing."))
        return None


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
    rules = [rule for path in sorted(SHIPPED.glob("*.toml")) for rule in read_rules(path)]
    if local is not None and local.is_dir():
        rules += [rule for path in sorted(local.glob("*.toml")) for rule in read_rules(path, local=True)]
    _refuse_overlaps(rules)
    return Rulebook(tuple(rules))


@cache
def shipped() -> Rulebook:
    """The rules that come with the software, read once."""
    return load()
