"""What the first page tells a stranger of the demo office: its own decree, in sums, and its own annex."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.documents.store import file_path
from berdaya.site.demo.office.hands import PLACE
from berdaya.site.demo.office.papers import KINDS
from berdaya.targeting.doors import decree_in_force, leads_by_place, results_of
from berdaya.targeting.models import Decree
from berdaya.targeting.services.printing import ANNEX, papers_of
from berdaya.targeting.upstream import known_snapshot

ANNEX_FILE = "lampiran-keputusan.pdf"


@dataclass(frozen=True, slots=True)
class Front:
    """The decree that holds, as sums over its list: what people changed is in them."""

    number: str
    date: date
    address: str
    register: str
    households: int
    places: int
    chosen: int
    desa: int
    poorest: int
    reached: int
    agencies: int
    has_annex: bool


def front() -> Front | None:
    """Read anew each time: the numbers of the first page are those that the office shows inside."""
    decree = decree_in_force(PLACE, today_in(PLACE))
    if decree is None:
        return None
    rows = results_of(decree.discussion.computation)
    chosen = [row for row in rows if row.decided]
    source = known_snapshot(decree.run.snapshot)
    return Front(
        number=decree.number,
        date=decree.date,
        address=reverse("targeting-public", args=[decree.slug]),
        register=source.words if source else "",
        households=source.households if source else 0,
        places=len(rows),
        chosen=len(chosen),
        desa=sum(row.stratum == "desa" for row in chosen),
        poorest=sum(row.n for row in rows),
        reached=sum(row.n for row in chosen),
        agencies=len(set(leads_by_place(decree).values())),
        has_annex=_annex_of(decree) is not None,
    )


def annex() -> Path | None:
    """The issued annex of the decree that holds: the very file that the office keeps."""
    decree = decree_in_force(PLACE, today_in(PLACE))
    return None if decree is None else _annex_of(decree)


def _annex_of(decree: Decree) -> Path | None:
    papers = [paper for paper in papers_of(decree.run) if paper.kind == KINDS[ANNEX]]
    newest = papers[0].versions.filter(version=papers[0].latest).first() if papers else None
    return file_path(newest.file) if newest else None
