"""Why one village is on the decreed list or not, for whoever sees the village and not the whole list."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import load
from berdaya.targeting import doors
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation, Decree
from berdaya.targeting.rules.publication import Shown, Standing, what_may_be_shown
from berdaya.targeting.rules.reasons import WORDS
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.shown.results import KEPT, NO_SEAT, chip_of
from berdaya.targeting.shown.whys import Panel, panel, seats_of

WORDS_OF: Final = {stratum.value: word.capitalize() for stratum, word in WORDS.items()}
SAID: Final = {
    "tambah": "Hitungan tidak memilihnya; forum menambahkannya dengan alasan dan berita acara.",
    "cabut": "Hitungan memilihnya; forum mencabutnya dengan alasan dan berita acara.",
    KEPT: "Menurut peringkat ia di luar kursi, tetapi tetap didampingi karena ada dalam daftar sebelumnya.",
    NO_SEAT: "Menurut peringkat ia di dalam kursi, tetapi kursinya dipakai tempat dari daftar sebelumnya.",
}


@dataclass(frozen=True, slots=True)
class VillageWhy:
    """`panel` holds the sum; None where it would tell a small count to a reader without the right to it."""

    row: ResultRow
    decree: Decree
    agency: str
    heading: str
    said: str
    panel: Panel | None
    trials: str
    sees_list: bool
    source: str
    least: int


def village_why(decree: Decree, code: str, *, sees_list: bool) -> VillageWhy | None:
    """From the list as it was decreed; None where that list does not hold the place."""
    computation = decree.discussion.computation
    rows = doors.results_of(computation, code)
    row = next((row for row in rows if row.code == code), None)
    if row is None:
        return None
    shown = _shown(decree, computation, rows)
    told = panel(computation, rows, code)
    lead = doors.lead_of(decree, code)
    name = f"{WORDS_OF[row.stratum]} {row.name}"
    mark = row.change or chip_of(row, seats_of(computation, row.stratum))
    return VillageWhy(
        row,
        decree,
        lead.agency_name if lead else "",
        f"Mengapa {name} didampingi" if row.decided else f"Mengapa {name} tidak didampingi",
        SAID.get(mark, ""),
        told if sees_list or code in shown.ranks & shown.scores else None,
        told.trials if told and (sees_list or code in shown.trials) else "",
        sees_list,
        computation.register_words,
        shown.least,
    )


def _shown(decree: Decree, computation: Computation, rows: Sequence[ResultRow]) -> Shown:
    """What may be told of the list to those who may not read its small counts."""
    rule = load(local_rules_folder()).in_force(
        "targeting.publication", computation.on_date, territory=decree.territory
    )
    places = [
        Standing(row.code, row.stratum, row.n, Fraction(row.score), row.idm is not None, bool(row.red))
        for row in rows
    ]
    method, weight = Method(computation.method), Fraction(computation.weight)
    return what_may_be_shown(places, method, weight, rule.values["least_in_village"])
