"""One household of a snapshot with the people in it: opened whole, or masked as every list shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.access.masking import masked, masked_name
from berdaya.access.territory import covers
from berdaya.kernel.addresses import RtRw, parse_rt_rw
from berdaya.register.opening import facts_of, open_people
from berdaya.register.rules.profiles import Profile, Role

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of a household."""

    name: str
    nik: str
    kk: str
    relation: str
    sex: str
    age: int | None

    def masked(self) -> "Resident":
        return replace(self, name=masked_name(self.name), nik=_mask(self.nik), kk=_mask(self.kk))


@dataclass(frozen=True, slots=True)
class Household:
    """`ident` is its row key in the snapshot, `code` its village. `address` is empty when masked."""

    ident: str
    code: str
    decile: int | None
    men: int | None
    women: int | None
    place: RtRw | None
    head: str
    address: str
    kk: str
    residents: tuple[Resident, ...]

    def masked(self) -> "Household":
        people = tuple(person.masked() for person in self.residents)
        return replace(self, head=masked_name(self.head), address="", kk=_mask(self.kk), residents=people)


def _mask(number: str) -> str:
    return masked(number) if number else ""


def ident_of(key: int) -> str:
    """A row key in groups of four signs, so that it never looks like the number of a paper."""
    text = f"{key:016x}"
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def key_of(ident: str) -> int | None:
    """The row key that was meant; None for anything else."""
    text = ident.replace("-", "")
    try:
        key = int(text, 16) if len(text) == 16 and text.isalnum() else None
    except ValueError:
        return None
    return key if key is not None and ident_of(key) == ident else None


def lying_in(folder: Path, territory: str, keys: list[int]) -> list[Row]:
    """The facts of those of these households that lie in a territory. Takes as long for none as for one."""
    table = facts_of(folder, "households")
    rows = table.filter(pl.col("household").is_in(pl.Series(keys, dtype=pl.UInt64).implode()))
    return [row for row in rows.to_dicts() if covers(territory, row["code"])]


def opened(folder: Path, ring: KeyRing, profile: Profile, facts: Row) -> Household:
    """Everything that the snapshot holds of one household. Who may see it is for the caller to decide."""
    key = facts["household"]
    people = open_people(folder, ring, [key])
    home = next(iter(people.households.to_dicts()), {})
    members = facts_of(folder, "members", facts["code"]).filter(pl.col("household") == key).to_dicts()
    named = people.members.to_dicts()
    if len(members) != len(named):
        members = [{} for _ in named]
    residents = tuple(_resident(profile, {**told, **who}) for told, who in zip(members, named, strict=True))
    address = ", ".join(str(home[name]) for name in ("alamat", "nama_sls") if home.get(name))
    return Household(
        ident=ident_of(key),
        code=facts["code"],
        decile=facts.get("decile"),
        men=facts.get("men"),
        women=facts.get("women"),
        place=parse_rt_rw(address),
        head=_of(profile, Role.HEAD_NAME, home),
        address=address,
        kk=_of(profile, Role.KK, home),
        residents=residents,
    )


def _resident(profile: Profile, row: Row) -> Resident:
    return Resident(
        name=_of(profile, Role.NAME, row),
        nik=_of(profile, Role.NIK, row),
        kk=_of(profile, Role.KK, row),
        relation=_word(profile, "hub_krt", row),
        sex={1: "L", 2: "P"}.get(row.get("jk", 0), ""),
        age=row.get("umur"),
    )


def _of(profile: Profile, role: Role, row: Row) -> str:
    column = profile.by_role(role)
    return str(row.get(column.name) or "") if column else ""


def _word(profile: Profile, name: str, row: Row) -> str:
    if not profile.has(name) or row.get(name) is None:
        return ""
    return profile.column(name).codes.get(row[name], "")
