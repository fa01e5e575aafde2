"""From examined rows to a snapshot: facts and identity apart, then the manifest, then one rename."""

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from berdaya import __version__
from berdaya.access.keys import KeyRing
from berdaya.access.sealing import subkey
from berdaya.kernel.findings import Findings
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.register.importing.examine import Examined, Step, Terms
from berdaya.register.importing.lookup import lookup_table
from berdaya.register.importing.parent import Parent, keep_changed
from berdaya.register.importing.ranks import DECILE
from berdaya.register.importing.snapshot import (
    Facts,
    Identity,
    shrink,
    write_facts,
    write_identity,
    write_manifest,
    writing_folder,
)
from berdaya.register.reading.files import Opened
from berdaya.register.rules.manifest import Charge, Manifest, Origin
from berdaya.register.rules.profiles import Kind, Role, Type, tenths_of

_DECILE = pl.col(DECILE).cast(pl.UInt8)


@dataclass(frozen=True, slots=True)
class Order:
    """What a snapshot is made for, and by which rules."""

    charge: Charge
    imported_on: str
    rules: tuple[str, ...]
    parent: Parent | None = None


def write_snapshot(
    out: Path,
    opened: Opened,
    examined: Examined,
    terms: Terms,
    order: Order,
    findings: Findings,
    ring: KeyRing,
    step: Step,
) -> dict[str, Any]:
    """Write everything beside `out` and put it there in one step. Gives the manifest."""
    snapshot = secrets.token_hex(16)
    manifest = _manifest(snapshot, opened, examined, terms, order, findings)
    if order.parent:
        manifest = replace(manifest, parent=order.parent.as_json(out))
    with writing_folder(out, ring, manifest.key_name) as (folder, key):
        step("menyandikan NIK")
        with ThreadPoolExecutor(1) as pool:
            lookup = pool.submit(_lookup, examined, terms, key)
            step("menulis data")
            facts = facts_of(examined, terms)
            households, members = identity_of(examined, terms)
            identity = Identity(households, members, lookup.result())
        facts = replace(facts, places=facts.places.with_columns(stored_in=pl.lit(snapshot)))
        if order.parent:
            facts, identity = keep_changed(snapshot, facts, identity, order.parent, ring)
        write_facts(folder, facts)
        write_identity(folder, identity, key, snapshot)
        return write_manifest(folder, manifest, key)


def _lookup(examined: Examined, terms: Terms, key: bytes) -> pl.DataFrame:
    roles = {column.role: column.name for column in examined.values.columns}
    members = examined.members.rename(
        {
            f"{word}_ok": f"{roles[role]}_ok"
            for word, role in (("nik", Role.NIK), ("kk", Role.KK))
            if role in roles
        }
    )
    number = roles.get(Role.MEMBER_NUMBER)
    return lookup_table(members, roles.get(Role.NIK), roles.get(Role.KK), number, subkey(key, "lookup"))


def facts_of(examined: Examined, terms: Terms) -> Facts:
    """Households and members without identity, the places, and the narrow layout for selection."""
    ranked = examined.households.with_columns(_DECILE)
    code = pl.lit(pl.Series("code", examined.codes, pl.String)).gather(pl.col("place")).alias("code")
    told = ranked.drop("row").select("household", "place", code, pl.exclude("household", "place"))
    households = shrink(_with_tenths(told, examined))
    places = places_of(ranked, examined.codes, terms.gazetteer)
    return Facts(households, _members(examined), places, ranking_of(ranked))


