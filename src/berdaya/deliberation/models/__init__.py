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

__all__ = ["Cycle", "Move", "Photo", "Proposal", "RankedItem", "RankedList", "Stage"]
