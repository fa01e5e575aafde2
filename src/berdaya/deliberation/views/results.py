"""Check the published results of a musrenbang: the page of `berdaya deliberation read`. Nothing is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation.exchange_forms import ResultsForm
from berdaya.deliberation.services.results import checked
from berdaya.deliberation.views.frame import frame
from berdaya.kernel.findings import Findings, Refused

MOST_FINDINGS = 60


@needs(Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.results")
def results(request: HatRequest) -> HttpResponse:
    """Bring a file; read which of its figures hold and which do not, with both numbers."""
    form = ResultsForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {"form": form, **frame((request.path, "Periksa hasil"))}
    refused = False
    if form.is_valid():
        try:
            told = checked(form.cleaned_data["file"], today_in(request.hat.territory))
        except Refused as refusal:
            refused, found = True, Findings.of(refusal.findings).as_json()
        else:
            found = Findings.of(told.findings).as_json()
            page |= {"told": told, "proposals": sum(len(one.items) for one in told.published.results)}
        page |= {"findings": found[:MOST_FINDINGS], "more": max(0, len(found) - MOST_FINDINGS)}
    return render(request, "deliberation/results.html", page, status=422 if form.errors or refused else 200)
