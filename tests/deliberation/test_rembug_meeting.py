"""The rembug of a list is a meeting of this office: its day and its attendance stand in the berita acara."""

from datetime import timedelta
from uuid import uuid4

import pytest

from berdaya.access.clock import now, today_in
from berdaya.deliberation import page_doors
from berdaya.deliberation.models import RankedList
from berdaya.deliberation.printing import record_values
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.services.ranking import hand_over, rank
from berdaya.kernel.sexes import BySex
from tests.deliberation import office
from tests.deliberation.office import RT1, RT2, VILLAGE
from tests.meeting import office as meetings
from tests.office import browser

pytestmark = pytest.mark.django_db


def rembug(territory: str = RT1, days: int = 2):
    """A rembug of an RT that was held some days ago."""
    who = office.lurah()
    counts = {"tokoh": BySex(5, 1), "perempuan": BySex(0, 8), "pemuda": BySex(3, 2)}
    return meetings.held(
        who,
        counts,
        forum="rembug_rt",
        territory=territory,
        starts_at=now() - timedelta(days=days),
        place="Pos",
    )


def list_of_rt1():
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    return rt, rank(rt, cycle, Unit(RT1), [one.pk])


def test_only_held_rembug_of_the_unit_are_offered() -> None:
    rt, _ = list_of_rt1()
    held = rembug()
    rembug(RT2)
    meetings.planned(office.lurah(), forum="rembug_rt", territory=RT1, place="Pos")
    assert page_doors.rembug_meetings(rt, Unit(RT1)) == [held]


def test_the_day_and_the_attendance_of_the_meeting_stand_in_the_record() -> None:
    rt, mine = list_of_rt1()
    held = rembug()
    handed = hand_over(rt, mine, None, meeting=held)
    assert handed.held_on == held.day
    facts = dict(record_values(RankedList.objects.get(pk=handed.pk))["facts"])
    assert facts["Hadir"] == "19 orang: L 8, P 11"
    assert "Wakil perempuan 8" in facts["Unsur"]


def test_the_page_offers_the_meeting_and_a_typed_day_still_works() -> None:
    rt, mine = list_of_rt1()
    held = rembug()
    client = browser(rt)
    address = f"/rembug/penyerahan/{mine.pk}/"
    assert "Pertemuan rembug" in client.get(address).content.decode()
    neither = client.post(address, {"request_id": str(uuid4()), "meeting": "", "held_on": ""})
    assert neither.status_code == 422
    chosen = client.post(address, {"request_id": str(uuid4()), "meeting": str(held.pk), "held_on": ""})
    assert chosen.status_code == 302
    mine.refresh_from_db()
    assert (mine.meeting, mine.held_on) == (held, held.day)


def test_a_list_without_a_meeting_has_the_day_that_was_typed() -> None:
    rt, mine = list_of_rt1()
    handed = hand_over(rt, mine, today_in(VILLAGE))
    assert handed.meeting is None
    assert "Hadir" not in dict(record_values(handed)["facts"])
