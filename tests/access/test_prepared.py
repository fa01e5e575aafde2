"""Queries that are put together once: they answer as Django's own, and always from the database."""

import pytest
from django.db.models import Count

from berdaya.access.clock import now
from berdaya.access.models import Holding, HoldingEnd, Person
from berdaya.access.prepared import Given, Prepared
from berdaya.access.rules.roles import Role
from tests.office import MOGA, PEMALANG, TEGAL, hat, hold, person

pytestmark = pytest.mark.django_db


def test_a_record_comes_with_its_company_as_the_query_asked():
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    written = Prepared(
        lambda: Holding.objects.filter(person__name=Given("name")).select_related("person", "ending")
    )
    (found,) = written.asked(name="Bu Ratna")
    assert (found, found.person, found.granted_at) == (ratna, ratna.person, ratna.granted_at)
    assert found.ended_on is None


def test_the_same_question_sees_what_was_written_since():
    ratna = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    written = Prepared(lambda: Holding.objects.filter(territory=Given("at")).select_related("ending"))
    assert written.asked(at=PEMALANG)[0].ended_on is None
    day = now().date()
    HoldingEnd.objects.create(
        holding=ratna, last_day=day, reason="pindah", ended_by=ratna.person, ended_at=now()
    )
    assert written.asked(at=PEMALANG)[0].ended_on == day
    assert written.asked(at=TEGAL) == []


def test_columns_and_counts_are_given_as_django_gives_them():
    agus = person("Mas Agus")
    for place in (PEMALANG, MOGA):
        hold(agus, Role.AUDITOR, place)
    rows = Person.objects.filter(name="Mas Agus").annotate(many=Count("holdings"))
    written = Prepared(lambda: rows.filter(username=Given("user")).values_list("name", "joined_at", "many"))
    assert [tuple(row) for row in written.asked(user=agus.username)] == [("Mas Agus", agus.joined_at, 2)]
    (whole,) = Prepared(lambda: rows.filter(username=Given("user"))).asked(user=agus.username)
    assert (whole, whole.many) == (agus, 2)


def test_a_question_that_nothing_can_answer_asks_nobody(django_assert_num_queries):
    written = Prepared(lambda: Person.objects.filter(username=Given("user"), pk__in=[]))
    with django_assert_num_queries(0):
        assert written.asked(user="siapa pun") == []


def test_a_text_that_looks_like_sql_is_a_text():
    ratna = person("Bu Ratna")
    written = Prepared(lambda: Person.objects.filter(name=Given("name")))
    assert written.asked(name="' OR '1'='1") == []
    assert written.asked(name="Bu Ratna") == [ratna]


def test_a_text_that_is_not_given_is_a_fault_of_the_builder():
    with pytest.raises(KeyError):
        Prepared(lambda: Person.objects.filter(name=Given("name"))).asked()
