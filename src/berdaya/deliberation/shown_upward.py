"""How the levels above the village stand on pages: lists that went up, the forum's table, the desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.access.rules.roles import Role
from berdaya.deliberation import page_doors
from berdaya.deliberation import upward_doors as above
from berdaya.deliberation.models import Forum, ForumEntry, HandOver, Proposal
from berdaya.deliberation.rules.states import State, is_desa
from berdaya.deliberation.rules.upward import Sitting
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_rupiah
from berdaya.kernel.status import StatusLine

STAGES = (
    State.AGENCY,
    State.ROUTED,
    State.ACCEPTED,
    State.RKPD,
    State.KUA,
    State.CHOSEN,
)
BULK = {
    State.ACCEPTED: (State.RKPD,),
    State.RKPD: (State.KUA, State.APBD),
    State.KUA: (State.APBD,),
    State.CHOSEN: (State.RKPD,),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list that went up, as the page shows it."""

    one: HandOver
    place: str
    many: int
    waits: bool
    chip: str
    words: str


def lists_shown(hat: Holding, found: Iterable[Any]) -> list[ListRow]:
    listed = list(found)
    titles = _titles(one.cycle.territory for one in listed)
    return [_list_row(hat, one, titles[one.cycle.territory]) for one in listed]


def _list_row(hat: Holding, one: Any, place: str) -> ListRow:
    words = "Diterima" if one.received_at else "Diserahkan"
    words += ", terlambat" if one.late else ""
    waits = one.received_at is None and above.may_receive(hat, one.cycle)
    chip = "wait" if one.late or one.received_at is None else ""
    return ListRow(one, place, one.many, waits, chip, words)


def _titles(codes: Iterable[str]) -> dict[str, str]:
    return {code: title.split(",")[0] for code, title in place_titles(codes).items()}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A proposal before the musrenbang of the kecamatan."""

    one: ForumEntry
    village: str
    cost: str
    note: str
    verdict: str
    chip: str
    why: str


def entries_shown(entries: Iterable[ForumEntry]) -> list[EntryRow]:
    listed = list(entries)
    titles = _titles(one.proposal.cycle.territory for one in listed)
    return [_entry_row(one, titles[one.proposal.cycle.territory]) for one in listed]


def _entry_row(one: ForumEntry, village: str) -> EntryRow:
    mine = one.proposal
    verdict = "Disepakati" if one.agreed else capfirst(State(one.to).words)
    chip = "wait" if not one.agreed else "" if one.agency else "off"
    why = "" if one.agreed else f"{capfirst(one.reason_words)}: {one.words}"
    note = page_doors.carried_note(mine)
    return EntryRow(one, village, format_rupiah(mine.cost or 0), note, verdict, chip, why)


def forum_status(forum: Forum, rows: Sequence[EntryRow]) -> StatusLine:
    """What happened, why, what comes next, who."""
    waiting = sum(row.one.open for row in rows)
    if forum.standing is Sitting.DECIDED:
        when = f", {format_date(forum.date)}" if forum.date else ""
        late = f" {waiting} usulan datang sesudahnya." if waiting else ""
        return StatusLine(
            what=f"Ditetapkan dengan berita acara {forum.number}{when}.{late}",
            why="Setiap usulan mendapat keadaan dan alasannya.",
            next="Buka sidang susulan." if waiting else "Serahkan yang disepakati kepada perangkat daerah.",
            who="Camat",
            waiting=bool(waiting),
        )
    blank = sum(row.one.agreed and not row.one.agency for row in rows)
    todo = f" {blank} belum dialamatkan." if blank else ""
    return StatusLine(
        what=f"{waiting} usulan dibahas.{todo}",
        why="Urutan awal: yang paling lama menunggu, lalu urutan pertama tiap kelurahan atau desa.",
        next="Periksa urutan dan alamatnya; yang tidak disepakati diberi alasan. Lalu Camat menetapkan.",
        who="Staf kecamatan menyiapkan; Camat menetapkan apa yang disusun orang lain",
        waiting=False,
    )


# ---------- the desk ----------


def own_stages(hat: Holding) -> list[State]:
    """Whose answer is owed: an agency's, Bappeda's, a desa's for itself; nobody else's."""
    role = Role(hat.role)
    if role is Role.AGENCY:
        return [State.AGENCY, State.ROUTED]
    if role is Role.BAPPEDA:
        return [State.ACCEPTED, State.RKPD, State.KUA]
    return [State.CHOSEN, State.RKPD] if is_desa(hat.territory) else []


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A proposal that waits for an answer."""

    one: Proposal
    village: str
    amount: str
    note: str


def desk_rows(found: Iterable[Proposal]) -> list[DeskRow]:
    listed = list(found)
    titles = _titles(one.cycle.territory for one in listed)
    return [
        DeskRow(one, titles[one.cycle.territory], _amount(one), page_doors.carried_note(one))
        for one in listed
    ]


def _amount(one: Proposal) -> str:
    return format_rupiah(one.granted or one.cost or 0)
