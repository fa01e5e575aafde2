"""The lists of a territory, and beginning a new one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs, sheet_of
from berdaya.access.idempotency import once
from berdaya.access.jobs.doors import under_way
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import listed
from berdaya.region.rules.codes import Level, level_of
from berdaya.region.rules.gazetteer import official
from berdaya.targeting import doors
from berdaya.targeting.forms import BeginForm
from berdaya.targeting.rules.runs import State
from berdaya.targeting.services.computing import COMPUTE
from berdaya.targeting.services.drafting import begin_run
from berdaya.targeting.shown.lists import COLUMNS, shown_runs, words_of
from berdaya.targeting.views.frame import page_of


@needs(Right.TARGETING_SEE)
@require_safe
def lists(request: HatRequest) -> HttpResponse:
    """Every list of the territory, and the decree that holds."""
    hat = request.hat
    today = today_in(hat.territory)
    held = doors.decree_over(hat, today)
    own = doors.own_place(hat, held) if held else None
    lead = doors.lead_of(held, own.code) if held and own else None
    runs = doors.runs_for(hat)
    jobs = under_way(COMPUTE, [str(run.pk) for run in runs if run.standing is State.DRAFT])
    page = page_of(
        None,
        listed=listed(shown_runs(runs, jobs, hat.person_id), COLUMNS, request.GET, words_of),
        decree=held,
        own_place=own,
        own_agency=lead.agency_name if lead else "",
        may_begin=Right.TARGETING_COMPUTE in sheet_of(hat).rights,
        territory=official().title(hat.territory) if hat.territory else "Seluruh Indonesia",
    )
    return render(request, "targeting/lists.html", page)


@needs(Right.TARGETING_COMPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("targeting.begin")
def begin(request: HatRequest) -> HttpResponse:
    """Which kabupaten, which year, from scratch or from an earlier list."""
    hat = request.hat
    earlier = doors.runs_for(hat)[:5]
    form = BeginForm(
        request.POST or None,
        places=_kabupaten(hat.territory),
        earlier=earlier,
        initial={"year": today_in(hat.territory).year, "like": "", "territory": hat.territory},
    )
    if form.is_valid():
        given = form.cleaned_data
        like = next((run for run in earlier if str(run.pk) == given["like"]), None)
        try:
            run = begin_run(hat, given["territory"], given["year"], like)
        except Refused as refused:
            form.tell(refused, **{"run.year": "year", "run.level": "territory", "access": "territory"})
        else:
            return redirect("targeting-inputs", pk=run.pk, step=1)
    crumb = (reverse("targeting-begin"), "Daftar baru")
    status = 422 if form.errors else 200
    return render(request, "targeting/begin.html", page_of(None, crumb, form=form), status=status)


def _kabupaten(territory: str) -> list[tuple[str, str]]:
    known = official()
    if territory and level_of(territory) is Level.KABUPATEN:
        return [(territory, known.title(territory))]
    return [(place.code, known.title(place.code)) for place in known.children(territory)]
