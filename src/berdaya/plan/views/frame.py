"""What the pages of this room share."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from berdaya.plan.rules.lists import ListKind

MENU = "plan"


def frame(*steps: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of this room, with the pages that lead to it."""
    return {"room": MENU, "crumbs": [(reverse("home"), "Beranda"), (reverse(MENU), "Rencana"), *steps]}


def kind_of(text: str) -> ListKind:
    """The list that an address names."""
    try:
        return ListKind(text)
    except ValueError:
        raise Http404 from None
