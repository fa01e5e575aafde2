"""Activities, their time line and their lists as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from berdaya.access.clock import zones
from berdaya.access.places import place_titles
from berdaya.delivery.doors import Counted, Whole
from berdaya.delivery.models import Activity, Booking, HandOver, PayRow
from berdaya.delivery.rules.handing import words_of
from berdaya.delivery.rules.honoraria import month_words
from berdaya.delivery.rules.kinds import Kind
from berdaya.delivery.rules.money import Standing
from berdaya.delivery.rules.progress import Facts, State, is_late, state_of
from berdaya.delivery.services.booking import office_words
from berdaya.kernel.calendar import MONTHS, format_date
from berdaya.kernel.links import link
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count, format_percent, format_rupiah
from berdaya.kernel.sexes import BySex

CHIPS: Final = {Standing.WAITS: "wait", Standing.AGREED: "", Standing.RETURNED: "no"}


@dataclass(frozen=True, slots=True)
class Row:
    """One activity in the list."""

    activity: Activity
    facts: Facts
    place: str
    late: bool

    @property
    def address(self) -> str:
        return link("delivery-activity", self.activity.pk)

    @property
    def state(self) -> State:
        return state_of(self.facts)

    @property
    def chip(self) -> str:
        return "wait" if self.late or self.facts.waiting else ""

    @property
    def words(self) -> str:
        if self.late:
            return "terlambat"
        return "menunggu pemeriksa" if self.facts.waiting else self.state.value

    @property
    def kind(self) -> str:
        return self.activity.of_kind.words

    @property
    def budget(self) -> str:
        return format_rupiah(self.facts.budget)

    @property
    def realised(self) -> str:
        return format_rupiah(self.facts.realised)

    @property
    def money(self) -> str:
        return "–" if self.facts.money is None else format_percent(self.facts.money, 1)

    @property
    def work(self) -> str:
        return "–" if self.facts.work is None else format_percent(self.facts.work, 1)


COLUMNS: Final[tuple[Column[Row], ...]] = (
    Column("kegiatan", "Kegiatan", lambda one: one.activity.title.lower()),
    Column("keadaan", "Keadaan", lambda one: (not one.late, one.words)),
    Column("anggaran", "Anggaran", lambda one: one.facts.budget, numeric=True, phone=False),
    Column("realisasi", "Realisasi", lambda one: one.facts.realised, numeric=True, phone=False),
    Column("uang", "Uang", lambda one: one.facts.money, numeric=True),
    Column("fisik", "Fisik", lambda one: one.facts.work, numeric=True, phone=False),
)


def shown(found: Sequence[Counted], today: date) -> list[Row]:
    places = place_titles({one.activity.territory for one in found})
    return [
        Row(one.activity, one.facts, places[one.activity.territory].split(",")[0], is_late(one.facts, today))
        for one in found
    ]


def search_words(row: Row) -> str:
    return f"{row.activity.title} {row.place} {row.kind} {row.activity.year} {row.words}".lower()


def boxes_of(rows: Sequence[Row]) -> list[dict[str, str | bool]]:
    """Budget, realised with its exact share, late ones, what waits."""
    budget, realised = sum(r.facts.budget for r in rows), sum(r.facts.realised for r in rows)
    late, waiting = sum(r.late for r in rows), sum(r.facts.waiting for r in rows)
    share = format_percent(Fraction(realised, budget), 2) if budget else "–"
    return [
        {"label": "Kegiatan", "figure": str(len(rows)), "context": f"anggaran {format_rupiah(budget)}"},
        {"label": "Terealisasi", "figure": share, "context": format_rupiah(realised)},
        {"label": "Terlambat", "figure": str(late), "context": "kegiatan", "alert": bool(late)},
        {"label": "Menunggu pemeriksa", "figure": str(waiting), "context": "catatan"},
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the time line: when, what, by whom, whether the second person agreed."""

    on: date
    at: str
    what: str
    why: str = ""
    standing: str = ""
    chip: str = ""
    address: str = ""
    picture: int = 0


