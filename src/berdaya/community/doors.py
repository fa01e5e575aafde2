"""Guarded reads of bodies, and what higher rooms ask of this one.

For pages: `listed_for`, `bodies_for`, `body_for`, `history_of`. For rooms above (they keep their own doors):

    units_of(village, on)         RT, RW, Pokmas … that stand there: families, poor ones, sex of the chair
    households_of(codes, on)      families of RT and RW by code
    unit_of(hat)                  the body that a head of RT, RW or Pokmas speaks for
    chairs_by_sex(village, kind)  how many heads are L and P

A body outside the hat's territory is absent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import not_yours, territory_filter
from berdaya.access.models import Holding, Person
from berdaya.access.rules.roles import Role
from berdaya.community.models import Body, BodyQuerySet, Bringing, Seat, SeatQuerySet, Term
from berdaya.community.rules.bodies import village_of
from berdaya.community.rules.households import KK, POOR, Households
from berdaya.community.rules.kinds import Kind, Leaving, Office, Sex, practice_on
from berdaya.figures.doors import known_on
from berdaya.figures.models import Figure
from berdaya.kernel.sexes import BySex

_HEADS = {Role.RT_HEAD: Kind.RT, Role.RW_HEAD: Kind.RW, Role.POKMAS: Kind.POKMAS}
Known = Mapping[tuple[str, str, str], Figure]


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that hands in a list of its own: what the rembug has to know of it. No names of people."""

    pk: int
    kind: Kind
    name: str
    territory: str
    households: Households | None
    chair: Sex | None


def bodies_for(hat: Holding, code: str, kinds: Collection[Kind] = ()) -> list[Body]:
    """Standing bodies of a place that the hat may see, with their boards; nothing for a place it may not."""
    return list(_of_kinds(_visible(hat).within(code).standing(), kinds).with_boards())


def listed_for(hat: Holding, code: str, kinds: Collection[Kind] = ()) -> list[Body]:
    """The same for a list, in one query: the chair (`chair_name` sealed, `chair_seat`, `chair_sex`) and the
    term (`term_begins`, `term_ends`) beside each."""
    terms = Term.objects.filter(body=OuterRef("pk"), closed_on=None)
    chairs = Seat.objects.filter(
        term__body=OuterRef("pk"), term__closed_on=None, last_day=None, office=Office.KETUA.value
    )
    rows = _of_kinds(_visible(hat).within(code).standing(), kinds).annotate(
        term_ends=Subquery(terms.values("last_day")[:1]),
        term_begins=Subquery(terms.values("first_day")[:1]),
        chair_seat=Subquery(chairs.values("pk")[:1]),
        chair_name=Subquery(chairs.values("sealed_name")[:1]),
        chair_sex=Subquery(chairs.values("sex")[:1]),
    )
    return sorted(rows, key=_in_order)


def body_for(hat: Holding, pk: int) -> Body:
    """One body with its board; the same 404 for one that does not exist and one that is not yours."""
    body = _visible(hat).filter(pk=pk).with_boards().first()
    if body is None:
        raise Http404
    return body


def seat_for(hat: Holding, body: Body, seat_id: UUID) -> Seat:
    """Somebody who sits on that board now."""
    found = Seat.objects.sitting().filter(pk=seat_id, term__body=body).select_related("term").first()
    if found is None:
        raise Http404
    return found


def history_of(body: Body) -> list[tuple[Term, list[Seat]]]:
    """Every closed term of a body, the newest first, with everybody who sat in it."""
    terms = list(body.terms.exclude(closed_on=None).order_by("-number"))
    seats = Seat.objects.filter(term__in=terms).exclude(left=Leaving.MISTAKE.value)
    known = sorted(seats, key=lambda seat: (Office(seat.office).rank, seat.first_day))
    return [(term, [seat for seat in known if seat.term_id == term.pk]) for term in terms]


def accounts_for(hat: Holding, body: Body) -> list[Person]:
    """People with a role in the place of the body, who may be the ones on its board."""
    held = Holding.objects.filter(
        territory=body.territory, role__in=[role.value for role in (*_HEADS, Role.LPMK, Role.KSM_HEAD)]
    ).in_force_on(today_in(body.territory))
    return sorted({one.person for one in held.select_related("person")}, key=lambda person: person.name)


def unit_of(hat: Holding) -> Body | None:
    """The standing body that this hat speaks for: the RT of an RT head, the Pokmas named in the role."""
    kind = _HEADS.get(Role(hat.role))
    if kind is None:
        return None
    bodies = Body.objects.standing().filter(kind=kind.value, territory=hat.territory)
    if kind is Kind.POKMAS:
        bodies = bodies.filter(Q(name__iexact=hat.body) | Q(name__iexact=f"Pokmas {hat.body}"))
    return bodies.first()


def units_of(village: str, on: date) -> list[Unit]:
    """Every unit of a village that stood on a day, in code order, as it was known then."""
    kinds = practice_on(on).units
    bodies = _of_kinds(Body.objects.within(village).standing_on(on), kinds)
    chairs = {
        seat.term.body_id: Sex(seat.sex)
        for seat in Seat.objects.within(village)
        .filter(office=Office.KETUA.value, first_day__lte=on)
        .filter(Q(last_day=None) | Q(last_day__gte=on))
        .exclude(left=Leaving.MISTAKE.value)
        .select_related("term")
        .order_by("first_day", "recorded_at")
    }
    known = known_on((KK, POOR), on, within=village)
    return [
        Unit(
            body.pk,
            Kind(body.kind),
            body.name,
            body.territory,
            families(known, body.territory, body.figure_body),
            chairs.get(body.pk),
        )
        for body in bodies.order_by("territory", "kind", "name")
    ]


