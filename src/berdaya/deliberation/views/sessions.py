"""Pages of a session that read: the list, the session with its draft, units, priorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.doors import allowed, needs
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import merge_doors
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.doors import may_at_home
from berdaya.deliberation.rules.sitting import Deed, State, may
from berdaya.deliberation.services.session_papers import papers_of
from berdaya.deliberation.session_tables import KINDS
from berdaya.deliberation.shown_session import (
    delegate_tally,
    rounds_of,
    shares_of,
    shown_session,
    status_of,
)
from berdaya.kernel.findings import Finding, Findings

if TYPE_CHECKING:
    from berdaya.access.models import Holding

ROOM = "deliberation"


def frame(session: Any = None, *more: tuple[str, str]) -> dict[str, Any]:
    crumbs = [
        (reverse("home"), "Beranda"),
        (reverse(ROOM), "Rembug"),
        (reverse("deliberation-sessions"), "Musrenbang"),
    ]
    if session is not None:
        crumbs.append((reverse("deliberation-session", args=[session.pk]), str(session)))
    found = {"room": ROOM, "crumbs": [*crumbs, *more], "session": session}
    return found | ({"place": place_title(session.territory)} if session is not None else {})


def powers(hat: Holding, session: Any, lapsed: bool = False) -> dict[str, bool]:
    """What this hat may do with the session now; of a lapsed draft only what makes it stand again."""
    merges = may_at_home(hat, Right.DELIBERATION_MERGE, session.territory)
    decides = may_at_home(hat, Right.DELIBERATION_DECIDE, session.territory)
    names = allowed(hat, Right.MEETING_NAMES, session.territory).allowed
    deeds = {deed.name.lower(): merges and may(deed, session.standing) for deed in Deed}
    can = deeds | {
        "merges": merges,
        "decide": decides and may(Deed.DECIDE, session.standing),
        "delegate": deeds["delegate"] and names,
    }
    if lapsed:
        can |= {"compute": merges, "change": False, "close": False, "reopen": False, "decide": False}
    return can


@needs(Right.DELIBERATION_SEE)
@require_safe
def sessions(request: HatRequest) -> HttpResponse:
    """Every musrenbang that this hat sees, and the years that have none yet."""
    hat = request.hat
    page = {
        "sessions": [(one, place_title(one.territory)) for one in doors.sessions_for(hat)],
        "waiting": [(one, place_title(one.territory)) for one in doors.cycles_without(hat)],
        **frame(),
    }
    page["crumbs"] = [*page["crumbs"][:-1], (request.path, "Musrenbang")]
    return render(request, "deliberation/sessions.html", page)


@needs(Right.DELIBERATION_SEE)
@require_safe
def session(request: HatRequest, pk: int) -> HttpResponse:
    """The draft with the line where the money ends, the three rules, and what the forum made of it."""
    return session_page(request, pk)


def gathering_of(session: Any) -> list[dict[str, Any]]:
    """What is missing of the meeting, while the result may still wait for it."""
    if session.standing is State.DECIDED:
        return []
    return list(Findings.of(doors.gathering_findings(session)).as_json())


def session_page(request: HatRequest, pk: int, refusal: tuple[Finding, ...] = ()) -> HttpResponse:
    """The same page with the reasons why a step was refused above it."""
    hat = request.hat
    found = doors.session_for(hat, pk)
    draft = doors.newest_draft(found)
    since = merge_doors.since(found, draft)
    can = powers(hat, found, since.lapsed)
    everything = "semua" in request.GET
    page = {
        "status": status_of(found, may_merge=can["merges"], may_decide=can["decide"], lapsed=since.lapsed),
        "since": since,
        "can": can,
        "refusal": Findings.of(refusal).as_json(),
        "draft": draft,
        "findings": [*draft.findings, *gathering_of(found)] if draft else [],
        "shown": shown_session(hat, found, draft, everything=everything) if draft else None,
        "changes": list(found.changes.select_related("proposal", "proposal__cycle")) if draft else [],
        "delegates": delegate_tally(found.delegates.all()),
        "papers": papers_of(found) if draft else [],
        "kinds": KINDS.items(),
        **frame(found),
    }
    return render(request, "deliberation/session.html", page, status=422 if refusal else 200)


@needs(Right.DELIBERATION_SEE)
@require_safe
def units(request: HatRequest, pk: int) -> HttpResponse:
    """Each unit's share, list and balance over the years; the merge step by step, to be redone on paper."""
    found = doors.session_for(request.hat, pk)
    draft = doors.newest_draft(found)
    page = {
        "shares": shares_of(found, draft) if draft else [],
        "rounds": rounds_of(draft) if draft else [],
        "draft": draft,
        **frame(found, (request.path, "Bagian setiap unit")),
    }
    return render(request, "deliberation/session_units.html", page)


@needs(Right.DELIBERATION_SEE)
@require_safe
def gap(request: HatRequest, pk: int) -> HttpResponse:
    """Priorities of the city that nobody proposed for, and proposals that serve none."""
    found = doors.session_for(request.hat, pk)
    missing, lines = doors.gap_of(found)
    titles = {one.label: one.title for one in doors.on_table(found)}
    page = {
        "gap": missing,
        "lines": lines,
        "unmatched": [(label, titles[label]) for label in missing.unmatched],
        "served": [(line, missing.served[line.row.code]) for line in lines if missing.served[line.row.code]],
        **frame(found, (request.path, "Gap prioritas")),
    }
    return render(request, "deliberation/session_gap.html", page)
