"""What this room keeps: rounds of work in villages and what was seen and decided there."""

from berdaya.scan.models.cycle import Cycle, Household, StageDate

__all__ = ["Cycle", "Household", "StageDate"]
