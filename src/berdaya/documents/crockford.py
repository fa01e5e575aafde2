"""Crockford's base 32: signs that a QR, a shell and a telephone call leave as they are."""

import base64
import re

_FROM_RFC = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_TO_RFC = str.maketrans("0123456789ABCDEFGHJKMNPQRSTVWXYZ", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISREAD = str.maketrans("OIL", "011")


def crockford(data: bytes) -> str:
    """Base 32 without I, L, O and U: safe in a QR, in a shell and read out over the telephone."""
    return base64.b32encode(data).decode().rstrip("=").translate(_FROM_RFC)


def from_crockford(text: str) -> bytes:
    """The bytes again; lower case, spaces and the usual misreadings (O, I, L) are forgiven."""
    signs = re.sub(r"[\s-]", "", text).upper().translate(_MISREAD).translate(_TO_RFC)
    return base64.b32decode(signs + "=" * (-len(signs) % 8))


def normal_code(text: str) -> str:
    """A code as it is kept, however it was typed: lower case, spaces, dashes and O, I, L are forgiven."""
    return re.sub(r"[\s-]", "", text[:80]).upper().translate(_MISREAD)
