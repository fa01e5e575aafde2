"""A session of the musrenbang: begin it, set its money and limits, compute the draft for the forum.

    session = begin_session(hat, cycle)
    set_ceilings(hat, session, Ceilings(budget=360_000_000, ceilings={"sarpras": 270_000_000}))
    draft = compute_draft(hat, session)

What the forum makes of the draft is in `deciding`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from django.db import transaction
from django.db.models import F

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.community.rules.households import POOR
from berdaya.deliberation import merge_doors
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.doors import require_home
from berdaya.deliberation.models import Cycle, Draft, Session
from berdaya.deliberation.rules.ballots import Session as Merging
from berdaya.deliberation.rules.entering import LEVELS, entry_faults, settings_from, settings_of, vector_of
from berdaya.deliberation.rules.explaining import ceiling_words
from berdaya.deliberation.rules.faults import faults_of
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.since import input_digest
from berdaya.deliberation.rules.sitting import Deed, State, require_deed
from berdaya.deliberation.vector import answer_of, session_of
from berdaya.figures.rules import rounding_on
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.settings import local_rules_folder
from berdaya.meeting.models import Meeting
from berdaya.plan.models import MENUS
from berdaya.rulebook.rules import Rule, load

MOST: Final = 10**15
VERBS: Final[Mapping[Deed, str]] = {
    Deed.CEILINGS: "deliberation.ceilings_set",
    Deed.COMPUTE: "deliberation.computed",
    Deed.CHANGE: "deliberation.forum_changed",
    Deed.CLOSE: "deliberation.discussed",
    Deed.REOPEN: "deliberation.session_reopened",
    Deed.DECIDE: "deliberation.decided",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The money of a session. A menu without a limit is limited by the whole alone."""

    budget: int
    ceilings: Mapping[str, int] = field(default_factory=dict)
    level: str = "rt"
    group_weight: int = 0
    meeting: Meeting | None = None


def rule_for(cycle: Cycle) -> Rule:
    book = load(local_rules_folder())
    return book.in_force("deliberation.merge", today_in(cycle.territory), territory=cycle.territory)


def begin_session(hat: Holding, cycle: Cycle) -> Session:
    """The session of a village for a year; the one that is there, if there is one."""
    require_home(hat, Right.DELIBERATION_MERGE, cycle.territory)
    rule = rule_for(cycle)
    rounding = rounding_on(today_in(cycle.territory))[POOR]
    with transaction.atomic():
        session, made = Session.objects.get_or_create(
            cycle=cycle,
            defaults={
                "begun_by": hat.person,
                "rule": rule.key,
                "settings": asdict(settings_from(rule, rounding)),
            },
        )
        if made:
            record(hat, "deliberation.session_begun", "session", session.pk, cycle.territory)
    return session


def set_ceilings(hat: Holding, session: Session, given: Ceilings, seen: int | None = None) -> Session:
    """How much there is, for which menu at most, and who shares it."""
    require_home(hat, Right.DELIBERATION_MERGE, session.territory)
    _refuse(_ceiling_faults(given))
    with transaction.atomic():
        mine = locked(hat, session, Deed.CEILINGS, seen)
        settings = settings_of(mine.settings)
        mine.budget, mine.ceilings, mine.meeting = given.budget, dict(given.ceilings), given.meeting
        mine.settings = asdict(replace(settings, level=given.level, group_weight=given.group_weight))
        told: dict[str, Fact] = {"budget": given.budget, "menus": len(given.ceilings), "level": given.level}
        return take(hat, mine, mine.standing, Deed.CEILINGS, told)


