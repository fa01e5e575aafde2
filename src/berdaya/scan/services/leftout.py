"""Who is left out and whose row is a question, from the lists of a round; and their numbers as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figures
from berdaya.kernel.answers import answer
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.services.rulings import least_shown
from berdaya.scan.book import judging_of
from berdaya.scan.doors.programmes import recipients_of
from berdaya.scan.models import Cycle, Household, Recipient, RecipientList
from berdaya.scan.models.cycle import Standing as VisitStanding
from berdaya.scan.rules.eligibility import Home, Programmes, Someone
from berdaya.scan.rules.exclusion import Household as AtWork
from berdaya.scan.rules.exclusion import (
    Left,
    Outcome,
    Row,
    RowDoubt,
    counted,
    doubts,
    outcomes,
    recipients,
)
from berdaya.scan.rules.field import combined
from berdaya.scan.rules.musdes import on_the_list
from berdaya.scan.rules.pairs import Standing
from berdaya.scan.services.cycles import require_open
from berdaya.scan.services.programmes import programmes_on

ROOM, VISITED = "scan", VisitStanding.VERIFIED.value
LEFT_OUT = "Rumah tangga terlewat program"
_COLUMNS = (
    *("key", "decile", "members", "identity", "cycle", "visit", "outcome", "decision"),
    *("bits", "field_bits", "decided_bits", "klass", "field_klass", "decided_klass"),
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The answer of a round, without names. `open` pairs still wait for a person; `gone` households are
    here no longer, or were taken off the list by the village meeting."""

    lists: Sequence[RecipientList]
    outcomes: Sequence[Outcome]
    doubts: Sequence[RowDoubt]
    rows: Sequence[Recipient]
    homes: Mapping[str, Household]
    programmes: Programmes
    open: int
    gone: int

    @property
    def counts(self) -> Mapping[Left, int]:
        return counted(self.outcomes)

    def standing(self, left: Left) -> list[Outcome]:
        return [one for one in self.outcomes if one.left is left]


def gathered(cycle: Cycle) -> Gathered:
    """Every household of the work list against the lists that were matched. Three queries."""
    lists = list(cycle.recipient_lists.matched().select_related("programme"))
    kinds = {one.pk: one.programme.kind for one in lists}
    listed = recipients_of(lists)
    rows = [_row(one, kinds[one.list_id]) for one in listed]
    programmes = programmes_on(today_in(cycle.territory), cycle.territory)
    every = list(cycle.households.in_order_of_work().only(*_COLUMNS))
    kept = [one for one in every if not _gone(one, programmes)]
    signs = [sign.code for sign in judging_of(cycle).criteria.signs]
    at_work = [AtWork(one.key, home_of(one, signs, cycle.years)) for one in kept]
    homes = {one.pair.key: Home(one.pair.decile) for one in listed if hasattr(one, "pair")}
    return Gathered(
        lists,
        outcomes(at_work, rows, kinds.values(), programmes),
        doubts(rows, homes, programmes),
        listed,
        {one.key: one for one in kept},
        programmes,
        sum(one.household is not None and not one.standing.settled for one in rows),
        len(every) - len(kept),
    )


def _gone(household: Household, programmes: Programmes) -> bool:
    """Found elsewhere by a verified visit, or taken off the list by the village meeting."""
    found_gone = household.visit == VISITED and household.outcome in programmes.gone
    return found_gone or not on_the_list(household.decision)


def _row(one: Recipient, kind: str) -> Row:
    """Rows of all lists are told apart by their key here, not by their place in one file."""
    pair = getattr(one, "pair", None)
    if pair is None:
        return Row(one.pk, kind, one.sex)
    return Row(one.pk, kind, one.sex, pair.key, Standing(pair.standing))


