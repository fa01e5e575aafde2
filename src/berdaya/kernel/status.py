"""The status line of a page: what happened, why, what comes next, who does it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusLine:
    """Its four cells, as sentences. `waiting` when the next step is the reader's."""

    what: str
    why: str
    next: str
    who: str
    waiting: bool = False
