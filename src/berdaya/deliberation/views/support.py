"""What people, firms and the centre give for a proposal: pledged, received, let go; the letter that asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, support_doors
from berdaya.deliberation.rules.contributing import PATH, Kind
from berdaya.deliberation.services import supporting
from berdaya.deliberation.shown_support import boxes_of, lines_of, signer_of
from berdaya.deliberation.support_forms import LetterForm, PledgeForm, ReasonForm, ReceiveForm
from berdaya.deliberation.views.frame import frame
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.access.forms import OfficeForm
    from berdaya.deliberation.models import Proposal

_FIELDS = {
    "giver": "name", "what": "words", "value": "value", "future": "on", "more": "value", "before": "on",
    "proof": "proof", "reason": "reason", "undo": "reason",
}  # fmt: skip


@needs(Right.DELIBERATION_SEE)
@require_safe
def support(request: HatRequest, pk: int) -> HttpResponse:
    """Sums, every pledge with what came of it, the letters."""
    one = doors.proposal_for(request.hat, pk)
    rows = support_doors.rows_of(one)
    writes = support_doors.may_support(request.hat, one)
    page = {
        "proposal": one,
        "boxes": boxes_of(one, rows),
        "lines": lines_of(rows),
        "may_pledge": writes and one.standing in PATH,
        "may_receive": writes and one.standing in support_doors.RECEIVING,
        "may_ask": allowed(request.hat, Right.DELIBERATION_VERIFY, one.territory).allowed,
        "letters": support_doors.letters_of(one),
        **_framed(one),
    }
    return render(request, "deliberation/support.html", page)


@needs(Right.DELIBERATION_PROPOSE, Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.pledge")
def pledge(request: HatRequest, pk: int) -> HttpResponse:
    one = doors.proposal_for(request.hat, pk)
    form = PledgeForm(request.POST or None, initial={"on": today_in(one.territory), "form": "uang"})
    return _filled(
        request, one, form, "Janji dukungan", lambda: supporting.pledge(request.hat, one, form.pledge())
    )


@needs(Right.DELIBERATION_PROPOSE, Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.support_receive")
def receive(request: HatRequest, entry: int) -> HttpResponse:
    promised = support_doors.contribution_for(request.hat, entry, Kind.PLEDGE)
    one = doors.proposal_for(request.hat, promised.proposal_id)
    form = ReceiveForm(request.POST or None, initial={"on": today_in(one.territory)})
    title = f"Diterima dari {promised.giver_words}"
    return _filled(
        request, one, form, title, lambda: supporting.receive(request.hat, promised, form.written())
    )


@needs(Right.DELIBERATION_PROPOSE, Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.support_undo")
def undo(request: HatRequest, entry: int) -> HttpResponse:
    """Let the rest of a pledge go, or take a receipt back; with a reason."""
    found = support_doors.contribution_for(request.hat, entry, Kind.PLEDGE, Kind.RECEIPT)
    one = doors.proposal_for(request.hat, found.proposal_id)
    form = ReasonForm(request.POST or None)
    verb = supporting.let_go if found.kind == Kind.PLEDGE.value else supporting.take_back
    title = "Lepaskan sisa janji" if found.kind == Kind.PLEDGE.value else "Batalkan penerimaan"
    return _filled(request, one, form, title, lambda: verb(request.hat, found, form.cleaned_data["reason"]))


@needs(Right.DELIBERATION_VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
@once("deliberation.support_letter")
def letter(request: HatRequest, pk: int) -> HttpResponse:
    one = doors.proposal_for(request.hat, pk)
    form = LetterForm(
        request.POST or None, initial={"date": today_in(one.territory), "signer": signer_of(one)}
    )
    if form.is_valid():
        try:
            paper = supporting.print_letter(request.hat, one, form.letter())
        except Refused as refused:
            form.tell(refused)
        else:
            return redirect("document", paper.pk)
    return _form(request, one, form, "Surat permohonan dukungan", "Cetak surat")


def _filled(
    request: HatRequest, one: Proposal, form: OfficeForm, title: str, deed: Callable[[], Any]
) -> HttpResponse:
    if form.is_valid():
        try:
            deed()
        except Refused as refused:
            known = {f"support.{code}": name for code, name in _FIELDS.items() if name in form.fields}
            form.tell(refused, **known)
        else:
            messages.success(request, "Tercatat.")
            return redirect("deliberation-support", one.pk)
    return _form(request, one, form, title)


def _form(
    request: HatRequest, one: Proposal, form: OfficeForm, title: str, button: str = "Simpan"
) -> HttpResponse:
    page = {
        "form": form,
        "title": title,
        "button": button,
        "proposal": one,
        **_framed(one, (request.path, title)),
    }
    return render(request, "deliberation/support_form.html", page, status=422 if form.errors else 200)


def _framed(one: Proposal, *more: tuple[str, str]) -> dict[str, Any]:
    here = (reverse("deliberation-support", args=[one.pk]), "Dukungan")
    return frame((reverse("deliberation-proposal", args=[one.pk]), one.label), here, *more)
