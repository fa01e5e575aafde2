"""What waits for a hat in this room: boards whose term ends, families nobody counted, tables to confirm."""

from collections import Counter
from datetime import date

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.community import doors
from berdaya.community.models import Body
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Task
from berdaya.region.rules.codes import Level, level_of

MOST = 3


def tasks_for(hat: Holding) -> list[Task]:
    """For the offices of a village; a head of RT or RW is told of his own term."""
    if not hat.territory or level_of(hat.territory).depth < Level.VILLAGE.depth:
        return []
    if not allowed(hat, Right.COMMUNITY_SEE).allowed:
        return []
    today = today_in(hat.territory)
    if not allowed(hat, Right.COMMUNITY_EDIT).allowed:
        return _own(hat, today)
    return [*_files(hat), *_terms(hat), *_families(hat, today)]


def _files(hat: Holding) -> list[Task]:
    return [
        Task(
            "Periksa tabel lembaga",
            f"{format_count(one.rows)} baris menunggu dicatat; sesudah tanggal ini berkasnya dimusnahkan.",
            reverse("community:look", args=[one.pk]),
            "Periksa",
            one.keep_until,
        )
        for one in doors.waiting_files(hat)
    ]


def _terms(hat: Holding) -> list[Task]:
    """One task for each day on which terms end, the nearest first."""
    ending = doors.terms_ending(hat, today_in(hat.territory))
    days: Counter[date] = Counter(doors.end_of(body) for body in ending)
    page = reverse("community:bodies") + "?urut=masa"
    return [
        Task(
            f"Siapkan pemilihan pengurus {_named([b for b in ending if doors.end_of(b) == day])}",
            f"Masa bakti sampai {format_date(day)}.",
            page,
            "Lihat",
            day,
        )
        for day in sorted(days)[:MOST]
    ]


def _named(bodies: list[Body]) -> str:
    return bodies[0].name if len(bodies) == 1 else f"{format_count(len(bodies))} lembaga"


def _families(hat: Holding, today: date) -> list[Task]:
    many = doors.without_families(hat, today)
    if not many:
        return []
    why = "Usulan ditimbang menurut KK dan KK miskin tiap RT, RW dan Pokmas."
    page = reverse("community:families", args=[hat.territory])
    return [Task(f"Catat KK {format_count(many)} lembaga", why, page, "Catat")]


def _own(hat: Holding, today: date) -> list[Task]:
    body = doors.unit_of(hat)
    ending = {one.pk: one for one in doors.terms_ending(hat, today)} if body else {}
    if body is None or body.pk not in ending:
        return []
    day = doors.end_of(ending[body.pk])
    why = f"Masa bakti {body.name} sampai {format_date(day)}; bicarakan pemilihan dengan kelurahan."
    return [Task("Siapkan pemilihan pengurus", why, reverse("community:body", args=[body.pk]), "Lihat", day)]
