"""Can the places be shared out at all? Said before solving, with the side that fails named in words.

Rows 1, 2 and 4 with the pins are a matching of places with seats of agencies. By the theorem of Mendelsohn
and Dulmage an answer exists exactly when every place can get a seat (each agency has u seats) and every
least number can be met (each agency has k seats): the two are tried one after the other by augmenting
paths, and what cannot be matched shows a set of places or agencies that is too large for what it may have.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count
from berdaya.targeting.rules.assignment import Problem, Row

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Shortage:
    """Seekers that together find too few seats: who they are, where they may sit, and the seats there."""

    seekers: tuple[int, ...]
    hosts: tuple[int, ...]
    seats: int


def shortage(wishes: Sequence[frozenset[int]], seats: Sequence[int]) -> Shortage | None:
    """None if every seeker gets one seat among its hosts; else a set of seekers that cannot (Hall)."""
    sitting: list[list[int]] = [[] for _ in seats]
    for seeker in range(len(wishes)):
        came_from: dict[int, int] = {}
        queue = deque([seeker])
        asked = {seeker}
        free = None
        while queue and free is None:
            asking = queue.popleft()
            for host in sorted(wishes[asking]):
                if host in came_from:
                    continue
                came_from[host] = asking
                if len(sitting[host]) < seats[host]:
                    free = host
                    break
                new = [other for other in sitting[host] if other not in asked]
                asked.update(new)
                queue.extend(new)
        if free is None:
            hosts = tuple(sorted(came_from))
            return Shortage(tuple(sorted(asked)), hosts, sum(seats[h] for h in hosts))
        _move_along(sitting, came_from, seeker, free)
    return None


def _move_along(sitting: list[list[int]], came_from: dict[int, int], seeker: int, free: int) -> None:
    host = free
    while True:
        mover = came_from[host]
        left = next((h for h, guests in enumerate(sitting) if mover in guests), None)
        sitting[host].append(mover)
        if left is None or mover == seeker:
            return
        sitting[left].remove(mover)
        host = left


def why_infeasible(problem: Problem) -> list[Finding]:
    """What keeps rows 1, 2 and 4 from being met together; empty when an answer exists."""
    for check in (_counts, _pins, _alone, _places_together, _agencies_together):
        found = list(check(problem))
        if found:
            return found
    return []


def _infeasible(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"assign.{code}", where, problem, advice)


def _counts(problem: Problem) -> Iterator[Finding]:
    agencies, places = problem.agencies, len(problem.places)
    most, least = sum(a.most for a in agencies), sum(a.least for a in agencies)
    where = f"{format_count(len(agencies))} perangkat, {format_count(places)} tempat"
    if most < places:
        yield _infeasible(
            "too_few_seats",
            where,
            f"{_product(problem, 'most', 'paling banyak')} = {format_count(most)} tempat, "
            f"tetapi ada {format_count(places)}",
            f"Naikkan batas itu, tambah perangkat, atau kurangi {format_count(places - most)} tempat.",
        )
    if least > places:
        yield _infeasible(
            "too_few_places",
            where,
            f"{_product(problem, 'least', 'paling sedikit')} = {format_count(least)} tempat, "
            f"tetapi hanya ada {format_count(places)}",
            f"Turunkan batas itu atau kurangi perangkat; lebihnya {format_count(least - places)}.",
        )


def _product(problem: Problem, side: str, word: str) -> str:
    bounds = {getattr(agency, side) for agency in problem.agencies}
    number = format_count(len(problem.agencies))
    if len(bounds) == 1:
        return f"{number} perangkat × {word} {format_count(bounds.pop())}"
    return f"{word.capitalize()} dari {number} perangkat bila dijumlahkan"


def _pins(problem: Problem) -> Iterator[Finding]:
    pinned: dict[str, list[str]] = {}
    for pin in problem.pins:
        pinned.setdefault(pin.agency, []).append(pin.place)
    for code, places in sorted(pinned.items()):
        agency = problem.agencies[problem.agency_at[code]]
        if len(places) > agency.most:
            yield _infeasible(
                "too_many_pins",
                agency.name,
                f"ditetapkan untuk {len(places)} tempat, padahal paling banyak {agency.most}",
                f"Naikkan batas paling banyak menjadi {len(places)}, atau lepas satu penetapan.",
            )


def _alone(problem: Problem) -> Iterator[Finding]:
    for place, agencies in zip(problem.places, problem.allowed, strict=True):
        if not agencies:
            yield _infeasible(
                "forbidden_everywhere",
                place.name,
                "semua perangkat dilarang mendampingi tempat ini",
                "Cabut paling sedikit satu larangan untuk tempat ini.",
            )
    for a, agency in enumerate(problem.agencies):
        free = sum(a in agencies for agencies in problem.allowed)
        if free < agency.least:
            yield _infeasible(
                "agency_without_places",
                agency.name,
                f"harus mendapat paling sedikit {agency.least} tempat, tetapi hanya {free} yang boleh",
                "Turunkan batas paling sedikit perangkat ini, atau cabut larangan atau penetapan.",
            )


def _places_together(problem: Problem) -> Iterator[Finding]:
    short = shortage(problem.allowed, [agency.most for agency in problem.agencies])
    if short is None:
        return
    places = [problem.places[v].name for v in short.seekers]
    agencies = [problem.agencies[a].name for a in short.hosts]
    yield _infeasible(
        "places_crowd",
        _names(places),
        f"{len(places)} tempat ini hanya boleh didampingi {_names(agencies)}, yang bersama-sama "
        f"menampung paling banyak {short.seats}",
        "Cabut larangan untuk salah satu tempat itu, atau naikkan batas paling banyak perangkat itu.",
    )


def _agencies_together(problem: Problem) -> Iterator[Finding]:
    seekers = [a for a, agency in enumerate(problem.agencies) for _ in range(agency.least)]
    reach = [
        frozenset(v for v, agencies in enumerate(problem.allowed) if a in agencies)
        for a in range(len(problem.agencies))
    ]
    short = shortage([reach[a] for a in seekers], [1] * len(problem.places))
    if short is None:
        return
    agencies = [problem.agencies[a].name for a in sorted({seekers[i] for i in short.seekers})]
    places = [problem.places[v].name for v in short.hosts]
    yield _infeasible(
        "agencies_crowd",
        _names(agencies),
        f"bersama-sama harus mendapat paling sedikit {len(short.seekers)} tempat, tetapi yang boleh "
        f"untuk mereka hanya {len(places)}: {_names(places)}",
        "Turunkan batas paling sedikit salah satunya, atau cabut larangan atau penetapan.",
    )


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:SHOWN])
    return shown + (f", dan {len(names) - SHOWN} lain" if len(names) > SHOWN else "")


def off_on_purpose(problem: Problem) -> list[Finding]:
    """Limits that were asked for but say nothing here."""
    if problem.limits.red_each and Row.RED not in problem.rows:
        return [
            Finding(
                "assign.too_few_red",
                "pemerataan tempat merah",
                f"hanya ada {len(problem.red)} tempat merah untuk {len(problem.agencies)} perangkat",
                "Batas ini tidak dipakai; ia baru berarti bila tempat merah tidak kurang dari perangkat.",
                Severity.WARNING,
            )
        ]
    return []
