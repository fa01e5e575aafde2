"""Who is left out and who is a question, by name: for the Musdes only; and their numbers as figures."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from berdaya.access.audit import record
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from
from berdaya.access.rules.rights import Right
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import programmes as doors
from berdaya.scan.doors.cycles import cycle_for
from berdaya.scan.identity import seal_of
from berdaya.scan.printing_left_out import print_left_out
from berdaya.scan.rules.exclusion import Left
from berdaya.scan.services import leftout
from berdaya.scan.services.programmes import rule_title
from berdaya.scan.shown.pairs import named_doubts, named_homes
from berdaya.scan.shown.programmes import LEFT_CONTEXT, LEFT_WORDS
from berdaya.scan.views.crumbs import inventory_of, plainly
from berdaya.scan.views.frame import frame

_NAMED = (Left.OUT, Left.PARTLY, Left.ASK, Left.UNSETTLED)


@needs(Right.SCAN_NAMES)
@require_safe
def left_out(request: HatRequest, pk: int) -> HttpResponse:
    """The named lists for the Musdes. That somebody looked is written to the trail."""
    hat = request.hat
    cycle = doors.named_cycle_for(hat, pk)
    found, seal = leftout.gathered(cycle), seal_of(cycle.snapshot)
    groups = [
        {
            "title": LEFT_WORDS[left],
            "about": LEFT_CONTEXT[left],
            "rows": named_homes(cycle, found, left, seal),
        }
        for left in _NAMED
    ]
    questions = named_doubts(found, seal)
    with transaction.atomic():
        told = {"households": sum(len(one["rows"]) for one in groups), "rows": len(questions)}
        record(hat, "scan.left_out_shown", "cycle", cycle.pk, cycle.territory, told)
    page = frame(cycle, inventory_of(cycle), (request.path, "Terlewat"))
    page |= {
        "groups": groups,
        "doubts": questions,
        "found": found,
        "lists": found.lists,
        "rule": rule_title(cycle.on_date, cycle.territory),
        "may_write": doors.may_write(hat, cycle),
    }
    return render(request, "scan/left_out.html", page)


@needs(Right.SCAN_NAMES)
@require_safe
def left_out_paper(request: HatRequest, pk: int) -> HttpResponse:
    """The same on paper, marked confidential with who printed it: kept nowhere, written to the trail."""
    hat = request.hat
    cycle = doors.named_cycle_for(hat, pk)
    found, seal = leftout.gathered(cycle), seal_of(cycle.snapshot)
    homes = {left: named_homes(cycle, found, left, seal) for left in _NAMED}
    questions = named_doubts(found, seal)
    content = print_left_out(cycle, hat.person.name, found, homes, questions)
    with transaction.atomic():
        told = {"households": sum(map(len, homes.values())), "rows": len(questions)}
        record(hat, "scan.left_out_printed", "cycle", cycle.pk, cycle.territory, told)
    return content_as_attachment(content, f"terlewat-{pk}", "pdf")


@needs(Right.SCAN_WORK)
@posted_from("scan-programmes", "pk")
@once("scan.file_numbers")
def file_numbers(request: HatRequest, pk: int) -> HttpResponse:
    """File the numbers of the programmes and of those left out."""
    cycle = cycle_for(request.hat, pk)
    try:
        filed = leftout.file_numbers(request.hat, cycle)
    except Refused as refused:
        messages.error(request, plainly(refused))
    else:
        kept = f" {filed.withheld} angka kecil tetap di sini." if filed.withheld else ""
        messages.success(request, f"{filed.filed} angka tercatat.{kept}")
    return redirect("scan-programmes", pk=pk)
