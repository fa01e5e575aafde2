"""What a stranger may see of a decreed list: places, offices, index, hidden small counts. Nothing else, ever.

No name of a person (not even who signed), no reason of a change, no score, no household.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.access.clock import today_in
from berdaya.kernel.numbers import format_decimal
from berdaya.kernel.settings import local_rules_folder
from berdaya.region.rules.gazetteer import official
from berdaya.rulebook.rules import load
from berdaya.targeting.doors import ResultRow, followers_of, leads_by_place, results_of
from berdaya.targeting.models import Decree
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.publication import count_words
from berdaya.targeting.rules.whys import PEOPLE


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """One row: all that is ever shown of a place."""

    code: str
    kind: str
    name: str
    kecamatan: str
    agency: str
    count: str
    index: str
    status: str


@dataclass(frozen=True, slots=True)
class PublicDecree:
    """A decree and its list, as anybody may read them."""

    head: str
    number: str
    date: dt.date
    valid_from: dt.date
    valid_to: dt.date
    territory: str
    counted: str
    index: str
    register: str
    places: tuple[PublicPlace, ...]
    agencies: int
    least: int
    followed_by: str

    @property
    def desa(self) -> int:
        return sum(place.kind == "desa" for place in self.places)

    @property
    def in_force(self) -> bool:
        return not self.followed_by


def published(slug: str) -> PublicDecree | None:
    """The decree at a public address; None for an address that there is not."""
    decree = (
        Decree.objects.standing().select_related("discussion__computation", "run").filter(slug=slug).first()
    )
    return None if decree is None else _public(decree)


def _public(decree: Decree) -> PublicDecree:
    computation = decree.discussion.computation
    rows = [row for row in results_of(computation) if row.decided]
    leads = leads_by_place(decree)
    book = load(local_rules_folder())
    rule = book.in_force("targeting.publication", computation.on_date, territory=decree.territory)
    least = rule.values["least_in_village"]
    after = followers_of(decree)
    begun = after is not None and after.valid_from <= today_in(decree.territory)
    return PublicDecree(
        head=decree.head,
        number=decree.number,
        date=decree.date,
        valid_from=decree.valid_from,
        valid_to=decree.valid_to,
        territory=official().names[decree.territory],
        counted=f"{PEOPLE[Unit(computation.unit)]} desil 1",
        index=computation.index_words,
        register=computation.register_words,
        places=tuple(_place(row, leads, least) for row in sorted(rows, key=lambda row: row.code)),
        agencies=len(set(leads.values())),
        least=least,
        followed_by=after.number if after is not None and begun else "",
    )


def _place(row: ResultRow, leads: Mapping[str, str], least: int) -> PublicPlace:
    return PublicPlace(
        row.code,
        row.stratum,
        row.name,
        row.kecamatan,
        leads.get(row.code, ""),
        count_words(row.n, least),
        "" if row.idm is None else format_decimal(row.idm, 4),
        row.status,
    )


def share_words(decree: PublicDecree, places: Sequence[PublicPlace]) -> str:
    """A text to pass on: which places, by whom, under which decree."""
    until = f"sampai {decree.valid_to.year}"
    if len(places) == 1:
        place = places[0]
        by = f" didampingi {place.agency}" if place.agency else " didampingi"
        said = f"{place.kind.capitalize()} {place.name}, Kec. {place.kecamatan},{by} {until}"
    else:
        said = f"{len(decree.places)} desa dan kelurahan di {decree.territory} didampingi {until}"
    return f"{said} (Keputusan {decree.head} Nomor {decree.number})."
