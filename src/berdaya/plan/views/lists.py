"""Pages that everybody reads: what holds here, one edition, one row with its history."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, needs
from berdaya.access.places import place_title
from berdaya.access.requests import HatRequest
from berdaya.access.rules.rights import Right
from berdaya.documents.files import content_as_attachment
from berdaya.kernel.listing import listed
from berdaya.plan import doors
from berdaya.plan.files import of_rows, starter_exists, template
from berdaya.plan.rules.force import nearest
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.rules.matching import Matcher
from berdaya.plan.shown import ShownLine, columns_of, facts_of, limits_of, shown_lines, versions_of
from berdaya.plan.shown_editions import (
    EDITION_COLUMNS,
    ShownEdition,
    edition_status,
    shown_edition,
    shown_editions,
)
from berdaya.plan.views.frame import frame, kind_of

if TYPE_CHECKING:
    from berdaya.plan.models import Edition

_DOES = {
    ListKind.PRIORITIES: "Apa yang dijanjikan RPJMD, RKPD atau RPJM Desa.",
    ListKind.AUTHORITY: "Pekerjaan mana milik RT/RW, kelurahan, kecamatan atau dinas.",
    ListKind.NOMENCLATURE: "Program, kegiatan dan subkegiatan menurut daftar resmi, dengan indikatornya.",
    ListKind.APBDES: "Bidang, sub bidang dan kegiatan dalam APB Desa.",
    ListKind.KAMUS: "Apa yang dapat diusulkan, berapa harganya, siapa yang menjawab.",
}
ENDINGS = ("xlsx", "csv")


@needs(Right.PLAN_SEE)
@require_safe
def overview(request: HatRequest) -> HttpResponse:
    """The three lists as they hold here, and every edition below."""
    hat = request.hat
    day = today_in(hat.territory)
    editions = doors.editions_for(hat)
    all_shown = shown_editions(editions, day)
    page = {
        "place": place_title(hat.territory),
        "lists": [
            _list_of(kind, [one for one in editions if one.kind == kind], hat.territory, day)
            for kind in ListKind
        ],
        "drafts": doors.open_drafts(hat),
        "listed": listed(all_shown, EDITION_COLUMNS, request.GET.dict(), _edition_words),
        "may_edit": allowed(hat, Right.PLAN_EDIT).allowed,
        **frame(),
    }
    return render(request, "plan/overview.html", page)


def _list_of(kind: ListKind, editions: "list[Edition]", territory: str, day: date) -> dict[str, Any]:
    found = nearest([one for one in editions if one.kind == kind], territory, day)
    return {
        "kind": kind,
        "does": _DOES[kind],
        "starter": starter_exists(kind),
        "editions": shown_editions([found[series] for series in sorted(found)], day),
    }


def _edition_words(one: ShownEdition) -> str:
    return f"{one.edition.title} {one.kind} {one.place} {one.standing.force} {one.edition.source}"


@needs(Right.PLAN_SEE)
@require_safe
def edition(request: HatRequest, pk: int) -> HttpResponse:
    """One edition: where it stands, and its rows."""
    hat = request.hat
    found = doors.edition_for(hat, pk)
    day = today_in(hat.territory)
    kind = found.list_kind
    one = shown_edition(found, doors.editions_beside(found), day)
    rows = shown_lines(doors.lines_of(found), found.valid_from)
    shown = listed(rows, columns_of(kind), request.GET.dict(), lambda row: row.search)
    page = {
        "one": one,
        "status": edition_status(one),
        "listed": shown,
        "kind": kind,
        "meant": _meant(shown.text, rows) if shown.text and not shown.found else [],
        "may_edit": allowed(hat, Right.PLAN_EDIT, found.territory).allowed,
        **frame((request.path, found.title)),
    }
    return render(request, "plan/edition.html", page)


def _meant(text: str, rows: Sequence[ShownLine]) -> list[ShownLine]:
    """What a word may have meant that no row has: `paping` for paving."""
    by_key = {row.line.row.key: row for row in rows}
    found = Matcher([row.line.row for row in rows]).find(text)
    return [by_key[match.item.key] for match in found]


@needs(Right.PLAN_SEE)
@require_safe
def edition_file(request: HatRequest, pk: int, ending: str) -> HttpResponse:
    """An edition as a file that can be corrected and brought again."""
    found = doors.edition_for(request.hat, pk)
    if ending not in ENDINGS:
        raise Http404
    rows = [line.row for line in doors.lines_of(found)]
    content = of_rows(found.list_kind, rows, ending, found.valid_from)
    name = f"{found.kind}-{found.territory or 'nasional'}-{found.valid_from:%Y-%m-%d}"
    return content_as_attachment(content, name, ending)


@needs(Right.PLAN_SEE)
@require_safe
def line(request: HatRequest, kind: str, pk: int) -> HttpResponse:
    """One row: what it says, who answers for it, since when, and what it was before."""
    hat = request.hat
    found = doors.line_for(hat, kind_of(kind), pk)
    day = today_in(hat.territory)
    table = doors.authority_on(hat.territory, day) if found.edition.list_kind is ListKind.KAMUS else None
    page = {
        "line": found,
        "kind": found.edition.list_kind,
        "facts": facts_of(found, found.edition.valid_from),
        "one": shown_edition(found.edition, doors.editions_beside(found.edition), day),
        "versions": versions_of(doors.history_of(found)),
        "levels": [] if table is None else [(row, limits_of(row)) for row in doors.rows_for(table, found)],
        "table": table.edition if table else None,
        **frame(
            (reverse("plan-edition", args=[found.edition_id]), found.edition.title),
            (request.path, found.code),
        ),
    }
    return render(request, "plan/line.html", page)


@needs(Right.PLAN_EDIT)
@require_safe
def template_file(request: HatRequest, name: str) -> HttpResponse:
    """`kamus.xlsx`: a template to fill in; `kamus-contoh.xlsx`: one with the examples in it."""
    stem, _, ending = name.rpartition(".")
    starter = stem.endswith("-contoh")
    kind = kind_of(stem.removesuffix("-contoh"))
    if ending not in ENDINGS or (starter and not starter_exists(kind)):
        raise Http404
    content = template(kind, ending, today_in(request.hat.territory), starter=starter)
    return content_as_attachment(content, stem, ending)