def home_of(household: Household, signs: Sequence[str], years: int) -> Home:
    """As the conditions take it: signs as the meeting settled them, else as the visit found them, else the
    register's."""
    bits = household.decided_bits or combined(household.bits, household.field_bits)
    told = {code: answer({"1": True, "0": False}.get(bit)) for code, bit in zip(signs, bits, strict=False)}
    people = [one for one in household.people if one.get("present", True)]
    members = tuple(
        Someone(
            one["age"] + years if one.get("age") is not None else None,
            False if one.get("sex") == 1 else one.get("pregnant"),
            one.get("disabled"),
        )
        for one in people
    )
    return Home(household.decile, told, members or None)


# ---------- figures ----------


@dataclass(frozen=True, slots=True)
class Filed:
    """How many figures were filed, and how many stay here because they would point at somebody."""

    filed: int
    withheld: int


def file_numbers(hat: Holding, cycle: Cycle) -> Filed:
    """File recipients of each programme and the households left out. Refused while a pair is open."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    require_open(cycle)
    found = gathered(cycle)
    if not found.lists:
        raise Refused(_no_list())
    if found.open:
        raise Refused(_open_pairs(found.open))
    facts = [*_recipients(cycle, found), _left_out(cycle, found)]
    safe = [one for one in facts if one is not None]
    with transaction.atomic():
        filed = file_figures(hat, safe, room=ROOM) if safe else 0
        told = {"figures": filed, "withheld": len(facts) - len(safe)}
        record(hat, "scan.numbers_filed", "cycle", cycle.pk, cycle.territory, told)
    return Filed(len(safe), len(facts) - len(safe))


def newest_lists(lists: Sequence[RecipientList]) -> list[RecipientList]:
    """Of each programme the list with the latest date; of two of one day the later one."""
    newest: dict[int, RecipientList] = {}
    for one in sorted(lists, key=lambda each: (each.as_of, each.pk)):
        newest[one.programme_id] = one
    return list(newest.values())


def _recipients(cycle: Cycle, found: Gathered) -> list[Facts | None]:
    newest = newest_lists(found.lists)
    kinds = sorted({one.programme.kind for one in newest})
    return [_of_kind(cycle, found, [one for one in newest if one.programme.kind == kind]) for kind in kinds]


def _of_kind(cycle: Cycle, found: Gathered, lists: Sequence[RecipientList]) -> Facts | None:
    """Recipients L and P; only their sum where L or P is small, nothing where the sum is."""
    mine = {one.pk for one in lists}
    kind = lists[0].programme.kind
    people, unknown = recipients(_row(one, kind) for one in found.rows if one.list_id in mine)
    total, least = people.total + unknown, least_shown(cycle.territory)
    if 0 < total < least:
        return None
    told = not unknown and all(not n or n >= least for n in (people.men, people.women))
    as_of = max(one.as_of for one in lists)
    return Facts(
        territory=cycle.territory,
        name=f"Penerima {found.programmes.kinds[kind].title}",
        unit=Unit.PEOPLE,
        as_of=as_of,
        source=f"Daftar penerima per {format_date(as_of)}",
        people=people if told else None,
        number=None if told else total,
        record=f"scan:cycle:{cycle.pk}",
    )


def _left_out(cycle: Cycle, found: Gathered) -> Facts | None:
    many = found.counts[Left.OUT]
    if 0 < many < least_shown(cycle.territory):
        return None
    today = today_in(cycle.territory)
    return Facts(
        territory=cycle.territory,
        name=LEFT_OUT,
        unit=Unit.HOUSEHOLDS,
        as_of=today,
        source=f"Daftar kerja dicocokkan dengan {len(found.lists)} daftar penerima",
        number=many,
        record=f"scan:cycle:{cycle.pk}",
    )


def _open_pairs(many: int) -> Finding:
    return Finding(
        "scan.pairs_open",
        "daftar penerima",
        f"{many} pasangan belum diputuskan",
        "Periksa pasangan itu dahulu; yang belum pasti tidak dihitung terlewat.",
    )


def _no_list() -> Finding:
    return Finding(
        "scan.no_list",
        "inventaris ini",
        "belum ada daftar penerima yang dicocokkan",
        "Unggah daftar penerima satu program.",
    )
