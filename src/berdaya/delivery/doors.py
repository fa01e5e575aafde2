"""Which activities a hat may see: those of its own territory and below; and what is known of each.

Lists come with their sums in one query (`activities_for`), one activity with all its rows in a handful
(`whole_of`). Names of receivers are opened only for whoever makes or checks lists there (`may_read_names`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from django.db.models import Count, DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed, not_yours, territory_filter
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.budget.doors import CarriedOut, approved_for
from berdaya.community.models import Seat
from berdaya.community.rules.kinds import Kind as BodyKind
from berdaya.community.rules.kinds import Leaving, Office
from berdaya.delivery.models import Activity, Booking, Contract, HandOver, PayRow, Progress
from berdaya.delivery.rules.handing import accepted_of, accepted_share
from berdaya.delivery.rules.honoraria import month_of
from berdaya.delivery.rules.kinds import Kind, practice_on
from berdaya.delivery.rules.money import Standing, Sums, sums_of
from berdaya.delivery.rules.progress import Facts
from berdaya.documents.doors import visible_to
from berdaya.documents.models import Document
from berdaya.documents.store import file_path

PAID_KINDS = (BodyKind.RT, BodyKind.RW, BodyKind.LPMK)
WORKING = (Right.DELIVERY_DO, Right.DELIVERY_CHECK)


@dataclass(frozen=True, slots=True)
class Counted:
    """An activity of a list with its facts, counted by the database."""

    activity: Activity
    facts: Facts


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that was written down about one activity."""

    activity: Activity
    contract: Contract | None
    progress: list[Progress]
    bookings: list[Booking]
    hand_overs: list[HandOver]

    @property
    def sums(self) -> Sums:
        return sums_of(self.activity.budget, (one.entry for one in self.bookings))

    @property
    def lists(self) -> list[Booking]:
        """Bookings behind which a list of honoraria stands, and which nobody took back."""
        return [one for one in self.bookings if hasattr(one, "pay_list") and not self.is_undone(one)]

    @property
    def handed_over(self) -> bool:
        """Is all that was ordered accepted, or before the second person?"""
        accepted = accepted_of((row.facts for row in self.hand_overs), waiting=True)
        return self.contract is not None and accepted >= self.contract.volume

    def is_undone(self, booking: Booking) -> bool:
        """Did the second person agree to take it back?"""
        return any(one.undoes_id == booking.pk and one.standing is Standing.AGREED for one in self.bookings)

    def list_of(self, month: int) -> Booking | None:
        """The list of a month that was agreed or waits."""
        rows = [one for one in self.lists if one.month == month and one.standing is not Standing.RETURNED]
        return rows[-1] if rows else None

    def work_until(self, day: date) -> Fraction | None:
        """The share that was carried out by a day: accepted of ordered, or months paid of twelve."""
        contract = self.contract.facts if self.contract else None
        agreed = [row for row in self.lists if row.standing is Standing.AGREED]
        months = [row.month for row in agreed if date(self.activity.year, row.month, 1) <= day]
        handed = [row.facts for row in self.hand_overs if row.on <= day]
        return _work(self.activity.of_kind, accepted_share(contract, handed), months)

    def facts_on(self, today: date) -> Facts:
        """What the rules judge."""
        rows: list[Booking | HandOver] = [*self.bookings, *self.hand_overs]
        waiting = [row for row in rows if row.standing is Standing.WAITS]
        months = [row.month for row in self.lists if row.standing is Standing.AGREED]
        return facts_of(
            self.activity,
            today,
            realised=self.sums.realised,
            work=self.work_until(date.max),
            contracted=self.contract is not None,
            waiting=len(waiting),
            lists=months,
            marks=[row.percent for row in self.progress],
        )


