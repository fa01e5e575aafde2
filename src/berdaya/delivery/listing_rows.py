"""Rows of a list of honoraria before it is sent: who may be on it, with which rupiah, ticked or not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from berdaya.community.models import Seat
from berdaya.delivery import doors
from berdaya.delivery.models import Activity
from berdaya.delivery.rules.honoraria import in_office, month_of, paid_of
from berdaya.delivery.rules.kinds import heads_meant
from berdaya.delivery.rules.money import Standing
from berdaya.delivery.services.booking import Chosen, office_words, payee, tariffs_of
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_rupiah, parse_rupiah

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the form."""

    seat: Seat
    office: str
    ticked: bool
    amount: str
    receipt: str
    note: str = ""

    @property
    def key(self) -> str:
        return str(self.seat.pk)

    @property
    def rupiah(self) -> int:
        return parse_rupiah(self.amount) or 0

    def typed(self, given: Mapping[str, str]) -> "ListRow":
        """As it came back from the form."""
        return replace(
            self,
            ticked=f"pilih-{self.key}" in given,
            amount=given.get(f"jumlah-{self.key}", "").strip()[:20],
            receipt=given.get(f"bukti-{self.key}", "").strip()[:40],
        )


def rows_for(activity: Activity, month: int, *, copied: bool) -> list[ListRow]:
    """Everybody in office that month, at the usual rupiah. Copied: those of the latest earlier list with
    their rupiah; who left meanwhile stands there unticked, who is new too, each with the reason."""
    before = _earlier(activity, month) if copied else {}
    usual, heads = tariffs_of(activity), heads_meant(activity.title)
    seats = doors.chairs_of_month(
        activity.territory, activity.year, month, [row[0] for row in before.values()]
    )
    offices: set[str] = set()
    rows = []
    for seat in (one for one in seats if one.term.body.kind in heads):
        amount = before[seat.pk][1] if seat.pk in before else usual.get(seat.term.body.kind, 0)
        note = _note(seat, activity, month, before, copied)
        office = f"{seat.term.body.kind}:{seat.term.body.territory}"
        ticked = not note and office not in offices
        if not note and office in offices:
            note = "jabatan ini sudah diisi orang sebelumnya bulan ini; pilih salah satu"
        offices |= {office} if ticked else set()
        rows.append(
            ListRow(seat, office_words(seat), ticked, format_count(amount) if amount else "", "", note)
        )
    return rows


def _earlier(activity: Activity, month: int) -> dict[UUID, tuple[Seat, int]]:
    """The receivers of the latest list of an earlier month that was not returned."""
    lists = [
        one
        for one in doors.whole_of(activity).lists
        if one.month < month and one.standing is not Standing.RETURNED
    ]
    if not lists:
        return {}
    latest = max(lists, key=lambda one: (one.month, one.pk))
    return {row.seat_id: (row.seat, row.amount) for row in doors.rows_of(latest)}


def _note(
    seat: Seat, activity: Activity, month: int, before: Mapping[UUID, tuple[Seat, int]], copied: bool
) -> str:
    if not in_office(payee(seat, 1), month_of(activity.year, month)):
        return f"berhenti {format_date(seat.last_day)}" if seat.last_day else "belum menjabat bulan itu"
    if copied and before and seat.pk not in before:
        return f"tidak ada pada daftar sebelumnya; menjabat sejak {format_date(seat.first_day)}"
    return ""


def chosen_from(rows: Sequence[ListRow], given: Mapping[str, str] | None = None) -> list[Chosen]:
    """Those that were ticked; also who was ticked in the form and does not stand among the rows, so that the
    service refuses him instead of nobody noticing."""
    chosen = [Chosen(row.seat.pk, row.rupiah, row.receipt) for row in rows if row.ticked]
    known = {row.key for row in rows}
    ticked = (name.removeprefix("pilih-") for name in given or {} if name.startswith("pilih-"))
    return chosen + [Chosen(UUID(key), 1) for key in ticked if key not in known and _UUID.fullmatch(key)]


def sums_words(rows: Sequence[ListRow]) -> str:
    """`105 orang (L 88, P 17), Rp107.100.000`."""
    paid = paid_of(payee(row.seat, row.rupiah) for row in rows if row.ticked)
    people = f"{paid.people.total} orang (L {paid.people.men}, P {paid.people.women})"
    sums = f"L {format_rupiah(paid.men)}, P {format_rupiah(paid.women)}"
    return f"{people}, {format_rupiah(paid.rupiah)}: {sums}"