def households_of(codes: Collection[str], on: date) -> dict[str, Households]:
    """Families of RT and RW as they were known on a day; a place where nobody counted is left out."""
    known = known_on((KK, POOR), on, territories=codes)
    found = {code: families(known, code) for code in codes}
    return {code: counted for code, counted in found.items() if counted is not None}


def households_of_body(body: Body, on: date) -> Households | None:
    known = known_on((KK, POOR), on, territories=[body.territory])
    return families(known, body.territory, body.figure_body)


def households_below(code: str, on: date) -> Known:
    """What is known of families in a territory, for `families`: one query for a whole list."""
    return known_on((KK, POOR), on, within=code)


def families(known: Known, code: str, body: str = "") -> Households | None:
    kk, poor = known.get((code, body, KK)), known.get((code, body, POOR))
    if kk is None or kk.number is None:
        return None
    sources = [kk.source, *([poor.source] if poor and poor.source != kk.source else [])]
    return Households(
        kk.number,
        poor.number if poor else None,
        min(one.as_of for one in (kk, poor) if one is not None),
        "; ".join(sources),
    )


def chairs_by_kind(code: str) -> dict[Kind, BySex]:
    """How many chairs are men and women, of those who sit now, for each kind of body in a place."""
    return _by_kind(Seat.objects.sitting().within(code).filter(office=Office.KETUA.value))


def boards_by_kind(code: str) -> dict[Kind, BySex]:
    """How many people on the boards are men and women, of those who sit now, for each kind of body."""
    return _by_kind(Seat.objects.sitting().within(code))


def _by_kind(seats: SeatQuerySet) -> dict[Kind, BySex]:
    rows = seats.filter(term__body__valid_to=None)
    grouped = rows.order_by().values("term__body__kind", "sex").annotate(many=Count("pk"))
    counted = {
        (kind, sex): many for kind, sex, many in grouped.values_list("term__body__kind", "sex", "many")
    }
    return {
        kind: BySex(*(counted.get((kind.value, sex.value), 0) for sex in (Sex.L, Sex.P))) for kind in Kind
    }


def chairs_by_sex(village: str, kind: Kind) -> BySex:
    """How many chairs of such bodies are men and women, of those who sit now."""
    return chairs_by_kind(village)[kind]


def seats_of(term: Term | None) -> list[Seat]:
    """Who sits now, the chair first."""
    if term is None:
        return []
    seats: list[Seat] | None = getattr(term, "sitting", None)
    if seats is None:
        seats = list(Seat.objects.sitting().filter(term=term))
    return sorted(seats, key=lambda seat: Office(seat.office).rank)


def terms_ending(hat: Holding, today: date) -> list[Body]:
    """Standing bodies whose term is over or soon will be, the most urgent first; `term_ends` beside each."""
    until = today + timedelta(days=practice_on(today).warn_days)
    terms = Term.objects.filter(body=OuterRef("pk"), closed_on=None).values("last_day")[:1]
    rows = _visible(hat).standing().annotate(term_ends=Subquery(terms)).filter(term_ends__lte=until)
    return list(rows.order_by("term_ends", "territory"))


def without_families(hat: Holding, today: date) -> int:
    """How many units of the territory have no count of families."""
    units = list(
        _of_kinds(_visible(hat).standing(), practice_on(today).units).only("territory", "kind", "name")
    )
    if not units:
        return 0
    known = households_below(hat.territory, today)
    return sum(families(known, unit.territory, unit.figure_body) is None for unit in units)


def counts_by_kind(hat: Holding, code: str) -> dict[Kind, int]:
    """How many bodies of each kind stand in a place."""
    rows = _visible(hat).within(code).standing().order_by().values("kind").annotate(many=Count("pk"))
    counted = dict(rows.values_list("kind", "many"))
    return {kind: counted[kind.value] for kind in Kind if kind.value in counted}


def named(hat: Holding, text: str, most: int) -> list[Body]:
    """Standing bodies whose name holds every word. Names of people are sealed and not looked for."""
    rows = _visible(hat).standing()
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    return list(rows[:most])


def bringing_for(hat: Holding, pk: int) -> Bringing:
    found = Bringing.objects.filter(pk=pk, **territory_filter(hat)).select_related("brought_by").first()
    if found is None:
        raise Http404
    return found


def waiting_files(hat: Holding) -> list[Bringing]:
    """Tables that somebody brought and nobody has confirmed."""
    return list(Bringing.objects.filter(confirmed_at=None, dropped_at=None, **territory_filter(hat)))


def village_for(hat: Holding, code: str) -> str:
    """The village, where the hat may see it; a place of another level holds no office of its own."""
    not_yours(hat, code)
    if village_of(code) != code or code.count(".") != 3:
        raise Http404
    return code


def _in_order(body: Body) -> tuple[str, int, str, str]:
    """Village by village; in each the RT first, as offices list them."""
    return (village_of(body.territory), list(Kind).index(Kind(body.kind)), body.territory, body.name)


def _visible(hat: Holding) -> BodyQuerySet:
    return Body.objects.filter(**territory_filter(hat))


def _of_kinds(rows: BodyQuerySet, kinds: Collection[Kind]) -> BodyQuerySet:
    return rows.filter(kind__in=[kind.value for kind in kinds]) if kinds else rows


def end_of(body: Body) -> date:
    """When the term of a body that `terms_ending` gave ends."""
    ends: date = body.term_ends  # type: ignore[attr-defined]
    return ends
