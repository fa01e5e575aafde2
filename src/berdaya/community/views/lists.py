"""The list of bodies of a territory, and one table in which their families are written down."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs, not_yours
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.community import doors
from berdaya.community.forms import FamiliesForm
from berdaya.community.judging import findings_in
from berdaya.community.rules.kinds import Kind, practice_on
from berdaya.community.services.households import record_households
from berdaya.community.shown.bodies import ShownBody, shown_body
from berdaya.community.shown.findings import grouped
from berdaya.community.views.frame import fields_of, frame, list_of
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import Column, listed
from berdaya.region.doors import title_of
from berdaya.region.rules.codes import Level, level_of, part_of

_NAME: Column[ShownBody] = Column("nama", "Lembaga", lambda row: (row.title, row.body.name.lower()))
_PLACE: Column[ShownBody] = Column("tempat", "Tempat", lambda row: row.body.territory, phone=False)
_TERM: Column[ShownBody] = Column("masa", "Masa bakti sampai", lambda row: row.body.term_ends)
_KK: Column[ShownBody] = Column(
    "kk", "KK", lambda row: row.households.kk if row.households else None, numeric=True
)
_POOR: Column[ShownBody] = Column(
    "miskin",
    "KK miskin",
    lambda row: row.households.poor if row.households else None,
    numeric=True,
    phone=False,
)


@needs(Right.COMMUNITY_SEE)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Bodies of the territory, or of a place in it. In a village with their families, two queries in all."""
    hat = cast(HatRequest, request).hat
    code = request.GET.get("wilayah", "") or hat.territory
    not_yours(hat, code)
    today = today_in(code)
    practice = practice_on(today)
    near = bool(code) and level_of(code).depth >= Level.VILLAGE.depth
    village = part_of(code, Level.VILLAGE) if code else None
    may_edit = bool(village) and allowed(hat, Right.COMMUNITY_EDIT, village).allowed
    found = doors.listed_for(hat, code)
    known = doors.households_below(code, today) if near and found else {}
    rows = [
        shown_body(body, practice, today, doors.families(known, body.territory, body.figure_body), may_edit)
        for body in found
    ]
    kind = request.GET.get("jenis", "")
    chosen = [row for row in rows if row.body.kind == kind] if kind in set(Kind) else rows
    columns = (_NAME, _TERM, _KK, _POOR) if near else (_NAME, _PLACE, _TERM)
    beside = {"wilayah": request.GET.get("wilayah", ""), "jenis": kind}
    page = {
        "place": title_of(code),
        "code": code,
        "village": village,
        "near": near,
        "whole_village": code == village,
        "may_edit": may_edit,
        "exact": may_edit,
        "kind": kind,
        "kinds": _kinds(rows, practice.kinds),
        "listed": listed(chosen, columns, request.GET.dict(), lambda row: row.words, beside),
        "beside": {key: value for key, value in beside.items() if value},
        **frame(code if request.GET.get("wilayah") else ""),
    }
    return render(request, "community/bodies.html", page)


@needs(Right.COMMUNITY_SEE, territory="code")
@require_safe
def findings(request: HttpRequest, code: str) -> HttpResponse:
    """What is odd in a village: each kind of finding with the bodies that it is about."""
    hat = cast(HatRequest, request).hat
    village = doors.village_for(hat, code)
    groups = grouped(findings_in(hat, village, today_in(village)))
    page = {
        "groups": groups,
        "many": sum(len(group.rows) for group in groups),
        "place": title_of(village),
        "code": village,
        **frame(village, (request.path, "Yang perlu dilihat")),
    }
    return render(request, "community/findings.html", page)


def _kinds(rows: list[ShownBody], sheets: Any) -> list[tuple[str, str, int]]:
    """Value, title and count of each kind that there is."""
    counts = [(kind, sum(row.body.kind == kind for row in rows)) for kind in Kind]
    return [(kind.value, sheets[kind].title, many) for kind, many in counts if many]


@needs(Right.COMMUNITY_EDIT, territory="code")
@require_http_methods(["GET", "HEAD", "POST"])
@once("community.families")
def families(request: HttpRequest, code: str) -> HttpResponse:
    """Families of the units of a village, from one source: the row of each, with what is known already."""
    hat = cast(HatRequest, request).hat
    village = doors.village_for(hat, code)
    today = today_in(code)
    practice = practice_on(today)
    one = request.POST.get("lembaga") or request.GET.get("lembaga", "")
    units = [
        body for body in doors.listed_for(hat, village, practice.units) if not one or str(body.pk) == one
    ]
    form = FamiliesForm(request.POST or None, bodies=units)
    if form.is_valid():
        given = form.cleaned_data
        try:
            many = record_households(hat, form.counted(), given["as_of"], given["source"])
        except Refused as refused:
            form.tell(refused, **fields_of(form))
        else:
            messages.success(request, f"KK dicatat untuk {many} lembaga.")
            return redirect(list_of(village))
    known = doors.households_below(village, today)
    page = {
        "form": form,
        "one": one,
        "place": title_of(village),
        "code": village,
        "rows": [
            (body, *form.row_of(body), doors.families(known, body.territory, body.figure_body))
            for body in units
        ],
        **frame(village, (request.path, "Catat KK")),
    }
    return render(request, "community/families.html", page, status=422 if form.errors else 200)
