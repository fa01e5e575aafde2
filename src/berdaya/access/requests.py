"""A request as views see it: with the person, the sitting and the hat in use already known."""

from django.http import HttpRequest

from berdaya.access.models import Holding, Person, Sitting


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
