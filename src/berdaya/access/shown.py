"""How roles and entries are put into words for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from berdaya.access.clock import sheets, today_in
from berdaya.access.models import AuditEntry, Holding
from berdaya.access.pages import page_of
from berdaya.access.places import place_title
from berdaya.access.rules.hats import Standing
from berdaya.access.rules.purposes import Purpose
from berdaya.access.rules.roles import Role

VERBS = {
    "sitting.opened": "masuk",
    "sittings.closed": "mengeluarkan perangkat lain",
    "password.changed": "mengganti kata sandi",
    "factor.enrolled": "memasang kode kedua",
    "factor.recovered": "memakai kode cadangan",
    "role.founded": "pengelola pertama ditetapkan dari komputer kantor",
    "role.proposed": "mengusulkan peran",
    "role.confirmed": "menyetujui peran",
    "role.ended": "mengakhiri peran",
    "invite.issued": "membuat kode masuk",
    "invite.typed": "undangan dibuat dari komputer kantor",
    "invite.confirmed": "menyetujui kode masuk",
    "invite.accepted": "memakai kode masuk",
    "draft.handed_on": "draf diteruskan ke pemegang peran berikutnya",
    "nik.sought": "mencari rumah tangga dengan NIK atau nomor KK",
    "nik.shown": "membuka NIK utuh",
    "nik.held_back": "ditahan: terlalu banyak mencari atau membuka NIK",
}


KINDS = {
    "person": "akun",
    "holding": "peran",
    "draft": "draf",
    "household": "rumah tangga",
}


@dataclass(frozen=True, slots=True)
class ShownHolding:
    """A role as a page shows it."""

    holding: Holding
    title: str
    does: str
    place: str
    standing: Standing
    asks_second_factor: bool

    @property
    def in_force(self) -> bool:
        return self.standing is Standing.IN_FORCE

    @property
    def waiting(self) -> bool:
        return self.standing is Standing.WAITING

    @property
    def over(self) -> bool:
        return self.standing in (Standing.ENDED, Standing.LAPSED)


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry of the trail as a page shows it."""

    entry: AuditEntry
    words: str
    kind: str
    role: str
    place: str
    purpose: str
    address: str


def shown_holding(holding: Holding) -> ShownHolding:
    sheet = sheets()[Role(holding.role)]
    return ShownHolding(
        holding=holding,
        title=f"{sheet.title}, {holding.body}" if holding.body else sheet.title,
        does=sheet.does,
        place=place_title(holding.territory),
        standing=holding.standing(today_in(holding.territory)),
        asks_second_factor=sheet.approves,
    )


def shown_holdings(holdings: Iterable[Holding]) -> list[ShownHolding]:
    return [shown_holding(holding) for holding in holdings]


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """Verbs and kinds in words: of this room, and of each room that has a `trail.py` with both."""
    verbs, kinds = dict(VERBS), dict(KINDS)
    for room in apps.get_app_configs():
        name = f"{room.name}.trail"
        if room.name.startswith("berdaya.") and find_spec(name):
            told = import_module(name)
            verbs |= told.VERBS
            kinds |= told.KINDS
    return verbs, kinds


def verbs_named(words: str) -> list[str]:
    """The deeds that the page calls so."""
    wanted = words.casefold()
    return [verb for verb, told in _words()[0].items() if wanted and wanted in told.casefold()]


def object_named(words: str) -> tuple[list[str], str]:
    """`peran 25` as the page writes an object: the kinds that are called so, and its mark."""
    name, _, ident = words.rpartition(" ")
    kinds = [kind for kind, told in _words()[1].items() if name.casefold() == told.casefold()]
    return (kinds, ident) if kinds else ([], words)


def shown_entries(hat: Holding, entries: Iterable[AuditEntry]) -> list[ShownEntry]:
    """Entries in words; the record of an entry leads to its page where that opens for the hat."""
    verbs, kinds = _words()
    titles = {role.value: sheet.title for role, sheet in sheets().items()}
    return [
        ShownEntry(
            entry=entry,
            words=verbs.get(entry.verb, entry.verb),
            kind=kinds.get(entry.kind, entry.kind),
            role=titles.get(entry.role, ""),
            place=place_title(entry.territory) if entry.territory else "",
            purpose=Purpose(entry.purpose).words if entry.purpose else "",
            address=page_of(hat, entry.kind, entry.ident, entry.territory),
        )
        for entry in entries
    ]
