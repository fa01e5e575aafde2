"""Every address × every role × inside and outside its territory × without a second factor × by the maker."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from berdaya.access.clock import sheets, today_in
from berdaya.access.doors import Kind, door_of
from berdaya.access.models import Holding, Person
from berdaya.access.rules.hats import may
from berdaya.access.rules.roles import Level, Role, level_of
from tests.office import browser, hold, person
from tests.shape.matrix import OPEN, ROUTES, Route
from tests.shape.things import PLACE

ELSEWHERE = "51.03.01.1001.002.003"
BY_NAME = {route.name: route for route in ROUTES}
DECLARED = {"public": Kind.EVERYONE, "signed": Kind.SIGNED_IN, "own": Kind.SIGNED_IN, "needs": Kind.NEEDS}


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


ALL = dict(addresses(get_resolver("berdaya.site.urls").url_patterns))


def test_every_address_has_a_line_in_the_matrix():
    missing = sorted(set(ALL) - set(BY_NAME))
    assert missing == [], "add one line for each to tests/shape/matrix.py"


def test_every_line_in_the_matrix_has_an_address():
    assert sorted(set(BY_NAME) - set(ALL)) == []


def test_no_address_has_two_lines():
    assert len(ROUTES) == len(BY_NAME)


@pytest.mark.parametrize("name", sorted(set(ALL) & set(BY_NAME)))
def test_the_view_declares_what_the_matrix_says(name):
    door, route = door_of(ALL[name].callback), BY_NAME[name]
    assert door is not None, "the view declares no door"
    assert (door.kind, door.rights) == (DECLARED[route.kind], route.rights)


def hat_of(role: Role, chain: str, who: Person | None = None, **term: object) -> Holding:
    """A hat of that role in a territory on the way from the country down to the RT of the chain."""
    levels = sheets()[role].levels
    parts = chain.split(".")
    places = [".".join(parts[:depth]) for depth in range(len(parts) + 1)]
    fitting = [
        place for place in places if level_of(place) in levels and level_of(place) is not Level.COUNTRY
    ]
    return hold(who or person(f"{role.value} di {chain}"), role, fitting[0], **term)


class Tries:
    """Requests to one address; each leaves the office as it found it."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.maker = hat_of(Role.ADMINISTRATOR, PLACE)
        made = dict(route.thing(self.maker)) if route.thing else {}
        self.territory = made.pop("territory", "")
        self.address = reverse(route.name, kwargs=made | dict(route.given))

    def by(
        self, worn: Holding | None = None, *, proved: bool = True, who: Person | None = None
    ) -> HttpResponse:
        with transaction.atomic():
            client = browser(worn, proved=proved, who=who)
            sent = {"request_id": str(uuid4())}
            response = client.post(self.address, sent) if self.route.post else client.get(self.address)
            transaction.set_rollback(True)
        return response


def leads_to(response: HttpResponse, name: str) -> bool:
    return response.status_code == 302 and resolve(response.url.partition("?")[0]).view_name == name


def opened(response: HttpResponse, says: frozenset[int] = OPEN) -> bool:
    """The door was open, whatever the view then said."""
    asked = any(leads_to(response, name) for name in ("access:sign-in", "access:hats"))
    return response.status_code in says and not asked


def expected(route: Route, worn: Holding, territory: str) -> bool:
    """What the rule book says about this hat, for a thing in that territory."""
    where, day = territory or worn.territory, today_in(worn.territory)
    return any(may([worn.hat], right, where, day, sheets()).allowed for right in route.rights)


pytestmark = pytest.mark.django_db
GUARDED = sorted(route.name for route in ROUTES if route.kind == "needs")


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_stranger_gets_in_only_where_everybody_may(name):
    tries = Tries(BY_NAME[name])
    response = tries.by(None)
    if tries.route.kind == "public":
        assert response.status_code in tries.route.says
    else:
        assert leads_to(response, "access:sign-in")


@pytest.mark.parametrize("name", GUARDED)
def test_each_role_gets_in_where_its_rights_and_its_territory_reach(name):
    tries = Tries(BY_NAME[name])
    wrong = []
    for role in Role:
        for chain in (PLACE, ELSEWHERE):
            worn = hat_of(role, chain)
            response = tries.by(worn)
            if opened(response) != expected(tries.route, worn, tries.territory):
                wrong.append((role.value, worn.territory, response.status_code))
            if not opened(response) and response.status_code != 404:
                wrong.append((role.value, worn.territory, "closed doors look absent", response.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", GUARDED)
def test_a_role_that_approves_gets_in_only_with_its_second_factor(name):
    tries = Tries(BY_NAME[name])
    for role in (role for role in Role if sheets()[role].approves):
        worn = hat_of(role, PLACE)
        if expected(tries.route, worn, tries.territory):
            assert leads_to(tries.by(worn, proved=False), "access:second-factor"), role


@pytest.mark.parametrize("name", GUARDED)
def test_a_role_that_ended_yesterday_opens_nothing(name):
    tries = Tries(BY_NAME[name])
    for role in Role:
        worn = hat_of(role, PLACE, last=today_in(PLACE) - timedelta(days=1))
        assert leads_to(tries.by(worn), "access:hats"), role


@pytest.mark.parametrize("name", GUARDED)
def test_somebody_without_a_hat_opens_nothing(name):
    assert leads_to(Tries(BY_NAME[name]).by(who=person("Pak Joko")), "access:hats")


@pytest.mark.parametrize("name", sorted(route.name for route in ROUTES if route.kind == "signed"))
def test_whoever_has_signed_in_opens_his_own_pages(name):
    tries = Tries(BY_NAME[name])
    answers = [tries.by(who=person("Pak Joko")), *(tries.by(hat_of(role, PLACE)) for role in Role)]
    if goes := tries.route.goes:
        assert all(leads_to(answer, goes) for answer in answers)
    else:
        assert all(opened(answer) for answer in answers)


@pytest.mark.parametrize("name", sorted(route.name for route in ROUTES if route.kind == "own"))
def test_what_belongs_to_one_person_opens_to_nobody_else(name):
    tries = Tries(BY_NAME[name])
    assert opened(tries.by(tries.maker))
    assert {tries.by(hat_of(role, PLACE)).status_code for role in Role} == {404}


@pytest.mark.parametrize("name", sorted(route.name for route in ROUTES if route.second))
def test_the_maker_does_not_sign_as_the_second_person(name):
    """The same form, the same right, the same territory: only the person differs."""
    tries = Tries(BY_NAME[name])
    assert tries.by(tries.maker).status_code == 409
    assert tries.by(hat_of(Role.ADMINISTRATOR, PLACE)).status_code == 302
