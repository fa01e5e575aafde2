"""Both sides of a matching: the people of a list, and all people of the village in its register.

All households are looked at, not only those of the work list: who is better off than the list reaches may
well receive a programme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from berdaya.access.keys import key_ring
from berdaya.access.places import place_title
from berdaya.documents.reading import Table
from berdaya.kernel.addresses import parse_rt_rw
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.region.doors import gazetteer
from berdaya.region.rules.names import normal_name, without_kind_word
from berdaya.register import doors as registers
from berdaya.register.folded import field_date
from berdaya.register.identities import ident_of
from berdaya.register.linking.fields import Reading, comparable
from berdaya.register.linking.lists import PeopleList, people_of
from berdaya.register.linking.run import provinces_in
from berdaya.register.models import Snapshot
from berdaya.register.opening import facts_of, open_people
from berdaya.register.rules.linking_cells import village_code
from berdaya.register.rules.profiles import Profile, Role, shipped_profiles
from berdaya.register.services.rulings import book
from berdaya.scan.matching.sheet import BESIDE_NAME, no_key, titles, values_of

FIELDS = tuple(titles())
_SEXES = {1: "L", 2: "P"}
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """A list as it was read: the rows that can be matched by their position, and what is wrong, by row
    (-1: the whole list)."""

    rows: dict[int, Cells]
    sexes: dict[int, str]
    elsewhere: tuple[int, ...]
    nobody: tuple[int, ...]
    faults: tuple[tuple[int, Finding], ...]

    @property
    def left_out(self) -> int:
        return len(self.elsewhere) + len(self.nobody)


@dataclass(frozen=True, slots=True)
class Registered:
    """The people of a village in its register: as matching takes them, with household and decile of each."""

    people: list[Cells]
    households: list[str]
    deciles: list[int | None]
    on: date


def looked_at(title: str, table: Table, territory: str, as_of: date) -> Looked:
    """Which rows of a list can be matched with this village. Refused when no row has a usable key."""
    values = values_of(table)
    here = {n: _placed(row, territory) for n, row in enumerate(values) if not _elsewhere(row, territory)}
    elsewhere = tuple(n for n in range(len(values)) if n not in here)
    if not here:
        raise Refused(_all_elsewhere(title, territory))
    lines = {n: row.line for n, row in enumerate(table.rows)}
    try:
        people = listed_people(title, here, lines)
    except Refused as refused:
        told = no_key(title, values)
        raise Refused(*(told if one.code == "link.no_key" else one for one in refused.findings)) from None
    fields = comparable(people, _reading(as_of))
    order = list(here)
    nobody = tuple(order[n] for n, found in people.remarks().items() if "link.no_name" in _codes(found))
    faults = [(-1, finding) for finding in table.findings]
    faults += [
        (order[n], replace(one, where=table.rows[order[n]].where))
        for n, found in people.remarks().items()
        for one in found
    ]
    faults += [(n, _of_another_village(table.rows[n].where)) for n in elsewhere]
    sexes = {order[row]: sex or "" for row, sex in fields.select("row", "jk").iter_rows()}
    rows = {n: row for n, row in here.items() if n not in nobody}
    return Looked(rows, sexes, elsewhere, nobody, tuple(faults))


def listed_people(title: str, rows: Mapping[int, Cells], lines: Mapping[int, int]) -> PeopleList:
    """The rows of a list as matching takes them; `id` tells their position in the file."""
    return people_of(title, list(rows.values()), [lines.get(n, n) for n in rows], provinces())


def provinces() -> list[int]:
    return provinces_in(gazetteer())


def registered(snapshot: Snapshot, territory: str) -> Registered:
    """Everybody whom the register names in a village. Refused where it cannot be opened."""
    held = registers.held(snapshot)
    profile = shipped_profiles()[snapshot.profile]
    homes = facts_of(held.folder, "households", territory)
    deciles = dict(homes.select("household", "decile").iter_rows()) if "decile" in homes.columns else {}
    keys = homes["household"].to_list()
    named = open_people(held.folder, key_ring(), keys)
    told = {row["household"]: row for row in named.households.to_dicts()}
    facts: dict[int, list[dict[str, Any]]] = {}
    for row in facts_of(held.folder, "members", territory).to_dicts():
        facts.setdefault(row["household"], []).append(row)
    people: list[Cells] = []
    households: list[str] = []
    ranks: list[int | None] = []
    for row in named.members.to_dicts():
        key = row["household"]
        member = facts[key].pop(0) if facts.get(key) else {}
        people.append(_person(len(people), profile, {**member, **row}, told.get(key, {}), territory))
        households.append(ident_of(key))
        ranks.append(deciles.get(key))
    return Registered(people, households, ranks, field_date(held.manifest))


def _person(
    number: int, profile: Profile, row: Mapping[str, Any], home: Mapping[str, Any], territory: str
) -> Cells:
    address = ", ".join(str(home[name]) for name in ("alamat", "nama_sls") if home.get(name))
    place = parse_rt_rw(address)
    return {
        "id": str(number),
        "nama": _of(profile, Role.NAME, row),
        "nik": _of(profile, Role.NIK, row),
        "kk": _of(profile, Role.KK, row) or _of(profile, Role.KK, home),
        "umur": str(row["umur"]) if row.get("umur") is not None else "",
        "jk": _SEXES.get(row.get("jk", 0), ""),
        "alamat": address,
        "rt": (place.rt if place else "") or "",
        "rw": (place.rw if place else "") or "",
        "desa": territory,
    }


def _of(profile: Profile, role: Role, row: Mapping[str, Any]) -> str:
    column = profile.by_role(role)
    return str(row.get(column.name) or "") if column else ""


def _reading(as_of: date) -> Reading:
    most = book().in_force("register_linking", as_of).values["most_names_per_nik"]
    return Reading(gazetteer(), as_of, False, most)


def _elsewhere(row: Cells, territory: str) -> bool:
    """Does the row name another village? Who names none is taken for one of this."""
    told = row.get("desa", "").strip()
    if not told:
        return False
    code = village_code(told)
    if code is not None:
        return code != territory
    here = place_title(territory).split(", ")[0]
    return normal_name(without_kind_word(told)) != normal_name(without_kind_word(here))


def _placed(row: Cells, territory: str) -> Cells:
    """A row that gives an address is one of this village; a name alone stays a name alone."""
    known = any(row.get(name, "").strip() for name in ("nik", *BESIDE_NAME))
    return {**row, "desa": territory} if known else row


def _codes(found: Sequence[Finding]) -> set[str]:
    return {finding.code for finding in found}


def _all_elsewhere(title: str, territory: str) -> Finding:
    advice = "Periksa kolom desa, atau unggah daftar tempat ini."
    place = place_title(territory).split(", ")[0]
    return Finding("scan.list_all_elsewhere", title, f"tidak ada baris {place}", advice)


def _of_another_village(where: str) -> Finding:
    return Finding(
        "scan.list_elsewhere",
        where,
        "desa lain",
        "Baris ini tidak ikut dicocokkan; periksa kolom desa bila keliru.",
        Severity.INFO,
    )
