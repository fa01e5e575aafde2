"""Pages of the house itself: the first page, and the papers of the demo that it offers."""

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from berdaya.access.clock import today_in
from berdaya.access.doors import everyone, signed_in
from berdaya.access.requests import OfficeRequest
from berdaya.kernel.calendar import format_day, greeting
from berdaya.kernel.numbers import format_count, format_percent
from berdaya.site import citizens, deskpages
from berdaya.site.demo.office.front import ANNEX_FILE, Front, annex, front
from berdaya.site.demo.people import Player, cast, open_to_visitors
from berdaya.site.gathering import search, tasks_of

if TYPE_CHECKING:
    from berdaya.access.models import Holding

TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".svg": "image/svg+xml",
}
SHOWN_FIRST, SHOWN_LAST = 8, 4


def _demo_folder() -> Path:
    return Path(settings.DATA) / "demo"


def _demo() -> dict[str, Any] | None:
    file = _demo_folder() / "summary.json"
    if not file.is_file():
        return None
    summary: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return summary


@everyone
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """A stranger sees what Berdaya is; whoever wears a hat sees what waits for him."""
    return _first_page(request) if request.hat is None else _desk(request, request.hat)


def _desk(request: OfficeRequest, hat: "Holding") -> HttpResponse:
    tasks, day = tasks_of(hat), today_in(hat.territory)
    late = sum(1 for task in tasks if task.late(day))
    page = {
        "greeting": f"{greeting(timezone.localtime().hour)}, {hat.person.name}",
        "day": format_day(day),
        "tasks": [{"task": task, "late": task.late(day), "days": task.days(day)} for task in tasks],
        "late": late,
        "notices": deskpages.notices_of(hat),
        "jobs": deskpages.jobs_of(hat),
        "ways": deskpages.ways_of(hat),
        "room": "home",
        **deskpages.chain_of(hat),
        **deskpages.place_of(hat),
    }
    return render(request, "site/desk.html", page)


@signed_in
@require_safe
def search_page(request: OfficeRequest) -> HttpResponse:
    """Search over the whole office, within the territory of the hat in use."""
    text = request.GET.get("q", "")
    hits = [*citizens.village_hits(request.hat, text), *search(request.hat, text)] if request.hat else []
    return render(request, "site/search.html", {"text": text, "hits": hits})


def _first_page(request: OfficeRequest) -> HttpResponse:
    demo = _demo()
    if demo is None:
        return render(request, "site/first_empty.html", {"room": "home"})
    strata = [
        _stratum(demo, name, words)
        for name, words in (("desa", "Desa"), ("kelurahan", "Kelurahan (tanpa IDM, menurut desil 1)"))
    ]
    office = front() if "stories" in demo else None
    page: dict[str, Any] = {
        "demo": demo,
        "office": office,
        "strata": strata,
        "boxes": _boxes_of_office(office) if office else _boxes(demo),
        "why": _why(demo),
        "room": "home",
    }
    page["visitors"] = open_to_visitors()
    players = [player for player in cast() if player.first] if page["visitors"] else []
    page |= {"players": players, "everybody": len(cast()), "stories": _stories(demo, players)}
    return render(request, "site/first.html", page)


def _stories(demo: dict[str, Any], players: Sequence[Player]) -> list[dict[str, Any]]:
    """The stories of the office, each with those of its cast whom the first page offers."""
    return [
        story | {"players": [player for player in players if player.story == story["key"]]}
        for story in demo.get("stories", ())
    ]


def _boxes_of_office(office: Front) -> list[dict[str, Any]]:
    """The sums of the decree that holds: those that the office shows inside."""
    share = format_percent(Fraction(office.reached, office.poorest)) if office.poorest else ""
    return [
        {
            "label": "Rumah tangga dalam register",
            "figure": format_count(office.households),
            "context": f"{format_count(office.poorest)} di antaranya desil 1: 10% termiskin se-Indonesia",
        },
        {
            "label": "Didampingi",
            "figure": format_count(office.chosen),
            "context": f"dari {format_count(office.places)} tempat: {office.desa} desa,"
            f" {office.chosen - office.desa} kelurahan",
        },
        {
            "label": "Ruta desil 1 tercakup",
            "figure": format_count(office.reached),
            "context": f"{share} dari {format_count(office.poorest)}",
        },
        {"label": "Perangkat daerah", "figure": office.agencies, "context": "masing-masing satu atau lebih"},
    ]


def _stratum(demo: dict[str, Any], name: str, words: str) -> dict[str, Any]:
    """The first and the last rows of a stratum; those between are counted."""
    rows = [row for row in demo["selected"] if row["stratum"] == name]
    first, last = rows[:SHOWN_FIRST], rows[max(SHOWN_FIRST, len(rows) - SHOWN_LAST) :]
    return {
        "words": words,
        "rows": rows,
        "first": first,
        "last": last,
        "hidden": len(rows) - len(first + last),
    }


def _boxes(demo: dict[str, Any]) -> list[dict[str, Any]]:
    """The five figures of the first job, each with its whole."""
    coverage, classes = demo["coverage"], demo["classes"]
    inside, whole = coverage["decile1_selected"], coverage["decile1_total"]
    desa = sum(1 for row in demo["selected"] if row["stratum"] == "desa")
    threshold = classes.get("ambang", 0)
    return [
        {
            "label": "Terpilih",
            "figure": len(demo["selected"]),
            "context": f"dari {demo['register']['places']} tempat: {desa} desa, "
            f"{len(demo['selected']) - desa} kelurahan",
        },
        {
            "label": "Ruta desil 1 tercakup",
            "figure": format_count(inside),
            "context": f"{format_percent(Fraction(inside, whole))} dari {format_count(whole)}",
        },
        {"label": "Inti", "figure": classes.get("inti", 0), "context": "terpilih di hampir semua uji"},
        {
            "label": "Ambang",
            "figure": threshold + demo["ambang_outside"],
            "context": f"{threshold} di dalam, {demo['ambang_outside']} di luar: bahas dahulu",
            "alert": True,
        },
        {
            "label": "Perangkat daerah",
            "figure": demo["assignment"]["agencies"],
            "context": "masing-masing satu sampai beberapa tempat",
        },
    ]


def _why(demo: dict[str, Any]) -> dict[str, Any] | None:
    """The place that needs explaining most: chosen although its index is the highest."""
    with_index = [row for row in demo["selected"] if row["idm"]]
    return max(with_index, key=lambda row: Decimal(row["idm"]), default=None)


@everyone
@require_safe
def demo_file(request: OfficeRequest, name: str) -> HttpResponse:
    """The annex that the office issued; of the command lines, only what their summary lists."""
    demo = _demo()
    if demo is not None and name == ANNEX_FILE and (issued := annex()) is not None:
        return _handed_out(issued, name)
    listed = [] if demo is None else [file["name"] for file in demo["files"] + demo["pictures"]]
    if name not in listed:
        raise Http404
    return _handed_out(_demo_folder() / name, name)


def _handed_out(path: Path, name: str) -> HttpResponse:
    response = HttpResponse(path.read_bytes(), content_type=TYPES[Path(name).suffix])
    disposition = content_disposition_header(not name.endswith(".svg"), name)
    response.headers["Content-Disposition"] = disposition or "inline"
    return response
