"""The digest that an answer carries over its own content, so that a file changed by hand does not pass.

It is no signature: who can compute it can write it anew. It tells a slip or a quiet change from the answer
that the command wrote.
"""

from collections.abc import Mapping
from typing import Any

from berdaya.kernel.digests import digest_of

SEAL = "answer_digest"


def sealed(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with the digest of all the rest of it."""
    return {**answer, SEAL: _digest(answer)}


def seal_fits(answer: Mapping[str, Any]) -> bool | None:
    """Does the digest fit the content? None where there is none."""
    return None if answer.get(SEAL) is None else answer[SEAL] == _digest(answer)


def _digest(answer: Mapping[str, Any]) -> str:
    return digest_of({key: value for key, value in answer.items() if key != SEAL})
