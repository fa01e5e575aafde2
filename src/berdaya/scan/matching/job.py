"""A confirmed list matched with the register: the pairs that are proposed, each with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from berdaya.region.doors import gazetteer
from berdaya.register.linking.explaining import reasons
from berdaya.register.linking.run import Linked, link_people
from berdaya.register.rules.linking import Link, Why
from berdaya.register.services.rulings import book
from berdaya.scan.matching.people import Cells, Registered, listed_people

STEPS = 5


@dataclass(frozen=True, slots=True)
class Proposed:
    """A row of the list (its number) and somebody of the register (the position there)."""

    number: int
    register: int
    link: Link
    same_nik: bool
    why: str


@dataclass(frozen=True, slots=True)
class Matched:
    pairs: list[Proposed]
    model: str


def match(
    rows: Mapping[int, Cells],
    register: Registered,
    as_of: date,
    today: date,
    step: Callable[[str], None],
) -> Matched:
    """The one proposal for each row that has one."""
    own = [{**row, "id": str(number)} for number, row in rows.items()]
    a = listed_people("daftar penerima", dict(enumerate(own)), {})
    b = listed_people("register", dict(enumerate(register.people)), {})
    linked = link_people([a, b], (as_of, register.on), today, book(), gazetteer(), step)
    why = reasons([(link.a, link.b) for link in linked.links], *linked.fields)
    pairs = [_proposed(link, linked, why[link.a, link.b]) for link in linked.links]
    rule = book().in_force("register_linking", today)
    return Matched(pairs, f"{linked.description['model']['version']} {rule.key}")


def _proposed(link: Link, linked: Linked, why: str) -> Proposed:
    same = link.rule in (Why.NIK, Why.SAME_NIK_ONLY) or "NIK sama" in why.split("; ")
    return Proposed(int(linked.a_ids[link.a]), int(linked.b_ids[link.b]), link, same, why)