def _with_tenths(households: pl.DataFrame, examined: Examined) -> pl.DataFrame:
    """Areas as whole square metres; their tenths beside them, where any household has some."""
    for column in [c for c in examined.values.columns if c.type is Type.AREA]:
        tenths = (pl.col(column.name) % 10).cast(pl.UInt8).alias(tenths_of(column.name))
        split = households.with_columns(pl.col(column.name) // 10, tenths)
        any_tenths = (split[tenths_of(column.name)] > 0).any()
        households = split if any_tenths else split.drop(tenths_of(column.name))
    return households


def _members(examined: Examined) -> pl.DataFrame:
    """Members in the order of their households; their number and what is asked of each of them."""
    told = [c.name for c in examined.values.columns if c.kind is Kind.MEMBER and c.is_number]
    return shrink(examined.members.select("household", "place", *told))


def places_of(ranked: pl.DataFrame, codes: Sequence[str], gazetteer: Gazetteer) -> pl.DataFrame:
    """One row for each place that occurs, with its counts and where its households begin."""
    poor = pl.col("decile") == 1
    counted = ranked.group_by("place", maintain_order=True).agg(
        pl.len().cast(pl.UInt32).alias("households"),
        pl.col("persons").cast(pl.UInt32).sum(),
        poor.fill_null(False).cast(pl.UInt32).sum().alias("decile1_households"),
        pl.when(poor).then(pl.col("persons").cast(pl.UInt32)).sum().alias("decile1_persons"),
    )
    found = [gazetteer.get(codes[place]) for place in counted["place"].to_list()]
    first = pl.col("households").cum_sum().cast(pl.UInt32) - pl.col("households")
    return counted.select(
        "place",
        pl.Series("code", [place.code if place else "" for place in found], pl.String),
        pl.Series("name", [place.name if place else "" for place in found], pl.String),
        pl.Series("kind", [place.kind.value if place else "" for place in found], pl.String),
        pl.exclude("place"),
        first.alias("first_household"),
    )


def ranking_of(ranked: pl.DataFrame) -> pl.DataFrame:
    """Runs of equal households: decile (0 = none), place, persons, and how many; in that order."""
    return (
        ranked.lazy()
        .select(pl.col("decile").fill_null(0), "place", pl.col("persons").clip(0, 255).cast(pl.UInt8))
        .group_by("decile", "place", "persons")
        .agg(pl.len().cast(pl.UInt32).alias("households"))
        .sort("decile", "place", "persons")
        .collect()
    )


def identity_of(examined: Examined, terms: Terms) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Who the households and the members are, in the order of the facts."""
    columns = [c for c in examined.values.columns if c.kind is Kind.IDENTITY]
    personal = (Role.NAME, Role.NIK) if terms.profile.one_row_per_member else ()
    number = [c.name for c in examined.values.columns if c.role is Role.MEMBER_NUMBER]
    of_members = [c.name for c in columns if c.role in personal]
    of_household = [c.name for c in columns if c.role not in personal]
    first = examined.members.unique("household", keep="first", maintain_order=True)
    return first.select("household", *of_household), examined.members.select(
        "household", *number, *of_members
    )


def _manifest(
    snapshot: str, opened: Opened, examined: Examined, terms: Terms, order: Order, findings: Findings
) -> Manifest:
    profile = terms.profile
    counts = (
        examined.households.select(_DECILE)
        .to_series()
        .value_counts(sort=False)
        .sort("decile", nulls_last=True)
        .rows()
    )
    return Manifest(
        id=snapshot,
        origin=Origin(
            file=opened.name,
            sha256=opened.sha256,
            register=profile.register,
            edition=terms.edition.isoformat(),
            profile=profile.name,
            profile_digest=profile.digest,
            code_list=profile.code_list,
            unit=profile.unit,
            row_is=profile.rows,
            decile_basis=profile.decile_basis,
            styles={"field_date": terms.field_date.isoformat()},
        ),
        charge=order.charge,
        rows=examined.rows,
        households=examined.households.height,
        members=_member_count(examined, profile.one_row_per_member),
        places=examined.households["place"].n_unique(),
        deciles={str(decile) if decile else "tanpa desil": n for decile, n in counts},
        columns_kept=tuple(column.name for column in examined.values.columns),
        columns_dropped=tuple(examined.values.dropped),
        findings=tuple(findings.as_json()),
        imported_on=order.imported_on,
        software=f"berdaya {__version__}",
        rules=order.rules,
    )


def _member_count(examined: Examined, one_row_per_member: bool) -> int:
    if one_row_per_member:
        return examined.members.height
    return int(examined.households["persons"].cast(pl.UInt64).sum())
