"""Lists of recipients: template, upload, a look with errors first, matching, the pairs that people decide."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.audit import record
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, posted_from, whole_number
from berdaya.access.rules.rights import Right
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Refused
from berdaya.scan.doors import programmes as doors
from berdaya.scan.doors.cycles import sees_names
from berdaya.scan.forms.programmes import ListForm, PairForm
from berdaya.scan.identity import seal_of
from berdaya.scan.matching.sheet import key_words
from berdaya.scan.matching.sheet import template as blank_sheet
from berdaya.scan.rules.pairs import Verdict
from berdaya.scan.services import judging, recipients
from berdaya.scan.shown.lists import list_page, looked_page
from berdaya.scan.shown.pairs import shown_pair, sure_names
from berdaya.scan.views.crumbs import inventory_of, plainly, programme_of
from berdaya.scan.views.frame import frame


@needs(Right.SCAN_WORK)
@require_safe
def template(request: HatRequest, pk: int) -> HttpResponse:
    """The table to fill in."""
    item = doors.programme_for(request.hat, pk)
    return content_as_attachment(blank_sheet(), f"penerima-{item.pk}", "xlsx")


@needs(Right.SCAN_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.list_bring")
def bring(request: HatRequest, pk: int) -> HttpResponse:
    """Upload a list; nobody is matched yet."""
    hat = request.hat
    item = doors.programme_for(hat, pk)
    form = ListForm(request.POST or None, request.FILES or None)
    findings = []
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept = recipients.bring(hat, item, given["file"], given["as_of"], given["source"])
        except Refused as refused:
            findings = list(refused.findings)
        else:
            return redirect("scan-list", pk=kept.pk)
    page = frame(item.cycle, inventory_of(item.cycle), programme_of(item), (request.path, "Daftar penerima"))
    page |= {"form": form, "findings": findings, "item": item, "keys": key_words()}
    return render(request, "scan/list_bring.html", page, status=422 if form.errors or findings else 200)


@needs(Right.SCAN_SEE)
@require_safe
def recipient_list(request: HatRequest, pk: int) -> HttpResponse:
    """A list: before it is confirmed what is wrong in it; afterwards what became of its rows."""
    hat = request.hat
    kept = doors.list_for(hat, pk)
    page = frame(kept.cycle, inventory_of(kept.cycle), programme_of(kept.programme), (request.path, "Daftar"))
    page |= {
        "kept": kept,
        "may_write": doors.may_write(hat, kept.cycle),
        "may_names": sees_names(hat, kept.cycle),
    }
    if not page["may_names"]:
        return render(request, "scan/list_closed.html", page)
    if kept.confirmed_at is None:
        return render(request, "scan/list_look.html", page | looked_page(kept))
    return render(request, "scan/list.html", page | list_page(kept))


@needs(Right.SCAN_WORK)
@require_safe
def answer(request: HatRequest, pk: int) -> HttpResponse:
    """The same file with `Keterangan`."""
    kept = doors.list_for(request.hat, pk)
    try:
        content = recipients.answer_of(kept)
    except Refused as refused:
        messages.error(request, plainly(refused))
        return redirect("scan-list", pk=pk)
    return content_as_attachment(content, f"penerima-{pk}-keterangan", "xlsx")


@needs(Right.SCAN_WORK)
@posted_from("scan-list", "pk")
@once("scan.list_confirm")
def confirm(request: HatRequest, pk: int) -> HttpResponse:
    """Have the list matched; the page of the job leads back to it."""
    kept = doors.list_for(request.hat, pk)
    try:
        job = recipients.confirm(request.hat, kept)
    except Refused as refused:
        messages.error(request, plainly(refused))
        return redirect("scan-list", pk=pk)
    return redirect("job", ident=job.pk)


@needs(Right.SCAN_WORK)
@posted_from("scan-list", "pk")
@once("scan.list_drop")
def drop(request: HatRequest, pk: int) -> HttpResponse:
    """Take a list back."""
    kept = doors.list_for(request.hat, pk)
    try:
        recipients.drop(request.hat, kept)
    except Refused as refused:
        messages.error(request, plainly(refused))
        return redirect("scan-list", pk=pk)
    messages.success(request, "Daftar penerima dicabut; nama di dalamnya dimusnahkan.")
    return redirect("scan-programme", pk=kept.programme_id)


@needs(Right.SCAN_NAMES)
@require_safe
def sure_pairs(request: HatRequest, pk: int) -> HttpResponse:
    """Who would be taken over in bulk, both names beside each other. That somebody looked is in the trail."""
    hat = request.hat
    kept = doors.named_list_for(hat, pk)
    rows = sure_names(doors.sure_of(kept), seal_of(kept.cycle.snapshot))
    with transaction.atomic():
        record(hat, "scan.sure_shown", "recipients", pk, kept.cycle.territory, {"pairs": len(rows)})
    page = frame(
        kept.cycle, inventory_of(kept.cycle), programme_of(kept.programme), (request.path, "Yang pasti")
    )
    return render(request, "scan/sure_pairs.html", page | {"kept": kept, "rows": rows})


@needs(Right.SCAN_NAMES)
@posted_from("scan-list-sure", "pk")
@once("scan.pairs_accept")
def accept(request: HatRequest, pk: int) -> HttpResponse:
    """Take over in bulk what NIK and name agree on."""
    kept = doors.named_list_for(request.hat, pk)
    try:
        many = judging.accept_sure(request.hat, kept)
    except Refused as refused:
        messages.error(request, plainly(refused))
    else:
        messages.success(request, f"{many} pasangan diterima: NIK dan namanya cocok.")
    return redirect("scan-list", pk=pk)


@needs(Right.SCAN_NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
@once("scan.pair")
def pair(request: HatRequest, pk: int) -> HttpResponse:
    """One pair, both records side by side; after an answer the next one that waits. That somebody looked is
    written to the trail."""
    hat = request.hat
    one = doors.pair_for(hat, pk)
    kept = one.recipient.list
    form = PairForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        told = judging.Told(Verdict(given["verdict"]), given["ground"], _seen(request))
        try:
            judged = judging.answer(hat, one, told)
        except Refused as refused:
            form.tell(refused)
        else:
            messages.success(request, f"Tersimpan: {judged.stands.words}.")
            following = doors.next_pair(kept, pk)
            return redirect("scan-pair", pk=following) if following else redirect("scan-list", pk=kept.pk)
    with transaction.atomic():
        record(hat, "scan.pair_shown", "pair", one.pk, kept.cycle.territory, {"list": kept.pk})
    page = frame(
        kept.cycle, inventory_of(kept.cycle), programme_of(kept.programme), (request.path, "Periksa pasangan")
    )
    page |= {
        "form": form,
        "shown": shown_pair(doors.pair_for(hat, pk), seal_of(kept.cycle.snapshot)),
        "kept": kept,
        "waiting": doors.waiting_in(kept),
        "following": doors.next_pair(kept, pk),
    }
    return render(request, "scan/pair.html", page, status=422 if form.errors else 200)


@needs(Right.SCAN_NAMES)
@require_safe
def first_pair(request: HatRequest, pk: int) -> HttpResponse:
    """The first pair of a list that waits for a person."""
    kept = doors.named_list_for(request.hat, pk)
    following = doors.next_pair(kept, 0)
    if following is None:
        messages.info(request, "Tidak ada pasangan yang menunggu diputuskan.")
        return redirect("scan-list", pk=pk)
    return redirect("scan-pair", pk=following)


def _seen(request: HatRequest) -> int:
    number = whole_number(request.POST.get("seen", ""))
    return -1 if number is None else number
