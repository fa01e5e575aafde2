"""The addresses of the office, and the plain page."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from berdaya.access.doors import needs
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents.models import Document
from berdaya.documents.shown import CHIPS, COLUMNS, boxes, heading
from berdaya.kernel.listing import page_of, wanted
from berdaya.site.urls import handler404 as handler404
from berdaya.site.urls import urlpatterns as office


@needs(Right.DOCUMENTS_SEE)
def papers(request: HttpRequest) -> HttpResponse:
    every = Document.objects.within(cast(HatRequest, request).hat.territory).order_by("-date", "-pk")
    pages = Paginator(every, 50)
    rows: list[Any] = list(pages.page(1).object_list)
    for row in rows:
        row.chip, row.shade = CHIPS[row.standing]
        row.place = place_title(row.territory).split(", ")[0]
    counts = dict(every.order_by().values_list("status").annotate(many=Count("pk")))
    listed = page_of(wanted(COLUMNS, {}), COLUMNS, rows, total=pages.count, found=pages.count)
    page = {
        "listed": listed,
        "papers": rows,
        "boxes": boxes(counts),
        "heading": heading(counts, pages.count),
        "room": "documents",
    }
    return render(request, "plain_papers.html", page)


urlpatterns = [path("polos", papers), *office]
