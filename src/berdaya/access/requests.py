"""A request as views see it: with the person, the sitting and the hat in use already known."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from berdaya.access.models import Holding, Person, Sitting

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class OfficeRequest(HttpRequest):
    """Of anybody. `person`, `sitting` and `hat` are None for a stranger."""

    person: Person | None
    sitting: Sitting | None
    hat: Holding | None
    territory: str
    unread: int


class SignedRequest(OfficeRequest):
    """Of somebody who has signed in: what a view behind `@signed_in` gets."""

    person: Person
    sitting: Sitting


class HatRequest(SignedRequest):
    """Of somebody whose hat in use holds the right: what a view behind `@needs` gets."""

    hat: Holding


def whole_number(text: str) -> int | None:
    """A number that an address or a form carried: up to nine digits. None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def seen_by(request: HttpRequest) -> int:
    """Which version of a record the form was filled in for; 0 fits none."""
    return whole_number(request.POST.get("seen", "")) or 0


def posted_from(page: str, *parts: str, **fixed: Any) -> Callable[[View], View]:
    """The address of a form that stands on another page. A refusal may be shown at this address; whoever
    opens it again (reloads, comes back from signing in) is led to that page, not to a bare "not allowed".

    `parts` are those of this address that the page's own needs, `fixed` what it needs besides."""

    def guard(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            there: HttpResponseBase = redirect(page, **{name: kwargs[name] for name in parts}, **fixed)
            return there

        return cast(View, guarded)

    return guard
