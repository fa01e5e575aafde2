"""Looking for somebody in the work list. The name is typed into a form and stands nowhere else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from berdaya.access.doors import needs
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.scan.doors.cycles import named_cycle_for
from berdaya.scan.doors.households import Names, overview_of
from berdaya.scan.forms.seeking import SeekForm
from berdaya.scan.services import seeking
from berdaya.scan.shown.households import filter_choices, match_rows
from berdaya.scan.views.frame import frame


@needs(Right.SCAN_NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("name")
@sensitive_variables()
def seek(request: HatRequest, pk: int) -> HttpResponse:
    """A name in, the households in which somebody is called so out. Sent again it is another search."""
    hat = request.hat
    cycle = named_cycle_for(hat, pk)
    names = Names(hat, cycle)
    form = SeekForm(request.POST or None, rts=filter_choices(overview_of(cycle))["rt"])
    result = None
    if form.is_valid() and not names.gone:
        try:
            result = seeking.seek(hat, cycle, form.cleaned_data["name"], form.cleaned_data["rt"])
        except Refused as refused:
            form.tell(refused, **{"scan.sought": "name"})
    listing = (reverse("scan-households", args=[pk]), "Daftar kerja")
    page = frame(cycle, listing, (request.path, "Cari nama")) | {
        "form": form,
        "names": names,
        "result": result,
        "lines": match_rows(result, names) if result else "",
        "more": result.found - len(result.matches) if result else 0,
    }
    return render(request, "scan/seek.html", page, status=422 if form.errors else 200)
