"""What waits in this room: visits to check or mend, objections, plans to fix, lists and pairs."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from berdaya.access.doors import sheet_of
from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.access.rules.rights import Right
from berdaya.kernel.offers import Task
from berdaya.scan.book import work_on
from berdaya.scan.doors.households import returned_to, to_check_for
from berdaya.scan.doors.musdes import objections_waiting
from berdaya.scan.doors.plans import plans_waiting
from berdaya.scan.models import Cycle, Objection, Plan
from berdaya.scan.programme_tasks import programme_tasks
from berdaya.scan.services.plans import makers_of

_DAYS = "paper_days"


def tasks_for(hat: Holding) -> list[Task]:
    """One task for each place with visits to check; those of the person himself, objections, lists."""
    rights = sheet_of(hat).rights
    tasks: list[Task] = []
    if Right.SCAN_WORK in rights:
        tasks += [_to_check(pk, *told) for pk, told in to_check_for(hat).items()]
        back = returned_to(hat)
        tasks += [_returned(len(back), back[0].pk)] if back else []
    if Right.SCAN_HOLD in rights:
        tasks += [_objection(one) for one in objections_waiting(hat)]
        tasks += [_plan(one) for one in plans_waiting(hat) if hat.person_id not in makers_of(one)]
    return [*tasks, *programme_tasks(hat)]


def _to_check(pk: int, place: str, many: int, oldest: datetime) -> Task:
    cycle = Cycle.objects.get(pk=pk)
    days = int(work_on(cycle.on_date, cycle.territory)[_DAYS])
    page = f"{reverse('scan-households', args=[pk])}?kunjungan=dikirim"
    due = timezone.localtime(oldest).date() + timedelta(days=days)
    why = f"{many} kunjungan dikirim orang lain; baru dihitung sesudah Anda setuju."
    return Task(f"Periksa kunjungan di {place.split(', ')[0]}", why, page, "Periksa", due)


def _returned(many: int, first: int) -> Task:
    page = reverse("scan-visit", args=[first, "periksa"])
    why = f"{many} kunjungan Anda dikembalikan dengan alasan."
    return Task("Perbaiki kunjungan yang dikembalikan", why, page, "Perbaiki")


def _plan(one: Plan) -> Task:
    place = place_title(one.cycle.territory).split(", ")[0]
    page = reverse("scan-plan-version", args=[one.cycle_id, one.version])
    why = "Rencana berlaku sesudah orang kedua menetapkannya."
    return Task(f"Periksa rencana intervensi {place}", why, page, "Periksa")


def _objection(one: Objection) -> Task:
    place = place_title(one.cycle.territory).split(", ")[0]
    page = reverse("scan-objection", args=[one.pk])
    why = "Tenggat jawabannya berjalan sejak diterima."
    return Task(f"Jawab keberatan nomor {one.number}, {place}", why, page, "Jawab", one.due)
