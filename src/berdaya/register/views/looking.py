"""Looking for one household. A number is typed into a form and stands nowhere else."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from berdaya.access import reads
from berdaya.access.clock import identity_limit, now
from berdaya.access.doors import needs
from berdaya.access.forms import OfficeForm
from berdaya.access.requests import HatRequest
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.rights import Right
from berdaya.access.shown import shown_entries
from berdaya.kernel.findings import Refused
from berdaya.register import doors
from berdaya.register.forms import NumberForm, PurposeForm
from berdaya.register.identities import Household
from berdaya.register.services import looking
from berdaya.register.shown.registers import register_title
from berdaya.register.views.frames import frame as frame_of


@needs(Right.NIK_SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("number")
@sensitive_variables()
def seek(request: HatRequest, pk: int) -> HttpResponse:
    """A NIK or KK number in, the household out, masked. Sent again it is another search."""
    frame = _frame(request, pk)
    form = NumberForm(request.POST or None)
    found: list[Household] | None = None
    if form.is_valid():
        try:
            found = looking.seek(request.hat, pk, form.cleaned_data["number"])
            form = NumberForm()
        except Refused as refused:
            form.tell(refused)
            form.data = {}
    return _page(request, frame, form, found)


@needs(Right.NIK_SHOW)
@require_POST
@sensitive_variables()
def reveal(request: HatRequest, pk: int) -> HttpResponse:
    """Who lives there, on this answer alone. Sent again it is another look."""
    frame = _frame(request, pk)
    form = PurposeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            purpose = Purpose(given["purpose"])
            household = looking.reveal(request.hat, pk, given["household"], purpose)
            return _opened(request, frame, household, purpose)
        except Refused as refused:
            form.tell(refused)
    again = looking.masked_again(request.hat, pk, request.POST.get("household", ""))
    return _page(request, frame, NumberForm(), again or None, form)


def _opened(
    request: HatRequest, frame: dict[str, Any], household: Household, purpose: Purpose
) -> HttpResponse:
    page = {
        "home": household,
        "purpose": purpose.words,
        "at": now(),
        "for_resident": purpose is Purpose.REQUEST,
    } | frame
    if purpose is Purpose.REQUEST:
        named = f"{frame['snapshot'].pk}/{household.ident}"
        page["looks"] = shown_entries(request.hat, reads.looks_at(request.hat, named))
    return render(request, "register/household.html", page)


def _page(
    request: HatRequest,
    frame: dict[str, Any],
    form: OfficeForm,
    found: Sequence[Household] | None,
    refused: PurposeForm | None = None,
) -> HttpResponse:
    faulty = refused or form
    page = frame | {
        "number_form": form,
        "form": faulty,
        "found": [(home, _purposes(home, refused)) for home in found or ()],
        "sought": found is not None,
        "limit": identity_limit("shows_per_hour"),
    }
    return render(request, "register/seek.html", page, status=422 if faulty.errors else 200)


def _purposes(home: Household, refused: PurposeForm | None) -> PurposeForm:
    """The form under a household; where one was refused, that one again."""
    return refused or PurposeForm(ident=home.ident)


def _frame(request: HatRequest, pk: int) -> dict[str, Any]:
    """The register that is looked in, for whoever may see it, and the way here."""
    snapshot = doors.snapshot_for(request.hat, pk)
    name, address = register_title(snapshot), reverse("register-snapshot", args=[snapshot.pk])
    here = reverse("register-seek", args=[snapshot.pk])
    steps = ((address, name), (here, "Cari satu rumah tangga"))
    return {"snapshot": snapshot, "name": name} | frame_of(*steps)
