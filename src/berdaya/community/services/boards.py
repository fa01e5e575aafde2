"""Boards: a term begins and closes the one before, people take their seats and leave them.

Whenever chairs change, how many heads are men and women is filed in `figures` ("Ketua RT", L and P).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.access.seal_text import keyed_digest, seal_text
from berdaya.community.doors import chairs_by_sex
from berdaya.community.models import Body, Seat, Term, name_label, phone_label
from berdaya.community.rules.boards import end_of_term
from berdaya.community.rules.bodies import village_of
from berdaya.community.rules.kinds import Kind, Leaving, Office, Sex, law_on, practice_on
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.names import person_name

ROOM = "community"
MOST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who takes a seat. `period` is the how-manieth term; None lets the office count."""

    office: Office
    name: str
    sex: Sex
    field: str = ""
    phone: str = ""
    period: int | None = None
    first_day: date | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class NewTerm:
    """The years of a board. Without a last day the law says how many."""

    first_day: date
    source: str
    last_day: date | None = None


def digest_of_name(name: str) -> str:
    """Finds the same name again, however it is written, without telling it. Digits tell namesakes apart."""
    plain = person_name(name).nama_baku or " ".join(name.lower().split())
    return keyed_digest(plain + "".join(sign for sign in name if sign.isdigit()), "community seat")


