"""Blank paper forms, with the office and the place already in them."""

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents.blankforms import blanks, printed
from berdaya.documents.files import content_as_attachment


@needs(Right.DOCUMENTS_SEE)
@require_safe
def blank_list(request: HttpRequest) -> HttpResponse:
    """All blank forms of all rooms."""
    hat = cast(HatRequest, request).hat
    crumbs = [(reverse("documents"), "Dokumen"), (reverse("blanks"), "Blangko kertas")]
    page = {
        "blanks": blanks().values(),
        "place": place_title(hat.territory),
        "crumbs": crumbs,
        "room": "documents",
    }
    return render(request, "documents/blanks.html", page)


@needs(Right.DOCUMENTS_SEE)
@require_safe
def blank_file(request: HttpRequest, name: str) -> HttpResponse:
    """One blank form as PDF."""
    hat = cast(HatRequest, request).hat
    blank = blanks().get(name)
    if blank is None:
        raise Http404
    content = printed(blank, settings.OFFICE_NAME, hat.territory)
    return content_as_attachment(content, blank.name, "pdf")
