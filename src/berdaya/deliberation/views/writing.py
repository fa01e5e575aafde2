"""Write a proposal in five steps, one idea each; every step is saved as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.deliberation import doors, page_doors
from berdaya.deliberation.forms import (
    STEPS,
    KamusForm,
    MoneyForm,
    SizeForm,
    StepForm,
    WhatForm,
    WhereForm,
)
from berdaya.deliberation.ground import ground_for
from berdaya.deliberation.rules.proposing import Facts, Unit
from berdaya.deliberation.rules.states import OPEN_TO_PROPOSER
from berdaya.deliberation.services.proposing import (
    add_photo,
    drop_photo,
    propose,
    save_draft,
    source_advice,
    warnings_of,
    withdraw,
)
from berdaya.deliberation.taking_over import facts_from, lines_to_take
from berdaya.deliberation.views.frame import (
    frame,
    menu_choices,
    required_cycle,
    source_choices,
    tried,
    unit_in,
)
from berdaya.documents.forms import PhotoForm
from berdaya.documents.uploads import limits_on
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan.doors import kamus_on, priorities_on
from berdaya.plan.rules.words import sub_items_on
from berdaya.plan.shown import price_span

if TYPE_CHECKING:
    from berdaya.deliberation.models import Cycle, Proposal

MOST_ITEMS = 8
ASKS = {
    "apa": "Apa yang diusulkan?",
    "kamus": "Mana yang cocok di kamus usulan?",
    "lokasi": "Di mana?",
    "besar": "Berapa besar, dan untuk siapa?",
    "dana": "Siapa yang membiayai?",
}


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.new")
@require_http_methods(["GET", "POST"])
def new(request: HatRequest) -> HttpResponse:
    """The first step; with it the draft is there."""
    cycle = required_cycle(request)
    unit = _unit_of(request)
    doors.require_unit(request.hat, unit)
    return _step(request, "apa", cycle, unit, None)


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.edit")
@require_http_methods(["GET", "POST"])
def edit(request: HatRequest, pk: int, step: str) -> HttpResponse:
    """One step of a draft, of a proposal not yet agreed on, or of one that came back."""
    proposal = doors.proposal_for(request.hat, pk)
    unit = doors.unit_of(proposal)
    doors.require_unit(request.hat, unit)
    if step not in STEPS:
        raise Http404
    if proposal.standing not in OPEN_TO_PROPOSER:
        messages.info(request, f"Usulan ini {proposal.standing.words}; isinya tidak diubah lagi.")
        return HttpResponseRedirect(reverse("deliberation-proposal", args=[pk]))
    return _step(request, step, proposal.cycle, unit, proposal)


@needs(Right.DELIBERATION_PROPOSE)
@require_safe
def alike(request: HatRequest) -> HttpResponse:
    """While typing: proposals of the village that are like this one. A piece of a page."""
    cycle = required_cycle(request)
    facts = Facts(title=request.GET.get("title", "")[:120], sub_item=request.GET.get("sub_item", "")[:60])
    found = page_doors.alike_in(cycle, facts) if len(facts.title) > 3 else []
    return render(request, "deliberation/parts/alike.html", {"alike": found})


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.propose")
@require_POST
def propose_it(request: HatRequest, pk: int) -> HttpResponse:
    proposal = doors.proposal_for(request.hat, pk)
    return tried(
        request,
        lambda: propose(request.hat, proposal),
        lambda done: f"Diusulkan dengan nomor {done.label}. Peringkatkan dalam daftar.",
        reverse("deliberation-proposal", args=[pk]),
    )


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.withdraw")
@require_POST
def withdraw_it(request: HatRequest, pk: int) -> HttpResponse:
    proposal = doors.proposal_for(request.hat, pk)
    to = reverse("deliberation-proposal", args=[pk])
    return tried(request, lambda: withdraw(request.hat, proposal), "Usulan ditarik.", to)


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.photo")
@require_http_methods(["GET", "POST"])
def photos(request: HatRequest, pk: int) -> HttpResponse:
    """Pictures of the place, at most four."""
    proposal = doors.proposal_for(request.hat, pk)
    doors.require_unit(request.hat, doors.unit_of(proposal))
    limits = limits_on(today_in(proposal.territory))
    sent = request.method == "POST"
    form = PhotoForm(request.POST if sent else None, request.FILES if sent else None, limits=limits)
    if sent and form.is_valid():
        try:
            full, small = form.cleaned_data["file"]
            add_photo(request.hat, proposal, full, small, form.cleaned_data["words"])
            return HttpResponseRedirect(reverse("deliberation-proposal", args=[pk]))
        except Refused as refused:
            form.tell(refused)
    page = {"form": form, "proposal": proposal, **_crumbs(proposal, (request.path, "Foto"))}
    return render(request, "deliberation/photo.html", page, status=422 if form.errors else 200)


@needs(Right.DELIBERATION_PROPOSE)
@once("deliberation.photo_drop")
@require_POST
def photo_drop(request: HatRequest, pk: int, photo: int) -> HttpResponse:
    drop_photo(request.hat, doors.proposal_for(request.hat, pk), photo)
    return HttpResponseRedirect(reverse("deliberation-proposal", args=[pk]))


# ---------- inside ----------


def _unit_of(request: HatRequest) -> Unit:
    """The unit that the address names, else the hat's own."""
    code = (request.GET.get("unit", "") or request.POST.get("unit", ""))[:21]
    if code:
        return unit_in(request, code)
    own = doors.own_unit(request.hat)
    if own is None:
        advice = "Buka daftarnya dari halaman Daftar masuk."
        raise Refused(Finding("deliberation.no_unit", "pengusul", "belum dipilih", advice))
    return own


