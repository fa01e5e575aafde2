"""Facts of this room: the year, proposals and their fate, ranked lists, sessions, the levels above."""

from berdaya.deliberation.models.answer_tables import AnsweredRow, AnswerTable
from berdaya.deliberation.models.booking_tables import BookedRow, BookingTable
from berdaya.deliberation.models.contributions import Contribution
from berdaya.deliberation.models.exchange import Exchange, ExchangeRow
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
from berdaya.deliberation.models.upward import Answer, Forum, ForumEntry, HandedItem, HandOver

__all__ = [
    "Answer",
    "AnswerTable",
    "AnsweredRow",
    "BookedRow",
    "BookingTable",
    "Contribution",
    "Cycle",
    "Delegate",
    "Draft",
    "Exchange",
    "ExchangeRow",
    "Forum",
    "ForumChange",
    "ForumEntry",
    "HandOver",
    "HandedItem",
    "LedgerEntry",
    "Move",
    "Photo",
    "Proposal",
    "RankedItem",
    "RankedList",
    "Session",
    "Stage",
]
