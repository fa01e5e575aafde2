"""How bodies are put into words for a page: who sees which name, and how exactly the poor are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.access.seal_text import unseal_text
from berdaya.community.models import Body, Seat, Term, name_label
from berdaya.community.rules.boards import Standing, standing
from berdaya.community.rules.households import Households
from berdaya.community.rules.kinds import Kind, Office, Practice, Sex
from berdaya.figures.rules import rounded
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine
from berdaya.region.doors import title_of

CHIPS = {Standing.OVER: "wait", Standing.ENDING: "wait", Standing.NONE: "no", Standing.COMING: "no"}


@dataclass(frozen=True, slots=True)
class ShownBody:
    """A row of the list. The name of the chair is opened only when a page writes it."""

    body: Any
    title: str
    place: str
    standing: Standing
    households: Households | None
    poor: str

    @property
    def chair(self) -> str:
        if not self.body.chair_seat:
            return ""
        return unseal_text(self.body.chair_name, name_label(self.body.chair_seat))

    @property
    def chip(self) -> str:
        return CHIPS.get(self.standing, "")

    @property
    def words(self) -> str:
        return f"{self.body.name} {self.title} {self.place} {self.standing.value}".lower()


@dataclass(frozen=True, slots=True)
class ShownSeat:
    """Somebody on a board as a page shows him: the name where this hat may read it."""

    seat: Seat
    office: str
    name: str
    phone: str


def shown_body(
    body: Any, practice: Practice, today: date, counted: Households | None, exact: bool
) -> ShownBody:
    return ShownBody(
        body=body,
        title=practice.kinds[Kind(body.kind)].title,
        place=title_of(body.territory),
        standing=standing(body.term_begins, body.term_ends, today, practice.warn_days),
        households=counted,
        poor=poor_words(counted, practice, exact),
    )


def poor_words(counted: Households | None, practice: Practice, exact: bool) -> str:
    """The poor families: in full for those who record them, else about how many."""
    if counted is None or counted.poor is None:
        return ""
    if exact:
        return format_count(counted.poor)
    return f"± {format_count(rounded(counted.poor, practice.poor_step))}"


def shown_seats(seats: Sequence[Seat], may_edit: bool) -> list[ShownSeat]:
    """Everybody sees who chairs; the other names and all numbers only those who record them."""
    return [
        ShownSeat(
            seat,
            office_words(seat),
            seat.name if may_edit or seat.office == Office.KETUA else "",
            seat.phone if may_edit else "",
        )
        for seat in seats
    ]


def office_words(seat: Seat) -> str:
    return f"Bidang {seat.field}" if seat.office == Office.BIDANG and seat.field else seat.office.capitalize()


def sexes_words(seats: Sequence[Seat]) -> str:
    women = sum(seat.sex == Sex.P for seat in seats)
    return f"L {len(seats) - women} · P {women}"


def boxes(
    body: Body, seats: Sequence[Seat], counted: Households | None, practice: Practice, exact: bool
) -> list[dict[str, Any]]:
    """The figures that tell how large a body is, each with its day and source."""
    found: list[dict[str, Any]] = []
    if counted is not None:
        context = f"{format_date(counted.as_of)}. {counted.source}"
        found.append({"label": "KK", "figure": format_count(counted.kk), "context": context})
        if counted.poor is not None:
            context = f"dari {format_count(counted.kk)} KK" if exact else "dibulatkan ke puluhan"
            found.append(
                {
                    "label": "KK miskin",
                    "figure": poor_words(counted, practice, exact),
                    "context": context,
                    "alert": counted.poor > counted.kk,
                }
            )
    if seats:
        found.append({"label": "Pengurus", "figure": format_count(len(seats)), "context": sexes_words(seats)})
    return found


def status(body: Body, term: Term | None, now: Standing, may_edit: bool) -> StatusLine | None:
    """What happened, why, what next, who; nothing while a term runs."""
    who = "Anda, atau operator desa/kelurahan" if may_edit else "Operator desa/kelurahan"
    if body.valid_to is not None:
        return StatusLine(
            what=f"Lembaga ini berakhir {format_date(body.valid_to)}.",
            why="Riwayatnya tetap dapat dibaca.",
            next="Tidak ada.",
            who="–",
            waiting=False,
        )
    if term is None:
        return StatusLine(
            what="Pengurusnya belum tercatat.",
            why="Lembaga tanpa pengurus tercatat tidak dapat diundang.",
            next="Catat masa bakti menurut keputusannya.",
            who=who,
            waiting=may_edit,
        )
    if now in (Standing.OVER, Standing.ENDING):
        verb = "habis" if now is Standing.OVER else "segera habis"
        return StatusLine(
            what=f"Masa bakti {verb}: {format_date(term.last_day)}.",
            why=f"Ditetapkan dengan {term.source}.",
            next="Musyawarah pemilihan, lalu catat keputusan yang baru.",
            who=who,
            waiting=may_edit,
        )
    return None
