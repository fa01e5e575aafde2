"""Pages on which a statement is written: begin one, part after part, activities put off and taken up."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.forms import BeginForm, ShelveForm
from berdaya.budget.rules.differing import differences
from berdaya.budget.rules.lines import activity_key, rows_of
from berdaya.budget.rules.parts import PARTS, Part, neighbours, part_called
from berdaya.budget.rules.pulling import Standing
from berdaya.budget.rules.shelving import Fate
from berdaya.budget.rules.writing import typed_part
from berdaya.budget.services import editing
from berdaya.budget.shown import shown
from berdaya.budget.shown_editor import shown_facts, shown_part, traces_of
from berdaya.budget.views.frame import below, frame, judged
from berdaya.kernel.findings import Refused

Statement = Any
_NAMES = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Subkegiatan", "kode_isian": "Kode"}


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.begin")
def begin(request: HatRequest) -> HttpResponse:
    """An empty statement of one sub-activity and year."""
    first, within = {"territory": request.hat.territory}, request.hat.territory
    form = BeginForm(request.POST or None, initial=first, within=within)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = editing.begin(request.hat, given["territory"], given["year"], given["code"])
        except Refused as refused:
            beside = {"budget.code": "code", "budget.year": "year", "budget.exists": "code"}
            form.tell(refused, **beside, **{"budget.place": "territory", "right": "territory"})
        else:
            return redirect("budget-write", made.pk, PARTS[0].slug)
    page = {"form": form, **frame((request.path, "Mulai pernyataan"))}
    return render(request, "budget/begin.html", page, status=422 if form.errors else 200)


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.write")
def write(request: HatRequest, pk: int, slug: str) -> HttpResponse:
    """One part of the statement: what was typed is kept in the draft at each step."""
    part, found = _part(slug), doors.statement_for(request.hat, pk)
    if not found.standing.open:
        return redirect("budget-statement", pk)
    record = doors.working_record(found)
    if request.method != "POST":
        return _written(request, found, record, part)
    try:
        editing.save(request.hat, pk, part.names, _changed(request, record, part), _seen(request))
    except editing.Overtaken as met:
        return _overtaken(request, found, part, met)
    except Refused as refused:
        _tell(request, refused)
        return redirect("budget-statement", pk)
    return redirect(_following(request, pk, part))


def _written(request: HatRequest, found: Statement, record: dict[str, Any], part: Part) -> HttpResponse:
    before, following = neighbours(part)
    proposals = doors.proposals_for(request.hat, found) if part.slug == "anggaran" else {}
    page = {
        "one": shown(found),
        "part": part,
        "parts": PARTS,
        "number": PARTS.index(part) + 1,
        "drawn": shown_part(record, part, proposals),
        "seen": editing.seen_of(record, part.names),
        "before": before,
        "following": following,
        "names": [(words, record.get(name)) for name, words in _NAMES.items()] if part.derives else (),
        "candidates": doors.candidates_of(found) if part.slug == "aktivitas" else (),
        **(_known(request, found, record) if part.slug == "data" else {}),
        **_findings(record, part),
        **below(found, (request.path, part.title)),
    }
    return render(request, "budget/write.html", page)


def _known(request: HatRequest, found: Statement, record: dict[str, Any]) -> dict[str, Any]:
    """What the office knows of the place, and which data of the statement are old or may be traced."""
    facts = shown_facts(request.hat, found.territory, record)
    return {
        "facts": facts,
        "unused": sum(one.standing is Standing.NEW for one in facts),
        "traces": traces_of(found.territory, record),
    }


def _findings(record: dict[str, Any], part: Part) -> dict[str, Any]:
    """The findings of this part, by its checks or by its fields; the rest is a number."""
    told, checks = judged(record), part.checks.split()
    here = [one for one in told["findings"] if one["number"] in checks or part.slug in one["parts"]]
    return {**told, "here": here, "elsewhere": len(told["findings"]) - len(here)}


def _changed(request: HatRequest, record: dict[str, Any], part: Part) -> dict[str, Any]:
    """What was typed; or, once a difference was seen, what the writer chose of both."""
    mine = _mine(request, part)
    if mine is None:
        return typed_part(record, part, dict(request.POST.lists()))
    return {name: value for name, value in mine.items() if request.POST.get(f"pilih_{name}") != "theirs"}


def _mine(request: HatRequest, part: Part) -> dict[str, Any] | None:
    """The fields of this part as this writer had typed them before the difference was shown."""
    text = request.POST.get("mine", "")
    try:
        given = json.loads(text) if text else None
    except ValueError:
        return None
    return {k: v for k, v in given.items() if k in part.names} if isinstance(given, Mapping) else None


def _seen(request: HatRequest) -> str:
    return str(request.POST.get("seen", ""))


def _overtaken(request: HatRequest, found: Statement, part: Part, met: editing.Overtaken) -> HttpResponse:
    """Both writings side by side; the later writer chooses field by field."""
    fields = []
    for name in part.names:
        theirs, mine = ({name: side.get(name)} for side in (met.theirs, met.mine))
        changes = differences(theirs, mine)
        if changes:
            fields.append((name, changes))
    page = {
        "one": shown(found),
        "part": part,
        "by": met.by,
        "at": met.at,
        "fields": fields,
        "seen": met.seen,
        "mine": json.dumps(met.mine, ensure_ascii=False),
        **below(found, (request.path, part.title)),
    }
    return render(request, "budget/overtaken.html", page, status=409)


def _following(request: HatRequest, pk: int, part: Part) -> str:
    """The next part after “lanjut”, the findings after the last one, else the same part at its row."""
    deed = request.POST.get("deed", "")
    if deed == "selesai":
        return reverse("budget-statement", args=[pk])
    _, following = neighbours(part)
    slug = following.slug if deed == "lanjut" and following else part.slug
    table = deed.split(":")[1] if deed.count(":") == 2 else ""
    return reverse("budget-write", args=[pk, slug]) + (f"#{table}" if table else "")


@needs(Right.BUDGET_WRITE)
@require_POST
def judge(request: HatRequest, pk: int, slug: str) -> HttpResponse:
    """What the checks would say of the part as it stands; nothing is kept."""
    part, found = _part(slug), doors.statement_for(request.hat, pk)
    record = doors.working_record(found)
    typed = typed_part(record, part, dict(request.POST.lists()))
    return render(request, "budget/parts/here.html", {"part": part, **_findings({**record, **typed}, part)})


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.shelve")
def shelve(request: HatRequest, pk: int, key: str) -> HttpResponse:
    """Put an activity off or strike it out, with the reason."""
    found = doors.statement_for(request.hat, pk)
    activity = _activity(doors.working_record(found), key)
    help_text = "Misalnya: rasionalisasi anggaran TA 2026. Alasan ini tercetak."
    form = ShelveForm(request.POST or None, label="Mengapa", help_text=help_text)
    if form.is_valid():
        try:
            given = form.cleaned_data
            editing.shelve(request.hat, pk, key, Fate(given["fate"]), given["reason"])
        except Refused as refused:
            form.tell(refused, **{"budget.no_reason": "reason"})
        else:
            messages.success(request, "Dicatat. Tahun depan aktivitas ini muncul lagi sebagai calon.")
            return redirect("budget-write", pk, "aktivitas")
    page = {
        "form": form,
        "one": shown(found),
        "activity": activity,
        **below(found, (request.path, "Tunda atau coret")),
    }
    return render(request, "budget/shelve.html", page, status=422 if form.errors else 200)


def _activity(record: dict[str, Any], key: str) -> Mapping[str, Any]:
    rows = rows_of(record, "rencana_aksi")
    found = next((row for at, row in enumerate(rows) if activity_key(row, at) == key), None)
    if found is None:
        raise Http404
    return found


@needs(Right.BUDGET_WRITE)
@require_POST
@once("budget.pull")
def pull(request: HatRequest, pk: int) -> HttpResponse:
    """Take figures of the office into the opening data."""
    try:
        editing.pull(request.hat, pk, request.POST.getlist("fact"))
    except Refused as refused:
        _tell(request, refused)
    return redirect(reverse("budget-write", args=[pk, "data"]) + "?dari=catatan#catatan")


@needs(Right.BUDGET_WRITE)
@require_POST
@once("budget.pick_up")
def pick_up(request: HatRequest, pk: int) -> HttpResponse:
    """Take a candidate of an earlier year into the plan."""
    try:
        editing.pick_up(request.hat, pk, request.POST.get("origin", ""))
    except Refused as refused:
        _tell(request, refused)
    return redirect("budget-write", pk, "aktivitas")


def _part(slug: str) -> Part:
    found = part_called(slug)
    if found is None:
        raise Http404
    return found


def _tell(request: HatRequest, refused: Refused) -> None:
    for one in refused.findings:
        messages.error(request, one.sentence)
