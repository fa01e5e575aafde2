"""Coming in and going out: sign-in, slips and links, the second factor."""

import logging
import sys
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import everyone, signed_in
from berdaya.access.forms import CodeForm, NewPasswordForm, SignInForm, SlipForm
from berdaya.access.requests import OfficeRequest, SignedRequest
from berdaya.access.rules.codes import as_typed
from berdaya.access.services import factors, invites, signin
from berdaya.access.views.cookies import address_of, device_of, no_store, seat, unseat, where_next
from berdaya.kernel.findings import Refused
from berdaya.kernel.terminal import place_of

_LOG: Final = logging.getLogger("berdaya")
_PASSWORD: Final = {"password": "password"}


@everyone
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: OfficeRequest) -> HttpResponseBase:
    """Name and password; then on to the page that was wanted."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            key, sitting = signin.sign_in(
                given["username"],
                given["password"],
                address_of(request),
                device_of(request),
                before=request.sitting,
            )
        except Refused as refused:
            form.tell(refused)
        else:
            return seat(request, HttpResponseRedirect(_after_sign_in(request, sitting.hat_id)), key)
    page = {"form": form, "next": where_next(request, "")}
    return no_store(render(request, "access/sign_in.html", page, status=422 if form.errors else 200))


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponseBase:
    """The code of a printed slip; whoever has it chooses a password next."""
    form = SlipForm(request.POST or None)
    if form.is_valid():
        try:
            invites.find_invite(form.cleaned_data["code"], address_of(request))
        except Refused as refused:
            form.tell(refused, access="code")
        else:
            return redirect("access:invitation", code=as_typed(form.cleaned_data["code"]))
    return no_store(
        render(request, "access/slip_entry.html", {"form": form}, status=422 if form.errors else 200)
    )


@everyone
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do when the password is lost: nobody sends passwords here."""
    return render(request, "access/forgotten.html")


@everyone
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponseBase:
    """Take up an invitation: see for whom it is, choose a password, be in."""
    try:
        made = invites.find_invite(code, address_of(request))
    except Refused as refused:
        closed = {"finding": refused.findings[0]}
        return no_store(render(request, "access/invitation_closed.html", closed, status=410))
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            key, _ = invites.accept(made, form.cleaned_data["password"], device_of(request))
        except Refused as refused:
            form.tell(refused, **_PASSWORD)
        else:
            return seat(request, redirect("access:profile"), key)
    page = {"form": form, "invited": made.person}
    return no_store(render(request, "access/invitation.html", page, status=422 if form.errors else 200))


@signed_in
@require_POST
def sign_out(request: SignedRequest) -> HttpResponse:
    signin.sign_out(request.sitting)
    messages.success(request, "Anda sudah keluar.")
    return unseat(redirect("access:sign-in"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: SignedRequest) -> HttpResponseBase:
    """The code of the authenticator, asked once for each sitting."""
    if factors.factor_of(request.person) is None:
        return redirect(_with_next("access:enrol", where_next(request, "")))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            factors.prove(request.sitting, form.cleaned_data["code"])
        except Refused as refused:
            form.tell(refused, access="code")
        else:
            return HttpResponseRedirect(where_next(request, reverse("home")))
    page = {"form": form, "next": where_next(request, "")}
    return no_store(render(request, "access/second_factor.html", page, status=422 if form.errors else 200))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: SignedRequest) -> HttpResponseBase:
    """Install the authenticator: begin, scan, type the first code, keep the recovery codes."""
    wanted = where_next(request, "")
    if request.method == "POST" and "begin" in request.POST:
        factors.begin(request.person)
        return redirect(_with_next("access:enrol", wanted))
    factor = factors.begun(request.person)
    if factor is None:
        before = {"installed": factors.factor_of(request.person), "next": wanted}
        return render(request, "access/enrol_begin.html", before)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = factors.enrol(request.person, form.cleaned_data["code"], request.sitting)
        except Refused as refused:
            form.tell(refused, access="code")
        else:
            return no_store(render(request, "access/recovery_codes.html", {"codes": codes, "next": wanted}))
    page = {
        "form": form,
        "picture": factors.picture_of(factor),
        "secret": factors.typed_secret(factor),
        "next": wanted,
    }
    return no_store(render(request, "access/enrol.html", page, status=422 if form.errors else 200))


def _after_sign_in(request: HttpRequest, hat: int | None) -> str:
    return where_next(request, reverse("home") if hat else reverse("access:profile"))


def _with_next(name: str, wanted: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one page for "does not exist" and "not yours"."""
    return render(request, "access/absent.html", status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours. The log gets the place in the program, never the values at hand; the page needs
    neither the database nor the request, which may be what is broken."""
    error = sys.exc_info()[1]
    _LOG.error("Kesalahan program: %s", place_of(error) if error else "?")
    return HttpResponse(render_to_string("access/fault.html"), status=500)


def form_too_old(request: OfficeRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer fits: left open over a sign-out, or sent from elsewhere."""
    return render(request, "access/form_too_old.html", status=403)
