"""Papers of this room: the list that is read aloud in the village meeting, with names and for it alone."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.places import place_title
from berdaya.documents.paper import Paper
from berdaya.kernel.calendar import format_date
from berdaya.scan.doors.counts import homes_in
from berdaya.scan.models import Cycle, Household
from berdaya.scan.rules.field import combined
from berdaya.scan.rules.homes import OPEN
from berdaya.scan.rules.telling import told_homes
from berdaya.scan.shown.households import class_words, rt_words

READING: Final = "scan/reading_list"
WHAT: Final = "Daftar Baca Musyawarah"


def reading_paper(cycle: Cycle) -> Paper:
    """A working sheet: no number and no code, it is destroyed after the meeting."""
    place = place_title(cycle.territory).split(", ")[0]
    return Paper(
        kind=WHAT,
        title=f"{WHAT}\n{place}",
        office=place,
        number="lembar kerja",
        date=today_in(cycle.territory),
        short=f"{WHAT} {place}",
    )


def reading_values(
    cycle: Cycle, homes: Sequence[Household], name_of: Callable[[Household], str], visits: dict[str, str]
) -> dict[str, Any]:
    """By RT, in the order of work: number, head, class, signs, what the visit found, room for the pen."""
    groups: dict[str, list[list[str]]] = {}
    for home in sorted(homes, key=lambda one: (one.rt == "", one.rt, one.urgency)):
        groups.setdefault(rt_words(home.rt), []).append(_row(home, name_of(home), visits))
    return {
        "place": place_title(cycle.territory),
        "agency": cycle.agency,
        "day": format_date(today_in(cycle.territory)),
        "groups": [{"title": title, "rows": rows} for title, rows in groups.items()],
        "total": told_homes(homes_in(cycle), None),
    }


def _row(home: Household, name: str, visits: dict[str, str]) -> list[str]:
    bits = home.decided_bits or combined(home.bits, home.field_bits)
    known = len(bits) - bits.count(OPEN)
    klass = home.decided_klass or home.field_klass or home.klass
    found = visits.get(home.outcome, "") if home.outcome else visits[home.visit]
    decile = "–" if home.decile is None else str(home.decile)
    signs = f"{bits.count('1')} dari {known}"
    return [str(home.urgency), name, decile, class_words(klass), signs, found, home.decision]
