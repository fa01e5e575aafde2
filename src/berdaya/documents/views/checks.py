"""For everybody: is the paper in my hand a paper of this office, and does it still hold?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from berdaya.access.doors import everyone
from berdaya.access.services.throttling import try_once
from berdaya.access.views.cookies import address_of, no_store
from berdaya.documents.crockford import normal_code
from berdaya.documents.forms import CodeForm
from berdaya.documents.public import is_label, labelled_paper, public_paper
from berdaya.documents.shown import labelled_status, public_status
from berdaya.kernel.findings import Refused

COMMANDS = (
    ("Windows", "certutil -hashfile naskah.pdf SHA256"),
    ("macOS", "shasum -a 256 naskah.pdf"),
    ("Linux", "sha256sum naskah.pdf"),
)


@everyone
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """A code can be typed here when no telephone is at hand that reads the QR."""
    form = CodeForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        typed = form.cleaned_data["kode"].rstrip("/").rpartition("/")[2]
        return redirect("verify", normal_code(typed) or "-")
    return render(request, "documents/ask.html", {"form": form}, status=422 if form.errors else 200)


@everyone
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What stands in our books about a code. Whatever is no code of ours gets the same neutral page."""
    if is_label(code):
        return _labelled(request, code)
    paper = public_paper(code)
    if paper is None:
        return _unknown(request, code)
    page = {"paper": paper, "status": public_status(paper), "commands": COMMANDS}
    response = render(request, "documents/verified.html", page)
    return _not_kept(response)


def _labelled(request: HttpRequest, label: str) -> HttpResponse:
    """The short label can be guessed: every try is counted before it is answered, and little is told."""
    try:
        tried = try_once(f"naskah {label[:80]}", f"naskah {address_of(request)}", "documents.verify")
    except Refused as refused:
        return _answered_unknown(request, refused.findings[0].advice.partition(". ")[0])
    paper = labelled_paper(label)
    if paper is None:
        return _answered_unknown(request, "")
    tried.worked()
    status = labelled_status(paper)
    return _not_kept(render(request, "documents/labelled.html", {"paper": paper, "status": status}))


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    """Each miss is written down; whoever tries too many codes has to wait. A code of ours never has to."""
    wait = ""
    try:
        try_once(f"naskah {code[:80]}", f"naskah {address_of(request)}", "documents.verify")
    except Refused as refused:
        wait = refused.findings[0].advice.partition(". ")[0]
    return _answered_unknown(request, wait)


def _answered_unknown(request: HttpRequest, wait: str) -> HttpResponse:
    response = render(request, "documents/unknown.html", {"wait": wait}, status=429 if wait else 404)
    return _not_kept(response)


def _not_kept(response: HttpResponse) -> HttpResponse:
    no_store(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