def begin_term(
    hat: Holding | None, body: Body, new: NewTerm, board: Sequence[Newcomer] = (), *, file: bool = True
) -> Term:
    """A new board: the term before it is closed the day before. `file` False leaves the count of chairs to
    the caller, who begins many."""
    _may_edit(hat, body)
    with transaction.atomic():
        body = _locked(body)
        last = new.last_day or end_of_term(new.first_day, law_on(today_in(body.territory)).term_years)
        before = body.terms.filter(closed_on=None).first()
        _refuse_term(body, before, new, last)
        if before is not None:
            close_term(body, new.first_day - timedelta(days=1))
        term = Term.objects.create(
            body=body,
            number=(body.terms.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
            first_day=new.first_day,
            last_day=last,
            source=new.source.strip(),
            recorded_by=hat.person if hat else None,
        )
        for newcomer in board:
            _take(hat, body, term, newcomer)
        if file:
            file_chairs(hat, village_of(body.territory), {Kind(body.kind)})
        told: dict[str, Fact] = {
            "number": term.number,
            "first_day": term.first_day,
            "last_day": last,
            "seats": len(board),
        }
        record(hat, "community.term_begun", "body", body.pk, body.territory, told)
    return term


def close_term(body: Body, last_day: date) -> None:
    """The open term ends, with everybody who sat in it. Within the transaction of the caller."""
    for term in Term.objects.select_for_update().filter(body=body, closed_on=None):
        term.closed_on = max(last_day, term.first_day)
        term.save(update_fields=["closed_on"])
        for seat in term.seats.filter(last_day=None):
            seat.last_day = max(term.closed_on, seat.first_day)
            seat.save(update_fields=["last_day"])


def take_seat(hat: Holding | None, body: Body, newcomer: Newcomer, *, file: bool = True) -> Seat:
    """Somebody joins the board that sits now."""
    _may_edit(hat, body)
    with transaction.atomic():
        body = _locked(body)
        term = body.terms.filter(closed_on=None).first()
        if term is None:
            raise Refused(_no_term(body))
        seat = _take(hat, body, term, newcomer)
        if file and seat.office == Office.KETUA:
            file_chairs(hat, village_of(body.territory), {Kind(body.kind)})
        record(
            hat, "community.seated", "body", body.pk, body.territory, {"office": seat.office, "sex": seat.sex}
        )
    return seat


def leave_seat(hat: Holding | None, seat: Seat, last_day: date, why: Leaving, *, file: bool = True) -> Seat:
    """Somebody leaves the board. A mistake is left out of every count, but its row stays."""
    body = seat.term.body
    _may_edit(hat, body)
    with transaction.atomic():
        _locked(body)
        seat = Seat.objects.select_for_update().get(pk=seat.pk)
        if seat.last_day is not None:
            return seat
        if last_day > today_in(body.territory):
            raise Refused(_left_later(body))
        if last_day < seat.first_day:
            raise Refused(_left_before(body))
        seat.last_day, seat.left = last_day, why.value
        seat.save(update_fields=["last_day", "left"])
        if file and seat.office == Office.KETUA:
            file_chairs(hat, village_of(body.territory), {Kind(body.kind)})
        record(hat, "community.left", "body", body.pk, body.territory, {"office": seat.office})
    return seat


def file_chairs(hat: Holding | None, village: str, kinds: Collection[Kind]) -> None:
    """How many chairs of such bodies are men and women today, for whoever counts them later."""
    today = today_in(village)
    for kind in sorted(kinds):
        name = f"Ketua {practice_on(today).kinds[kind].title}"
        people = chairs_by_sex(village, kind)
        source = "Catatan lembaga kemasyarakatan di kantor ini"
        facts = Facts(
            village, name, Unit.PEOPLE, today, source, people=people, record=f"/lembaga/?wilayah={village}"
        )
        file_figure(hat, facts, room=ROOM)


def _take(hat: Holding | None, body: Body, term: Term, new: Newcomer) -> Seat:
    name = " ".join(new.name.split())[:MOST_LETTERS]
    if not name:
        raise Refused(_no_name(body, new.office))
    if new.office is not Office.BIDANG and term.seats.filter(office=new.office.value, last_day=None).exists():
        raise Refused(_taken(body, new.office))
    first = new.first_day or term.first_day
    if first < term.first_day or first > max(today_in(body.territory), term.first_day):
        raise Refused(_first_day(body))
    key, digest = uuid4(), digest_of_name(name)
    return Seat.objects.create(
        id=key,
        term=term,
        office=new.office.value,
        field=new.field.strip(),
        sealed_name=seal_text(name, name_label(key)),
        digest=digest,
        sealed_phone=seal_text(new.phone.strip(), phone_label(key)) if new.phone.strip() else "",
        sex=new.sex.value,
        period=new.period or _periods_before(body, term, digest) + 1,
        first_day=first,
        person=new.person,
        recorded_by=hat.person if hat else None,
    )


def _periods_before(body: Body, term: Term, digest: str) -> int:
    """In how many terms the same name was at most before, as far as this office knows."""
    seats = Seat.objects.filter(term__body=body, term__number__lt=term.number, digest=digest)
    periods = seats.exclude(left=Leaving.MISTAKE.value).values_list("period", "term")
    known = list(periods)
    return max([len({term for _, term in known}), *(period for period, _ in known)], default=0)


def _may_edit(hat: Holding | None, body: Body) -> None:
    if hat is not None:
        require(hat, Right.COMMUNITY_EDIT, village_of(body.territory))


def _locked(body: Body) -> Body:
    locked = Body.objects.select_for_update().get(pk=body.pk)
    if locked.valid_to is not None:
        raise Refused(
            Finding("community.ended", body.name, "lembaga ini sudah berakhir", "Catat yang meneruskannya.")
        )
    return locked


def _refuse_term(body: Body, before: Term | None, new: NewTerm, last: date) -> None:
    found = []
    if not new.source.strip():
        found.append(
            Finding(
                "community.term_source",
                body.name,
                "dasar pengangkatan belum diisi",
                "Tulis nomor dan tanggal keputusan lurah atau kepala desa.",
            )
        )
    if last < new.first_day:
        found.append(
            Finding(
                "community.term_last", body.name, "masa bakti berakhir sebelum mulai", "Periksa tanggalnya."
            )
        )
    if before is not None and new.first_day <= before.first_day:
        found.append(
            Finding(
                "community.term_first",
                body.name,
                "masa bakti baru mulai sebelum atau bersamaan dengan yang berjalan",
                "Periksa tanggal mulainya; pengurus yang keliru diperbaiki di kursinya.",
            )
        )
    if found:
        raise Refused(*found)


def _no_term(body: Body) -> Finding:
    return Finding("community.no_open_term", body.name, "belum ada masa bakti", "Catat masa baktinya dahulu.")


def _no_name(body: Body, office: Office) -> Finding:
    return Finding("community.seat_name", f"{body.name}, {office.value}", "nama belum diisi", "Isi namanya.")


def _taken(body: Body, office: Office) -> Finding:
    return Finding(
        "community.seat_taken",
        f"{body.name}, {office.value}",
        "kursi ini sudah terisi",
        "Akhiri dahulu yang lama, lalu catat penggantinya.",
    )


def _first_day(body: Body) -> Finding:
    return Finding(
        "community.seat_first",
        body.name,
        "hari mulai di luar masa bakti atau di masa depan",
        "Isi hari ia mulai menjabat, sesudah masa bakti ini mulai.",
    )


def _left_later(body: Body) -> Finding:
    return Finding(
        "community.left_later", body.name, "hari terakhirnya belum lewat", "Catat sesudah hari itu."
    )


def _left_before(body: Body) -> Finding:
    return Finding(
        "community.left_before", body.name, "hari terakhir mendahului hari mulai", "Periksa tanggalnya."
    )
