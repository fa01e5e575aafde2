"""Reading the sealed part of a snapshot. Who may do it is for the caller to decide (a door)."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.access.sealing import subkey, unseal_bytes
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.held import Held, open_snapshot
from berdaya.register.importing.lookup import digest_of_number
from berdaya.register.importing.snapshot import sealed_label


@dataclass(frozen=True, slots=True)
class People:
    """The identity of some households and of their members."""

    households: pl.DataFrame
    members: pl.DataFrame


def find(folder: Path, ring: KeyRing, number: str) -> list[int]:
    """The keys of the households in which a NIK or KK number occurs; opens nothing else."""
    found: set[int] = set()
    stores = _stores(folder, ring)
    for stored in stores:
        digest = digest_of_number(number.strip(), subkey(ring.open(stored.manifest["key"]), "lookup"))
        with stored.plainly():
            table = stored.scan("identity.lookup.parquet").filter(pl.col("digest") == digest).collect()
        found.update(table["household"].to_list())
    if len(stores) > 1:
        found &= set(_facts(stores, "households")["household"].to_list())
    return sorted(found)


def facts_of(folder: Path, name: str, code: str = "") -> pl.DataFrame:
    """`households` or `members` of a snapshot, of one village or of all, wherever they are stored."""
    return _facts(_stores(folder), name, code)


def scan_facts(folder: Path, name: str) -> list[pl.LazyFrame]:
    """The same unread, one table for each snapshot that holds a part of it; a whole snapshot has one."""
    stores = _stores(folder)
    if len(stores) == 1:
        return [stores[0].scan(f"{name}.parquet")]
    return _scanned(stores, name)


def refuse_incomplete(folder: Path) -> None:
    """Refuse a snapshot whose households or members are gone, whichever of them is read."""
    for stored in _stores(folder):
        for name in ("households", "members"):
            stored.present(f"{name}.parquet")


def _facts(stores: Sequence[Held], name: str, code: str = "") -> pl.DataFrame:
    parts = []
    for stored, rows in zip(stores, _scanned(stores, name, code), strict=True):
        with stored.plainly():
            parts.append(rows.collect())
    return pl.concat(parts, how="diagonal_relaxed")


def _scanned(stores: Sequence[Held], name: str, code: str = "") -> list[pl.LazyFrame]:
    places = stores[0].read("places.parquet")
    parts = []
    for stored in stores:
        mine = places.filter(pl.col("stored_in") == stored.manifest["id"]).select("code")
        wanted = mine.filter(pl.col("code") == code) if code else mine
        theirs = stored.scan("places.parquet").select("place", "code")
        numbers = theirs.join(wanted.lazy(), on="code", how="semi").select("place")
        rows = stored.scan(f"{name}.parquet")
        parts.append(rows.join(numbers, on="place", how="semi", maintain_order="left"))
    return parts


def open_people(folder: Path, ring: KeyRing, households: Collection[int] | None = None) -> People:
    """Names, addresses, NIK and KK of some households, or of all. Refused once the key is destroyed."""
    stores = _stores(folder, ring)
    theirs = _facts(stores, "households")["household"]
    wanted = theirs if households is None else theirs.filter(theirs.is_in(list(households)))
    parts = [
        People(*(_open(stored, name, key, wanted) for name in ("households", "members")))
        for stored in stores
        for key in (subkey(ring.open(stored.manifest["key"]), "seal"),)
    ]
    return People(pl.concat(p.households for p in parts), pl.concat(p.members for p in parts))


def _stores(folder: Path, ring: KeyRing | None = None) -> list[Held]:
    """The snapshots that hold the households of a snapshot: itself, and its parent."""
    held = open_snapshot(folder, ring)
    told = held.manifest["parent"]
    if not told:
        return [held]
    parent = open_snapshot(folder / told["folder"], ring)
    if parent.manifest["id"] != told["id"]:
        raise Refused(
            Finding(
                "snapshot.parent",
                str(parent.folder),
                "potret induk sudah diganti potret lain",
                "Kembalikan potret induk dari cadangan ke folder itu.",
            )
        )
    return [held, parent]


def _open(stored: Held, name: str, key: bytes, households: pl.Series) -> pl.DataFrame:
    """What the seal of the file itself proves; it needs no digest."""
    label = sealed_label(stored.manifest["id"], name)
    content = unseal_bytes(stored.folder / f"identity.{name}.sealed", key, label)
    frame = pl.read_parquet(io.BytesIO(content))
    return frame.join(households.to_frame(), on="household", how="semi", maintain_order="left")
