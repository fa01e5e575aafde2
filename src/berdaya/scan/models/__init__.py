"""What this room keeps: rounds of work in villages and what was seen and decided there."""

from berdaya.scan.models.cycle import Cycle, Household, StageDate
from berdaya.scan.models.musdes import Decision, Objection, Session
from berdaya.scan.models.programmes import ProblemItem, ProgramItem
from berdaya.scan.models.recipients import Pair, PairAnswer, Recipient, RecipientList
from berdaya.scan.models.visits import FoundDifference, Visit, VisitPhoto

__all__ = [
    "Cycle",
    "Decision",
    "FoundDifference",
    "Household",
    "Objection",
    "Pair",
    "PairAnswer",
    "ProblemItem",
    "ProgramItem",
    "Recipient",
    "RecipientList",
    "Session",
    "StageDate",
    "Visit",
    "VisitPhoto",
]
