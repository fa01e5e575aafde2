"""Write a statement: begin one, copy last year's, change a part of the draft, put an activity off.

Two people may write in one draft. Each says what he saw of the part that he changes; where it is another one
by now, nothing is written and `Overtaken` carries both, so that the later one sees the difference and
chooses.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from berdaya.access.audit import Fact
from berdaya.access.audit import record as audit
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.gathering import facts_for
from berdaya.budget.models import Draft, Statement
from berdaya.budget.rules.flow import State, no_reason, said
from berdaya.budget.rules.lines import rows_of
from berdaya.budget.rules.opening import blank_record, copied_record
from berdaya.budget.rules.pulling import Standing, pulled_in, standing_of
from berdaya.budget.rules.shelving import Fate, picked_up, shelved_in
from berdaya.budget.services.keeping import named, sum_up
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Refused


class Overtaken(Exception):
    """Somebody else has changed the same part since it was opened."""

    def __init__(self, theirs: Mapping[str, Any], mine: Mapping[str, Any], by: str, at: datetime) -> None:
        super().__init__("the part has changed")
        self.theirs, self.mine, self.by, self.at = dict(theirs), dict(mine), by, at

    @property
    def seen(self) -> str:
        """What a form says that it saw, once its writer has seen the difference."""
        return digest_of(self.theirs)


def begin(hat: Holding, territory: str, year: int, code: str) -> Statement:
    """An empty statement with its names from the list of codes. Refused where there is one already."""
    return _begun(hat, territory, blank_record(territory, year, code), "ditulis di kantor")


def copy_on(hat: Holding, pk: int, year: int) -> Statement:
    """Next year's statement with the words of this one; figures of the year itself are left out."""
    source = doors.statement_for(hat, pk)
    version = doors.approved_version_of(source)
    record = version.record if version else doors.working_record(source)
    made = copied_record(record, year)
    return _begun(hat, source.territory, made, f"salinan tahun {source.year}")


def _begun(hat: Holding, territory: str, record: dict[str, Any], came_from: str) -> Statement:
    require(hat, Right.BUDGET_WRITE, territory)
    year, code, title = named(territory, record)
    try:
        with transaction.atomic():
            made = Statement.objects.create(territory=territory, year=year, code=code, title=title)
            Draft.objects.create(
                statement=made,
                record=record,
                came_from=came_from,
                changed_by=hat.person,
                hands=[hat.person_id],
            )
            sum_up(made, record)
            audit(hat, "budget.begun", "budgetstatement", made.pk, territory, {"year": year})
    except IntegrityError:
        advice = "Buka pernyataan itu dan lanjutkan di sana."
        raise Refused(
            Finding("budget.exists", f"{title} {year}", "sudah ada di tempat ini", advice)
        ) from None
    return made


def part_of(record: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a part, those that the record has."""
    return {name: record[name] for name in names if name in record}


def seen_of(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """What a form of this part says that it saw."""
    return digest_of(part_of(record, names))


def save(hat: Holding, pk: int, names: tuple[str, ...], changed: Mapping[str, Any], seen: str) -> Statement:
    """Write a part into the draft; a first change begins it. `Overtaken` where somebody was faster."""
    with transaction.atomic():
        statement, draft = _open_draft(hat, pk)
        before = part_of(draft.record, names)
        after = {**before, **{name: changed[name] for name in names if name in changed}}
        if after == before:
            return statement
        if digest_of(before) != seen:
            raise Overtaken(before, after, draft.changed_by.name, draft.changed_at)
        _write(hat, statement, draft, {**draft.record, **after})
        audit(hat, "budget.written", "budgetstatement", statement.pk, statement.territory)
    return statement


def discard(hat: Holding, pk: int) -> Statement:
    """Throw the draft away: the newest version stands again. A draft that has no version stays."""
    with transaction.atomic():
        statement, draft = _open_draft(hat, pk, begin=False)
        if draft is None:
            return statement
        if not statement.version:
            advice = "Kosongkan isiannya, atau lanjutkan."
            raise Refused(Finding("budget.only_draft", str(statement), "belum punya versi lain", advice))
        draft.delete()
        if statement.signed == statement.version:
            statement.state = State.SIGNED.value
        sum_up(statement, doors.newest_of(statement).record)
        audit(hat, "budget.discarded", "budgetstatement", statement.pk, statement.territory)
    return statement


def shelve(hat: Holding, pk: int, key: str, fate: Fate, reason: str) -> Statement:
    """Put an activity off, or strike it out, with the reason; next year's statement is offered it again."""
    if not said(reason):
        raise Refused(no_reason("mengapa aktivitas ini ditunda atau dicoret"))
    with transaction.atomic():
        statement, draft = _open_draft(hat, pk)
        made = shelved_in(draft.record, key, fate, " ".join(reason.split())[:400])
        if made == draft.record:
            return statement
        _write(hat, statement, draft, made)
        audit(hat, "budget.shelved", "budgetstatement", statement.pk, statement.territory, {"activity": key})
    return statement


def pick_up(hat: Holding, pk: int, origin: str) -> Statement:
    """Take an activity that an earlier year put off into the plan of this one."""
    with transaction.atomic():
        statement, draft = _open_draft(hat, pk)
        candidate = next((one for one in doors.candidates_of(statement) if one.origin == origin), None)
        if candidate is None:
            return statement
        _write(hat, statement, draft, picked_up(draft.record, candidate))
        audit(hat, "budget.picked_up", "budgetstatement", statement.pk, statement.territory)
    return statement


def pull(hat: Holding, pk: int, keys: Collection[str]) -> Statement:
    """Take figures of the office into the opening data; those that are there already are made new.

    With the key `*` everything that is not used yet.
    """
    with transaction.atomic():
        statement, draft = _open_draft(hat, pk)
        facts = facts_for(hat, statement.territory)
        every = [one for one in facts if standing_of(draft.record, one) is Standing.NEW]
        chosen = every if "*" in keys else [one for one in facts if one.key in keys]
        made = pulled_in(draft.record, chosen)
        if made == rows_of(draft.record, "data"):
            return statement
        _write(hat, statement, draft, {**draft.record, "data": made})
        told: dict[str, Fact] = {"figures": len(chosen)}
        audit(hat, "budget.pulled", "budgetstatement", statement.pk, statement.territory, told)
    return statement


def _open_draft(hat: Holding, pk: int, *, begin: bool = True) -> tuple[Statement, Any]:
    """The locked statement with its draft; the first to write begins one from the newest version."""
    statement = doors.statement_for(hat, pk, lock=True)
    require(hat, Right.BUDGET_WRITE, statement.territory)
    if not statement.standing.open:
        advice = "Tarik kembali pengajuannya, atau buka versi perubahan."
        raise Refused(Finding("budget.state", str(statement), f"sekarang {statement.state}", advice))
    draft = doors.draft_of(statement)
    if draft is None and begin:
        newest = doors.newest_of(statement)
        draft = Draft(
            statement=statement,
            record=newest.record,
            based_on=newest.number,
            came_from="ditulis di kantor",
            changed_by=hat.person,
            changed_at=now(),
            hands=newest.hands,
        )
    return statement, draft


def _write(hat: Holding, statement: Statement, draft: Draft, record: dict[str, Any]) -> None:
    draft.record, draft.changed_by = record, hat.person
    draft.hands = sorted({*draft.hands, hat.person_id})
    draft.save()
    sum_up(statement, record)
