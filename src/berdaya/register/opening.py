"""Reading the sealed part of a snapshot. Who may do it is for the caller to decide (a door)."""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.access.sealing import subkey, unseal_bytes
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.importing.lookup import digest_of_number
from berdaya.register.importing.snapshot import sealed_label
from berdaya.register.rules.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class People:
    """The identity of some households and of their members."""

    households: pl.DataFrame
    members: pl.DataFrame


def find(folder: Path, ring: KeyRing, number: str) -> list[int]:
    """The keys of the households in which a NIK or KK number occurs; opens nothing else."""
    found: set[int] = set()
    stores = _stores(folder)
    for stored, manifest in stores:
        digest = digest_of_number(number.strip(), subkey(ring.open(manifest["key"]), "lookup"))
        table = pl.scan_parquet(stored / "identity.lookup.parquet", glob=False)
        found.update(table.filter(pl.col("digest") == digest).collect()["household"].to_list())
    if len(stores) > 1:
        found &= set(facts_of(folder, "households")["household"].to_list())
    return sorted(found)


def facts_of(folder: Path, name: str, code: str = "") -> pl.DataFrame:
    """`households` or `members` of a snapshot, of one village or of all, wherever they are stored."""
    places = pl.read_parquet(folder / "places.parquet", glob=False)
    parts = []
    for stored, manifest in _stores(folder):
        mine = places.filter(pl.col("stored_in") == manifest["id"]).select("code")
        wanted = mine.filter(pl.col("code") == code) if code else mine
        theirs = pl.scan_parquet(stored / "places.parquet", glob=False).select("place", "code")
        numbers = theirs.join(wanted.lazy(), on="code", how="semi").select("place")
        rows = pl.scan_parquet(stored / f"{name}.parquet", glob=False)
        parts.append(rows.join(numbers, on="place", how="semi", maintain_order="left").collect())
    return pl.concat(parts, how="vertical_relaxed")


def open_people(folder: Path, ring: KeyRing, households: Collection[int] | None = None) -> People:
    """Names, addresses, NIK and KK of some households, or of all. Refused once the key is destroyed."""
    theirs = facts_of(folder, "households")["household"]
    wanted = theirs if households is None else theirs.filter(theirs.is_in(list(households)))
    parts = [
        People(*(_open(stored, name, manifest["id"], key, wanted) for name in ("households", "members")))
        for stored, manifest in _stores(folder)
        for key in (subkey(ring.open(manifest["key"]), "seal"),)
    ]
    return People(pl.concat(p.households for p in parts), pl.concat(p.members for p in parts))


def _stores(folder: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    """The folders that hold the households of a snapshot: its own, and its parent's."""
    manifest = read_manifest(folder)
    stores: list[tuple[Path, Mapping[str, Any]]] = [(folder, manifest)]
    if manifest["parent"]:
        older = folder / manifest["parent"]["folder"]
        parent = read_manifest(older)
        if parent["id"] != manifest["parent"]["id"]:
            raise Refused(
                Finding(
                    "snapshot.parent",
                    str(older),
                    "potret induk sudah diganti potret lain",
                    "Kembalikan potret induk dari cadangan ke folder itu.",
                )
            )
        stores.append((older, parent))
    return stores


def _open(folder: Path, name: str, snapshot: str, key: bytes, households: pl.Series) -> pl.DataFrame:
    content = unseal_bytes(folder / f"identity.{name}.sealed", key, sealed_label(snapshot, name))
    frame = pl.read_parquet(io.BytesIO(content))
    return frame.join(households.to_frame(), on="household", how="semi", maintain_order="left")
