"""The page of a village at work for everybody: counts only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from berdaya.access.doors import everyone
from berdaya.scan.public import published


@everyone
@require_safe
def village(request: HttpRequest, code: str) -> HttpResponse:
    """What was done in a village, without anybody's name."""
    found = published(code)
    if found is None:
        raise Http404
    return render(request, "scan/public.html", {"one": found, "room": "scan"})
