"""Help: what the office can do, whom to ask, and the written instructions."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from berdaya.access.doors import everyone
from berdaya.access.requests import OfficeRequest
from berdaya.access.rules.roles import Role
from berdaya.site.guides import at, guides


@everyone
@require_safe
def overview(request: OfficeRequest) -> HttpResponse:
    """What the office can do, and whom to ask."""
    every = guides().values()
    page = {
        "shown": [one for one in every if not one.typed],
        "typed": [one for one in every if one.typed] if _minds_the_computer(request) else [],
        "room": "help",
    }
    return render(request, "site/help.html", page)


def _minds_the_computer(request: OfficeRequest) -> bool:
    """Commands are for strangers who try them, for administrators, and for planners; not for a village."""
    hat = request.hat
    return hat is None or hat.role in (Role.ADMINISTRATOR, Role.BAPPEDA)


@everyone
@require_safe
def guide(request: OfficeRequest, name: str) -> HttpResponse:
    """One written instruction. Its English name of earlier times leads to the address of today."""
    found = at(name)
    if found is None and name in guides():
        return redirect("guide", guides()[name].slug, permanent=True)
    if found is None:
        raise Http404
    return render(request, "site/guide.html", {"guide": found, "room": "help"})
