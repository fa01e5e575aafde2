"""The guard at the doors, and what becomes of a refusal."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from berdaya.access.clock import zones
from berdaya.access.doors import Door, Kind, allowed, door_of, in_force, sheet_of
from berdaya.access.models import Holding
from berdaya.access.requests import OfficeRequest
from berdaya.access.services.sittings import find_sitting
from berdaya.kernel.findings import Finding, Refused

Answer = Callable[[HttpRequest], HttpResponseBase]


class Guard:
    """Knows who asks, and lets only those through whom the view's door names."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast(OfficeRequest, request)
        _introduce(asked)
        with timezone.override(zones().of(asked.territory)):
            response = self.get_response(request)
            if isinstance(response, HttpResponseNotAllowed):
                response = _not_by_hand(request, response)
        if asked.person is not None:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        door = door_of(view)
        if door is None:
            raise Http404
        return _at(door, cast(OfficeRequest, request), kwargs)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal that no form has caught: say what, why and what to do."""
        if not isinstance(error, Refused):
            return None
        return render(request, "access/refused.html", {"findings": error.findings}, status=409)


def _not_by_hand(request: HttpRequest, answer: HttpResponseNotAllowed) -> HttpResponse:
    """Whoever opens the address of a form that only sends (reloads, comes back from signing in) reads what
    to do, not an empty page."""
    advice = "Kembali ke halaman tempat formulirnya, lalu kirim dari sana."
    finding = Finding("page.by_form", "alamat ini", "hanya menerima kiriman formulir", advice)
    told = render(request, "access/refused.html", {"findings": [finding]}, status=405)
    told.headers["Allow"] = answer.headers["Allow"]
    return told


def _introduce(request: OfficeRequest) -> None:
    sitting = find_sitting(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
    request.sitting = sitting
    request.person = sitting.person if sitting else None
    request.hat = sitting.hat if sitting and sitting.hat and in_force(sitting.hat) else None
    request.territory = request.hat.territory if request.hat else ""
    request.unread = sitting.unread if sitting else 0


def _at(door: Door, request: OfficeRequest, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    """None lets the request through."""
    if door.kind is Kind.EVERYONE:
        return None
    if request.person is None:
        return _elsewhere(request, "access:sign-in")
    if door.kind is Kind.SIGNED_IN:
        return None
    hat = request.hat
    if hat is None:
        return _elsewhere(request, "access:hats")
    if not _opens(door, hat, kwargs):
        raise Http404
    if _asks_proof(door, hat) and (request.sitting is None or request.sitting.proved_at is None):
        return _elsewhere(request, "access:second-factor")
    return None


def _opens(door: Door, hat: Holding, kwargs: dict[str, Any]) -> bool:
    territory = kwargs.get(door.territory, hat.territory) if door.territory else hat.territory
    return any(allowed(hat, right, str(territory)).allowed for right in door.rights)


def _asks_proof(door: Door, hat: Holding) -> bool:
    sheet = sheet_of(hat)
    return all(sheet.asks_second_factor(right) for right in door.rights & sheet.rights)


def _elsewhere(request: HttpRequest, name: str) -> HttpResponseBase:
    """Go there first and come back. A piece of a page that was asked for by htmx moves the whole page."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    address = reverse(name) + (f"?{urlencode({'next': back})}" if back else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
