"""Accounts and roles: who holds what here, inviting, proposing, confirming, ending."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access import reads
from berdaya.access.clock import sheets, today_in
from berdaya.access.doors import needs, sheet_of
from berdaya.access.forms import EndForm, InviteForm, NewCodeForm, TermForm
from berdaya.access.idempotency import once, settled
from berdaya.access.requests import HatRequest
from berdaya.access.rules.codes import Way
from berdaya.access.rules.grants import grantable
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services import invites, roles
from berdaya.access.shown import shown_holding, shown_holdings
from berdaya.access.views.cookies import no_store
from berdaya.access.views.numbers import page_number
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.access.models import Invite

_FIELDS = {
    "username": "username",
    "access.username": "username",
    "access.name": "name",
    "access.no_body": "body",
    "access.wrong_level": "territory",
    "access.no_place": "territory",
    "access.too_long": "last",
    "access.out_of_reach": "role",
    "access.twice": "role",
}


@needs(Right.ACCOUNTS_SEE)
@require_safe
def accounts(request: HatRequest) -> HttpResponse:
    """Everybody who holds a role here, and what waits for a second person."""
    hat = request.hat
    words = request.GET.get("q", "").strip()
    listed = reads.accounts_for(hat, words, page_number(request))
    waiting, codes = reads.waiting_for(hat), reads.waiting_codes_for(hat)
    page = {
        "listed": listed,
        "rows": shown_holdings(listed.rows),
        "waiting": shown_holdings(waiting),
        "codes": codes,
        "open": len(waiting) + len(codes),
        "rights": sheet_of(hat).rights,
        "words": words,
        "room": "accounts",
    }
    return render(request, "access/accounts.html", page)


@needs(Right.ACCOUNTS_GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("access.invite")
def invite(request: HatRequest) -> HttpResponseBase:
    """An account, a proposed role and a one-time code, in one form."""
    hat = request.hat
    day = today_in(hat.territory)
    form = InviteForm(
        request.POST or None,
        roles=grantable([hat.hat], day, sheets()),
        sheets=sheets(),
        today=day,
        within=hat.territory,
        initial={"territory": hat.territory},
    )
    if form.is_valid():
        given = form.cleaned_data
        newcomer = invites.Newcomer(given["username"], given["name"], given["title"], given["phone"])
        try:
            code, made = invites.invite(hat, newcomer, _term(form), Way(given["way"]))
        except Refused as refused:
            form.tell(refused, **_FIELDS)
        else:
            return _code_page(request, code, made)
    page = {"form": form, "room": "accounts"}
    return render(request, "access/invite.html", page, status=422 if form.errors else 200)


@needs(Right.ACCOUNTS_SEE)
@require_safe
def account(request: HatRequest, pk: int) -> HttpResponse:
    """One person: roles here, and what may be done next."""
    hat = request.hat
    person, held = reads.account_for(hat, pk)
    page = {
        "person": person,
        "holdings": shown_holdings(held),
        "rights": sheet_of(hat).rights,
        "code_form": NewCodeForm(),
        "guarded": invites.approves_somewhere(person),
        "room": "accounts",
    }
    return render(request, "access/account.html", page)


@needs(Right.ACCOUNTS_GRANT)
@require_http_methods(["GET", "HEAD", "POST"])
@once("access.propose")
def propose(request: HatRequest, pk: int) -> HttpResponse:
    """One more role for somebody who has an account."""
    hat = request.hat
    person, _ = reads.account_for(hat, pk)
    day = today_in(hat.territory)
    form = TermForm(
        request.POST or None,
        roles=grantable([hat.hat], day, sheets()),
        sheets=sheets(),
        today=day,
        within=hat.territory,
        initial={"territory": hat.territory},
    )
    if form.is_valid():
        try:
            roles.propose_role(hat, person, _term(form))
        except Refused as refused:
            form.tell(refused, **_FIELDS)
        else:
            messages.success(request, "Peran diusulkan. Orang kedua sudah diberi tahu.")
            return redirect("access:account", pk=pk)
    page = {"form": form, "person": person, "room": "accounts"}
    return render(request, "access/propose.html", page, status=422 if form.errors else 200)


@needs(Right.ACCOUNTS_GRANT)
@require_POST
@once("access.code")
def new_code(request: HatRequest, pk: int) -> HttpResponseBase:
    """A new link or slip for somebody who lost the first, or the password."""
    hat = request.hat
    person, _ = reads.account_for(hat, pk)
    form = NewCodeForm(request.POST)
    if not form.is_valid():
        return redirect("access:account", pk=pk)
    code, made = invites.issue_code(
        hat, person, Way(form.cleaned_data["way"]), form.cleaned_data["frees_factor"]
    )
    return _code_page(request, code, made)


@needs(Right.ACCOUNTS_CONFIRM)
@require_POST
@once("access.confirm_code")
def confirm_code(request: HatRequest, pk: int) -> HttpResponse:
    hat = request.hat
    made = invites.confirm_code(hat, reads.code_for(hat, pk).pk)
    messages.success(request, f"Kode baru untuk {made.person.name} boleh dipakai.")
    return redirect("access:accounts")


@needs(Right.ACCOUNTS_SEE)
@require_safe
def holding(request: HatRequest, pk: int) -> HttpResponse:
    """One role of one person: who proposed it, who confirmed it, until when."""
    hat = request.hat
    found = reads.holding_for(hat, pk)
    page = {
        "shown": shown_holding(found),
        "rights": sheet_of(hat).rights,
        "own_proposal": found.granted_by_id == hat.person_id,
        "about_me": found.person_id == hat.person_id,
        "room": "accounts",
    }
    return render(request, "access/holding.html", page)


@needs(Right.ACCOUNTS_CONFIRM)
@require_POST
@once("access.confirm")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """The second person agrees."""
    hat = request.hat
    confirmed = roles.confirm_role(hat, reads.holding_for(hat, pk).pk)
    messages.success(request, f"Peran {confirmed.person.name} disetujui.")
    return redirect("access:holding", pk=pk)


@needs(Right.ACCOUNTS_GRANT, Right.ACCOUNTS_CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
@once("access.end")
def end(request: HatRequest, pk: int) -> HttpResponse:
    """A role ends before its time; or a proposal is turned down."""
    hat = request.hat
    found = reads.holding_for(hat, pk)
    form = EndForm(request.POST or None, initial={"last_day": today_in(found.territory)})
    if form.is_valid():
        try:
            roles.end_role(hat, pk, form.cleaned_data["last_day"], form.cleaned_data["reason"], by=hat.person)
        except Refused as refused:
            form.tell(refused, **{"access.no_reason": "reason"})
        else:
            messages.success(request, "Peran sudah diakhiri.")
            return redirect("access:holding", pk=pk)
    page = {"form": form, "shown": shown_holding(found), "room": "accounts"}
    return render(request, "access/end_role.html", page, status=422 if form.errors else 200)


def _term(form: TermForm) -> roles.Term:
    given = form.cleaned_data
    return roles.Term(Role(given["role"]), given["territory"], form.period(), given["body"])


def _code_page(request: HttpRequest, code: str, made: "Invite") -> HttpResponseBase:
    """The code, shown this once: as a link to send, or as a slip to print."""
    person = made.person
    path = reverse("access:slip") if made.way == Way.SLIP else reverse("access:invitation", args=[code])
    page = {
        "invite": made,
        "person": person,
        "code": code,
        "address": request.build_absolute_uri(path),
        "held": shown_holdings(reads.own_holdings(person)),
        "room": "accounts",
    }
    name = "access/slip.html" if made.way == Way.SLIP else "access/link.html"
    response = render(request, name, page)
    return no_store(settled(response, reverse("access:account", args=[person.pk]) + "?kode=tampil-sekali"))
