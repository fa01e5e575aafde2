"""Forms of the work itself: contract, progress with a picture, hand-over, realised rupiah."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.delivery import doors
from berdaya.delivery.forms import BookForm, HandOverForm, OrderForm, ProgressForm
from berdaya.delivery.rules.handing import accepted_of, words_of
from berdaya.delivery.services.booking import book
from berdaya.delivery.services.working import hand_over, order, show_progress
from berdaya.delivery.thread import planned_of
from berdaya.delivery.views.frame import filled, of_activity
from berdaya.documents.files import as_attachment
from berdaya.documents.uploads import limits_on
from berdaya.kernel.numbers import format_count, format_rupiah


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.order")
def order_it(request: HatRequest, pk: int) -> HttpResponse:
    """What was ordered, from whom, at which price."""
    one = doors.activity_for(request.hat, pk)
    before = doors.whole_of(one).contract
    first = (
        {name: getattr(before, name) for name in OrderForm.base_fields}
        | {"volume": words_of(before.volume), "unit_price": format_count(before.unit_price)}
        if before
        else {"signed_on": today_in(one.territory), "ends_on": one.due} | planned_of(one)
    )
    form = OrderForm(request.POST or None, initial=first)
    page = {
        "title": "Kontrak, SPK atau surat tugas",
        "under": f"{one.title}. Volume kali harga satuan paling banyak {format_rupiah(one.budget)}.",
        "button": "Simpan kontrak",
        **of_activity(one.pk, one.title, (request.path, "Kontrak")),
    }
    goes = reverse("delivery-activity", args=[pk])
    return filled(request, form, lambda: order(request.hat, one, form.contract()), page, goes)


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.progress")
def progress(request: HatRequest, pk: int) -> HttpResponse:
    """A picture with the progress that it shows."""
    one = doors.activity_for(request.hat, pk)
    today, sent = today_in(one.territory), request.method == "POST"
    form = ProgressForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        initial={"on": today},
        limits=limits_on(today),
    )
    page = {
        "title": "Kemajuan dengan foto",
        "under": f"{one.title}. Tempat dan waktu pemotretan dibuang dari foto sebelum disimpan.",
        "button": "Simpan kemajuan",
        **of_activity(one.pk, one.title, (request.path, "Kemajuan")),
    }
    goes = reverse("delivery-activity", args=[pk])
    return filled(request, form, lambda: show_progress(request.hat, one, form.picture()), page, goes)


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.hand_over")
def hand_it_over(request: HatRequest, pk: int) -> HttpResponse:
    """A BAST; a second person checks it."""
    one = doors.activity_for(request.hat, pk)
    whole = doors.whole_of(one)
    first: dict[str, object] = {"on": today_in(one.territory)}
    told = "Catat kontraknya dahulu."
    if whole.contract is not None:
        rest = whole.contract.volume - accepted_of((row.facts for row in whole.hand_overs), waiting=True)
        told = f"Sisa kontrak {words_of(rest)} {whole.contract.unit}."
        first |= dict.fromkeys(("came", "accepted"), words_of(rest)) if rest > 0 else {}
    form = HandOverForm(request.POST or None, initial=first)
    page = {
        "title": "Berita acara serah terima",
        "under": f"{one.title}. {told} Berlaku sesudah orang kedua memeriksanya.",
        "button": "Ajukan serah terima",
        "done": "Serah terima menunggu pemeriksa.",
        **of_activity(one.pk, one.title, (request.path, "Serah terima")),
    }
    goes = reverse("delivery-activity", args=[pk])
    return filled(request, form, lambda: hand_over(request.hat, one, form.handed()), page, goes)


@needs(Right.DELIVERY_DO)
@require_http_methods(["GET", "HEAD", "POST"])
@once("delivery.book")
def book_it(request: HatRequest, pk: int) -> HttpResponse:
    """Rupiah realised in a month; a second person checks it."""
    one = doors.activity_for(request.hat, pk)
    today = today_in(one.territory)
    month = today.month if today.year == one.year else 12
    form = BookForm(request.POST or None, initial={"on": today, "month": month})
    free = doors.whole_of(one).sums.free
    page = {
        "title": "Realisasi bulan ini",
        "under": f"{one.title}. Sisa {format_rupiah(free)}. Berlaku sesudah orang kedua memeriksanya.",
        "button": "Ajukan realisasi",
        "done": "Realisasi menunggu pemeriksa.",
        **of_activity(one.pk, one.title, (request.path, "Realisasi")),
    }
    goes = reverse("delivery-activity", args=[pk])
    return filled(request, form, lambda: book(request.hat, one, form.paid()), page, goes)


@needs(Right.DELIVERY_SEE)
@require_safe
def picture(request: HatRequest, pk: int, size: str) -> HttpResponse:
    """A picture of the work, large or small."""
    if size not in ("kecil", "penuh"):
        raise Http404
    return as_attachment(doors.picture_for(request.hat, pk, size), f"kegiatan-foto-{pk}")
