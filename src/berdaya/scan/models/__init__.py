"""What this room keeps: rounds of work in villages and what was seen and decided there."""

from berdaya.scan.models.cycle import Cycle, Household, StageDate
from berdaya.scan.models.musdes import Decision, Objection, Session
from berdaya.scan.models.visits import FoundDifference, Visit, VisitPhoto

__all__ = [
    "Cycle",
    "Decision",
    "FoundDifference",
    "Household",
    "Objection",
    "Session",
    "StageDate",
    "Visit",
    "VisitPhoto",
]
