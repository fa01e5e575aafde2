"""Crumbs and refusals that the pages of the inventory share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.scan.models import Cycle, ProgramItem


def inventory_of(cycle: Cycle) -> tuple[str, str]:
    return reverse("scan-programmes", args=[cycle.pk]), "Inventaris program"


def programme_of(item: ProgramItem) -> tuple[str, str]:
    return reverse("scan-programme", args=[item.pk]), item.name


def plainly(refused: Refused) -> str:
    """The first reason, as a sentence over a page."""
    return refused.findings[0].sentence
