"""The demo's own door: choose whom to play."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import everyone
from berdaya.access.requests import OfficeRequest
from berdaya.access.views.cookies import seat
from berdaya.site.demo.people import enter, groups, open_to_visitors


@everyone
@require_safe
def players(request: OfficeRequest) -> HttpResponse:
    """Everybody whom a visitor may play, with what he does."""
    if not open_to_visitors():
        raise Http404
    return render(request, "site/players.html", {"groups": groups(), "room": "players"})


@everyone
@require_POST
def play(request: OfficeRequest, username: str) -> HttpResponse:
    """Become one of the cast, and go to the page that was to be seen. Anybody else is not here."""
    entered = enter(username, "peragaan")
    if entered is None:
        raise Http404
    wanted = request.POST.get("ke", "")
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return seat(request, HttpResponseRedirect(wanted if inside else reverse("home")), entered[0])
