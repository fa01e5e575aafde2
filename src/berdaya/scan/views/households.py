"""The work list of a village, and one household: register and field side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from
from berdaya.access.rules.rights import Right
from berdaya.hardship.rules.evaluation import evaluate
from berdaya.kernel.listing import Column, page_of, wanted
from berdaya.register.forms import PurposeForm
from berdaya.scan.book import judging_of, work_on
from berdaya.scan.doors import cycles as rounds
from berdaya.scan.doors import households as doors
from berdaya.scan.doors.households import Filter
from berdaya.scan.rules.field import judged_in_field
from berdaya.scan.rules.homes import home_of
from berdaya.scan.rules.telling import told_homes
from berdaya.scan.rules.visits import State
from berdaya.scan.services.visits import begin_visit, seen_in
from berdaya.scan.shown import households as shown
from berdaya.scan.shown.fgd import limits_for
from berdaya.scan.views.frame import frame

_COLUMNS: tuple[Column[Any], ...] = (
    Column("urutan", "Rumah tangga", lambda row: row.urgency),
    Column("desil", "Desil", lambda row: row.decile, phone=False),
    Column("kelas", "Kelas", lambda row: row.urgency),
    Column("tanda", "Tanda", lambda row: row.count, numeric=True, phone=False),
    Column("kunjungan", "Kunjungan", lambda row: row.visit),
)


@needs(Right.SCAN_SEE)
@require_safe
def households(request: HatRequest, pk: int) -> HttpResponse:
    """The households in the order of work, narrowed by RT, class and state of the visit."""
    hat, asked = request.hat, request.GET
    one = rounds.cycle_for(hat, pk)
    overview = doors.overview_of(one)
    choices = shown.filter_choices(overview)
    known = {name: {value for value, _ in rows} for name, rows in choices.items()}
    picked = {name: asked.get(name, "") for name in known if asked.get(name, "") in known[name]}
    narrowed = Filter(picked.get("rt", ""), picked.get("kelas", ""), picked.get("kunjungan", ""))
    sought = wanted(_COLUMNS, asked.dict(), picked)
    found = overview.total(narrowed)
    by = sought.by.key if sought.by else ""
    rows = doors.page_of(one, narrowed, by, sought.down, sought.cut(found))
    names = doors.Names(hat, one)
    page = frame(one, (request.path, "Daftar kerja")) | {
        "listed": page_of(sought, _COLUMNS, rows, total=overview.total(), found=found),
        "lines": shown.list_rows(rows, names),
        "choices": choices,
        "picked": picked,
        "narrowed": shown.filter_words(narrowed, found),
        "rts": shown.by_rt(overview),
        "names": names,
        "total": overview.total(),
        "homes": told_homes(overview.homes, limits_for(hat, one)),
    }
    return render(request, "scan/households.html", page)


@needs(Right.SCAN_SEE)
@require_safe
def household(request: HatRequest, pk: int) -> HttpResponse:
    """One household: the signs by register and field, what differs and why, its visits."""
    hat = request.hat
    home = doors.household_for(hat, pk)
    cycle = home.cycle
    judging = judging_of(cycle)
    visits = doors.visits_of(home)
    latest = next((one for one in visits if one.standing is not State.DRAFT), None)
    seen = seen_in(latest) if latest else None
    evaluation = evaluate(home_of(home.answers, home.people, home.decile), judging.criteria, judging.table)
    in_field = (
        judged_in_field(seen.persons, latest.answered, seen.judging.criteria, judging.table, home.decile)
        if seen and latest and seen.bits
        else None
    )
    names = doors.Names(hat, cycle)
    who = names.of(home)
    words = {sign.code: sign.words for sign in judging.criteria.signs}
    veiled = (
        ()
        if names.allowed
        else [sign.code for sign in judging.criteria.signs if sign.rule in shown.OF_PEOPLE]
    )
    newest = visits[0] if visits else None
    reasons = work_on(cycle.on_date, cycle.territory)["reasons"]
    page = _frame(home, shown.called(home, who.head)) | {
        "home": home,
        "who": who,
        "names": names,
        "status": shown.visit_status(
            home, newest, seen.outcome.words if seen and seen.outcome else "", hat.person_id
        ),
        "signs": shown.sign_rows(evaluation, in_field, words, veiled),
        "differences": shown.with_reasons(seen.differences, latest.why, reasons) if seen and latest else [],
        "evaluation": evaluation,
        "klass": shown.class_words(home.field_klass if home.field_bits else home.klass),
        "register_class": shown.class_words(home.klass),
        "marks": shown.marks_words(home.marks),
        "rt": shown.rt_words(home.rt),
        "visits": visits,
        "newest": newest,
        "next": doors.next_after(home),
        "may_work": rounds.may(hat, Right.SCAN_WORK, cycle),
        "may_nik": allowed(hat, Right.NIK_SHOW, cycle.territory).allowed and not cycle.snapshot.destroyed,
        "purpose": PurposeForm(ident=home.key),
    }
    return render(request, "scan/household.html", page)


@needs(Right.SCAN_WORK)
@posted_from("scan-household", "pk")
@once("scan.visit")
def visit(request: HatRequest, pk: int) -> HttpResponse:
    """Begin a visit, or go on with the one that is open."""
    made = begin_visit(request.hat, doors.household_for(request.hat, pk))
    return redirect("scan-visit", pk=made.pk, step="keadaan")


def _frame(home: Any, name: str) -> dict[str, Any]:
    listing = (reverse("scan-households", args=[home.cycle_id]), "Daftar kerja")
    page = (reverse("scan-household", args=[home.pk]), f"Ruta {home.urgency}")
    return frame(home.cycle, listing, page) | {"called": name}
