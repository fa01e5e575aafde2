"""A line of an intervention plan becomes a proposal that names its origin; the plan stays as it is."""

from uuid import uuid4

import pytest
from django.urls import reverse

from berdaya.access.rules.roles import Role
from berdaya.deliberation.models import Proposal
from berdaya.scan.models import PlanLine
from berdaya.scan.rules.planning import Line
from tests.deliberation import office
from tests.office import browser, hat
from tests.scan.things import a_cycle
from tests.scan.things_profile import a_draft, a_fixed

pytestmark = pytest.mark.django_db
VILLAGE = office.VILLAGE
RT1 = office.RT1


def planner():
    return hat("Bu Ratna", Role.BAPPEDA, ".".join(VILLAGE.split(".")[:2]))


def water(year):
    return Line("Menyambung air bersih", "C6", 30, "KK", 90_000_000, "desa", year, "Pemerintah desa")


@pytest.fixture
def rounds():
    """The village at work, and its year of deliberation open for the year of the line."""
    maker = planner()
    plan_year = office.year().plan_year
    return a_cycle(maker, VILLAGE, year=plan_year - 1), plan_year


def test_a_line_in_force_is_offered_and_names_its_plan_in_the_proposal(rounds):
    cycle, plan_year = rounds
    a_fixed(planner(), cycle, water(plan_year))
    line = PlanLine.objects.get()
    client = browser(office.operator())
    page = client.get(reverse("deliberation-new"), {"unit": RT1}).content.decode()
    assert "Menyambung air bersih" in page
    address = f"{reverse('deliberation-new')}?unit={RT1}&pindai={line.pk}"
    filled = client.get(address).content.decode()
    assert 'value="Menyambung air bersih"' in filled
    sent = {"title": line.action, "sub_item": "", "origin": "pindai", "unit": RT1, "request_id": str(uuid4())}
    answer = client.post(address, sent | {"origin_text": "Rencana intervensi, baris 1"})
    assert answer.status_code == 302, answer.content.decode()
    made = Proposal.objects.get()
    assert (made.cost, made.origin) == (90_000_000, "pindai")
    assert made.origin_link == reverse("scan-plan-version", args=[cycle.pk, 1])
    line.refresh_from_db()
    assert line.plan.state == "ditetapkan"


def test_a_plan_that_is_still_written_offers_nothing(rounds):
    cycle, plan_year = rounds
    a_draft(planner(), cycle, water(plan_year))
    page = browser(office.operator()).get(reverse("deliberation-new"), {"unit": RT1}).content.decode()
    assert "Ambil dari rencana" not in page


def test_a_head_of_an_rt_who_may_not_see_the_scan_is_offered_nothing(rounds):
    cycle, plan_year = rounds
    a_fixed(planner(), cycle, water(plan_year))
    head = hat("Pak Darmo", Role.RT_HEAD, RT1)
    page = browser(head).get(reverse("deliberation-new")).content.decode()
    assert "Ambil dari rencana" not in page
