"""What this room keeps: rounds of work in villages and what was seen and decided there."""

from berdaya.scan.models.cycle import Cycle, Household, StageDate
from berdaya.scan.models.fgd import Fgd, FgdTopic
from berdaya.scan.models.musdes import Decision, Objection, Session
from berdaya.scan.models.plans import (
    LineNews,
    Plan,
    PlanLine,
    Report,
    Supervision,
    SupervisionPhoto,
)
from berdaya.scan.models.potentials import BodyFacts, BusinessFacts, NaturalFacts, Potential, SkillFacts
from berdaya.scan.models.programmes import ProblemItem, ProgramItem
from berdaya.scan.models.recipients import Pair, PairAnswer, Recipient, RecipientList
from berdaya.scan.models.sid import SidCheck, SidClass
from berdaya.scan.models.visits import FoundDifference, Visit, VisitPhoto

__all__ = [
    "BodyFacts",
    "BusinessFacts",
    "Cycle",
    "Decision",
    "Fgd",
    "FgdTopic",
    "FoundDifference",
    "Household",
    "LineNews",
    "NaturalFacts",
    "Objection",
    "Pair",
    "PairAnswer",
    "Plan",
    "PlanLine",
    "Potential",
    "ProblemItem",
    "ProgramItem",
    "Recipient",
    "RecipientList",
    "Report",
    "Session",
    "SidCheck",
    "SidClass",
    "SkillFacts",
    "StageDate",
    "Supervision",
    "SupervisionPhoto",
    "Visit",
    "VisitPhoto",
]
