"""What the views of this room share: crumbs, and findings as the shared template shows them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from berdaya.community.rules.bodies import village_of
from berdaya.kernel.findings import Finding
from berdaya.region.doors import own_title

if TYPE_CHECKING:
    from berdaya.community.models import Body

ROOM = "community:bodies"
# Under which field a refusal is told, by the beginning of its code.
FIELDS = {
    "community.place": "kind",
    "community.no_name": "name",
    "community.future": "valid_from",
    "community.no_source": "source",
    "community.ends": "last_day",
    "community.term_source": "source",
    "community.term_last": "last_day",
    "community.term_first": "first_day",
    "community.seat_name": "name",
    "community.seat_taken": "office",
    "community.seat_first": "first_day",
    "community.left": "last_day",
    "community.renamed": "name",
    "region.rt_form": "rt",
    "rt.ended": "rt",
    "figure.future": "as_of",
    "figure.of_a": "as_of",
}


def list_of(code: str) -> str:
    return reverse("community:bodies") + f"?wilayah={code}"


def frame(code: str = "", *last: tuple[str, str]) -> dict[str, Any]:
    """Crumbs from the whole list down to the page."""
    found = [(reverse("home"), "Beranda"), (reverse("community:bodies"), "Lembaga")]
    if code:
        found.append((list_of(code), own_title(code)))
    return {"room": ROOM, "crumbs": [*found, *last]}


def frame_of(body: "Body", *last: tuple[str, str]) -> dict[str, Any]:
    page = (reverse("community:body", args=[body.pk]), body.name)
    return {"body": body, **frame(village_of(body.territory), page, *last)}


def fields_of(form: Any) -> dict[str, str]:
    """The refusals that this form has a field for."""
    return {code: name for code, name in FIELDS.items() if name in form.fields}


def told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    rows = [finding.as_json() for finding in findings]
    return [row | {"count": 1, "problem": row["problem"][:1].upper() + row["problem"][1:]} for row in rows]
