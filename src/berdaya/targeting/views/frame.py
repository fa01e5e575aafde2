"""What the views of this room share: crumbs, the version that a person saw, refusals as findings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from berdaya.kernel.findings import Finding, Refused
from berdaya.region.rules.gazetteer import official
from berdaya.targeting.office_words import for_office

if TYPE_CHECKING:
    from berdaya.targeting.models import Run

ROOM = "targeting"


def crumbs(run: Run | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    found = [(reverse("home"), "Beranda"), (reverse("targeting"), "Sasaran")]
    if run is not None:
        found.append((reverse("targeting-run", args=[run.pk]), f"Penetapan {run.year}"))
    return [*found, *more]


def page_of(run: Run | None, *more: tuple[str, str], **values: Any) -> dict[str, Any]:
    """The context of a page of this room."""
    base: dict[str, Any] = {"room": ROOM, "crumbs": crumbs(run, *more), "run": run}
    if run is not None:
        base["place"] = official().names[run.territory]
    return base | values


def told(refused: Refused | Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as the shared template shows them."""
    findings = refused.findings if isinstance(refused, Refused) else refused
    return [for_office(finding).as_json() | {"count": 1} for finding in findings]


def refusals(run: Run) -> list[dict[str, Any]]:
    """Why the last computation of a draft stopped."""
    found: list[dict[str, Any]] = json.loads(run.refusal) if run.refusal else []
    return [one | {"count": 1} for one in found]
