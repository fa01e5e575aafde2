"""What waits for the second person: a booking with its list, a hand-over; taking back, and done."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.delivery import doors
from berdaya.delivery.forms import DecideForm, UndoForm
from berdaya.delivery.rules.handing import words_of
from berdaya.delivery.rules.honoraria import month_words
from berdaya.delivery.rules.money import Standing
from berdaya.delivery.services.beginning import close
from berdaya.delivery.services.booking import undo
from berdaya.delivery.services.deciding import decide, warnings_of
from berdaya.delivery.shown import list_boxes, receivers
from berdaya.delivery.shown_checks import booking_facts, decision_line, hand_over_facts
from berdaya.delivery.thread import checker_at
from berdaya.delivery.views.frame import FIELDS, filled, of_activity, tell
from berdaya.kernel.findings import Refused

if TYPE_CHECKING:
    from berdaya.delivery.models import Booking, HandOver


@needs(Right.DELIVERY_SEE)
@require_safe
def booking(request: HatRequest, pk: int) -> HttpResponse:
    """One booking; behind honoraria its list with sums by sex."""
    return _booking(request, pk, DecideForm())


@needs(Right.DELIVERY_CHECK)
@require_POST
@once("delivery.decide")
def decide_booking(request: HatRequest, pk: int) -> HttpResponse:
    found = doors.booking_for(request.hat, pk)
    form = DecideForm(request.POST)
    if form.is_valid() and _decided(request, form, found):
        return redirect("delivery-booking", pk)
    return _booking(request, pk, form)


@needs(Right.DELIVERY_SEE)
@require_safe
def hand_over(request: HatRequest, pk: int) -> HttpResponse:
    """One BAST with what was accepted."""
    return _hand_over(request, pk, DecideForm())


@needs(Right.DELIVERY_CHECK)
@require_POST
@once("delivery.decide_hand_over")
def decide_hand_over(request: HatRequest, pk: int) -> HttpResponse:
    found = doors.hand_over_for(request.hat, pk)
    form = DecideForm(request.POST)
    if form.is_valid() and _decided(request, form, found):
        return redirect("delivery-hand-over", pk)
    return _hand_over(request, pk, form)


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.undo")
def undo_it(request: HatRequest, pk: int) -> HttpResponse:
    """Take back what was agreed to; a second person agrees to that too."""
    found = doors.booking_for(request.hat, pk)
    one = found.activity
    form = UndoForm(request.POST or None)
    page = {
        "title": "Batalkan catatan",
        "under": f"{one.title}, {month_words(one.year, found.month)}. Catatan lama tetap ada; lawannya"
        " ditulis di sampingnya dan berlaku sesudah orang kedua memeriksanya.",
        "button": "Ajukan pembatalan",
        "done": "Pembatalan menunggu pemeriksa.",
        **of_activity(one.pk, one.title, (request.path, "Batalkan")),
    }
    goes = reverse("delivery-activity", args=[one.pk])
    return filled(request, form, lambda: undo(request.hat, found, form.cleaned_data["reason"]), page, goes)


@needs(Right.DELIVERY_CHECK)
@require_POST
@once("delivery.close")
def close_it(request: HatRequest, pk: int) -> HttpResponse:
    """Everything was handed over or paid."""
    one = doors.activity_for(request.hat, pk)
    tell(request, lambda: close(request.hat, one), "Kegiatan dinyatakan selesai.")
    return redirect("delivery-activity", pk)


def _decided(request: HatRequest, form: DecideForm, row: "Booking | HandOver") -> bool:
    given = form.cleaned_data
    try:
        decide(request.hat, row, agreed=given["agrees"] == "ya", words=given["words"])
    except Refused as refused:
        form.tell(refused, **{code: name for code, name in FIELDS.items() if name in form.fields})
        return False
    return True


def _booking(request: HatRequest, pk: int, form: DecideForm) -> HttpResponse:
    found = doors.booking_for(request.hat, pk)
    one = found.activity
    listed = hasattr(found, "pay_list")
    names = doors.may_read_names(request.hat, one)
    waits = found.standing is Standing.WAITS
    page = {
        "one": one,
        "booking": found,
        "facts": booking_facts(found),
        "line": decision_line(found, checker_at(one.territory)),
        "boxes": list_boxes(found) if listed else [],
        "rows": receivers(doors.rows_of(found), names) if listed else [],
        "names": names,
        "findings": warnings_of(found) if waits else [],
        "form": form,
        "may_decide": waits and _may_decide(request, found.by_id, one.territory),
        "may_undo": _may_undo(request, found),
        "may_print": listed
        and allowed(request.hat, Right.DOCUMENTS_ISSUE, one.territory).allowed
        and names
        and found.standing is Standing.AGREED,
        "papers": doors.papers_for(request.hat, f"delivery:list:{found.pk}"),
        **of_activity(one.pk, one.title, (reverse("delivery-booking", args=[pk]), "Catatan")),
    }
    return render(request, "delivery/booking.html", page, status=422 if form.errors else 200)


def _hand_over(request: HatRequest, pk: int, form: DecideForm) -> HttpResponse:
    found = doors.hand_over_for(request.hat, pk)
    one = found.activity
    waits = found.standing is Standing.WAITS
    page = {
        "one": one,
        "found": found,
        "facts": hand_over_facts(found),
        "accepted": words_of(found.accepted),
        "line": decision_line(found, checker_at(one.territory)),
        "form": form,
        "may_decide": waits and _may_decide(request, found.by_id, one.territory),
        "may_print": allowed(request.hat, Right.DOCUMENTS_ISSUE, one.territory).allowed,
        "papers": doors.papers_for(request.hat, f"delivery:handover:{found.pk}"),
        **of_activity(one.pk, one.title, (reverse("delivery-hand-over", args=[pk]), "Serah terima")),
    }
    return render(request, "delivery/hand_over.html", page, status=422 if form.errors else 200)


def _may_decide(request: HatRequest, maker: int, territory: str) -> bool:
    return maker != request.hat.person_id and allowed(request.hat, Right.DELIVERY_CHECK, territory).allowed


def _may_undo(request: HatRequest, found: "Booking") -> bool:
    activity = found.activity
    if not allowed(request.hat, Right.DELIVERY_DO, activity.territory).allowed or activity.closed_at:
        return False
    return found.standing is Standing.AGREED and found.undoes_id is None
