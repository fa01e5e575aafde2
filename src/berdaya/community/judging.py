"""What is odd about a body, or about all bodies of a village: the facts gathered for the rules."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.community.doors import bodies_for, families, households_below, households_of_body, seats_of
from berdaya.community.models import Body, Seat
from berdaya.community.rules.boards import BoardFacts, SeatFacts, findings_of
from berdaya.community.rules.bodies import village_of
from berdaya.community.rules.households import Households
from berdaya.community.rules.kinds import Kind, Office, Sex, law_on, practice_on
from berdaya.kernel.findings import Finding


def findings_for(body: Body, today: date) -> list[Finding]:
    """What is odd about one body. Reads whether somebody on its board sits on another one of the village."""
    seats = seats_of(body.open_term)
    elsewhere = _elsewhere(body, seats) if Kind(body.kind) in law_on(today).kinds else {}
    return findings_of(
        _board(body, seats, elsewhere, households_of_body(body, today)),
        law_on(today),
        practice_on(today),
        today,
    )


def findings_in(hat: Holding, village: str, today: date) -> list[tuple[Body, Finding]]:
    """The same for every body of a village, at once."""
    bodies, law, practice = bodies_for(hat, village), law_on(today), practice_on(today)
    known = households_below(village, today)
    boards = {body: seats_of(body.open_term) for body in bodies}
    under = {body: seats for body, seats in boards.items() if Kind(body.kind) in law.kinds}
    found = []
    for body, seats in boards.items():
        others = [(seat, other.name) for other in under if other != body for seat in under[other]]
        elsewhere = _meeting(seats, others) if body in under else {}
        counted = families(known, body.territory, body.figure_body)
        told = findings_of(_board(body, seats, elsewhere, counted), law, practice, today)
        found += [(body, finding) for finding in told]
    return found


def _elsewhere(body: Body, seats: Iterable[Seat]) -> dict[object, str]:
    """For each seat the other body of the village on which the same name or account sits, if any."""
    mine = list(seats)
    law = law_on(today_in(body.territory))
    digests = {seat.digest for seat in mine}
    people = {seat.person_id for seat in mine if seat.person_id}
    others = (
        Seat.objects.sitting()
        .within(village_of(body.territory))
        .filter(Q(digest__in=digests) | Q(person__in=people))
        .filter(term__body__kind__in=[kind.value for kind in law.kinds], term__body__valid_to=None)
        .exclude(term__body=body)
        .select_related("term__body")
    )
    return _meeting(mine, [(other, other.term.body.name) for other in others])


def _meeting(mine: Iterable[Seat], others: Iterable[tuple[Seat, str]]) -> dict[object, str]:
    """For each seat the other body where the same name or account sits: by index, for there may be many."""
    by_digest: dict[str, str] = {}
    by_person: dict[int, str] = {}
    for seat, body in others:
        by_digest.setdefault(seat.digest, body)
        if seat.person_id:
            by_person.setdefault(seat.person_id, body)
    found = {seat.pk: by_digest.get(seat.digest) or by_person.get(seat.person_id or 0, "") for seat in mine}
    return {key: body for key, body in found.items() if body}


def _board(
    body: Body, seats: Iterable[Seat], elsewhere: Mapping[object, str], counted: Households | None
) -> BoardFacts:
    term = body.open_term
    return BoardFacts(
        Kind(body.kind),
        body.name,
        term.first_day if term else None,
        term.last_day if term else None,
        [_facts(seat, elsewhere) for seat in seats],
        counted.kk if counted else None,
        counted.poor if counted else None,
    )


def _facts(seat: Seat, elsewhere: Mapping[object, str]) -> SeatFacts:
    return SeatFacts(Office(seat.office), Sex(seat.sex), seat.period, elsewhere.get(seat.pk, ""))
