"""Reading the sealed part of a snapshot. Who may do it is for the caller to decide (a door)."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from berdaya.access.keys import KeyRing
from berdaya.access.sealing import subkey, unseal_bytes
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
    manifest = read_manifest(folder)
    digest = digest_of_number(number.strip(), subkey(ring.open(manifest["key"]), "lookup"))
    table = pl.scan_parquet(folder / "identity.lookup.parquet")
    found = table.filter(pl.col("digest") == digest).select("household").unique().collect()
    return sorted(found["household"].to_list())


def open_people(folder: Path, ring: KeyRing, households: Collection[int] | None = None) -> People:
    """Names, addresses, NIK and KK of some households, or of all. Refused once the key is destroyed."""
    manifest = read_manifest(folder)
    key = subkey(ring.open(manifest["key"]), "seal")
    return People(
        _open(folder, "households", manifest["id"], key, households),
        _open(folder, "members", manifest["id"], key, households),
    )


def _open(
    folder: Path, name: str, snapshot: str, key: bytes, households: Collection[int] | None
) -> pl.DataFrame:
    content = unseal_bytes(folder / f"identity.{name}.sealed", key, sealed_label(snapshot, name))
    frame = pl.read_parquet(io.BytesIO(content))
    if households is None:
        return frame
    wanted = pl.Series("household", list(households), pl.UInt64)
    return frame.filter(pl.col("household").is_in(wanted.implode()))
