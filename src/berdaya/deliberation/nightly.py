"""Every night: whoever owes a step above the village hears of it a week and a day before its last day, and
tables whose days are over are destroyed.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from berdaya.access.models import InboxMessage
from berdaya.access.places import place_titles
from berdaya.access.services.inbox import send_to_role
from berdaya.deliberation.models import Cycle
from berdaya.deliberation.owed import owed_in
from berdaya.deliberation.rules.reminding import Owed, line_of, reminded_today
from berdaya.deliberation.rules.states import At
from berdaya.deliberation.services import answer_tables, booking_tables, exchanging
from berdaya.kernel.calendar import format_date


def nightly(day: date) -> dict[str, Any]:
    """Send the reminders of a day; sent already, they are not sent again. Destroy what is overdue."""
    found = Cycle.objects.filter(plan_year__gte=day.year).order_by().values_list("territory", "plan_year")
    cities = sorted({(At.CITY.place(territory), year) for territory, year in found})
    reminders = sum(_remind(city, year, day) for city, year in cities)
    destroyed = sum(one.destroy_overdue(day) for one in (exchanging, answer_tables, booking_tables))
    return {"reminders": reminders, "destroyed": destroyed}


def _remind(city: str, year: int, day: date) -> int:
    due = reminded_today(owed_in(city, year), day)
    titles = {code: name.split(",")[0] for code, name in place_titles(one.territory for one in due).items()}
    return sum(_send(one, line_of(one, titles, day), year) for one in due)


def _send(one: Owed, line: str, year: int) -> bool:
    assert one.due is not None
    subject = f"Pengingat usulan {year}: {one.deed}, {format_date(one.due)}"[:200]
    known = InboxMessage.objects.filter(
        role=one.role.value, territory=one.territory, subject=subject, body=line
    )
    if known.exists():
        return False
    link = f"{reverse('deliberation-upward')}?tahun={year}"
    send_to_role(one.role, one.territory, subject, line, link)
    return True
