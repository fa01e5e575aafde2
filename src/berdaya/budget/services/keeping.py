"""Keep a statement: the first version, or a newer one beside those that stand."""

from typing import Any

from django.db import IntegrityError, transaction

from berdaya.access.audit import Fact
from berdaya.access.audit import record as audit
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.places import place_exists
from berdaya.access.rules.rights import Right
from berdaya.budget.doors import draft_of, newest_of
from berdaya.budget.models import Statement, Version
from berdaya.budget.office_law import law_in_office
from berdaya.budget.rules.checking import Checked, check_statement
from berdaya.budget.rules.flow import State
from berdaya.budget.rules.reading import statement_of
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan.rules.nomenclature import read_code


def keep(hat: Holding, territory: str, record: dict[str, Any], came_from: str) -> Version:
    """Keep a record as the newest version of its statement. The same record again changes nothing.

    Refused where the place is unknown, year or code do not say which statement it is, or the statement is
    under review, signed, or being written.
    """
    require(hat, Right.BUDGET_WRITE, territory)
    year, code, title = named(territory, record)
    facts = {"territory": territory, "year": year, "code": code}
    with transaction.atomic():
        statement = _statement(facts, title)
        if statement.version and newest_of(statement).sha256 == digest_of(record):
            return newest_of(statement)
        _require_free(statement)
        version = write_version(statement, hat, record, came_from, [hat.person_id])
        told: dict[str, Fact] = {
            "version": version.number,
            "sha256": version.sha256,
            "errors": statement.errors,
        }
        audit(hat, "budget.kept", "budgetstatement", statement.pk, territory, told)
    return version


def write_version(
    statement: Statement, hat: Holding, record: dict[str, Any], came_from: str, hands: list[int]
) -> Version:
    """The next version of a locked statement, checked."""
    checked = checked_record(record)
    version = Version(
        statement=statement,
        number=statement.version + 1,
        record=record,
        sha256=digest_of(record),
        came_from=came_from[:80],
        rules=", ".join(checked.rules)[:200],
        made_by=hat.person,
        hands=sorted({*hands, hat.person_id}),
        failing=sorted({one.check for one in checked.verdicts if one.failed}),
        total=checked.arg.nominal,
        linked=checked.arg.linked,
        linked_at_most=checked.arg.linked_at_most,
    )
    version.save(force_insert=True)
    statement.version, statement.state = version.number, State.DRAFT.value
    sum_up(statement, record, checked)
    return version


def checked_record(record: dict[str, Any]) -> Checked:
    """What the checks of this office say of a record."""
    statement = statement_of(record).statement
    return check_statement(statement, law_in_office(statement))


def named(territory: str, record: dict[str, Any]) -> tuple[int, str, str]:
    """Year, code and title that tell which statement a record is; refused where one is missing."""
    statement = statement_of(record).statement
    code = read_code(statement.code) if isinstance(statement.code, str) else None
    faults = []
    if not place_exists(territory):
        advice = "Pakai kode kelurahan, desa atau kecamatan, misalnya 35.78.04.1001."
        faults.append(Finding("budget.place", "kode wilayah", "tidak dikenal", advice))
    if not isinstance(statement.year, int) or not 2000 <= statement.year <= 2100:
        faults.append(_missing("year", "tahun anggaran"))
    if code is None:
        faults.append(_missing("code", "kode subkegiatan"))
    if faults or code is None or not isinstance(statement.year, int):
        raise Refused(*faults)
    title = statement.sub_activity if isinstance(statement.sub_activity, str) else ""
    return statement.year, code.code, " ".join(title.split())[:200] or code.code


def _missing(what: str, words: str) -> Finding:
    advice = f"Tulis {words} di naskahnya, lalu unggah lagi."
    return Finding(f"budget.{what}", words, "belum terbaca", advice)


def _statement(facts: dict[str, Any], title: str) -> Statement:
    """The statement of that place, year and code, locked; made where there is none."""
    try:
        with transaction.atomic():
            Statement.objects.get_or_create(**facts, defaults={"title": title})
    except IntegrityError:  # somebody made it in this moment
        pass
    return Statement.objects.select_for_update().get(**facts)


def _require_free(statement: Statement) -> None:
    """A paper does not take the place of what somebody reviews, has signed, or is writing."""
    if not statement.standing.open:
        advice = "Tarik kembali pengajuannya, atau buka versi perubahan, lalu unggah lagi."
        raise Refused(Finding("budget.state", str(statement), f"sekarang {statement.state}", advice))
    if draft_of(statement) is not None:
        advice = "Lanjutkan draf itu, atau buang drafnya, lalu unggah lagi."
        raise Refused(Finding("budget.drafted", str(statement), "sedang ditulis dalam draf", advice))


def sum_up(statement: Statement, record: dict[str, Any], checked: Checked | None = None) -> None:
    """Write on a statement what its record comes to."""
    checked = checked or checked_record(record)
    statement.title = named(statement.territory, record)[2]
    statement.errors, statement.warnings = len(checked.errors), len(checked.warnings)
    statement.total = checked.arg.nominal
    statement.linked, statement.linked_at_most = checked.arg.linked, checked.arg.linked_at_most
    statement.save()
