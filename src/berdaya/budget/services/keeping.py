"""Keep a statement: the first version, or a newer one beside those that stand."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from berdaya.access.audit import record as audit
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.places import place_exists
from berdaya.access.rules.rights import Right
from berdaya.budget.book import law_here
from berdaya.budget.doors import newest_of
from berdaya.budget.models import Statement, Version
from berdaya.budget.rules.checking import Checked, check_statement
from berdaya.budget.rules.reading import statement_of
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan.rules.nomenclature import read_code


def keep(hat: Holding, territory: str, record: dict[str, Any], came_from: str) -> Version:
    """Keep a record as the newest version of its statement. The same record again changes nothing.

    Refused where the place is unknown, or year or code do not say which statement it is.
    """
    require(hat, Right.BUDGET_WRITE, territory)
    year, code, title = _named(territory, record)
    facts = {"territory": territory, "year": year, "code": code}
    with transaction.atomic():
        statement = _statement(facts, title)
        digest = digest_of(record)
        if statement.version and newest_of(statement).sha256 == digest:
            return newest_of(statement)
        checked = checked_record(record)
        version = Version(
            statement=statement,
            number=statement.version + 1,
            record=record,
            sha256=digest,
            came_from=came_from[:80],
            rules=", ".join(checked.rules)[:200],
            made_by=hat.person,
        )
        version.save(force_insert=True)
        _sum_up(statement, title, version.number, checked)
        told: dict[str, int | str | bool | date | None] = {
            "version": version.number,
            "sha256": digest,
            "errors": statement.errors,
        }
        audit(hat, "budget.kept", "budgetstatement", statement.pk, territory, told)
    return version


def checked_record(record: dict[str, Any]) -> Checked:
    """What the checks of this office say of a record."""
    statement = statement_of(record).statement
    return check_statement(statement, law_here(statement))


def _named(territory: str, record: dict[str, Any]) -> tuple[int, str, str]:
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


def _sum_up(statement: Statement, title: str, number: int, checked: Checked) -> None:
    statement.title, statement.version = title, number
    statement.errors, statement.warnings = len(checked.errors), len(checked.warnings)
    statement.total = checked.arg.nominal
    statement.linked, statement.linked_at_most = checked.arg.linked, checked.arg.linked_at_most
    statement.save()
