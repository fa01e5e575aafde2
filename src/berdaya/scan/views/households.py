"""The work list of a village, and one household."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.scan.doors import cycles as doors
from berdaya.scan.views.frame import frame


@needs(Right.SCAN_SEE)
@require_safe
def households(request: HatRequest, pk: int) -> HttpResponse:
    """The households in the order of work."""
    one = doors.cycle_for(request.hat, pk)
    rows = one.households.in_order_of_work()[:50]
    page = frame(one, (request.path, "Daftar kerja")) | {"rows": rows}
    return render(request, "scan/households.html", page)
