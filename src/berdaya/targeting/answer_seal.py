"""What an answer carries over its own content, so that a file changed by hand does not pass.

The digest finds a slip: whoever can compute it can write it anew. The seal is made with the key of the
office: only who has that key can write it. It names its key, so that an answer of another office is told
from one that was changed.
"""

import hmac
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from typing import Any

from berdaya.access.seal_text import keyed_digest, office_key_at_hand
from berdaya.kernel.digests import canonical_json, digest_of
from berdaya.kernel.findings import Refused

DIGEST, SEAL = "answer_digest", "answer_seal"
MARKS = (DIGEST, SEAL)
_USE = "targeting answer"


class Seal(Enum):
    """How an answer stands to its digest and its seal."""

    FITS = "fits"
    ABSENT = "absent"
    UNKNOWN = "unknown"  # sealed with a key that is not at hand
    WRONG = "wrong"


def sealed(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with its digest and, where a key can be had, its seal."""
    plain = _plain(answer)
    made = {**plain, DIGEST: digest_of(plain)}
    with suppress(Refused, OSError):  # without a key the answer is still good for drafts
        made[SEAL] = _seal(plain)
    return made


def seal_of(answer: Mapping[str, Any]) -> Seal:
    """Does what the answer carries fit what it says?"""
    plain, digest, seal = _plain(answer), answer.get(DIGEST), answer.get(SEAL)
    if digest is not None and digest != digest_of(plain):
        return Seal.WRONG
    if digest is None or seal is None:
        return Seal.ABSENT
    if not office_key_at_hand() or str(seal).partition(":")[0] != _key_name():
        return Seal.UNKNOWN
    return Seal.FITS if hmac.compare_digest(str(seal).encode(), _seal(plain).encode()) else Seal.WRONG


def _plain(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in MARKS}


def _seal(plain: Mapping[str, Any]) -> str:
    return f"{_key_name()}:{keyed_digest(canonical_json(plain), _USE)}"


def _key_name() -> str:
    return keyed_digest("", f"{_USE} key")[:16]
