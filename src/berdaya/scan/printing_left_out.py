"""The named lists for the Musdes on paper: confidential, with who printed it, kept nowhere."""

from collections.abc import Mapping, Sequence

from berdaya.access.clock import now, today_in, zones
from berdaya.access.places import place_title
from berdaya.documents.paper import Letterhead, Paper, render
from berdaya.kernel.calendar import format_date
from berdaya.region.rules.codes import Level, part_of
from berdaya.scan.models import Cycle
from berdaya.scan.rules.exclusion import Left
from berdaya.scan.services.leftout import Gathered
from berdaya.scan.shown.pairs import NamedDoubt, NamedHome
from berdaya.scan.shown.programmes import LEFT_CONTEXT, LEFT_WORDS


def print_left_out(
    cycle: Cycle,
    printed_by: str,
    found: Gathered,
    homes: Mapping[Left, Sequence[NamedHome]],
    questions: Sequence[NamedDoubt],
) -> bytes:
    """A PDF; every page says that it is confidential, who printed it and when."""
    today = today_in(cycle.territory)
    hour = now().astimezone(zones().of(cycle.territory))
    place = place_title(cycle.territory)
    name = place.split(", ")[0]
    kabupaten = part_of(cycle.territory, Level.KABUPATEN) or cycle.territory
    when = f"{format_date(today)} pukul {hour:%H.%M}"
    paper = Paper(
        kind=f"RAHASIA, hanya untuk musyawarah. Dicetak {printed_by}, {when}",
        number="bahan musyawarah",
        title="Rumah tangga yang terlewat\ndan penerima yang perlu ditanyakan",
        subtitle=f"Bahan musyawarah, putaran {cycle.year}",
        office=name,
        date=today,
        place=name,
        short=f"RAHASIA. Daftar terlewat {name}",
        letterhead=Letterhead(f"Pemerintah {place_title(kabupaten).split(', ')[0]}", name),
    )
    values = {
        "place": place,
        "lists": [f"{one.programme.name}, per {format_date(one.as_of)}" for one in found.lists],
        "groups": [_group(left, rows) for left, rows in homes.items() if rows],
        "doubts": [[one.name, one.address, one.programme, one.question] for one in questions],
        "open": found.open,
    }
    return render("scan/left_out", paper, values)


def _group(left: Left, rows: Sequence[NamedHome]) -> dict[str, object]:
    return {
        "title": LEFT_WORDS[left],
        "about": LEFT_CONTEXT[left],
        "rows": [[one.head, one.address, one.decile, one.klass, one.missed, one.reasons] for one in rows],
    }
