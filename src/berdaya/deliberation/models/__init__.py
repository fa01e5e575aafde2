"""Facts of this room: the year, proposals and their fate, ranked lists, sessions that merge them."""

from berdaya.deliberation.models.proposals import (
    Cycle,
    Move,
    Photo,
    Proposal,
    RankedItem,
    RankedList,
    Stage,
)
from berdaya.deliberation.models.sessions import Delegate, Draft, ForumChange, LedgerEntry, Session

__all__ = [
    "Cycle",
    "Delegate",
    "Draft",
    "ForumChange",
    "LedgerEntry",
    "Move",
    "Photo",
    "Proposal",
    "RankedItem",
    "RankedList",
    "Session",
    "Stage",
]
