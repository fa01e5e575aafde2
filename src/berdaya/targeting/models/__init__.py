"""Facts of this room: lists of assisted places from draft to decree, and who assists them."""

from berdaya.targeting.models.assignments import (
    AgencyPair,
    AssignedPlace,
    Assignment,
    AssignmentAnswer,
    AssignmentSetup,
    PairWithdrawal,
)
from berdaya.targeting.models.decisions import (
    ChangeWithdrawal,
    Check,
    Decree,
    Discussion,
    PlaceChange,
    Return,
    RunStep,
)
from berdaya.targeting.models.results import Computation, ComputationAnswer, PlaceResult, Recheck
from berdaya.targeting.models.runs import InputFile, Inputs, Run

__all__ = [
    "AgencyPair",
    "AssignedPlace",
    "Assignment",
    "AssignmentAnswer",
    "AssignmentSetup",
    "ChangeWithdrawal",
    "Check",
    "Computation",
    "ComputationAnswer",
    "Decree",
    "Discussion",
    "InputFile",
    "Inputs",
    "PairWithdrawal",
    "PlaceChange",
    "PlaceResult",
    "Recheck",
    "Return",
    "Run",
    "RunStep",
]
