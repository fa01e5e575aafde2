"""One-time codes that people copy from paper: no letter that looks like a digit, grouped, hard to guess."""

import hashlib
from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """How a code reaches its owner."""

    LINK = "tautan"
    SLIP = "slip"

    @property
    def words(self) -> str:
        return {Way.LINK: "Tautan untuk dikirim", Way.SLIP: "Slip untuk dicetak"}[self]


ALPHABET: Final = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
_LOOKALIKES: Final = str.maketrans("", "", " -–.\t")


def grouped(code: str, size: int = 4) -> str:
    """`KAMB7H3PM2QX` -> `KAMB-7H3P-M2QX`."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def as_typed(text: str) -> str:
    """What somebody typed from a slip: case, spaces and dashes do not matter."""
    return text.translate(_LOOKALIKES).upper()


def fingerprint(secret: str) -> str:
    """What is kept of a code. Plain SHA-256 will do: the codes are random and too many to try."""
    return hashlib.sha256(secret.encode()).hexdigest()
