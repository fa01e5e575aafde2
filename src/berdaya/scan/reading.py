"""The households of one village out of a register: judged one by one, with who lives there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from berdaya.access.keys import key_ring
from berdaya.hardship.rules.evaluation import Evaluation, evaluate, urgency
from berdaya.register import doors as registers
from berdaya.register.folded import field_date, full_years
from berdaya.register.identities import ident_of
from berdaya.register.importing.folding import member_facts
from berdaya.register.models import Snapshot
from berdaya.register.opening import facts_of, open_people
from berdaya.register.rules.fold import Member
from berdaya.register.rules.profiles import Profile, Role, shipped_profiles
from berdaya.register.services.rulings import book
from berdaya.scan.book import Judging, judging_on
from berdaya.scan.identity import Identity
from berdaya.scan.rules.homes import columns_of, home_of, member_data, rt_code, vulnerable

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One household as it enters the work list."""

    key: str
    rt: str
    decile: int | None
    facts: dict[str, int | None]
    members: list[dict[str, Any]]
    evaluation: Evaluation
    order: tuple[int, ...] | tuple[Any, ...]
    identity: Identity


@dataclass(frozen=True, slots=True)
class Read:
    """What a register holds of a village: the households of the work list in their order, and how many were
    left out because they are better off."""

    homes: list[Found]
    left_out: int
    years: int
    rules: tuple[str, ...]


def read_place(snapshot: Snapshot, code: str, day: date, variants: Sequence[str], deciles: int) -> Read:
    """All households up to a decile, and those without one. Refused where the register cannot be opened."""
    held = registers.held(snapshot)
    profile = shipped_profiles()[snapshot.profile]
    years = max(0, full_years(field_date(held.manifest), day))
    judging = judging_on(day, code, profile.code_list, years, list(variants))
    homes = facts_of(held.folder, "households", code)
    if "decile" not in homes.columns:
        homes = homes.with_columns(pl.lit(None, pl.Int16).alias("decile"))
    poor = homes.filter(pl.col("decile").is_null() | (pl.col("decile") <= deciles))
    keys = poor["household"].to_list()
    people = _members(facts_of(held.folder, "members", code), profile, day, code)
    who = _identities(held.folder, profile, keys)
    found = [
        _found(row, people.get(row["household"], []), who.get(row["household"], Identity()), code, judging)
        for row in poor.to_dicts()
    ]
    found.sort(key=lambda home: home.order)
    return Read(found, len(homes) - len(poor), years, judging.rules)


def _found(row: Row, members: list[Member], who: Identity, code: str, judging: Judging) -> Found:
    criteria, decile, key = judging.criteria, row["decile"], row["household"]
    facts = {name: row.get(name) for name in columns_of(criteria)}
    data = [member_data(member) for member in members]
    evaluation = evaluate(home_of(facts, data, decile), criteria, judging.table)
    order = urgency(evaluation, decile, vulnerable(members, criteria), key, judging.table)
    return Found(ident_of(key), rt_code(code, who.address), decile, facts, data, evaluation, order, who)


def _members(frame: pl.DataFrame, profile: Profile, day: date, code: str) -> dict[int, list[Member]]:
    """The members of each household in the order of the register."""
    folding = book().in_force("register_fold", day, territory=code).values
    senior = folding["senior_diplomas"].get(profile.code_list, ())
    told = {**member_facts(frame.columns, senior), "present": _present(frame.columns, folding["present"])}
    facts = frame.select("household", *(value.alias(name) for name, value in told.items()))
    found: dict[int, list[Member]] = {}
    for row in facts.to_dicts():
        found.setdefault(row.pop("household"), []).append(Member(**row))
    return found


def _present(names: Sequence[str], codes: Sequence[int]) -> pl.Expr:
    if "keberadaan" not in names:
        return pl.lit(True)
    return pl.col("keberadaan").is_in(list(codes)).fill_null(True)


def _identities(folder: Any, profile: Profile, keys: list[int]) -> dict[int, Identity]:
    people = open_people(folder, key_ring(), keys)
    name = profile.by_role(Role.NAME)
    names: dict[int, list[str]] = {}
    for row in people.members.to_dicts():
        names.setdefault(row["household"], []).append(str(row.get(name.name) or "") if name else "")
    head = profile.by_role(Role.HEAD_NAME)
    return {
        row["household"]: Identity(
            str(row.get(head.name) or "") if head else "",
            ", ".join(str(row[part]) for part in ("alamat", "nama_sls") if row.get(part)),
            tuple(names.get(row["household"], ())),
        )
        for row in people.households.to_dicts()
    }
