"""What the pages of this room share."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import reverse

from berdaya.kernel.findings import Finding, Findings
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


def grouped(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as the shared template shows them: each kind once, with how often and an example."""
    gathered = Findings()
    gathered.extend(findings)
    return gathered.as_json()