def _step(
    request: HatRequest, step: str, cycle: Cycle, unit: Unit, proposal: Proposal | None
) -> HttpResponse:
    takeable = [] if proposal else lines_to_take(request.hat, unit.territory, cycle.plan_year)
    before = doors.facts_of(proposal) if proposal else facts_from(takeable, request.GET.get("pindai", ""))
    form = _form(step, request.POST if request.method == "POST" else None, cycle, unit, before, proposal)
    if form.is_bound and form.is_valid():
        try:
            saved = save_draft(request.hat, cycle, unit, form.facts(before), proposal)
            for one in warnings_of(saved):
                if one.code == "deliberation.person_name":
                    messages.warning(request, one.sentence)
            return HttpResponseRedirect(_after(step, saved))
        except Refused as refused:
            form.tell(refused)
    at = STEPS.index(step)
    page = {
        "form": form,
        "step": step,
        "number": at + 1,
        "steps": range(1, len(STEPS) + 1),
        "ask": ASKS[step],
        "cycle": cycle,
        "unit": unit,
        "unit_title": doors.unit_title(unit),
        "proposal": proposal,
        "alike": page_doors.alike_in(cycle, before, proposal.pk) if proposal and step == "kamus" else [],
        "takeable": takeable,
        "hint": _hint(step, unit, proposal),
        "back": reverse("deliberation-edit", args=[proposal.pk, STEPS[at - 1]]) if proposal and at else "",
        **(_crumbs(proposal) if proposal else frame((request.path, "Usulan baru"))),
    }
    if step == "lokasi":
        page |= {"ground": ground_for(request.hat.person, cycle.territory), "tiles": settings.MAP_TILES}
        page["credit"] = settings.MAP_CREDIT
    return render(request, "deliberation/step.html", page, status=422 if form.errors else 200)


def _after(step: str, proposal: Proposal) -> str:
    at = STEPS.index(step)
    if at + 1 == len(STEPS):
        return reverse("deliberation-proposal", args=[proposal.pk])
    return reverse("deliberation-edit", args=[proposal.pk, STEPS[at + 1]])


def _form(
    step: str, data: Any, cycle: Cycle, unit: Unit, before: Facts, proposal: Proposal | None
) -> StepForm:
    day = today_in(unit.territory)
    initial = {name: getattr(before, name) for name in Facts.__dataclass_fields__}
    if step == "apa":
        return WhatForm(data, initial=initial, sub_items=_sub_items(day))
    if step == "kamus":
        return KamusForm(data, initial=initial, items=_items(unit, before), menus=menu_choices(day))
    if step == "dana":
        priorities = priorities_on(unit.territory, cycle.plan_year, day).lines
        initial["source"] = (
            before.source or source_advice(unit.territory, _item(proposal), before.cost).source
        )
        choices = [(line.code, f"{line.code} {line.title}"[:90]) for line in priorities]
        paid = source_choices(unit)
        return MoneyForm(data, initial=initial, priorities=list(dict(choices).items()), sources=paid)
    if step == "lokasi":
        return WhereForm(data, initial=initial, village=cycle.territory, near=_near(cycle))
    return SizeForm(data, initial=_plain(initial))


def _near(cycle: Cycle) -> list[tuple[str, str]]:
    """The RTs and RWs of the village by their names; nobody types a code on a phone."""
    units = doors.known_units(cycle.territory, today_in(cycle.territory))
    return [(one.territory, doors.unit_title(one)) for one in units if not one.body]


def _plain(initial: dict[str, Any]) -> dict[str, Any]:
    """Numbers as people write them: `24.000.000`, `2,5`."""
    shown = dict(initial)
    if shown["volume"] is not None:
        shown["volume"] = f"{shown['volume'].normalize():f}".replace(".", ",")
    if shown["cost"] is not None:
        shown["cost"] = f"{shown['cost']:,}".replace(",", ".")
    return shown


def _item(proposal: Proposal | None) -> Any:
    return proposal.item if proposal else None


def _sub_items(day: Any) -> list[tuple[str, Any]]:
    """The eleven, under the headings of the four conditions."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for one in sub_items_on(day).values():
        grouped.setdefault(one.condition_title, []).append((one.code, one.title))
    return list(grouped.items())


def _items(unit: Unit, before: Facts) -> list[tuple[str, str]]:
    """Items whose words fit the title, then others of the same sub-item."""
    kamus = kamus_on(unit.territory, today_in(unit.territory))
    found = kamus.find(before.title, MOST_ITEMS)
    found += [one for one in kamus.items if one.sub_item == before.sub_item and one not in found]
    chosen = kamus.item(before.item) if before.item else None
    if chosen is not None and chosen not in found[:MOST_ITEMS]:
        found = [chosen, *found]
    return [(one.code, f"{one.name} ({price_span(one)} per {one.unit})") for one in found[:MOST_ITEMS]]


def _hint(step: str, unit: Unit, proposal: Proposal | None) -> str:
    if proposal is None:
        return ""
    item = proposal.item
    if step == "kamus" and not kamus_on(unit.territory, today_in(unit.territory)).items:
        return "Kamus usulan belum berlaku di sini. Jelaskan usulannya sendiri, dengan menu dan satuannya."
    if step == "besar" and item is not None:
        return f"Kamus: {price_span(item)} per {item.unit}."
    if step == "dana":
        advice = source_advice(unit.territory, item, proposal.cost)
        return f"Disarankan {advice.source.words}: {advice.reason}."
    return ""


def _crumbs(proposal: Proposal, *more: tuple[str, str]) -> dict[str, Any]:
    return frame((reverse("deliberation-proposal", args=[proposal.pk]), proposal.title or "Draf"), *more)
