"""All files of a selection brought together: places as facts, and what was found on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.rulebook.rules import Rule
from berdaya.targeting.inputs.counts import Counts
from berdaya.targeting.inputs.indices import IndexFile, read_index, without_index
from berdaya.targeting.inputs.others import read_population, read_reds, without_population
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.inputs.sources import Source
from berdaya.targeting.rules.colour import Colouring, colour
from berdaya.targeting.rules.places import Place, Unit


@dataclass(frozen=True, slots=True)
class Files:
    """The files a planner names; only one of register and counts."""

    counts: Path | None
    register: Path | None
    index: Path | None
    population: Path | None = None
    reds: Path | None = None
    colour_rule: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    source: Source
    index: IndexFile
    colouring: Colouring | None
    places: tuple[Place, ...]
    in_other_unit: tuple[Place, ...] | None
    findings: list[Finding]


def gather(files: Files, source: Source, found: list[Finding], setting: Setting, unit: Unit) -> Gathered:
    """Read everything else and join it with the counts. `found` holds what was found in these."""
    index, more = read_index(files.index, setting) if files.index else (without_index(setting), [])
    findings = [*found, *more]
    whole = _population(files, source, setting, unit, findings)
    places = places_of(source.counts, unit, setting.gazetteer, index, whole)
    if places is None:
        problem = "jumlah jiwa desil 1 tidak ada untuk semua tempat"
        advice = "Lengkapi kolom decile1_persons, atau pakai --unit households."
        raise Refused(*findings, Finding("counts.no_persons", "--unit persons", problem, advice))
    colouring, reds = _reds(files, source, places, setting, findings)
    other = Unit.PERSONS if unit is Unit.HOUSEHOLDS else Unit.HOUSEHOLDS
    others = places_of(source.counts, other, setting.gazetteer, index, {})
    return Gathered(
        source,
        index,
        colouring,
        _coloured(places, reds),
        None if others is None else _coloured(others, reds),
        findings,
    )


def places_of(
    counts: Mapping[str, Counts], unit: Unit, gazetteer: Gazetteer, index: IndexFile, whole: Mapping[str, int]
) -> tuple[Place, ...] | None:
    """The places in code order under one unit; None when the counts do not say it for all of them."""
    places = []
    for code in sorted(counts):
        n, official = counts[code].decile1(unit), gazetteer.get(code)
        if n is None or official is None:
            return None
        verdict = index.verdicts.get(code)
        value = None if verdict is None else verdict.value
        listed = counts[code].listed(unit)
        places.append(Place(code, official.name, n, listed, whole.get(code), value))
    return tuple(places)


def _population(
    files: Files, source: Source, setting: Setting, unit: Unit, findings: list[Finding]
) -> dict[str, int]:
    if files.population is None:
        return {}
    whole, more = read_population(files.population, setting, unit)
    findings += more
    missing = sorted(set(source.counts) - set(whole))
    if missing and whole:
        findings.append(without_population(missing, files.population))
    return whole


Reds = Mapping[str, bool | None]


def _reds(
    files: Files, source: Source, places: tuple[Place, ...], setting: Setting, findings: list[Finding]
) -> tuple[Colouring | None, Reds]:
    """Red by decree (a file), by a named rule, by the counts file, or by the rule in force."""
    if files.reds is not None:
        reds, more = read_reds(files.reds, setting)
        findings += more
        return None, {code: reds.get(code, False) for code in source.counts}
    given = {code: counts.red for code, counts in source.counts.items()}
    if not files.colour_rule and any(red is not None for red in given.values()):
        return None, given
    rule = colour_rule(files.colour_rule, setting, findings)
    colouring = colour(places, rule)
    return colouring, {place.code: colouring.is_red(place.code) for place in places}


def colour_rule(version: str, setting: Setting, findings: list[Finding]) -> Rule:
    """The colour rule of that name, even one of another kabupaten, or else the one in force here."""
    if not version:
        return setting.book.in_force("targeting.colour", setting.on, territory=setting.district)
    editions = {rule.version: rule for rule in setting.book.editions("targeting.colour")}
    if version not in editions:
        raise Refused(
            Finding(
                "colour.unknown",
                version,
                "aturan warna dengan nama itu tidak ada",
                f"Pilih salah satu: {', '.join(sorted(editions))}.",
            )
        )
    rule = editions[version]
    if rule.territory and not (setting.district + ".").startswith(rule.territory + "."):
        findings.append(
            Finding(
                "colour.of_elsewhere",
                rule.key,
                f"aturan ini milik wilayah {rule.territory} ({rule.source})",
                "Boleh dipakai sebagai contoh; tetapkan batas sendiri sebelum memutuskan.",
                Severity.INFO,
            )
        )
    return rule


def _coloured(places: tuple[Place, ...], reds: Reds) -> tuple[Place, ...]:
    return tuple(replace(place, red=reds.get(place.code)) for place in places)