def compute_draft(hat: Holding, session: Session) -> Draft:
    """Merge the lists as they lie there now. The same input by the same person is the same draft."""
    require_home(hat, Right.DELIBERATION_MERGE, session.territory)
    with transaction.atomic():
        mine = locked(hat, session, Deed.COMPUTE)
        if mine.budget is None:
            raise Refused(Finding("session.no_budget", "pagu", "belum diisi", "Isi pagunya dahulu."))
        found = merge_doors.gathered(mine)
        data = vector_of(found.table)
        merging = session_of(data)
        findings = _judged(mine, found, merging)
        digest = input_digest(data, mine.rule)
        same = doors.newest_draft(mine)
        if same is not None and same.digest == digest and same.made_by_id == hat.person_id:
            return same
        draft = Draft.objects.create(
            session=mine,
            input=data,
            answer=answer_of(merging, "bsb"),
            others={rule: answer_of(merging, rule) for rule in ("borda", "criteria")},
            findings=[finding.as_json() for finding in findings],
            units={one.name: [one.code, one.body] for one in found.table.voters},
            digest=digest,
            rule=mine.rule,
            made_by=hat.person,
        )
        told: dict[str, Fact] = {"sha256": digest, "proposals": len(found.table.entries)}
        take(hat, mine, State.COMPUTED, Deed.COMPUTE, told)
    return draft


def _judged(session: Session, found: merge_doors.Gathered, merging: Merging) -> list[Finding]:
    """What was found before the merge; what blocks it is a refusal."""
    settings = settings_of(session.settings)
    found_first = entry_faults(found.table.voters, found.unweighed, found.unchecked)
    longest = {one.name: settings.longest[Unit(one.code, one.body).kind] for one in found.table.voters}
    without = {one.where for one in found_first if one.code == "session.no_households"}
    later = [
        one
        for one in faults_of(merging, longest=longest)
        if not (one.code == "merge.weight" and one.where in without)
    ]
    told = together([*found_first, *later])
    if blocking := [one for one in told if one.severity is Severity.ERROR]:
        raise Refused(*blocking)
    return told


def together(findings: Iterable[Finding]) -> list[Finding]:
    """The same said of several units stands once, with all of them by name; errors first."""
    places: dict[Finding, list[str]] = {}
    for one in findings:
        places.setdefault(replace(one, where=""), []).append(one.where)
    told = [replace(one, where=", ".join(dict.fromkeys(names))) for one, names in places.items()]
    return sorted(told, key=lambda one: "EWI".index(one.severity.value))


def locked(hat: Holding, session: Session, deed: Deed, seen: int | None = None) -> Session:
    """The session as it stands now, held until the transaction ends; refused when it changed since `seen`."""
    found = doors.session_for(hat, session.pk, lock=True)
    require_deed(deed, found.standing)
    if seen is not None and found.version != seen:
        advice = "Muat ulang halaman, lihat perubahannya, lalu simpan lagi bila masih perlu."
        raise Refused(Finding("session.changed", "sidang ini", "diubah orang lain sementara itu", advice))
    return found


def take(
    hat: Holding, session: Session, state: State, deed: Deed, facts: Mapping[str, Fact] | None = None
) -> Session:
    """Write a step of a locked session down, with its next version and its line in the trail."""
    session.state = state.value
    session.version = F("version") + 1
    session.save()
    session.refresh_from_db(fields=["version"])
    told: dict[str, Fact] = {"to": state.value, **(facts or {})}
    record(hat, VERBS[deed], "session", session.pk, session.territory, told)
    return session


def _ceiling_faults(given: Ceilings) -> list[Finding]:
    found = []
    if not 0 < given.budget < MOST:
        found.append(Finding("session.budget", "pagu", "harus lebih dari nol", "Tulis rupiah penuh."))
    for menu, limit in given.ceilings.items():
        if menu not in MENUS or not 0 <= limit < MOST:
            found.append(
                Finding("session.menu", ceiling_words(menu), "tidak dapat dipakai", "Periksa menunya.")
            )
        elif limit > given.budget:
            advice = "Turunkan, atau kosongkan bila menu ini tidak dibatasi."
            found.append(Finding("session.menu", ceiling_words(menu), "di atas pagu seluruhnya", advice))
    if given.level not in LEVELS or not 0 <= given.group_weight <= 100_000:
        found.append(Finding("session.level", "pembagi pagu", "tidak dikenal", "Pilih RT atau RW."))
    return found


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)
