"""Pages of the board: shares of gender-responsive budgets by place and year, its workbook, the spending."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs, not_yours
from berdaya.access.idempotency import once
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.forms import SpendingForm
from berdaya.budget.services.spending import note_spending
from berdaya.budget.shown_board import Board, board_book, board_for
from berdaya.budget.shown_usefulness import (
    COLUMNS,
    Usefulness,
    search_words,
    usefulness_book,
    usefulness_for,
)
from berdaya.budget.views.frame import frame
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import listed


@needs(Right.BUDGET_SEE)
@require_safe
def board(request: HatRequest) -> HttpResponse:
    """Which place has sent, and how much of the money answers a gap."""
    shown = _board(request)
    page = {
        "board": shown,
        "years": doors.years_for(request.hat) or [shown.year],
        "may_write": allowed(request.hat, Right.BUDGET_WRITE, shown.place).allowed,
        **frame((request.path, "Anggaran responsif gender")),
    }
    return render(request, "budget/board.html", page)


@needs(Right.BUDGET_SEE)
@require_safe
def board_file(request: HatRequest) -> HttpResponse:
    """The same board as a workbook."""
    shown = _board(request)
    return content_as_attachment(board_book(shown), f"arg-{shown.place or 'semua'}-{shown.year}", "xlsx")


@needs(Right.BUDGET_SEE)
@require_safe
def checks(request: HatRequest) -> HttpResponse:
    """Which check is heeded, and which one is called mistaken or overruled."""
    told = _usefulness(request)
    asked = {"wilayah": told.place, "tahun": str(told.year or "")}
    page = {
        "told": told,
        "listed": listed(told.found, COLUMNS, request.GET.dict(), search_words, asked),
        "years": doors.years_for(request.hat),
        **frame((reverse("budget-arg"), "Anggaran responsif gender"), (request.path, "Kegunaan pemeriksaan")),
    }
    return render(request, "budget/checks.html", page)


@needs(Right.BUDGET_SEE)
@require_safe
def checks_file(request: HatRequest) -> HttpResponse:
    """The same counts as a workbook."""
    told = _usefulness(request)
    name = f"pemeriksaan-{told.place or 'semua'}-{told.year or 'semua-tahun'}"
    return content_as_attachment(usefulness_book(told), name, "xlsx")


def _usefulness(request: HatRequest) -> Usefulness:
    """Of the place that the address names, else the hat's own; of one year, else of all."""
    place = request.GET.get("wilayah", "") or request.hat.territory
    return usefulness_for(request.hat, place, whole_number(request.GET.get("tahun", "")))


def _board(request: HatRequest) -> Board:
    """Of the place and year that the address names, else of the hat's own and this year.

    Next year's statements come in long before this year is over: the newest year would show an empty board.
    """
    hat = request.hat
    place = request.GET.get("wilayah", "") or hat.territory
    not_yours(hat, place)
    years = doors.years_for(hat)
    now = today_in(place).year
    newest = next((one for one in years if one <= now), years[0] if years else now)
    return board_for(hat, place, whole_number(request.GET.get("tahun", "")) or newest)


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.spending")
def spending(request: HatRequest) -> HttpResponse:
    """Keep the spending that shares are taken of, with its source."""
    hat = request.hat
    first = {"territory": request.GET.get("wilayah") or hat.territory, "year": request.GET.get("tahun")}
    form = SpendingForm(request.POST or None, initial=first, within=hat.territory)
    if form.is_valid():
        given = form.cleaned_data
        try:
            note_spending(hat, given["territory"], given["year"], given["amount"], given["source"])
        except Refused as refused:
            form.tell(refused, **{"budget.spending": "amount", "figure.no_source": "source"})
        else:
            messages.success(request, "Belanja dicatat dengan sumbernya.")
            return redirect(f"{reverse('budget-arg')}?wilayah={given['territory']}&tahun={given['year']}")
    steps = ((reverse("budget-arg"), "Anggaran responsif gender"), (request.path, "Catat belanja"))
    page = {"form": form, **frame(*steps)}
    return render(request, "budget/spending.html", page, status=422 if form.errors else 200)
