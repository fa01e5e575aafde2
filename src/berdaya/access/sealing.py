"""Sealed files: AES-256-GCM in chunks, so that a file of any size is written and read as a stream.

Each chunk is sealed under its own nonce: 7 random bytes of the file, the number of the chunk, and a mark on
the last one. A chunk that was changed, moved, left out or taken from another file does not open, and a file
that was cut short misses its last mark. What the file is (`label`) is sealed with it.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from berdaya.kernel.findings import Finding, Refused

MAGIC = b"BDYSEAL1"
CHUNK = 1 << 20
TAG = 16
_PREFIX = 7
_MOST_CHUNKS = 2**32


def subkey(key: bytes, use: str) -> bytes:
    """A key for one use (sealing, look-up), so that no key serves two."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"berdaya {use}".encode()).derive(key)


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


def _with_last(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of exactly `size` bytes, the last one shorter or empty, and marked."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > size:
            yield bytes(held[:size]), False
            del held[:size]
    yield bytes(held), True


def seal(pieces: Iterable[bytes], target: BinaryIO, key: bytes, label: str) -> None:
    """Write the pieces sealed under `key`. The label must be given again to open the file."""
    cipher = AESGCM(key)
    prefix = os.urandom(_PREFIX)
    bound = MAGIC + prefix + label.encode()
    target.write(MAGIC + prefix)
    for number, (piece, last) in enumerate(_with_last(pieces, CHUNK)):
        if number >= _MOST_CHUNKS:
            raise ValueError("too large for one sealed file")
        target.write(cipher.encrypt(_nonce(prefix, number, last), piece, bound))


def unseal(source: BinaryIO, key: bytes, label: str) -> Iterator[bytes]:
    """The pieces of a sealed file, each checked before it is given out. Refused when anything is wrong."""
    head = source.read(len(MAGIC) + _PREFIX)
    if len(head) != len(MAGIC) + _PREFIX or not head.startswith(MAGIC):
        raise Refused(_broken(label))
    cipher, prefix, bound = AESGCM(key), head[len(MAGIC) :], head + label.encode()
    number, sealed = 0, source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, number, not following), sealed, bound)
        except InvalidTag:
            raise Refused(_broken(label)) from None
        if not following:
            return
        number, sealed = number + 1, following


def seal_bytes(content: bytes, path: Path, key: bytes, label: str) -> None:
    """Seal a value into a new file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        seal((content,), target, key, label)
        target.flush()
        os.fsync(target.fileno())


def unseal_bytes(path: Path, key: bytes, label: str) -> bytes:
    with path.open("rb") as source:
        return b"".join(unseal(source, key, label))


def _broken(label: str) -> Finding:
    return Finding(
        "seal.broken",
        label,
        "berkas tersandi rusak, terpotong, atau kuncinya bukan ini",
        "Ambil salinan yang utuh dari cadangan; isi yang rusak tidak dibuka sebagian.",
    )
