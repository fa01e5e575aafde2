"""What belongs to oneself: profile, password, hats, inbox."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access import reads
from berdaya.access.clock import today_in
from berdaya.access.doors import signed_in
from berdaya.access.forms import ChangePasswordForm, EndForm
from berdaya.access.idempotency import once
from berdaya.access.requests import SignedRequest
from berdaya.access.services import drafts, factors, signin
from berdaya.access.services.inbox import mark_read
from berdaya.access.services.roles import end_role
from berdaya.access.services.sittings import hats_of
from berdaya.access.shown import shown_holding, shown_holdings
from berdaya.access.views.cookies import no_store, where_next
from berdaya.access.views.numbers import page_number
from berdaya.kernel.findings import Refused


@signed_in
@require_safe
def profile(request: SignedRequest) -> HttpResponse:
    """Who I am here: my roles and their periods, my second factor, my devices, my drafts."""
    page = {
        "holdings": shown_holdings(reads.own_holdings(request.person)),
        "factor": factors.factor_of(request.person),
        "codes_left": reads.recovery_codes_left(request.person),
        "sittings": reads.own_sittings(request.person),
        "drafts": reads.own_drafts(request.hat),
        "room": "profile",
    }
    return render(request, "access/profile.html", page)


@signed_in
@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: SignedRequest) -> HttpResponseBase:
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            signin.change_password(request.person, given["old"], given["password"], request.sitting)
        except Refused as refused:
            form.tell(refused, **{"password.old": "old", "password": "password"})
        else:
            messages.success(request, "Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.")
            return redirect("access:profile")
    return no_store(
        render(request, "access/password.html", {"form": form}, status=422 if form.errors else 200)
    )


@signed_in
@require_POST
@once("access.sign_out_everywhere")
def sign_out_everywhere(request: SignedRequest) -> HttpResponse:
    closed = signin.sign_out_everywhere(request.person, request.sitting)
    words = f"{closed} perangkat lain dikeluarkan." if closed else "Tidak ada perangkat lain yang masuk."
    messages.success(request, words)
    return redirect("access:profile")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once("access.hat")
def hats(request: SignedRequest) -> HttpResponse:
    """Choose which of my roles I wear."""
    if request.method == "POST":
        chosen = request.POST.get("hat", "")
        hat = signin.change_hat(request.sitting, int(chosen) if chosen.isdecimal() else 0)
        messages.success(request, f"Sekarang Anda bekerja sebagai {shown_holding(hat).title}.")
        return HttpResponseRedirect(where_next(request, reverse("home")))
    page = {
        "hats": shown_holdings(hats_of(request.person)),
        "others": [
            shown for shown in shown_holdings(reads.own_holdings(request.person)) if not shown.in_force
        ],
        "next": where_next(request, ""),
        "room": "profile",
    }
    return render(request, "access/hats.html", page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@once("access.lay_down")
def lay_down(request: SignedRequest, pk: int) -> HttpResponse:
    """Lay down a role of one's own."""
    holding = reads.own_holding(request.person, pk)
    form = EndForm(request.POST or None, initial={"last_day": today_in(holding.territory)})
    if form.is_valid():
        try:
            end_role(None, pk, form.cleaned_data["last_day"], form.cleaned_data["reason"], by=request.person)
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, "Peran sudah Anda letakkan.")
            return redirect("access:profile")
    page = {"form": form, "shown": shown_holding(holding), "own": True, "room": "profile"}
    return render(request, "access/end_role.html", page, status=422 if form.errors else 200)


@signed_in
@require_POST
@once("access.drop_draft")
def drop_draft(request: SignedRequest, pk: int) -> HttpResponse:
    draft = reads.own_draft(request.hat, pk)
    drafts.drop_draft(draft.holding, draft.form, draft.subject)
    messages.success(request, "Draf sudah dihapus.")
    return redirect("access:profile")


@signed_in
@require_safe
def inbox(request: SignedRequest) -> HttpResponse:
    listed = reads.inbox_for(request.person, request.hat, page_number(request))
    return render(request, "access/inbox.html", {"listed": listed, "room": "inbox"})


@signed_in
@require_safe
def message(request: SignedRequest, pk: int) -> HttpResponse:
    """One message. Opening it marks it as read."""
    found = reads.message_for(request.person, request.hat, pk)
    mark_read(found, request.person)
    return render(request, "access/message.html", {"message": found, "room": "inbox"})
