"""One selection from the files that a planner names: gather, judge, work out, answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.settings import local_rules_folder
from berdaya.region.rules.codes import Level, level_of, read_code
from berdaya.region.rules.gazetteer import official
from berdaya.rulebook.rules import Rule, load
from berdaya.targeting.answer_seal import sealed
from berdaya.targeting.answering import answer
from berdaya.targeting.inputs.earlier import read_earlier
from berdaya.targeting.inputs.gathering import Files, Gathered, gather
from berdaya.targeting.inputs.others import read_changes
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.inputs.sources import Source, counts_from_file, counts_from_register
from berdaya.targeting.rules.outcome import work_out
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.request import Policy, Request, judge_request
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it comes from outside; what is None follows the rules in force."""

    files: Files
    district: str
    on: date
    seats: int | None = None
    seats_desa: int | None = None
    seats_kelurahan: int | None = None
    method: str | None = None
    weight: Fraction | None = None
    unit: str = Unit.HOUSEHOLDS
    changes: Path | None = None
    previous: Path | None = None
    seed: int | None = None
    edition: str = ""


def select_places(asked: Asked) -> dict[str, Any]:
    """The answer of `select`, with its findings. Refused, with all of them, when one blocks."""
    setting = _setting(asked)
    policy = _policy(setting)
    unit = Unit(asked.unit)
    source, found = _source(asked, setting)
    gathered = gather(asked.files, source, found, setting, unit)
    request = _request(asked, setting, policy, gathered)
    findings = list(gathered.findings)
    if gathered.places or not _blocking(findings):
        findings += judge_request(gathered.places, request)
    changes, more = read_changes(asked.changes, setting) if asked.changes else ([], [])
    findings += more
    _refuse_blocking(findings)
    earlier = read_earlier(asked.previous, source.name, source.edition, unit) if asked.previous else None
    outcome = work_out(
        gathered.places,
        request,
        policy,
        in_other_unit=gathered.in_other_unit,
        earlier=earlier,
        changes=changes,
    )
    findings += outcome.findings
    _refuse_blocking(findings)
    made = answer(outcome, gathered, setting, policy)
    return sealed(made | {"findings": [finding.as_json() for finding in findings]})


def _source(asked: Asked, setting: Setting) -> tuple[Source, list[Finding]]:
    if asked.files.register is not None:
        return counts_from_register(asked.files.register, setting)
    if asked.files.counts is not None:
        _refuse_strange_edition(asked.edition)
        return counts_from_file(asked.files.counts, asked.edition, setting)
    raise ValueError("counts come from a register or from a file")


def _refuse_strange_edition(edition: str) -> None:
    """Whatever its name, an edition says of which year it is; one that looks like a day is a day."""
    if edition and not (re.search(r"\b(19|20)\d\d\b", edition) and _is_day_or_words(edition)):
        advice = "Tulis tahun, bulan atau tanggalnya: 2024, 2024-07, 2024-07-01 atau Juli 2024."
        raise Refused(Finding("counts.edition", "edisi hitungan", "tahunnya tidak terbaca", advice))


def _is_day_or_words(edition: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", edition):
        return True
    try:
        return bool(date.fromisoformat(edition if len(edition) == 10 else f"{edition}-01"))
    except ValueError:
        return False


def _setting(asked: Asked) -> Setting:
    gazetteer = official()
    code = read_code(asked.district)
    if gazetteer.get(code) is None:
        raise Refused(gazetteer.unknown(code))
    if level_of(code) is not Level.KABUPATEN:
        problem = "bukan kabupaten atau kota"
        raise Refused(Finding("select.district", code, problem, "Sebut kodenya, misalnya 33.27."))
    return Setting(code, gazetteer, load(local_rules_folder()), asked.on)


def _rule(setting: Setting, name: str) -> Rule:
    return setting.book.in_force(name, setting.on, territory=setting.district)


def _policy(setting: Setting) -> Policy:
    return Policy(
        _rule(setting, "targeting.selection"),
        _rule(setting, "targeting.sensitivity"),
        _rule(setting, "targeting.publication"),
    )


def _request(asked: Asked, setting: Setting, policy: Policy, gathered: Gathered) -> Request:
    return Request(
        setting.district,
        setting.on,
        seats_asked(asked, _rule(setting, "targeting.seats")),
        Method(asked.method or policy.selection.values["method"]),
        policy.default_weight if asked.weight is None else asked.weight,
        Unit(asked.unit),
        gathered.index.short_name,
        asked.seed,
    )


def seats_asked(asked: Asked, rule: Rule) -> Seats:
    """The seats as asked, else as the decree in force fixes them. One stratum follows from the other."""
    desa, kelurahan, total = asked.seats_desa, asked.seats_kelurahan, asked.seats
    if (total, desa, kelurahan) == (None, None, None):
        total, desa, kelurahan = (rule.values.get(key) for key in ("total", "desa", "kelurahan"))
    if desa is not None and kelurahan is not None:
        total = desa + kelurahan if total is None else total
    if total is None:
        problem = "banyaknya tempat belum disebut dan tidak ada keputusan yang berlaku"
        raise Refused(
            Finding("select.no_seats", "kursi", problem, "Sebut dengan --seats, misalnya --seats 86.")
        )
    if desa is None and kelurahan is None:
        return Seats(total)
    fixed = {
        Stratum.DESA: total - (kelurahan or 0) if desa is None else desa,
        Stratum.KELURAHAN: total - (desa or 0) if kelurahan is None else kelurahan,
    }
    return Seats(total, fixed)


def _blocking(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _refuse_blocking(findings: Sequence[Finding]) -> None:
    if _blocking(findings):
        raise Refused(*sorted(findings, key=lambda f: f.severity is not Severity.ERROR))
