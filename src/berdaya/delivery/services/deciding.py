"""The second person: agree to a booking or a hand-over, or return it with a reason. Whoever made it may not.

What was agreed to is filed in `figures`: receivers by sex, rupiah realised.
"""

from datetime import date
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.doors import require, require_second_person
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.services.inbox import send_to, settle
from berdaya.delivery import doors
from berdaya.delivery.models import Activity, Booking, Decision, HandOver
from berdaya.delivery.rules.handing import accepted_of, receivers_of
from berdaya.delivery.rules.honoraria import month_of
from berdaya.delivery.rules.kinds import Kind as ActivityKind
from berdaya.delivery.rules.money import Standing, advance_faults
from berdaya.delivery.services.beginning import handed_over, started
from berdaya.delivery.services.booking import faults_of, payee
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figures
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.sexes import BySex

ROOM = "delivery"
HONORARIA = "Penerima honorarium"


def decide(hat: Holding, row: Booking | HandOver, *, agreed: bool, words: str = "") -> Decision:
    """Say yes or no, once. A list with warnings is agreed to only with words; a no needs its reason."""
    with transaction.atomic():
        activity = doors.activity_for(hat, row.activity_id, lock=True)
        require(hat, Right.DELIVERY_CHECK, activity.territory)
        require_second_person(hat, row.by_id, "catatan")
        plain = " ".join(words.split())[:400]
        _refuse_decided(row)
        if not agreed and not plain:
            raise Refused(_fault("words", "alasan", "kosong", "Tulis apa yang harus diperbaiki."))
        if agreed:
            _refuse_unanswered(row, plain)
        done = _written(hat, row, agreed, plain)
        row.decision = done
        settle(f"delivery:{_kind(row)}:{row.pk}", hat.person)
        if agreed:
            _agreed(hat, activity)
        else:
            send_to(row.by, f"Dikembalikan: {activity.title}"[:120], plain, _page(row), hat.person)
        told: dict[str, Fact] = {"agreed": agreed}
        kind = "booking" if isinstance(row, Booking) else "handover"
        record(hat, "delivery.decided", kind, row.pk, activity.territory, told)
    return done


def warnings_of(booking: Booking) -> list[Finding]:
    """What the second person has to explain before he agrees: of a list, of a payment in advance."""
    if booking.undoes_id is not None:
        return []
    if not hasattr(booking, "pay_list"):
        return _advance(booking)
    payees = [payee(one.seat, one.amount, one.receipt) for one in doors.rows_of(booking)]
    found = faults_of(booking.activity, booking.month, payees)
    own = {"delivery.listed", "delivery.twice"}  # this very list is among those that stand
    people = {one.person for one in payees}
    names = len(people) < len(payees)
    return [
        one
        for one in found
        if one.code not in own
        and one.severity is Severity.WARNING
        and (one.code != "delivery.same_name" or names)
    ]


def _advance(booking: Booking) -> list[Finding]:
    """Where there is a contract: does the payment go beyond what was accepted?"""
    whole = doors.whole_of(booking.activity)
    if whole.contract is None:
        return []
    accepted = Fraction(accepted_of(row.facts for row in whole.hand_overs)) * whole.contract.unit_price
    return advance_faults(whole.sums, booking.amount, int(accepted))


def _refuse_unanswered(row: Booking | HandOver, words: str) -> None:
    if isinstance(row, Booking) and not words and (found := warnings_of(row)):
        advice = "Jelaskan dalam kolom catatan mengapa tetap disetujui."
        raise Refused(_fault("words", "catatan", f"ada {len(found)} hal yang perlu dijelaskan", advice))


def _written(hat: Holding, row: Booking | HandOver, agreed: bool, words: str) -> Decision:
    about = {"booking": row} if isinstance(row, Booking) else {"hand_over": row}
    done = Decision(agreed=agreed, words=words, maker=row.by, by=hat.person, **about)
    try:
        with transaction.atomic():
            done.save(force_insert=True)
    except IntegrityError:
        raise Refused(_decided()) from None
    return done


def _refuse_decided(row: Booking | HandOver) -> None:
    if row.standing is not Standing.WAITS:
        raise Refused(_decided())


def _decided() -> Finding:
    return _fault("decided", "catatan", "sudah diperiksa", "Muat ulang halamannya.")


def _agreed(hat: Holding, activity: Activity) -> None:
    """What follows from a yes: the proposal moves on, the figures of the place are filed."""
    started(hat, activity)
    facts = doors.whole_of(activity).facts_on(today_in(activity.territory))
    if facts.complete:
        handed_over(hat, activity)
    file_figures(hat, list(figures_of(activity)), room=ROOM)


def figures_of(activity: Activity) -> list[Facts]:
    """Realised rupiah of the place and year, receivers of this activity, receivers of honoraria by month."""
    today = today_in(activity.territory)
    year, place = activity.year, activity.territory
    day = min(today, date(year, 12, 31))
    source = f"Catatan pelaksanaan TA {year}"
    rupiah = sum(one.facts.realised for one in doors.activities_of(place, year))
    found = [Facts(place, f"Realisasi kegiatan TA {year}", Unit.RUPIAH, day, source, number=rupiah)]
    whole = doors.whole_of(activity)
    record_name = f"delivery:activity:{activity.pk}"
    people = receivers_of(one.facts for one in whole.hand_overs)
    if people is not None:
        name = f"Penerima manfaat kegiatan TA {year}"
        found.append(Facts(place, name, Unit.PEOPLE, day, source, people=people,
                           body=activity.title[:120], record=record_name))  # fmt: skip
    for month, paid in _receivers_by_month(place, year).items():
        last = min(today, month_of(year, month).last or today)
        found.append(Facts(place, HONORARIA, Unit.PEOPLE, last, source, people=paid, record=record_name))
    return found


def _receivers_by_month(place: str, year: int) -> dict[int, BySex]:
    """Receivers of the months whose lists were all agreed to, over the activities of a place; a list that was
    taken back counts nobody. While one of several lists waits, half a month is no figure."""
    agreed = Booking.objects.filter(
        activity__territory=place, activity__year=year, decision__agreed=True, pay_list__isnull=False
    )
    undone = set(agreed.filter(undoings__decision__agreed=True).values_list("pk", flat=True))
    lines = Activity.objects.filter(territory=place, year=year, kind=ActivityKind.HONORARIA.value).count()
    found: dict[int, BySex] = {}
    listed: dict[int, set[int]] = {}
    for one in agreed.select_related("pay_list"):
        listed.setdefault(one.month, set()).add(one.activity_id)
        people = BySex(0, 0) if one.pk in undone else BySex(one.pay_list.men, one.pay_list.women)
        found[one.month] = found.get(one.month, BySex(0, 0)) + people
    return {month: people for month, people in found.items() if len(listed[month]) == lines}


def _kind(row: Booking | HandOver) -> str:
    return "booking" if isinstance(row, Booking) else "handover"


def _page(row: Booking | HandOver) -> str:
    name = "delivery-booking" if isinstance(row, Booking) else "delivery-hand-over"
    return reverse(name, args=[row.pk])


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"delivery.{code}", where, problem, advice)
