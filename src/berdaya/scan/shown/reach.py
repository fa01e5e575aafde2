"""What the inventory tells the profile of a village: its programmes, and how many households they miss."""

from dataclasses import dataclass, field
from typing import Any

from berdaya.register.services.rulings import least_shown
from berdaya.scan.doors.programmes import lists_of, programmes_of
from berdaya.scan.models import Cycle
from berdaya.scan.services.leftout import gathered
from berdaya.scan.services.programmes import programmes_on
from berdaya.scan.shown.programmes import ProgrammeRow, sums_of, veiled_counts


@dataclass(frozen=True, slots=True)
class Programmes:
    """Programmes of a round, their money, and where the households stand over the lists that were matched.

    `counts` are veiled for everybody, as in the inventory: small counts do not leave the Musdes. They are
    empty while no list was matched; `open` pairs still wait for a person.
    """

    rows: list[ProgrammeRow] = field(default_factory=list)
    sums: list[dict[str, Any]] = field(default_factory=list)
    counts: list[dict[str, str]] = field(default_factory=list)
    least: int = 0
    open: int = 0

    @property
    def words(self) -> str:
        """One sentence on what the counts rest on."""
        if not self.counts:
            return "Belum ada daftar penerima yang dicocokkan, jadi belum diketahui siapa yang terlewat."
        told = f"Hitungan di bawah {self.least} ditulis <{self.least}; nama hanya untuk musyawarah."
        return f"{told} Masih {self.open} pasangan belum diputuskan." if self.open else told


def programmes_told(cycle: Cycle) -> Programmes:
    """Seven queries at most, however many programmes, lists and households there are."""
    items, lists = programmes_of(cycle), lists_of(cycle)
    kinds = programmes_on(cycle.on_date, cycle.territory).kinds
    many = [one.programme_id for one in lists]
    rows = [ProgrammeRow(one, kinds[one.kind].title, many.count(one.pk)) for one in items]
    least = least_shown(cycle.territory)
    sums = sums_of(items, cycle.problems.filter(dropped_at=None).count())
    if not any(one.matched_at for one in lists):
        return Programmes(rows, sums, least=least)
    found = gathered(cycle)
    return Programmes(rows, sums, veiled_counts(found.counts, least), least, found.open)
