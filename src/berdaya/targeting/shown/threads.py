"""The thread of one place: where its count came from, and what became of the choice."""

from dataclasses import dataclass

from django.urls import reverse

from berdaya.kernel.numbers import format_count
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.whys import PEOPLE
from berdaya.targeting.upstream import known_snapshot


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads, and what is found there."""

    address: str
    words: str


def downstream_of(computation: Computation, row: ResultRow, agency: str) -> Link:
    """Who assists the place; for one that was not chosen, what its people may count on."""
    page = reverse("targeting-assignment", args=[computation.run_id])
    if not row.decided:
        return Link(reverse("place", args=[row.code]), "tetap dilayani program biasa")
    if agency:
        return Link(f"{page}?tempat={row.code}#mengapa", f"Didampingi {agency}")
    return Link(page, "Belum dibagi pendamping")


def upstream_of(computation: Computation, row: ResultRow) -> Link:
    """The register behind the count, or the inputs of the computation."""
    counted = f"{format_count(row.n)} {PEOPLE[Unit(computation.unit)]} asalnya"
    known = known_snapshot(computation.snapshot) if computation.snapshot else None
    if known is not None and known.address:
        return Link(known.address, counted)
    inputs = reverse("targeting-history", args=[computation.run_id])
    return Link(f"{inputs}#hitungan-{computation.number}", counted)
