"""The list of activities, lines that nobody has begun, one activity with its time line."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.budget.doors import lines_carried_out_for
from berdaya.delivery import doors
from berdaya.delivery.forms import BeginForm
from berdaya.delivery.rules.kinds import kind_meant, practice_on, way_meant
from berdaya.delivery.rules.progress import status_line
from berdaya.delivery.services.beginning import begin
from berdaya.delivery.shown import COLUMNS, boxes_of, months_of, search_words, shown, timeline
from berdaya.delivery.thread import checker_at, line_facts, maker_of, upstream
from berdaya.delivery.views.frame import filled, frame, of_activity
from berdaya.kernel.listing import listed
from berdaya.kernel.numbers import format_rupiah


@needs(Right.DELIVERY_SEE)
@require_safe
def overview(request: HatRequest) -> HttpResponse:
    """Every activity of the territory; of one year where the address names it."""
    year = whole_number(request.GET.get("tahun", ""))
    rows = shown(doors.activities_for(request.hat, year), today_in(request.hat.territory))
    page = {
        "place": place_title(request.hat.territory),
        "year": year,
        "boxes": boxes_of(rows),
        "listed": listed(
            rows, COLUMNS, request.GET.dict(), search_words, {"tahun": str(year)} if year else {}
        ),
        "may_do": allowed(request.hat, Right.DELIVERY_DO).allowed,
        **frame(),
    }
    return render(request, "delivery/overview.html", page)


@needs(Right.DELIVERY_DO)
@require_safe
def lines(request: HatRequest) -> HttpResponse:
    """Lines of signed statements that nobody has begun."""
    found = []
    for one, keys in doors.open_lines_for(request.hat):
        rows = [
            {"line": line, "amount": format_rupiah(line.amount or 0), "kind": kind_meant(line.text).words,
             "address": reverse("delivery-begin", args=[one.statement.pk, line.key])}
            for line in one.lines
            if line.key in keys and line.amount
        ]  # fmt: skip
        if rows:
            found.append({"statement": one.statement, "version": one.version.number, "rows": rows,
                          "place": place_title(one.statement.territory)})  # fmt: skip
    here = (request.path, "Mulai kegiatan")
    return render(request, "delivery/lines.html", {"statements": found, **frame(here)})


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.begin")
def begin_one(request: HatRequest, pk: int, key: str) -> HttpResponse:
    """Begin one line: what it is, who does it, until when."""
    approved = lines_carried_out_for(request.hat, pk)
    line = approved.line(key)
    if line is None:
        raise Http404
    kind = kind_meant(f"{line.text} {line.activity_text}")
    due = practice_on(today_in(approved.statement.territory)).due(approved.statement.year)
    first = {"kind": kind.value, "way": way_meant(kind).value, "due": due}
    form = BeginForm(request.POST or None, initial=first)
    page = {
        "title": line.text or line.activity_text,
        "under": f"Anggaran {format_rupiah(line.amount or 0)}, TA {approved.statement.year}.",
        "button": "Mulai kegiatan",
        "done": "Kegiatan dimulai.",
        **frame((reverse("delivery-lines"), "Mulai kegiatan"), (request.path, line.text[:48] or key)),
    }
    goes = reverse("delivery-lines")
    return filled(request, form, lambda: begin(request.hat, pk, key, form.plan()), page, goes)


@needs(Right.DELIVERY_SEE)
@require_safe
def activity(request: HatRequest, pk: int) -> HttpResponse:
    """One activity: where it stands, its months, its time line, why and what then."""
    one = doors.activity_for(request.hat, pk)
    today, whole = today_in(one.territory), doors.whole_of(one)
    facts = whole.facts_on(today)
    may_do = allowed(request.hat, Right.DELIVERY_DO, one.territory).allowed and not one.closed_at
    may_check = allowed(request.hat, Right.DELIVERY_CHECK, one.territory).allowed
    page = {
        "one": one,
        "place": place_title(one.territory),
        "line": status_line(facts, today, maker_of(one), checker_at(one.territory)),
        "facts": line_facts(whole),
        "sums": whole.sums,
        "events": timeline(whole),
        "months": months_of(whole, may_do, today),
        "upstream": upstream(one),
        "may_do": may_do,
        "may_work": may_do and one.kind != "honorarium",
        "may_hand_over": may_do and whole.contract is not None and not whole.handed_over,
        "may_close": may_check
        and facts.complete
        and not facts.waiting
        and not one.closed_at
        and one.made_by_id != request.hat.person_id,
        **of_activity(one.pk, one.title),
    }
    return render(request, "delivery/activity.html", page)
