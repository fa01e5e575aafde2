from datetime import date

import pytest

from berdaya.access.models import Holding, Person
from berdaya.access.rules.roles import Role
from berdaya.site.demo.people import MARK, cast, make_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.DATA = tmp_path
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "summary.json").write_text("{}")
    make_people(date(2026, 11, 21))


def test_there_is_an_invented_account_for_every_role(demo):
    assert {player.role for player in cast()} == set(Role)
    assert Person.objects.count() == len(cast())
    assert all(name.endswith(MARK) for name in Person.objects.values_list("username", flat=True))


def test_making_the_people_again_changes_nothing(demo):
    assert make_people(date(2026, 11, 22)) == 0
    assert Holding.objects.count() == len(cast())


def test_a_visitor_enters_as_one_of_the_cast(client, demo):
    assert "Ratna Wulandari" in client.get("/peragaan/").content.decode()
    assert client.post("/peragaan/masuk/ratna").status_code == 302
    assert "Ratna Wulandari" in client.get("/").content.decode()


@pytest.mark.parametrize("username", ["bupati", "asli", "ratna.peragaan"])
def test_nobody_else_can_be_entered(client, demo, username):
    Person.objects.create(username="asli", name="Orang asli")
    assert client.post(f"/peragaan/masuk/{username}").status_code == 404


def test_without_the_demo_the_door_is_not_there(client, demo, settings):
    settings.DEMO = False
    assert client.get("/peragaan/").status_code == 404
    assert client.post("/peragaan/masuk/ratna").status_code == 404


def test_in_an_office_where_no_demo_was_built_the_door_is_not_there(client, settings, tmp_path):
    settings.DEMO, settings.DATA = True, tmp_path
    make_people(date(2026, 11, 21))
    assert client.post("/peragaan/masuk/ratna").status_code == 404
