"""From paper: the whole form on one page, typed in one go and sent to the second person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.book import judging_of, work_on
from berdaya.scan.doors import households as doors
from berdaya.scan.forms.visits import DoorForm, FactsForm, PeopleForm
from berdaya.scan.rules.field import Answers, persons_of
from berdaya.scan.rules.questions import aid_questions, house_questions
from berdaya.scan.rules.visits import outcomes_of
from berdaya.scan.services import paper as services
from berdaya.scan.services.visits import Door
from berdaya.scan.shown.households import called, rt_words
from berdaya.scan.views.frame import frame


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.paper")
def entry(request: HatRequest, pk: int) -> HttpResponse:
    """Everything on one page; what differs gets one reason for all, to be refined by the checker."""
    hat = request.hat
    home = doors.household_for(hat, pk)
    who = doors.Names(hat, home.cycle).of(home)
    forms = _forms(request, home, who.names)
    reasons = work_on(home.cycle.on_date, home.cycle.territory)["reasons"]
    findings: list[Any] = []
    faults = [form for form in forms.values() if not form.is_valid()]
    if request.method == "POST" and not faults:
        given = forms["door"].cleaned_data
        sheet = services.Sheet(
            Door(given["outcome"], given["day"], given["note"]),
            {key: value for key, value in forms["facts"].typed().items() if value is not None},
            forms["people"].typed(Answers()),
            request.POST.get("reason", "") if request.POST.get("reason", "") in reasons else "",
        )
        try:
            services.enter_sheet(hat, home, sheet)
        except Refused as refused:
            findings = [one.as_json() | {"count": 1} for one in refused.findings]
        else:
            messages.success(request, "Kertas tersalin dan dikirim. Orang kedua mencocokkannya.")
            after = doors.next_after(home)
            return redirect("scan-household", pk=after.pk if after else pk)
    listing = (reverse("scan-households", args=[home.cycle_id]), "Daftar kerja")
    page = frame(home.cycle, listing, (request.path, "Salin dari kertas")) | {
        "home": home,
        "called": called(home, who.head),
        "rt": rt_words(home.rt),
        "reasons": reasons,
        "reason": request.POST.get("reason", ""),
        "findings": findings,
        **forms,
    }
    failed = findings or any(form.errors for form in forms.values())
    return render(request, "scan/paper.html", page, status=422 if failed else 200)


def _forms(request: HatRequest, home: Any, names: tuple[str, ...]) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    criteria = judging_of(home.cycle).criteria
    questions = (*aid_questions(criteria), *house_questions(criteria))
    persons = persons_of(home.people, Answers(), criteria)
    outcomes = outcomes_of(work_on(home.cycle.on_date, home.cycle.territory))
    return {
        "door": DoorForm(data, outcomes=outcomes, initial={"outcome": "ditemui"}),
        "facts": FactsForm(data, questions=questions, register=home.answers, answers=Answers()),
        "people": PeopleForm(data, persons=persons, names=names, answers=Answers()),
    }
