"""A visit in five short steps, each saved as it is left; sent, and checked by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from, seen_by
from berdaya.access.rules.rights import Right
from berdaya.documents.files import as_attachment
from berdaya.documents.forms import PhotoForm
from berdaya.documents.uploads import limits_on
from berdaya.kernel.findings import Refused
from berdaya.scan.book import work_on
from berdaya.scan.doors import households as doors
from berdaya.scan.forms.visits import DoorForm, FactsForm, PeopleForm, ReasonsForm, ReturnForm
from berdaya.scan.rules.questions import aid_questions, house_questions
from berdaya.scan.rules.visits import State, outcomes_of
from berdaya.scan.services import visits as services
from berdaya.scan.shown.households import rt_words, with_reasons
from berdaya.scan.views.frame import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from berdaya.access.forms import OfficeForm
    from berdaya.scan.models import Visit
    from berdaya.scan.services.visits import Seen

STEPS = {
    "keadaan": "Keadaan",
    "bantuan": "Bantuan",
    "rumah": "Rumah",
    "anggota": "Anggota",
    "periksa": "Periksa",
}
ORDER = list(STEPS)
SAME = "sama"


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.step")
def step(request: HatRequest, pk: int, step: str) -> HttpResponse:
    """One step of a visit."""
    hat = request.hat
    visit = doors.visit_for(hat, pk)
    if step not in STEPS:
        raise Http404
    if visit.standing not in (State.DRAFT, State.RETURNED):
        return redirect("scan-visit-check", pk=pk)
    seen = services.seen_in(visit)
    form = _form(request, visit, seen, step)
    theirs: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, visit, step, form)
        except Refused as refused:
            form.tell(refused)
            visit = doors.visit_for(hat, pk)
            if any(one.code == "visit.newer" for one in refused.findings):
                theirs = _theirs(visit, form)
    return _page(request, visit, seen, step, form, theirs)


def _form(request: HatRequest, visit: Visit, seen: Seen, step: str) -> Any:
    data = request.POST if request.method == "POST" else None
    home, answers, criteria = visit.household, visit.answered, seen.judging.criteria
    if step == "keadaan":
        return DoorForm(
            data,
            outcomes=outcomes_of(work_on(home.cycle.on_date, home.cycle.territory)),
            initial={"outcome": visit.outcome, "day": visit.day, "note": visit.open_note},
        )
    if step == "anggota":
        names = doors.Names(request.hat, home.cycle).of(home).names
        return PeopleForm(data, persons=seen.persons, names=names, answers=answers)
    if step == "periksa":
        return ReasonsForm(data, found=seen.differences, reasons=_reasons(visit), chosen=visit.why)
    questions = aid_questions(criteria) if step == "bantuan" else house_questions(criteria)
    return FactsForm(data, questions=questions, register=home.answers, answers=answers)


def _kept(request: HatRequest, visit: Visit, step: str, form: Any) -> HttpResponse:
    """Save this step; on to the next one, or back to the household."""
    hat, version = request.hat, seen_by(request)
    act = request.POST.get("act", "")
    if step == "keadaan":
        given = form.cleaned_data
        saved = services.save_door(
            hat, visit, services.Door(given["outcome"], given["day"], given["note"]), version
        )
        asks = services.seen_in(saved).outcome
        return _on(visit, "bantuan" if asks is None or asks.asks else "periksa")
    if step == "anggota":
        people = form.same_as_register(visit.answered) if act == SAME else form.typed(visit.answered)
        services.save_people(hat, visit, people, version)
        again = form.number("new-age") is not None
        return _on(visit, "anggota" if again else "periksa")
    if step == "periksa":
        saved = services.save_reasons(hat, visit, form.typed(), version)
        if act == "kirim":
            services.send_visit(hat, saved)
            messages.success(request, "Kunjungan dikirim. Orang kedua memeriksanya.")
        else:
            messages.success(request, "Draf tersimpan.")
        return redirect("scan-household", pk=visit.household_id)
    typed = form.same_as_register(visit.household.answers) if act == SAME else form.typed()
    services.save_facts(hat, visit, typed, version)
    return _on(visit, ORDER[ORDER.index(step) + 1])


def _on(visit: Visit, step: str) -> HttpResponse:
    return redirect("scan-visit", pk=visit.pk, step=step)


def _theirs(visit: Visit, form: Any) -> list[tuple[str, str]]:
    """What somebody else has saved in the same questions, in the words of the form."""
    stored: dict[str, Any] = dict(visit.answered.facts) | visit.why | {"outcome": visit.outcome}
    for number, given in enumerate(visit.answered.people):
        stored |= {f"m{number}-{key}": value for key, value in given.items()}
    found = []
    for name, field in form.fields.items():
        value = str(stored.get(name, ""))
        if value and value != str(form.cleaned_data.get(name, "")):
            choices = dict(getattr(field, "choices", ()))
            found.append((str(field.label), str(choices.get(value, value))))
    return found


def _page(
    request: HatRequest,
    visit: Visit,
    seen: Seen,
    step: str,
    form: OfficeForm,
    theirs: list[tuple[str, str]],
    photo_form: PhotoForm | None = None,
) -> HttpResponse:
    hat, home = request.hat, visit.household
    names = doors.Names(hat, home.cycle)
    who = names.of(home)
    before = ORDER[ORDER.index(step) - 1] if step != ORDER[0] else ""
    page = _frame(visit) | {
        "form": form,
        "step": step,
        "number": ORDER.index(step) + 1,
        "steps": STEPS.values(),
        "heading": STEPS[step],
        "before": before,
        "theirs": theirs,
        "seen": visit.version,
        "seen_visit": seen,
        "who": who,
        "photos": visit.photos.all() if step == "periksa" else (),
        "photo_form": photo_form or PhotoForm(limits=limits_on(today_in(home.cycle.territory))),
        "may_same": step in ("bantuan", "rumah", "anggota"),
    }
    failed = form.errors or (photo_form and photo_form.errors)
    return render(request, "scan/visit.html", page, status=422 if failed else 200)


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.check")
def check(request: HatRequest, pk: int) -> HttpResponse:
    """The second person: agree, or return with a reason."""
    hat = request.hat
    visit = doors.visit_for(hat, pk)
    form = ReturnForm(request.POST if request.POST.get("act") == "kembalikan" else None)
    refused_by: list[Any] = []
    try:
        if request.POST.get("act") == "setuju":
            services.verify_visit(hat, visit)
            messages.success(request, "Kunjungan sudah diperiksa. Isinya ikut ke musyawarah.")
            return redirect("scan-households", pk=visit.household.cycle_id)
        if form.is_valid():
            services.return_visit(hat, visit, form.cleaned_data["reason"])
            messages.success(request, "Kunjungan dikembalikan kepada pengisinya.")
            return redirect("scan-household", pk=visit.household_id)
    except Refused as refused:
        refused_by = [one.as_json() | {"count": 1} for one in refused.findings]
    seen = services.seen_in(visit)
    page = _frame(visit) | {
        "form": form,
        "visit": visit,
        "findings": refused_by,
        "found": with_reasons(seen.differences, visit.why, _reasons(visit)),
        "seen_visit": seen,
        "mine": visit.sent_by_id == hat.person_id,
        "sent": visit.standing is State.SENT,
        "photos": visit.photos.all(),
        "who": doors.Names(hat, visit.household.cycle).of(visit.household),
    }
    return render(request, "scan/check.html", page, status=422 if form.errors or refused_by else 200)


@needs(Right.SCAN_WORK)
@posted_from("scan-visit", "pk", step="periksa")
def add_photo(request: HatRequest, pk: int) -> HttpResponseBase:
    """Keep a picture. It is drawn anew before the transaction begins, not in it."""
    visit = doors.visit_for(request.hat, pk)
    form = PhotoForm(request.POST, request.FILES, limits=limits_on(today_in(visit.household.cycle.territory)))
    form.is_valid()
    return _keep_photo(request, pk, form)


@once("scan.photo")
def _keep_photo(request: HatRequest, pk: int, form: PhotoForm) -> HttpResponse:
    visit = doors.visit_for(request.hat, pk)
    if form.is_valid():
        full, small = form.cleaned_data["file"]
        try:
            services.add_photo(request.hat, visit, full, small, form.cleaned_data["words"])
        except Refused as refused:
            form.tell(refused, **{"photo.": "file"})
        else:
            messages.success(request, "Foto tersimpan, tanpa tempat dan waktu pemotretan.")
            return redirect("scan-visit", pk=pk, step="periksa")
    seen = services.seen_in(visit)
    plain = ReasonsForm(None, found=seen.differences, reasons=_reasons(visit), chosen=visit.why)
    return _page(request, visit, seen, "periksa", plain, [], photo_form=form)


def _reasons(visit: Visit) -> Mapping[str, str]:
    cycle = visit.household.cycle
    found: Mapping[str, str] = work_on(cycle.on_date, cycle.territory)["reasons"]
    return found


@needs(Right.SCAN_WORK)
@posted_from("scan-visit", "pk", step="periksa")
@once("scan.drop_photo")
def drop_photo(request: HatRequest, pk: int, photo: int) -> HttpResponse:
    services.drop_photo(request.hat, doors.photo_for(request.hat, pk, photo))
    messages.success(request, "Foto dihapus.")
    return redirect("scan-visit", pk=pk, step="periksa")


@needs(Right.SCAN_NAMES)
@require_safe
def photo(request: HatRequest, pk: int, photo: int, size: str) -> HttpResponse:
    """A picture of a visit, for whoever may know who lives there."""
    return as_attachment(doors.photo_path(request.hat, pk, photo, size), f"kunjungan-{pk}-foto-{photo}")


def _frame(visit: Visit) -> dict[str, Any]:
    home = visit.household
    listing = (reverse("scan-households", args=[home.cycle_id]), "Daftar kerja")
    page = (reverse("scan-household", args=[home.pk]), f"Ruta {home.urgency}")
    found = frame(home.cycle, listing, page)
    return found | {"visit": visit, "home": home, "rt": rt_words(home.rt)}
