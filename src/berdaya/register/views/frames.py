"""What the pages of this room share: the path that leads to them, whole numbers that were sent."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

MENU = "register"


def frame(*steps: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page of this room, with the pages that lead to it."""
    return {"room": MENU, "crumbs": [(reverse("home"), "Beranda"), (reverse(MENU), "Register"), *steps]}


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number that a form or a header brought; -1 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
