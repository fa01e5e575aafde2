"""What waits in this room: records for the second person, late activities, lists of a month that is over."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.delivery.doors import activities_for
from berdaya.delivery.models import Activity, Booking, HandOver
from berdaya.delivery.rules.honoraria import month_words
from berdaya.delivery.rules.kinds import Practice, practice_on
from berdaya.delivery.rules.progress import is_late
from berdaya.kernel.offers import Task

MOST = 12


def tasks_for(hat: Holding) -> list[Task]:
    """For who checks: each record of somebody else; for who carries out: what is late."""
    found = []
    if allowed(hat, Right.DELIVERY_CHECK).allowed:
        found += _to_check(hat)
    if allowed(hat, Right.DELIVERY_DO).allowed:
        found += _late(hat)
    return found


def _to_check(hat: Holding) -> list[Task]:
    where = territory_filter(hat, "activity__territory")
    why = "Berlaku sesudah orang kedua memeriksanya."
    bookings = (
        Booking.objects.filter(decision=None, **where).exclude(by=hat.person).select_related("activity")
    )
    handed = HandOver.objects.filter(decision=None, **where).exclude(by=hat.person).select_related("activity")
    tasks = [
        Task(
            f"Periksa {_what(one)}: {one.activity.title}",
            why,
            reverse("delivery-booking", args=[one.pk]),
            "Periksa",
        )
        for one in bookings[:MOST]
    ]
    return tasks + [
        Task(
            f"Periksa serah terima {one.activity.title}",
            why,
            reverse("delivery-hand-over", args=[one.pk]),
            "Periksa",
        )
        for one in handed[:MOST]
    ]


def _what(one: Booking) -> str:
    words = month_words(one.activity.year, one.month)
    return f"pembatalan {words}" if one.undoes_id else f"realisasi {words}"


def _late(hat: Holding) -> list[Task]:
    today = today_in(hat.territory)
    practice = practice_on(today)
    found = []
    for one in activities_for(hat):
        if not is_late(one.facts, today) or one.facts.waiting:
            continue
        found.append(_of_late(one.activity, one.facts.missing, practice))
    return found[:MOST]


def _of_late(one: Activity, missing: list[int], practice: Practice) -> Task:
    if missing:
        first = missing[0]
        return Task(
            f"Susun daftar honorarium {month_words(one.year, first)}",
            f"{len(missing)} bulan belum disetujui.",
            reverse("delivery-pay", args=[one.pk, first]),
            "Susun",
            practice.list_due(one.year, first),
        )
    why = "Batas waktunya lewat dan hasilnya belum diserahterimakan."
    return Task(f"Selesaikan {one.title}", why, reverse("delivery-activity", args=[one.pk]), "Buka", one.due)
