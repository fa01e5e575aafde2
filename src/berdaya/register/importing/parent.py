"""A new edition beside its parent: what did not change in a village stays where it is stored already.

The places and the ranking of the new edition are always whole, so that villages are chosen from it alone.
Households, members and identity are stored only for villages in which anything at all differs.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.held import Held, open_snapshot
from berdaya.register.importing.snapshot import Facts, Identity
from berdaya.register.opening import open_people
from berdaya.register.rules.profiles import Profile


@dataclass(frozen=True, slots=True)
class Parent:
    """An older, whole snapshot of the same register."""

    held: Held

    @property
    def folder(self) -> Path:
        return self.held.folder

    @property
    def manifest(self) -> Mapping[str, Any]:
        return self.held.manifest

    def as_json(self, out: Path) -> dict[str, str]:
        """What the new manifest says of it; the folder is named as seen from the new one."""
        told = {name: str(self.manifest[name]) for name in ("id", "key", "edition", "sha256")}
        return told | {"folder": os.path.relpath(self.folder.absolute(), out.absolute())}


def open_parent(folder: Path, profile: Profile, edition: date) -> Parent:
    """The parent of an edition. Refused when it is another register, not older, or not whole itself."""
    held = open_snapshot(folder)
    manifest = held.manifest
    if (manifest["register"], manifest["profile"]) != (profile.register, profile.name):
        raise Refused(_unfit(folder, "induk berasal dari daftar atau profil lain"))
    if manifest["edition"] >= edition.isoformat():
        raise Refused(_unfit(folder, "induk tidak lebih lama daripada edisi ini"))
    if manifest["parent"]:
        raise Refused(_unfit(folder, "induk sendiri punya induk"))
    return Parent(held)


def _unfit(folder: Path, problem: str) -> Finding:
    advice = "Pilih potret data edisi sebelumnya yang utuh, atau impor tanpa --parent."
    return Finding("snapshot.parent", str(folder), problem, advice)


def keep_changed(
    snapshot: str, facts: Facts, identity: Identity, parent: Parent, ring: KeyRing
) -> tuple[Facts, Identity]:
    """Leave out the households of villages that are the same in the parent; say where each is stored."""
    same = _unchanged(facts, identity, parent, ring)
    older = parent.held.read("places.parquet").select("code", pl.col("first_household").alias("_at"))
    stays = pl.col("code").is_in(same)
    stored = pl.when(stays).then(pl.lit(parent.manifest["id"])).otherwise(pl.lit(snapshot))
    places = facts.places.join(older, on="code", how="left", maintain_order="left")
    mine = pl.when(stays).then(0).otherwise(pl.col("households"))
    begins = (mine.cum_sum() - mine).cast(pl.UInt32)
    places = places.with_columns(
        stored.alias("stored_in"), pl.when(stays).then("_at").otherwise(begins).alias("first_household")
    ).drop("_at")
    kept = facts.households.filter(~pl.col("code").is_in(same)).select("household")

    def of_changed(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.join(kept, on="household", how="semi", maintain_order="left")

    return (
        replace(
            facts, households=of_changed(facts.households), members=of_changed(facts.members), places=places
        ),
        Identity(of_changed(identity.households), of_changed(identity.members), of_changed(identity.lookup)),
    )


def _unchanged(facts: Facts, identity: Identity, parent: Parent, ring: KeyRing) -> list[str]:
    people = open_people(parent.folder, ring)
    now = _prints(facts.households, facts.members, identity.households, identity.members)
    before = _prints(
        parent.held.read("households.parquet"),
        parent.held.read("members.parquet"),
        people.households,
        people.members,
    )
    return now.join(before, on=now.columns, how="semi")["code"].to_list()


def _prints(
    households: pl.DataFrame, members: pl.DataFrame, keepers: pl.DataFrame, people: pl.DataFrame
) -> pl.DataFrame:
    """For each village how many rows it has and what they add up to, whatever the keys and the order."""
    homes = pl.concat([households.drop("place"), keepers.drop("household")], how="horizontal")
    homes = homes.select("household", "code", _print(homes.drop("household")).alias("home"))
    numbers = [name for name in people.columns if name in members.columns and name != "household"]
    rows = pl.concat([members.drop("place"), people.drop("household", *numbers)], how="horizontal")
    rows = rows.join(homes, on="household", how="left", maintain_order="left")
    rows = rows.select("code", _print(rows.drop("household", "code")).alias("row"))
    half = pl.col("row") // 2**32
    return rows.group_by("code").agg(pl.len(), pl.col("row").bitwise_xor(), half.sum().alias("sum"))


def _print(frame: pl.DataFrame) -> pl.Expr:
    named = (
        pl.lit(f"{name}=") + pl.col(name).cast(pl.String).fill_null("") for name in sorted(frame.columns)
    )
    return pl.concat_str(named, separator="\x1f").hash()
