"""A signature over every byte of a finished PDF, which stands inside that PDF.

PDF/A allows nothing after the end of the file, so the file is printed with a blank among its keywords, as
long as a signature. The file with the blank is signed, and the signature takes the place of the blank; to
check, the blank is put back. Ed25519 is deterministic: the same file gets the same seal.
"""

import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from berdaya.documents.crockford import crockford, from_crockford

MARK = "BRF1."
BLANK = MARK + "0" * 103
_SEAL = re.compile(rb"BRF1\.([0-9A-Z]{103})")
_CONTEXT = b"berdaya file 1\0"


def sealed_file(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """The file with its seal. A file that has no room for one is a programmer's mistake."""
    if BLANK.encode() not in content:
        raise ValueError("the template leaves no room for the seal: print `proof.marks` among the keywords")
    seal = MARK + crockford(key.sign(_signed(content)))
    return content.replace(BLANK.encode(), seal.encode())


def has_seal(content: bytes) -> bool:
    return _SEAL.search(content) is not None


def seal_holds(content: bytes, key: Ed25519PublicKey) -> bool:
    """Is every byte as it was when this key sealed the file?"""
    seals: set[bytes] = set(_SEAL.findall(content))
    if len(seals) != 1:
        return False
    seal = seals.pop().decode()
    try:
        signature = from_crockford(seal)
        key.verify(signature, _signed(_SEAL.sub(BLANK.encode(), content)))
    except (ValueError, InvalidSignature):
        return False
    return crockford(signature) == seal


def _signed(content: bytes) -> bytes:
    return _CONTEXT + hashlib.sha256(content).digest()