def facts_of(
    one: Activity,
    today: date,
    *,
    realised: int,
    work: Fraction | None,
    contracted: bool,
    waiting: int,
    lists: Collection[int],
    marks: Collection[int],
) -> Facts:
    """An activity as the rules judge it; the lists of the months that are over are expected."""
    practice = practice_on(today)
    due_lists = [month for month in range(1, 13) if practice.list_due(one.year, month) < today]
    return Facts(
        kind=one.of_kind,
        budget=one.budget,
        realised=realised,
        due=one.due,
        work=work,
        contracted=contracted,
        waiting=waiting,
        lists=tuple(lists),
        owed=tuple(due_lists) if one.of_kind is Kind.HONORARIA else (),
        marks=tuple(marks),
        closed=one.closed_at is not None,
    )


def _work(kind: Kind, accepted: Fraction | None, months: Collection[int]) -> Fraction | None:
    return Fraction(len(set(months)), 12) if kind is Kind.HONORARIA else accepted


def activities_for(hat: Holding, year: int | None = None) -> list[Counted]:
    """Every activity of the territory with what it came to, in one query."""
    rows = Activity.objects.filter(**territory_filter(hat))
    rows = rows if year is None else rows.filter(year=year)
    return _counted(rows, today_in(hat.territory))


def activities_of(territory: str, year: int) -> list[Counted]:
    """The activities of one place and year, for figures and reports."""
    return _counted(Activity.objects.filter(territory=territory, year=year), today_in(territory))


def activities_of_statement(statement_id: int, today: date) -> list[Counted]:
    """What became of the lines of one statement."""
    return _counted(Activity.objects.filter(statement_id=statement_id), today)


def _counted(rows: QuerySet[Activity], today: date) -> list[Counted]:
    agreed = Booking.objects.filter(activity=OuterRef("pk"), decision__agreed=True).order_by()
    waits = {"decision": None}
    paid = agreed.filter(undoes=None).values("activity").annotate(sum=Sum("amount")).values("sum")
    back = agreed.filter(undoes__isnull=False).values("activity").annotate(sum=Sum("amount")).values("sum")
    waiting = Booking.objects.filter(activity=OuterRef("pk"), **waits).order_by()
    waiting_n = waiting.values("activity").annotate(n=Count("pk")).values("n")
    handed = HandOver.objects.filter(activity=OuterRef("pk")).order_by()
    accepted = (
        handed.filter(decision__agreed=True).values("activity").annotate(sum=Sum("accepted")).values("sum")
    )
    handed_n = handed.filter(**waits).values("activity").annotate(n=Count("pk")).values("n")
    volume = Contract.objects.filter(activity=OuterRef("pk")).order_by("-pk").values("volume")[:1]
    seen = Progress.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    found = rows.annotate(
        paid=Coalesce(Subquery(paid), 0),
        back=Coalesce(Subquery(back), 0),
        waiting=Coalesce(Subquery(waiting_n), 0) + Coalesce(Subquery(handed_n), 0),
        volume=Subquery(volume, output_field=DecimalField()),
        accepted=Coalesce(Subquery(accepted, output_field=DecimalField()), 0, output_field=DecimalField()),
        pictures=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), 0),
    )
    months = _months_paid(rows)
    return [Counted(one, _listed_facts(one, months.get(one.pk, ()), today)) for one in found]


def _months_paid(rows: QuerySet[Activity]) -> dict[int, set[int]]:
    """Months whose list was agreed to and not taken back, by activity."""
    listed = Booking.objects.filter(
        activity__in=rows, decision__agreed=True, undoes=None, pay_list__isnull=False
    ).exclude(undoings__decision__agreed=True)
    found: dict[int, set[int]] = {}
    for activity, month in listed.order_by().values_list("activity_id", "month"):
        found.setdefault(activity, set()).add(month)
    return found


def _listed_facts(one: Activity, months: Collection[int], today: date) -> Facts:
    row = one.__dict__
    volume = row["volume"]
    accepted = Fraction(row["accepted"]) / Fraction(volume) if volume else None
    return facts_of(
        one,
        today,
        realised=row["paid"] - row["back"],
        work=_work(one.of_kind, accepted, months),
        contracted=volume is not None,
        waiting=row["waiting"],
        lists=months,
        marks=(0,) * bool(row["pictures"]),
    )


