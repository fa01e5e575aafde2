"""The panel "Mengapa?" of one place: the sum redone from the figures of the list itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import load
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation
from berdaya.targeting.rules.places import Place, Unit
from berdaya.targeting.rules.reasons import Telling
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Ranked, ranking
from berdaya.targeting.rules.whys import Asked, Why

LAW = {"law": "", "design": ", usulan Berdaya yang dapat diubah kantor", "uncertain": ", belum dipastikan"}


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands in the panel: the place, the sum or the paragraph, the trial lists, the rule."""

    row: ResultRow
    why: Why | None
    paragraph: str
    trials: str
    rule: str
    digest: str


def panel(computation: Computation, rows: Sequence[ResultRow], opened: str) -> Panel | None:
    """None when the list does not hold the place."""
    row = next((row for row in rows if row.code == opened), None)
    if row is None:
        return None
    same = [other for other in rows if other.stratum == row.stratum]
    why, paragraph, tipping = _told(computation, same, row)
    return Panel(
        row,
        why,
        paragraph,
        f"{_trials(row, computation)} {tipping}".strip(),
        _rule(computation),
        short_digest(computation.input_digest),
    )


def short_digest(digest: str) -> str:
    """`a91f-07c2`: enough to compare by eye."""
    return f"{digest[:4]}-{digest[4:8]}"


def _told(computation: Computation, rows: Sequence[ResultRow], row: ResultRow) -> tuple[Why | None, str, str]:
    ranked, high = _ranked(computation, rows), _high(computation)
    weight, unit = Fraction(computation.weight), Unit(computation.unit)
    seats = seats_of(computation, row.stratum)
    if computation.method == Method.M1 and computation.follows_id is None:
        asked = Asked(ranked, seats, weight, unit, computation.index_name, high)
        return asked.why(row.code), "", asked.tipping(row.code) if row.stratum == "desa" else ""
    if row.words:
        return None, row.words, row.tipping
    telling = Telling(ranked, seats, Method(computation.method), weight, unit, computation.index_name, high)
    return None, telling.reason(next(r for r in ranked if r.place.code == row.code)), ""


def seats_of(computation: Computation, stratum: str) -> int:
    return computation.desa_seats if stratum == "desa" else computation.kelurahan_seats


def _ranked(computation: Computation, rows: Sequence[ResultRow]) -> tuple[Ranked, ...]:
    places = [_place(row) for row in sorted(rows, key=lambda row: row.code)]
    seats = seats_of(computation, rows[0].stratum)
    return ranking(Method(computation.method), places, seats, Fraction(computation.weight))


def _place(row: ResultRow) -> Place:
    index = None if row.idm is None else Decimal(row.idm)
    return Place(row.code, row.name, row.n, row.listed, row.whole, index, row.red)


def _high(computation: Computation) -> Fraction:
    """From which rank on a count or an index is called high, by the rule of the list."""
    book = load(local_rules_folder())
    rule = book.in_force("targeting.selection", computation.on_date, territory=computation.run.territory)
    return Fraction(rule.values["high"])


def _trials(row: ResultRow, computation: Computation) -> str:
    if row.selected:
        still = "tetap terpilih" if row.times else "tidak terpilih"
        return f"Ia {still} dalam {row.times} dari {computation.lists} hitungan uji."
    if row.times:
        return f"Ia terpilih dalam {row.times} dari {computation.lists} hitungan uji."
    return f"Ia tidak terpilih dalam satu pun dari {computation.lists} hitungan uji."


def _rule(computation: Computation) -> str:
    names = {
        "M0": "desa merah dahulu (M0)",
        "M1": "rerata peringkat (M1)",
        "M2": "nilai baku (M2)",
        "M3": "rerata geometrik (M3)",
    }
    return names[computation.method] + LAW.get(computation.rule_standing, "")
