"""Facts of this room: lists of assisted places from draft to decree, and who assists them."""

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
    "ChangeWithdrawal",
    "Check",
    "Computation",
    "ComputationAnswer",
    "Decree",
    "Discussion",
    "InputFile",
    "Inputs",
    "PlaceChange",
    "PlaceResult",
    "Recheck",
    "Return",
    "Run",
    "RunStep",
]