def activity_for(hat: Holding, pk: int, *, lock: bool = False) -> Activity:
    """One activity; the same 404 for absent and not yours."""
    rows = Activity.objects.select_for_update(of=("self",)) if lock else Activity.objects.all()
    found = rows.select_related("statement", "version").filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.territory)
    return found


def whole_of(activity: Activity) -> Whole:
    """The activity with its rows, in four queries."""
    bookings = activity.bookings.select_related("decision__by", "by", "pay_list", "undoes")
    return Whole(
        activity,
        activity.contracts.select_related("by").last(),
        list(activity.progress.select_related("by")),
        list(bookings),
        list(activity.hand_overs.select_related("decision__by", "by")),
    )


def booking_for(hat: Holding, pk: int) -> Booking:
    found = (
        Booking.objects.select_related("decision", "activity", "pay_list", "undoes", "by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    not_yours(hat, found.activity.territory)
    return found


def hand_over_for(hat: Holding, pk: int) -> HandOver:
    found = HandOver.objects.select_related("decision__by", "activity", "by").filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.activity.territory)
    return found


def rows_of(booking: Booking) -> list[PayRow]:
    """The receivers of a list in their order."""
    rows = PayRow.objects.filter(pay_list__booking=booking).select_related("seat__term__body")
    return list(rows.order_by("position"))


def picture_for(hat: Holding, pk: int, size: str) -> Path:
    """The file of a picture; 404 outside the territory."""
    found = Progress.objects.select_related("activity").filter(pk=pk).first()
    if found is None:
        raise Http404
    not_yours(hat, found.activity.territory)
    path = file_path(found.small if size == "kecil" else found.file)
    if path is None:
        raise Http404
    return path


def open_lines_for(hat: Holding, year: int | None = None) -> list[tuple[CarriedOut, list[str]]]:
    """Signed statements of the territory with the keys of the lines that nobody has begun."""
    approved = approved_for(hat, year)
    begun = set(
        Activity.objects.filter(statement__in=[one.statement for one in approved]).values_list(
            "statement_id", "line"
        )
    )
    return [
        (one, [line.key for line in one.lines if (one.statement.pk, line.key) not in begun])
        for one in approved
    ]


def chairs_of_month(territory: str, year: int, month: int, also: Iterable[Seat] = ()) -> list[Seat]:
    """Heads of RT, RW and LPMK who sat at least one day of a month, the LPMK first; and `also`."""
    period = month_of(year, month)
    rows = Seat.objects.within(territory).filter(
        Q(last_day=None) | Q(last_day__gte=period.first),
        office=Office.KETUA.value,
        first_day__lte=period.last,
        term__body__kind__in=[kind.value for kind in PAID_KINDS],
    )
    found = list(rows.exclude(left=Leaving.MISTAKE.value).select_related("term__body"))
    known = {seat.pk for seat in found}
    found += [seat for seat in also if seat.pk not in known]
    kinds = [kind.value for kind in PAID_KINDS]
    return sorted(
        found,
        key=lambda one: (-kinds.index(one.term.body.kind), one.term.body.territory, one.first_day),
    )


def paid_elsewhere(activity: Activity, month: int) -> tuple[set[str], set[str]]:
    """People (by digest) and offices that another list of the same place and month pays."""
    rows = PayRow.objects.filter(
        pay_list__booking__month=month,
        pay_list__booking__activity__year=activity.year,
        pay_list__booking__activity__territory=activity.territory,
    ).filter(
        Q(pay_list__booking__decision=None) | Q(pay_list__booking__decision__agreed=True),
    )
    rows = rows.exclude(pay_list__booking__undoings__decision__agreed=True)
    found = list(rows.values_list("seat__digest", "office"))
    return {digest for digest, _ in found}, {office for _, office in found}


def may_read_names(hat: Holding, activity: Activity) -> bool:
    return any(allowed(hat, right, activity.territory).allowed for right in WORKING)


def years_for(hat: Holding) -> list[int]:
    rows = Activity.objects.filter(**territory_filter(hat)).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def papers_for(hat: Holding, source: str) -> list[Document]:
    """Standing papers about a record, those that the hat may read."""
    return list(visible_to(hat).filter(source=source).standing().order_by("-pk"))
