"""Photos that rooms keep: both sizes put away, and given up again where the room keeps no row of them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.db import IntegrityError

from berdaya.documents.store import drop_files, put_file
from berdaya.documents.uploads import Clean


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture in the store, with its small one and the digest by which it is known again."""

    file: str
    small: str
    sha256: str


class _Row(Protocol):
    file: str


Row = TypeVar("Row", bound=_Row)


def keep_photo(full: Clean, small: Clean, write: Callable[[Stored], Row], same: Callable[[str], Row]) -> Row:
    """The row of a picture that was drawn anew. `write` makes it in its own transaction, or gives the one
    that has this digest already; `same` finds that one where somebody else was faster. Files without a row
    go, also when `write` refuses."""
    stored = Stored(
        put_file(full.content, full.ending),
        put_file(small.content, small.ending),
        hashlib.sha256(full.content).hexdigest(),
    )
    kept = None
    try:
        kept = write(stored)
    except IntegrityError:
        kept = same(stored.sha256)
    finally:
        if kept is None or kept.file != stored.file:
            drop_files(stored.file, stored.small)
    return kept
