"""Forms that write carry a request UUID. The same form sent twice gets the first answer, not a second deed.

    @needs(Right.REGISTER_UPLOAD)
    @once("register.upload")
    def upload(request): ...

The receipt and everything that the view writes stand in one transaction: a second click waits for the first
and finds its receipt; if the first one fails, nothing is left of either. A form that comes back with errors
(no redirect) leaves no receipt, so that it may be corrected and sent again.

Forms that count misses (signing in, codes, passwords) do without: a rolled-back answer would forget the miss.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from berdaya.access.clock import now
from berdaya.access.models import FormReceipt
from berdaya.access.requests import OfficeRequest
from berdaya.kernel.digests import digest_of

FIELD: Final = "request_id"
SETTLED_AT: Final = "settled_at"
_NOT_CONTENT: Final = frozenset({FIELD, "csrfmiddlewaretoken"})

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def once(form: str) -> Callable[[View], View]:
    """Let a POST of this form do its work once. GET passes through."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            return _answer(cast(OfficeRequest, request), form, lambda: view(request, *args, **kwargs))

        return cast(View, guarded)

    return guard


def settled(response: HttpResponse, address: str) -> HttpResponse:
    """An answer that is a page (a code shown once), no redirect: whoever sends again goes there instead."""
    setattr(response, SETTLED_AT, address)
    return response


def _answer(request: OfficeRequest, form: str, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    key = _key(request.POST.get(FIELD, ""))
    if key is None:
        return _refused(request, "Formulir ini tidak membawa nomor pengiriman", status=400)
    person = request.person.pk if request.person else None
    digest = _digest(request)
    if before := FormReceipt.objects.filter(pk=key).first():
        return _replay(request, before, form, person, digest)
    try:
        with transaction.atomic():
            receipt = FormReceipt(
                request=key, person_id=person, form=form, digest=digest, answer="", at=now()
            )
            receipt.save(force_insert=True)
            response = view()
            receipt.answer = _address_of(response)
            if not receipt.answer:
                transaction.set_rollback(True)
            else:
                receipt.save(update_fields=["answer"])
            return response
    except IntegrityError:
        before = FormReceipt.objects.filter(pk=key).first()
        if before is None:
            raise
        return _replay(request, before, form, person, digest)


def _replay(
    request: OfficeRequest, before: FormReceipt, form: str, person: int | None, digest: str
) -> HttpResponseBase:
    if (before.form, before.person_id, before.digest) == (form, person, digest):
        return HttpResponseRedirect(before.answer)
    return _refused(request, "Formulir ini sudah pernah dikirim dengan isi lain", status=409)


def _refused(request: HttpRequest, what: str, status: int) -> HttpResponse:
    return render(request, "access/resent.html", {"what": what, "back": request.path}, status=status)


def _address_of(response: HttpResponseBase) -> str:
    if isinstance(response, HttpResponseRedirect):
        return str(response.url)
    return str(getattr(response, SETTLED_AT, ""))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _digest(request: HttpRequest) -> str:
    """What was sent: address, fields and files, without the tokens that change by themselves."""
    fields = {name: values for name, values in request.POST.lists() if name not in _NOT_CONTENT}
    files = {name: [_file_digest(file) for file in request.FILES.getlist(name)] for name in request.FILES}
    return digest_of([request.path, fields, files])


def _file_digest(file: Any) -> list[Any]:
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return [file.name, file.size, digest]
