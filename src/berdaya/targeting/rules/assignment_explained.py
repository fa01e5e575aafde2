"""Why this agency: fit, distance and limits of each place, load of each agency, fairness of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.kernel.numbers import format_decimal
from berdaya.targeting.rules.assignment import Lead, Problem, Row, broken, loads, relative_loads

DOMINANT = 3


@dataclass(frozen=True, slots=True)
class Favourite:
    """The agency that this place alone would choose, and the limit that stopped it."""

    agency: int
    stopped_by: str


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """The lead of a place: fit, distance (None: unknown), whether it stays (None: no last year)."""

    place: int
    agency: int
    fit: Fraction
    km: Fraction | None
    kept: bool | None
    dominant: tuple[str, ...]
    favourite: Favourite | None


@dataclass(frozen=True, slots=True)
class AgencyTold:
    agency: int
    number: int
    load: Fraction
    relative: Fraction
    mean_fit: Fraction | None


@dataclass(frozen=True, slots=True)
class Fairness:
    """Over the relative loads: the heaviest over the mean, and the Gini coefficient. None: no work at all."""

    max_to_mean: Fraction | None
    gini: Fraction | None


def tell_places(problem: Problem, lead: Lead) -> list[PlaceTold]:
    return [
        PlaceTold(
            v,
            a,
            problem.g[a][v],
            problem.km[a][v] if problem.km else None,
            problem.before.get(v) == a if v in problem.before else None,
            _dominant(problem, v),
            favourite(problem, lead, v),
        )
        for v, a in enumerate(lead)
    ]


def _dominant(problem: Problem, place: int) -> tuple[str, ...]:
    """The needs with the largest shares, largest first, then by name."""
    ranked = sorted(
        zip(problem.shares[place], problem.needs, strict=True), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple(need for share, need in ranked[:DOMINANT] if share)


def tell_agencies(problem: Problem, lead: Lead) -> list[AgencyTold]:
    told = []
    for a, (load, relative) in enumerate(
        zip(loads(problem, lead), relative_loads(problem, lead), strict=True)
    ):
        fits = [problem.g[a][v] for v, leader in enumerate(lead) if leader == a]
        mean = sum(fits, Fraction(0)) / len(fits) if fits else None
        told.append(AgencyTold(a, len(fits), load, relative, mean))
    return told


def fairness(values: Sequence[Fraction]) -> Fairness:
    """Heaviest over mean, and Gini = sum of all differences / (2 n x sum)."""
    total = sum(values, Fraction(0))
    if not total:
        return Fairness(None, None)
    n = len(values)
    ordered = sorted(values)
    differences = sum(((2 * i - n + 1) * value for i, value in enumerate(ordered)), Fraction(0))
    return Fairness(max(values) * n / total, differences / (n * total))


def favourite(problem: Problem, lead: Lead, place: int) -> Favourite | None:
    """None when the lead is the agency with the highest worth for this place."""
    worth = [row[place] for row in problem.worth]
    wanted = worth.index(max(worth))
    if worth[lead[place]] == worth[wanted]:
        return None
    return Favourite(wanted, _stopped_by(problem, lead, place, wanted))


def _stopped_by(problem: Problem, lead: Lead, place: int, wanted: int) -> str:
    present = problem.agencies[lead[place]]
    if wanted not in problem.allowed[place]:
        return _ruled_out(problem, place, wanted)
    counts = {agency: lead.count(agency) for agency in (wanted, lead[place])}
    if counts[wanted] >= problem.agencies[wanted].most:
        return f"sudah memegang {counts[wanted]} tempat, batas terbanyaknya"
    if counts[lead[place]] <= present.least:
        return f"{present.name} harus memegang paling sedikit {present.least} tempat"
    after = (*lead[:place], wanted, *lead[place + 1 :])
    limits = broken(problem, after)
    words = {
        Row.STABILITY: f"perubahan dari tahun lalu dibatasi {problem.most_changes} tempat",
        Row.RED: f"{present.name} harus memegang satu tempat merah",
        Row.FLOOR: "kecocokannya di bawah batas terendah",
    }
    for row, text in words.items():
        if row in limits:
            return text
    return _heavier(problem, lead, after)


def _heavier(problem: Problem, lead: Lead, after: Lead) -> str:
    now, then = max(relative_loads(problem, lead)), max(relative_loads(problem, after))
    if then > now:
        return f"beban terberat akan naik dari {format_decimal(now, 2)} menjadi {format_decimal(then, 2)}"
    return "jumlah seluruh pasangan akan turun"


def _ruled_out(problem: Problem, place: int, wanted: int) -> str:
    code, agency = problem.places[place].code, problem.agencies[wanted].code
    for pin in problem.pins:
        if pin.place == code:
            return f"tempat ini ditetapkan untuk perangkat lain: {pin.reason}"
    reason = next((ban.reason for ban in problem.bans if (ban.place, ban.agency) == (code, agency)), "")
    return f"pasangan ini dilarang: {reason}" if reason else "pasangan ini dilarang"
