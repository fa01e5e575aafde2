"""What every page of this room has: its place in the menu, the way back, the answer to a filled form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from berdaya.access.forms import OfficeForm
from berdaya.access.requests import HatRequest
from berdaya.kernel.findings import Refused

FIELDS = {
    "delivery.due": "due", "delivery.partner": "partner", "delivery.number": "number",
    "delivery.volume": "volume",
    "delivery.whole": "unit_price", "delivery.ends": "ends_on", "delivery.bast_number": "number",
    "delivery.came": "came", "delivery.accepted": "accepted", "delivery.more": "accepted",
    "delivery.before": "on", "delivery.future": "on", "delivery.on": "on", "delivery.percent": "percent",
    "delivery.amount": "amount", "delivery.over": "amount", "delivery.proof": "proof",
    "delivery.month": "month",
    "delivery.words": "words", "delivery.reason": "reason",
}  # fmt: skip


def frame(*steps: tuple[str, str]) -> dict[str, Any]:
    return {
        "room": "delivery",
        "crumbs": [(reverse("home"), "Beranda"), (reverse("delivery"), "Pelaksanaan"), *steps],
    }


def of_activity(pk: int, title: str, *steps: tuple[str, str]) -> dict[str, Any]:
    short = title if len(title) <= 48 else title[:47].rstrip() + "…"
    return frame((reverse("delivery-activity", args=[pk]), short), *steps)


def filled(
    request: HatRequest, form: OfficeForm, deed: Callable[[], Any], page: dict[str, Any], goes: str
) -> HttpResponse:
    """Do the deed of a filled form and go to the page that shows it; else the form with what is wrong."""
    if form.is_valid():
        try:
            deed()
        except Refused as refused:
            form.tell(refused, **{code: name for code, name in FIELDS.items() if name in form.fields})
        else:
            messages.success(request, page.get("done", "Tercatat."))
            return redirect(goes)
    page |= {"form": form, "back": goes, "files": form.is_multipart()}
    return render(request, "delivery/form.html", page, status=422 if form.errors else 200)


def tell(request: HatRequest, deed: Callable[[], Any], done: str) -> None:
    """Do a deed that has no form; say what happened or why it did not."""
    try:
        deed()
    except Refused as refused:
        for one in refused.findings:
            messages.error(request, one.sentence)
    else:
        messages.success(request, done)
