"""Keyed digests of NIK and KK, so that a number can be looked up without opening the identity."""

import hashlib
from array import array
from collections.abc import Iterable

import polars as pl

_BYTES = 8
_BLOCK = 64
NIK, KK = 1, 2


def digests(numbers: Iterable[str], key: bytes) -> pl.Series:
    """HMAC-SHA-256 of each number under the look-up key of the snapshot, its first 64 bits.

    The two states that HMAC begins with depend on the key alone. Begun once and copied, they serve a million
    numbers in a third of the time of as many calls of `hmac.digest`.
    """
    padded = key.ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))
    parts = []
    for number in numbers:
        within, around = inner.copy(), outer.copy()
        within.update(number.encode())
        around.update(within.digest())
        parts.append(around.digest()[:_BYTES])
    return pl.Series("digest", array("Q", b"".join(parts)), pl.UInt64)


def digest_of_number(number: str, key: bytes) -> int:
    return int(digests([number], key).item(0))


def lookup_table(
    members: pl.DataFrame, nik: str | None, kk: str | None, number: str | None, key: bytes
) -> pl.DataFrame:
    """`digest`, `kind` (1 NIK, 2 KK), `household`, `number`, in the order of the digests."""
    position = pl.col(number) if number else pl.lit(None)
    parts = []
    for name, kind in ((nik, NIK), (kk, KK)):
        if name is None:
            continue
        whole = members.filter(pl.col(f"{name}_ok"))
        if kind == KK:
            whole = whole.unique(["household", name], keep="first", maintain_order=True)
        frame = whole.select("household", position.cast(pl.UInt16).alias("number"))
        parts.append(
            frame.with_columns(digests(whole[name].to_list(), key), pl.lit(kind, pl.UInt8).alias("kind"))
        )
    columns = ("digest", "kind", "household", "number")
    schema = {"digest": pl.UInt64, "kind": pl.UInt8, "household": pl.UInt64, "number": pl.UInt16}
    if not parts:
        return pl.DataFrame(schema=schema)
    return pl.concat(part.select(columns) for part in parts).sort("digest", "kind", "household")