def timeline(whole: Whole) -> list[Event]:
    """Everything that was written down, the newest first."""
    one, zone = whole.activity, zones().of(whole.activity.territory)
    found = [
        (one.made_at, Event(one.made_at.astimezone(zone).date(), "", "Kegiatan dimulai", one.of_way.words))
    ]
    for contract in one.contracts.all():
        facts = contract.facts
        words = (
            f"{contract.partner}: {words_of(facts.volume)} {facts.unit} × {format_rupiah(facts.unit_price)}"
            f" = {format_rupiah(facts.amount)}, sampai {format_date(facts.ends_on)}"
        )
        found.append((contract.at, Event(contract.signed_on, "", f"Kontrak {contract.number}", words)))
    for seen in whole.progress:
        what = f"Kemajuan {seen.percent}%"
        found.append((seen.at, Event(seen.on, "", what, seen.words, picture=seen.pk)))
    found += [(row.at, _of_booking(row)) for row in whole.bookings]
    found += [(row.at, _of_hand_over(row, whole)) for row in whole.hand_overs]
    if one.closed_at is not None:
        found.append((one.closed_at, Event(one.closed_at.astimezone(zone).date(), "", "Dinyatakan selesai")))
    return [event for _, event in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _of_booking(row: Booking) -> Event:
    amount = format_rupiah(row.amount)
    if row.undoes_id is not None:
        what = f"Pembatalan {MONTHS[row.month - 1]}: −{amount}"
    elif hasattr(row, "pay_list"):
        what = f"Honorarium {MONTHS[row.month - 1]}: {amount} untuk {row.pay_list.people} orang"
    else:
        what = f"Realisasi {MONTHS[row.month - 1]}: {amount}"
    words = ", ".join(filter(None, (f"bukti {row.proof}" if row.proof else "", row.words)))
    return Event(
        row.on, "", what, words, row.standing.value, CHIPS[row.standing], link("delivery-booking", row.pk)
    )


def sexes(people: BySex) -> str:
    """`L 19.623, P 20.207`."""
    return f"L {format_count(people.men)}, P {format_count(people.women)}"


def _of_hand_over(row: HandOver, whole: Whole) -> Event:
    unit = whole.contract.unit if whole.contract else ""
    words = f"diterima {words_of(row.accepted)} dari {words_of(row.came)} {unit}".strip()
    people = f"; penerima {sexes(row.people)}" if row.people else ""
    what = f"Serah terima {row.number}"
    return Event(
        row.on, "", what, words + people, row.standing.value, CHIPS[row.standing],
        link("delivery-hand-over", row.pk),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the year: what was realised, and for honoraria its list."""

    number: int
    name: str
    realised: str
    words: str
    chip: str
    address: str
    button: str


def months_of(whole: Whole, may_do: bool, today: date) -> list[Month]:
    sums, one = whole.sums, whole.activity
    found = []
    for number, name in enumerate(MONTHS, start=1):
        listed = whole.list_of(number) if one.of_kind is Kind.HONORARIA else None
        words = listed.standing.value if listed else ""
        address = link("delivery-booking", listed.pk) if listed else ""
        button = "Lihat" if listed else ""
        begun = date(one.year, number, 1) <= today
        if one.of_kind is Kind.HONORARIA and listed is None and may_do and begun and not one.closed_at:
            address, button = link("delivery-pay", one.pk, number), "Susun daftar"
        chip = CHIPS[listed.standing] if listed else ""
        found.append(Month(number, name, format_rupiah(sums.by_month[number]), words, chip, address, button))
    return found


@dataclass(frozen=True, slots=True)
class Receiver:
    """One row of a list; without the name where the hat may not read it."""

    position: int
    office: str
    name: str
    sex: str
    amount: str
    receipt: str
    rupiah: int


def receivers(rows: Sequence[PayRow], names: bool) -> list[Receiver]:
    return [
        Receiver(
            one.position, office_words(one.seat), one.seat.name if names else "", one.sex,
            format_rupiah(one.amount), one.receipt, one.amount,
        )
        for one in rows
    ]  # fmt: skip


def list_boxes(booking: Booking) -> list[dict[str, str]]:
    """People and rupiah of a list by sex, exact."""
    one = booking.pay_list
    share = Fraction(one.rupiah_women, one.rupiah_men + one.rupiah_women)
    return [
        {"label": "Penerima", "figure": str(one.people), "context": format_rupiah(booking.amount)},
        {"label": "Laki-laki", "figure": str(one.men), "context": format_rupiah(one.rupiah_men)},
        {"label": "Perempuan", "figure": str(one.women), "context": format_rupiah(one.rupiah_women)},
        {
            "label": "Bagian perempuan",
            "figure": format_percent(share, 2),
            "context": f"dari rupiah {month_words(booking.activity.year, booking.month)}",
        },
    ]
