"""Where and when a selection is made."""

from dataclasses import dataclass
from datetime import date

from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.rulebook.rules import Rulebook


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when: the kabupaten, the official list, the rules, the day that decides which hold."""

    district: str
    gazetteer: Gazetteer
    book: Rulebook
    on: date

    @property
    def title(self) -> str:
        """`Kabupaten Pemalang`."""
        return self.gazetteer.names[self.district]
