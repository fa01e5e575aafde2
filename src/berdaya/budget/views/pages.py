"""Pages of gender budget statements: the list, a paper brought in, one with its findings, its prints."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from berdaya.access.doors import allowed, needs
from berdaya.access.idempotency import once
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest, whole_number
from berdaya.access.rules.rights import Right
from berdaya.budget import doors
from berdaya.budget.bringing import record_of
from berdaya.budget.forms import BringForm
from berdaya.budget.office_law import law_in_office
from berdaya.budget.printing.files import ENDINGS, record_print
from berdaya.budget.rules.reading import statement_of
from berdaya.budget.services.keeping import keep
from berdaya.budget.shown import COLUMNS, search_words, shown
from berdaya.budget.shown_flow import answers_shown, may_of, printed_of, status_of, story_of
from berdaya.budget.views.frame import frame, judged
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.findings import Refused
from berdaya.kernel.listing import listed

PRINTS = {"surabaya": "Formulir kota", "nasional": "Formulir nasional", "gap": "Analisis (GAP)",
          "tor": "KAK/TOR", "gab": "GAB"}  # fmt: skip


@needs(Right.BUDGET_SEE)
@require_safe
def overview(request: HatRequest) -> HttpResponse:
    """Every statement of the territory."""
    rows = [shown(one) for one in doors.statements_for(request.hat)]
    page = {
        "place": place_title(request.hat.territory),
        "listed": listed(rows, COLUMNS, request.GET.dict(), search_words),
        "may_write": allowed(request.hat, Right.BUDGET_WRITE).allowed,
        **frame(),
    }
    return render(request, "budget/overview.html", page)


@needs(Right.BUDGET_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
@once("budget.bring")
def bring(request: HatRequest) -> HttpResponse:
    """Bring a paper; its findings show on the next page."""
    first, within = {"territory": request.hat.territory}, request.hat.territory
    form = BringForm(request.POST or None, request.FILES or None, initial=first, within=within)
    if form.is_valid():
        try:
            record, title = record_of(form.cleaned_data["file"])
            version = keep(request.hat, form.cleaned_data["territory"], record, title)
        except Refused as refused:
            form.tell(
                refused,
                **{"budget.place": "territory", "right": "territory", "budget.": "file", "file.": "file"},
            )
        else:
            messages.success(request, f"Versi {version.number} tersimpan dan diperiksa.")
            return redirect("budget-statement", version.statement_id)
    page = {"form": form, **frame((request.path, "Unggah pernyataan"))}
    return render(request, "budget/bring.html", page, status=422 if form.errors else 200)


@needs(Right.BUDGET_SEE)
@require_safe
def statement(request: HatRequest, pk: int) -> HttpResponse:
    """One statement: where it stands, what holds it back, its money, its versions, its prints."""
    hat, found = request.hat, doors.statement_for(request.hat, pk)
    versions, draft = doors.versions_of(found), doors.draft_of(found)
    steps = list(versions[0].steps.all()) if versions else []
    may = may_of(hat, found, draft)
    standing = next((one for one in versions if one.number == found.signed), None)
    page = {
        "one": shown(found),
        "story": story_of(hat, versions),
        "draft": draft,
        "may": may,
        "line": status_of(hat, found, steps, draft, may),
        "answers": answers_shown(versions[0] if versions else None),
        "signed": found.signed,
        "document": doors.paper_of(standing) if standing else None,
        "prints": PRINTS,
        "sequels": doors.sequels_of(hat, found),
        **judged(draft.record if draft else versions[0].record),
        **frame((request.path, f"{found.title} {found.year}")),
    }
    return render(request, "budget/statement.html", page)


@needs(Right.BUDGET_SEE)
@require_safe
def paper(request: HatRequest, pk: int, form: str, ending: str) -> HttpResponse:
    """One version on one of the forms: `versi` names it, else what is written now; `kertas` is a4 or f4."""
    if form not in PRINTS or ending not in ENDINGS:
        raise Http404
    found = doors.statement_for(request.hat, pk)
    number = whole_number(request.GET.get("versi", ""))
    size = "f4" if request.GET.get("kertas") == "f4" else "a4"
    record, said, signed = printed_of(found, number)
    law = law_in_office(statement_of(record).statement)
    content = record_print(record, form, ending, size=size, said=said, signed=signed, law=law)
    name = f"{'naskah' if signed else 'rancangan'}-{form}-{found.code}-{found.year}"
    return content_as_attachment(content, name, ending)
