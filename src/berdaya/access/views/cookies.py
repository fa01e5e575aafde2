"""The sitting's cookie: not readable by scripts, sent to this office only, gone when the browser closes."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme


def seat(request: HttpRequest, response: HttpResponse, key: str) -> HttpResponse:
    """Hand the key of a new sitting to the browser, with a new form token."""
    rotate_token(request)
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        key,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def unseat(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return response


def where_next(request: HttpRequest, otherwise: str) -> str:
    """The page that somebody wanted before he had to sign in; only one of this office."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else otherwise


def address_of(request: HttpRequest) -> str:
    """Where a try comes from. Behind a proxy of the office, what that proxy saw last."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    return seen


def device_of(request: HttpRequest) -> str:
    """A word for the list of one's own devices; never used to decide anything."""
    agent = request.headers.get("User-Agent", "")
    kinds = (("Android", "Telepon Android"), ("iPhone", "iPhone"), ("Windows", "Windows"), ("Mac", "Mac"))
    return next((words for sign, words in kinds if sign in agent), "Perangkat lain")


def no_store(response: HttpResponseBase) -> HttpResponseBase:
    """For pages that hold a code or ask for a password."""
    response.headers["Cache-Control"] = "no-store"
    return response
