"""Every address × every role × inside and outside its territory × without a second factor × by the maker."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from berdaya.access.clock import now, sheets, today_in
from berdaya.access.doors import Kind, door_of
from berdaya.access.models import Holding, Person, Sitting
from berdaya.access.rules.codes import fingerprint
from berdaya.access.rules.grants import FOUNDING
from berdaya.access.rules.hats import may
from berdaya.access.rules.roles import Role, level_of
from tests.office import given_to, person, seat
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


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a browser: the hat he wears, and the keys of a proved and an unproved sitting."""

    hat: Holding | None
    proved: str
    unproved: str = ""


def place_of(role: Role, chain: str) -> str:
    """The territory of such a hat on the way from the province down to the RT of the chain."""
    parts = chain.split(".")
    places = [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return next(place for place in places if level_of(place) in sheets()[role].levels)


def visitors(roles: Iterable[Role], chain: str, ended: int = 0) -> list[Visitor]:
    """One for each role, made all at once; `ended` days ago their role was over."""
    last = today_in(chain) - timedelta(days=ended) if ended else today_in(chain) + timedelta(days=300)
    given = {True: given_to(Role.ADMINISTRATOR), False: given_to(Role.OPERATOR)}
    made = [(role, Person(username=uuid4().hex, name=f"{role.value} di {chain}")) for role in roles]
    Person.objects.bulk_create(who for _, who in made)
    hats = Holding.objects.bulk_create(
        Holding(
            person=who,
            role=role.value,
            territory=place_of(role, chain),
            first_day=date(2020, 1, 1),
            last_day=last,
            **given[role in FOUNDING],
        )
        for role, who in made
    )
    keys = [(uuid4().hex, uuid4().hex) for _ in hats]
    moment = now()
    Sitting.objects.bulk_create(
        Sitting(
            key_hash=fingerprint(key),
            person=worn.person,
            hat=worn,
            opened_at=moment,
            seen_at=moment,
            proved_at=moment if key is pair[0] else None,
        )
        for worn, pair in zip(hats, keys, strict=True)
        for key in pair
    )
    return [Visitor(worn, *pair) for worn, pair in zip(hats, keys, strict=True)]


class Tries:
    """Requests to one address; each leaves the office as it found it."""

    def __init__(self, route: Route) -> None:
        self.route = route
        self.maker = visitors([Role.ADMINISTRATOR], PLACE)[0]
        made = dict(route.thing(self.maker.hat)) if route.thing else {}
        self.territory = made.pop("territory", "")
        self.address = reverse(route.name, kwargs=made | dict(route.given))
        self.office = ClientHandler(enforce_csrf_checks=False)
        self.office.load_middleware()

    def by(self, visitor: Visitor | None = None, *, proved: bool = True) -> HttpResponse:
        """Straight to the office: the test client would copy the context of every template."""
        make = RequestFactory().post if self.route.post else RequestFactory().get
        request = make(self.address, {"request_id": str(uuid4())} if self.route.post else {})
        request._dont_enforce_csrf_checks = True
        if visitor is not None:
            key = visitor.proved if proved else visitor.unproved
            request.COOKIES[settings.SESSION_COOKIE_NAME] = key
        with transaction.atomic():
            response = self.office.get_response(request)
            transaction.set_rollback(True)
        return response

    def expected(self, hat: Holding) -> bool:
        """What the rule book says about this hat, for the thing in the address."""
        where, day = self.territory or hat.territory, today_in(hat.territory)
        worn = [hat.hat]
        return any(may(worn, right, where, day, sheets()).allowed for right in self.route.rights)


def leads_to(response: HttpResponse, name: str) -> bool:
    return response.status_code == 302 and resolve(urlsplit(response.url).path).view_name == name


def opened(response: HttpResponse, says: frozenset[int] = OPEN) -> bool:
    """The door was open, whatever the view then said."""
    asked = any(leads_to(response, name) for name in ("access:sign-in", "access:hats"))
    return response.status_code in says and not asked


def hatless() -> Visitor:
    return Visitor(None, seat(person("Pak Joko")))


pytestmark = pytest.mark.django_db


def names_of(kind: str) -> list[str]:
    return sorted(route.name for route in ROUTES if route.kind == kind)


@pytest.mark.parametrize("name", names_of("public"))
def test_a_public_page_is_open_to_strangers(name):
    assert Tries(BY_NAME[name]).by().status_code in BY_NAME[name].says


@pytest.mark.parametrize("name", names_of("needs"))
def test_a_door_opens_where_rights_and_territory_reach_and_nowhere_else(name):
    """All at one door in one go: making the thing behind it may take longer than all the requests."""
    tries, inside = Tries(BY_NAME[name]), visitors(Role, PLACE)
    assert list(wrong_by_role(tries, inside + visitors(Role, ELSEWHERE))) == []
    assert list(wrong_without_second_factor(tries, inside)) == []
    assert list(wrong_after_the_term(tries)) == []
    assert leads_to(tries.by(hatless()), "access:hats")
    assert leads_to(tries.by(), "access:sign-in")


def wrong_by_role(tries: Tries, everybody: list[Visitor]) -> Iterator[str]:
    """Each role, inside and outside: open exactly where the rule book says, else absent."""
    for visitor in everybody:
        response, should = tries.by(visitor), tries.expected(visitor.hat)
        if opened(response) != should or (not should and response.status_code != 404):
            yield f"{visitor.hat} got {response.status_code}, should {'open' if should else 'be absent'}"


def wrong_without_second_factor(tries: Tries, inside: list[Visitor]) -> Iterator[str]:
    """A role that approves is asked for its second factor first."""
    for visitor in inside:
        if not sheets()[Role(visitor.hat.role)].approves:
            continue
        response = tries.by(visitor, proved=False)
        if tries.expected(visitor.hat) and not leads_to(response, "access:second-factor"):
            yield f"{visitor.hat} got {response.status_code} without a second factor"


def wrong_after_the_term(tries: Tries) -> Iterator[str]:
    """A role that ended yesterday opens nothing."""
    for visitor in visitors(Role, PLACE, ended=1):
        response = tries.by(visitor)
        if not leads_to(response, "access:hats"):
            yield f"{visitor.hat} got {response.status_code} a day after the end"


@pytest.mark.parametrize("name", names_of("signed"))
def test_whoever_has_signed_in_opens_his_own_pages(name):
    tries = Tries(BY_NAME[name])
    answers = [tries.by(visitor) for visitor in [hatless(), *visitors(Role, PLACE)]]
    if goes := tries.route.goes:
        assert all(leads_to(answer, goes) for answer in answers)
    else:
        assert all(opened(answer) for answer in answers)
    assert leads_to(tries.by(), "access:sign-in")


@pytest.mark.parametrize("name", names_of("own"))
def test_what_belongs_to_one_person_opens_to_nobody_else(name):
    tries = Tries(BY_NAME[name])
    assert opened(tries.by(tries.maker))
    assert {tries.by(visitor).status_code for visitor in visitors(Role, PLACE)} == {404}
    assert leads_to(tries.by(), "access:sign-in")


@pytest.mark.parametrize("name", sorted(route.name for route in ROUTES if route.second))
def test_the_maker_does_not_sign_as_the_second_person(name):
    """The same form, the same right, the same territory: only the person differs."""
    tries = Tries(BY_NAME[name])
    assert tries.by(tries.maker).status_code == 409
    assert tries.by(visitors([Role.ADMINISTRATOR], PLACE)[0]).status_code == 302
