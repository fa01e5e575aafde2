"""The list of honoraria of one month: everybody in office, or last month's list with one click."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.delivery import doors
from berdaya.delivery.forms import PaidOnForm
from berdaya.delivery.listing_rows import ListRow, chosen_from, rows_for, sums_words
from berdaya.delivery.rules.honoraria import month_of, month_words
from berdaya.delivery.services.booking import pay
from berdaya.delivery.views.frame import of_activity
from berdaya.kernel.findings import Refused
from berdaya.kernel.numbers import format_rupiah

if TYPE_CHECKING:
    from berdaya.delivery.models import Activity


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.pay")
def pay_month(request: HatRequest, pk: int, month: int) -> HttpResponse:
    """Tick who is paid; sums by sex stand above. Sent, it waits for the second person."""
    one = doors.activity_for(request.hat, pk)
    if not 1 <= month <= 12 or one.kind != "honorarium":
        raise Http404
    copied = "salin" in request.GET
    rows = rows_for(one, month, copied=copied)
    form = PaidOnForm(request.POST or None, initial={"on": usual_day(one, month)})
    if form.is_valid():
        rows = typed(rows, request)
        try:
            booking = pay(
                request.hat, one, month, chosen_from(rows, request.POST.dict()), form.cleaned_data["on"]
            )
        except Refused as refused:
            form.tell(refused, **{"delivery.on": "on"})
        else:
            messages.success(request, "Daftar menunggu pemeriksa.")
            return redirect("delivery-booking", booking.pk)
    page = {
        "one": one,
        "form": form,
        "rows": rows,
        "month": month_words(one.year, month),
        "copied": copied,
        "copy_address": f"{request.path}?salin=1" if month > 1 else "",
        "free": format_rupiah(doors.whole_of(one).sums.free),
        "sums": sums_words(rows),
        **of_activity(one.pk, one.title, (request.path, f"Honorarium {month_words(one.year, month)}")),
    }
    return render(request, "delivery/pay.html", page, status=422 if form.errors else 200)


def typed(rows: list[ListRow], request: HatRequest) -> list[ListRow]:
    """The rows as they were ticked and typed."""
    return [row.typed(request.POST.dict()) for row in rows]


def usual_day(one: Activity, month: int) -> date:
    """The last day of the month, or today while it runs."""
    return min(today_in(one.territory), month_of(one.year, month).last or date.max)
