"""A statement as a PDF: the paper around the values, with the findings of its checks as an annex."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from berdaya.budget.book import law_here
from berdaya.budget.printing.blocks import EMPTY_WORDS, number_of, text_of
from berdaya.budget.printing.layouts import FORMS
from berdaya.budget.rules.case import Case
from berdaya.budget.rules.checking import Checked, check_statement
from berdaya.budget.rules.law import Law
from berdaya.budget.rules.paper import CLOSING
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.rules.record import Statement
from berdaya.budget.rules.verdicts import I, Verdict
from berdaya.documents.paper import Letterhead, Paper, Signatory, Status, render
from berdaya.documents.plain import unprintable
from berdaya.kernel.calendar import MONTHS
from berdaya.kernel.findings import Finding
from berdaya.kernel.numbers import format_percent, format_rupiah
from berdaya.region.rules.gazetteer import official
from berdaya.rulebook.rules import told_rule

DOTS: Final = "." * 28


def statement_pdf(
    case: Case,
    checked: Checked,
    form: str,
    *,
    size: str = "a4",
    status: Status = Status.DRAFT,
    findings: bool = True,
    said: Sequence[str] = (),
    closing: str = CLOSING,
) -> tuple[bytes, tuple[Finding, ...]]:
    """Print one form; also what could not be printed as written (signs without a glyph).

    `said` are the findings that somebody overruled or answered, with the reasons: they stand on the form.
    """
    template, values = values_of(
        case, checked, form, size=size, findings=findings, said=said, closing=closing
    )
    paper = paper_of(case, FORMS[form][0], status)
    return render(template, paper, values), unprintable([values, paper.title, paper.office])


def values_of(
    case: Case,
    checked: Checked,
    form: str,
    *,
    size: str = "a4",
    findings: bool = False,
    said: Sequence[str] = (),
    closing: str = CLOSING,
) -> tuple[str, dict[str, Any]]:
    """The template of a form and what it prints."""
    _, template, build = FORMS[form]
    shown = [one for one in checked.verdicts if one.failed and one.severity is not I] if findings else []
    values = build(case) | {
        "size": size,
        "numbered": form == "surabaya",
        "closing": closing,
        "said": list(said),
        "about": about(case.it),
        "findings": _gathered(sorted(shown, key=_weight)),
        "checked": _checked(checked),
    }
    values.setdefault("facts", heads(case.it))
    for row in values.get("rows", []):
        row["checks"] = _numbers(row["checks"], shown)
    return template, values


def record_pdf(
    record: dict[str, Any],
    form: str,
    *,
    size: str = "a4",
    said: Sequence[str] = (),
    signed: str = "",
    law: Law | None = None,
) -> bytes:
    """One form of a kept record; with its findings while something holds it back that nobody overruled.

    `signed` tells who signed which version when; without it the paper is a draft. `law` is what it is held
    against, else what stands in the files of this office.
    """
    statement = statement_of(record).statement
    law = law or law_here(statement)
    checked = check_statement(statement, law)
    status = Status.COPY if signed else Status.DRAFT
    closing = f"{CLOSING} {signed}" if signed else CLOSING
    annex = checked.blocked and not signed
    return statement_pdf(
        Case(statement, law),
        checked,
        form,
        size=size,
        status=status,
        findings=annex,
        said=said,
        closing=closing,
    )[0]


def about(it: Statement) -> str:
    """The sub-activity, unit and year in one line."""
    return (
        f"{text_of(it.sub_activity)}, {text_of(it.unit)}, tahun anggaran {number_of(it.year) or EMPTY_WORDS}"
    )


def heads(it: Statement) -> list[list[str]]:
    year = str(number_of(it.year) or EMPTY_WORDS)
    return [
        ["Perangkat daerah", text_of(it.office)],
        ["Unit organisasi", text_of(it.unit)],
        ["Tahun anggaran", year],
    ]


def paper_of(case: Case, kind: str, status: Status) -> Paper:
    it = case.it
    day = day_of(it)
    year = it.year if isinstance(it.year, int) and 1 <= it.year <= 9999 else 2000
    place = it.place if isinstance(it.place, str) and it.place else EMPTY_WORDS
    return Paper(
        kind=kind,
        title=kind,
        subtitle=about(it),
        office=text_of(it.office),
        date=day or date(year, 1, 1),
        dated=day is not None,
        place=place,
        short=f"{kind}, {about(it)}",
        status=status,
        letterhead=_letterhead(case),
        signatories=(_signatory(it),),
    )


def _letterhead(case: Case) -> Letterhead:
    top = ".".join(case.law.territory.split(".")[:2])
    government = official().names.get(top, "") if top else ""
    return Letterhead(
        f"Pemerintah {government}" if government else "Pemerintah Daerah", text_of(case.it.office)
    )


def _signatory(it: Statement) -> Signatory:
    title = it.title if isinstance(it.title, str) and it.title else "Penanggung jawab"
    name = it.responsible if isinstance(it.responsible, str) and it.responsible else DOTS
    nip = it.nip if isinstance(it.nip, str) else ""
    whole = re.fullmatch(r"(?:\D*\d){18}\D*", nip) is not None
    return Signatory(
        title=title, name=name, nip=re.sub(r"\D", "", nip) if whole else "", note="" if whole else nip
    )


def day_of(it: Statement) -> date | None:
    """The date of the paper, `16 Oktober 2023` or `2023-10-16`; None where there is none that can be read."""
    text = it.signed_on.strip() if isinstance(it.signed_on, str) else ""
    found = re.fullmatch(r"(\d{1,2})\s+(\w+)\s+(\d{4})", text)
    try:
        if found and found[2].capitalize() in MONTHS:
            return date(int(found[3]), MONTHS.index(found[2].capitalize()) + 1, int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def _weight(one: Verdict) -> tuple[bool, str]:
    return (not one.blocks, one.check)


def _gathered(verdicts: list[Verdict]) -> list[dict[str, str]]:
    """One row for each check and weight: its places, what stands there and what should, each advice once."""
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for one in verdicts:
        groups.setdefault((one.check, one.severity.value), []).append(one)
    return [
        {
            "check": check,
            "severity": severity,
            "where": _once(one.where for one in found),
            "quoted": _once(one.quoted for one in found),
            "expected": _once(one.expected for one in found),
            "advice": _once(one.advice for one in found),
        }
        for (check, severity), found in groups.items()
    ]


def _once(texts: Iterable[str]) -> str:
    found = list(dict.fromkeys(text for text in texts if text))
    return "\n".join(f"– {text}" for text in found) if len(found) > 1 else "".join(found)


def _numbers(wanted: list[str], shown: list[Verdict]) -> list[str]:
    """The checks that fail at a row: by number, or `number:field` where one check has several rows."""
    found = []
    for one in wanted:
        number, _, field = one.partition(":")
        if any(v.check == number and (not field or v.field == field) for v in shown):
            found.append(number)
    return list(dict.fromkeys(found))


def _checked(checked: Checked) -> list[list[str]]:
    arg = checked.arg
    told = [
        ["Diperiksa", f"32 pemeriksaan menurut {', '.join(told_rule(key) for key in checked.rules)}"],
        ["Temuan", f"{len(checked.errors)} pemeriksaan E, {len(checked.warnings)} pemeriksaan W"],
    ]
    value = arg.linked if arg.linked is not None else arg.linked_at_most
    if arg.nominal is not None and value is not None and arg.share is not None:
        bound = "" if arg.linked is not None else "paling banyak "
        words = f"{format_rupiah(arg.nominal)}; terhubung dengan sebab atau kesenjangan {bound}"
        told.append(["Anggaran", f"{words}{format_rupiah(value)} ({format_percent(arg.share, 2)})"])
    return told
