"""What a stranger may see of a village at work: counts of decisions and signs, visits by RT. Nothing else.

No name, number or address of a household, no class, no photo, no reason, no objection.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from berdaya.access.clock import today_in
from berdaya.access.places import place_title
from berdaya.documents.rules import Standing as PaperStanding
from berdaya.region.rules.neighbourhoods import neighbourhood_title
from berdaya.register.services.rulings import book
from berdaya.scan.book import judging_of
from berdaya.scan.models import Cycle, Decision, Session
from berdaya.scan.models.cycle import Standing
from berdaya.scan.rules.homes import OPEN
from berdaya.scan.rules.musdes import Kind, on_the_list
from berdaya.scan.rules.publication import count_words, published_upto, sign_words, total_words


@dataclass(frozen=True, slots=True)
class PublicScan:
    """All that is ever shown: `decisions` and `signs` only once a berita acara with enough was signed."""

    code: str
    place: str
    kelurahan: bool
    year: int
    agency: str
    visited: tuple[tuple[str, int], ...]
    decisions: tuple[tuple[str, str], ...]
    total: str
    signs: tuple[tuple[str, str], ...]
    as_of: date | None
    least: int


def published(code: str) -> PublicScan | None:
    """The newest round of a village; None where nobody has begun to work."""
    cycle = Cycle.objects.filter(territory=code).order_by("-year").first()
    if cycle is None:
        return None
    values = book().in_force("targeting.publication", today_in(code), territory=code).values
    least, base = int(values["least_in_village"]), int(values["percent_base"])
    sessions, found = _signed(cycle, least)
    counts = Counter(one.kind for one in found)
    by_kind = {kind.value: counts.get(kind.value, 0) for kind in Kind}
    words = count_words(by_kind, least)
    return PublicScan(
        code=code,
        place=place_title(code),
        kelurahan=cycle.kelurahan,
        year=cycle.year,
        agency=cycle.agency,
        visited=_visited(cycle),
        decisions=tuple((kind.value, words[kind.value]) for kind in Kind) if found else (),
        total=total_words(by_kind, least) if found else "",
        signs=_signs(cycle, found, least, base) if found else (),
        as_of=sessions[-1].meeting.day if found else None,
        least=least,
    )


def _visited(cycle: Cycle) -> tuple[tuple[str, int], ...]:
    """Of an RT nothing but the number of households visited."""
    seen = Q(visit__in=[Standing.SENT.value, Standing.VERIFIED.value])
    rows = (
        cycle.households.exclude(rt="")
        .order_by("rt")
        .values_list("rt")
        .annotate(many=Count("pk", filter=seen))
    )
    return tuple((neighbourhood_title(code), many) for code, many in rows)


def _signed(cycle: Cycle, least: int) -> tuple[Sequence[Session], list[Decision]]:
    """The meetings whose berita acara is signed, as far as they are published, and what they decided last."""
    sessions = [
        one
        for one in Session.objects.filter(cycle=cycle)
        .select_related("meeting__record")
        .order_by("meeting__starts_at")
        if one.meeting.record is not None and one.meeting.record.standing is PaperStanding.SIGNED
    ]
    many = dict(
        Decision.objects.filter(session__in=sessions)
        .order_by()
        .values_list("session")
        .annotate(n=Count("pk"))
    )
    shown = sessions[: published_upto([many.get(one.pk, 0) for one in sessions], least)]
    rows = Decision.objects.filter(session__in=shown).order_by("household", "-version")
    latest: dict[int, Decision] = {}
    for row in rows:
        latest.setdefault(row.household_id, row)
    return shown, list(latest.values())


def _signs(cycle: Cycle, found: Sequence[Decision], least: int, base: int) -> tuple[tuple[str, str], ...]:
    """Of the households that stay on the list."""
    bits = [one.bits for one in found if on_the_list(one.kind)]
    told: Mapping[int, str] = dict(enumerate(sign.words for sign in judging_of(cycle).criteria.signs))
    return tuple(
        (
            words,
            sign_words(
                sum(row[at] == "1" for row in bits), sum(row[at] != OPEN for row in bits), least, base
            ),
        )
        for at, words in told.items()
    )
