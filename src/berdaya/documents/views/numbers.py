"""Pages of numbers: the books of the office, the numbers in one, and those that stayed without a paper."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import needs
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents import doors
from berdaya.documents.forms import BookForm, TakeForm, UnusedForm
from berdaya.documents.numbering import leave_unused, open_book, take_from
from berdaya.documents.shown_numbers import BOOK_COLUMNS, NUMBER_COLUMNS, shown_numbers
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import listed


@needs(Right.DOCUMENTS_ISSUE)
@require_safe
def books(request: HttpRequest) -> HttpResponse:
    """The books of numbers in the territory."""
    hat = cast(HatRequest, request).hat
    rows = doors.books_for(hat)
    shown = listed(
        rows, BOOK_COLUMNS, request.GET.dict(), lambda book: f"{book.kind} {book.office} {book.year}"
    )
    return render(request, "documents/books.html", {"listed": shown, **_frame()})


@needs(Right.DOCUMENTS_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("documents.open_book")
def new_book(request: HttpRequest) -> HttpResponse:
    """Begin a book of numbers for one office and kind of paper."""
    hat = cast(HatRequest, request).hat
    form = BookForm(request.POST or None, initial={"year": today_in(hat.territory).year})
    if form.is_valid():
        given = form.cleaned_data
        try:
            book = open_book(hat, *(given[name] for name in ("office", "kind", "year", "pattern", "first")))
        except Refused as refused:
            form.tell(refused, **{"number.book_is_there": "kind", "number.": "pattern"})
        else:
            messages.success(request, "Buku nomor dibuka.")
            return redirect("number-book", book.pk)
    page = {
        "form": form,
        "offices": doors.offices_for(hat),
        **_frame((reverse("number-book-new"), "Buka buku")),
    }
    return render(request, "documents/book_new.html", page, status=422 if form.errors else 200)


@needs(Right.DOCUMENTS_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("documents.take_number")
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers of a book, and the form that takes the next one."""
    hat = cast(HatRequest, request).hat
    found = doors.book_for(hat, pk)
    form = TakeForm(request.POST or None, initial={"day": today_in(found.territory)})
    if form.is_valid():
        day, purpose = form.chosen()
        try:
            number = take_from(hat, found, day, purpose)
        except Refused as refused:
            form.tell(refused, **{"number.other_year": "day", "number.for_nothing": "purpose"})
        else:
            messages.success(
                request, f"Nomor {number.text} untuk Anda. Tidak ada orang lain yang mendapatnya."
            )
            return redirect("number-book", pk)
    rows = shown_numbers(doors.numbers_of(found), doors.rights_of(hat))
    page = {
        "book": found,
        "form": form,
        "listed": listed(rows, NUMBER_COLUMNS, request.GET.dict(), lambda row: row.sought),
        "loose": sum(row.loose for row in rows),
        **_frame((reverse("number-book", args=[pk]), f"{found.kind} {found.year}")),
    }
    return render(request, "documents/book.html", page, status=422 if form.errors else 200)


@needs(Right.DOCUMENTS_ISSUE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("documents.leave_unused")
def unused(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Say why a number has no paper."""
    hat = cast(HatRequest, request).hat
    found = doors.number_for(hat, pk, number)
    form = UnusedForm(request.POST or None)
    if form.is_valid():
        try:
            leave_unused(hat, found, form.cleaned_data["reason"])
        except Refused as refused:
            form.tell(refused, **{"number.no_reason": "reason"})
        else:
            messages.success(request, f"Nomor {found.text} tercatat tidak dipakai.")
            return redirect("number-book", pk)
    here = (reverse("number-book", args=[pk]), f"{found.series.kind} {found.series.year}")
    page = {"form": form, "number": found, **_frame(here, (request.path, found.text))}
    return render(request, "documents/number_unused.html", page, status=422 if form.errors else 200)


def _frame(*last: tuple[str, str]) -> dict[str, Any]:
    first = [(reverse("documents"), "Dokumen"), (reverse("number-books"), "Buku nomor")]
    return {"crumbs": [*first, *last], "room": "documents"}
