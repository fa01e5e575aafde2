"""Figures are filed, read and replaced; what stood before stays."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.figures import doors, services
from berdaya.figures.models import Figure
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure, file_figures
from berdaya.kernel.findings import Refused
from berdaya.kernel.sexes import BySex
from tests.office import BANYUMUDAL, MOGA, PEMALANG, PLAKARAN, hat

pytestmark = pytest.mark.django_db
PEOPLE = Facts(PLAKARAN, "Penduduk", Unit.PEOPLE, date(2025, 12, 31), "BPS 2026", people=BySex(3001, 2950))


@pytest.fixture
def ratna():
    return hat("Bu Ratna", Role.BAPPEDA, PEMALANG)


def test_a_figure_keeps_place_day_source_and_who_filed_it(ratna):
    filed = file_figure(ratna, PEOPLE)
    assert (filed.territory, filed.as_of, filed.source) == (PLAKARAN, date(2025, 12, 31), "BPS 2026")
    assert (filed.people, filed.filed_by) == (BySex(3001, 2950), ratna.person)


def test_filing_leaves_a_trail(ratna):
    filed = file_figure(ratna, PEOPLE)
    entry = AuditEntry.objects.get(verb="figures.filed")
    assert (entry.ident, entry.territory) == (str(filed.pk), PLAKARAN)


def test_a_ratio_stays_exact(ratna):
    facts = replace(PEOPLE, name="IDM", unit=Unit.RATIO, people=None, ratio=Fraction(8173, 10_000))
    assert Figure.objects.get(pk=file_figure(ratna, facts).pk).ratio == Fraction(8173, 10_000)


def test_the_same_figure_again_changes_nothing(ratna):
    assert file_figure(ratna, PEOPLE) == file_figure(ratna, PEOPLE)
    assert Figure.objects.count() == AuditEntry.objects.count() == 1


def test_a_correction_takes_the_place_of_the_figure_of_that_day(ratna):
    first = file_figure(ratna, PEOPLE)
    second = file_figure(ratna, replace(PEOPLE, people=BySex(3002, 2950)))
    assert (second.supersedes, second.version) == (first, 2)
    assert doors.figures_of(ratna, PLAKARAN) == [second]


def test_a_third_version_follows_the_second(ratna):
    versions = [file_figure(ratna, replace(PEOPLE, people=BySex(3000 + n, 2950))) for n in range(3)]
    assert [one.supersedes for one in versions] == [None, versions[0], versions[1]]


def test_a_later_day_is_another_fact_and_the_newest_is_shown(ratna):
    before = file_figure(ratna, PEOPLE)
    later = file_figure(ratna, replace(PEOPLE, as_of=date(2026, 6, 30)))
    assert later.supersedes is None
    assert doors.figures_of(ratna, PLAKARAN) == [later]
    assert doors.figure_on(PLAKARAN, "Penduduk", date(2026, 6, 29)) == before


def test_before_its_first_day_a_figure_is_not_known(ratna):
    file_figure(ratna, PEOPLE)
    assert doors.figure_on(PLAKARAN, "Penduduk", date(2025, 12, 30)) is None


def test_a_figure_of_a_body_is_not_that_of_its_place(ratna):
    own = file_figure(ratna, replace(PEOPLE, body="UPK Mandiri"))
    assert doors.figures_of(ratna, PLAKARAN) == []
    assert doors.figures_of(ratna, PLAKARAN, "UPK Mandiri") == [own]
    assert doors.figures_of_all(ratna, PLAKARAN) == [own]


def test_what_a_room_has_filed_is_not_overwritten_by_hand(ratna):
    file_figure(None, PEOPLE, room="register")
    with pytest.raises(Refused) as refused:
        file_figure(ratna, replace(PEOPLE, people=BySex(1, 1)))
    assert refused.value.findings[0].code == "figure.of_a_room"


def test_a_room_replaces_its_own_figure_and_one_that_was_typed_before_it_came(ratna):
    typed = file_figure(ratna, PEOPLE)
    filed = file_figure(None, replace(PEOPLE, people=BySex(1, 1)), room="register")
    again = file_figure(None, replace(PEOPLE, people=BySex(2, 2)), room="register")
    assert (filed.supersedes, again.supersedes) == (typed, filed)


def test_a_figure_that_cannot_be_is_refused_and_leaves_nothing(ratna):
    with pytest.raises(Refused):
        file_figure(ratna, replace(PEOPLE, source=""))
    assert not Figure.objects.exists()


def test_two_who_file_the_same_fact_at_once_become_two_versions(ratna, monkeypatch):
    """Both have seen no figure; the second one is told by the database and looks again."""
    looks = iter([None])
    standing = services._standing
    file_figure(ratna, PEOPLE)
    monkeypatch.setattr(services, "_standing", lambda facts: next(looks, standing(facts)))
    second = file_figure(ratna, replace(PEOPLE, people=BySex(1, 1)))
    assert second.version == 2


def test_a_neighbour_sees_no_figure_of_ours(ratna):
    file_figure(ratna, PEOPLE)
    joko = hat("Pak Joko", Role.LURAH, BANYUMUDAL)
    assert doors.figures_of(joko, PLAKARAN) == doors.figures_of_all(joko, PLAKARAN) == []
    assert doors.names_below(joko, MOGA) == []


def test_a_kecamatan_gathers_the_newest_figures_of_its_villages(ratna):
    file_figure(ratna, PEOPLE)
    newest = file_figure(ratna, replace(PEOPLE, as_of=date(2026, 1, 1)))
    file_figure(ratna, replace(PEOPLE, territory=MOGA))
    assert doors.names_below(ratna, MOGA) == ["Penduduk"]
    assert doors.newest_below(ratna, MOGA, "Penduduk") == {PLAKARAN: newest}


@pytest.mark.parametrize(
    "broken",
    [
        {"source": ""},
        {"number": 1},
        {"men": None},
        {"unit": "kambing"},
        {"version": 2},
        {"denominator": 0, "numerator": 1, "men": None, "women": None},
    ],
)
def test_the_database_refuses_a_figure_that_cannot_be(ratna, broken):
    row = {
        "territory": PLAKARAN,
        "name": "Penduduk",
        "unit": "orang",
        "as_of": date(2025, 12, 31),
        "men": 1,
        "women": 1,
        "source": "BPS",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(**(row | broken))


@pytest.mark.parametrize("sql", ["UPDATE figures_figure SET source = 'x'", "DELETE FROM figures_figure"])
def test_a_figure_is_never_changed_or_removed(ratna, sql):
    file_figure(ratna, PEOPLE)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows REPLACE")
def test_a_figure_is_never_replaced(ratna):
    file_figure(ratna, PEOPLE)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("INSERT OR REPLACE INTO figures_figure SELECT * FROM figures_figure")


# ---------- many at once ----------

MANY = [
    replace(PEOPLE, name=name, territory=place, unit=Unit.HOUSEHOLDS, people=None, number=n)
    for n, (name, place) in enumerate(
        (name, place) for name in ("KK", "KK miskin") for place in (PLAKARAN, BANYUMUDAL)
    )
]


def standing():
    found = Figure.objects.order_by("territory", "name", "version")
    return list(found.values_list("territory", "name", "as_of", "number", "version", "room"))


def test_many_at_once_are_what_they_are_one_by_one(ratna):
    changed = [replace(MANY[0], number=99), *MANY[1:]]
    for rows in (MANY, changed):
        for facts in rows:
            file_figure(ratna, facts, room="community")
    one_by_one = standing()
    other = [replace(facts, as_of=date(2024, 12, 31)) for facts in MANY]
    assert file_figures(ratna, other, room="community") == 4
    assert file_figures(ratna, other, room="community") == 0
    assert file_figures(ratna, [replace(other[0], number=99), *other[1:]], room="community") == 1
    later = [row for row in standing() if row[2] == date(2024, 12, 31)]
    assert [(*row[:2], *row[3:]) for row in later] == [(*row[:2], *row[3:]) for row in one_by_one]


def test_many_at_once_leave_one_line_in_the_trail(ratna):
    file_figures(ratna, MANY)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.territory) == ("figures.filed_many", MOGA)


def test_one_that_cannot_be_stops_all_of_them(ratna):
    with pytest.raises(Refused):
        file_figures(ratna, [*MANY, replace(MANY[0], source="")])
    file_figure(ratna, MANY[0], room="register")
    with pytest.raises(Refused):
        file_figures(ratna, MANY[1:] + [replace(MANY[0], number=7)], room="community")
    assert Figure.objects.count() == 1


def test_many_at_once_ask_as_few_questions_as_two(ratna, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        file_figures(ratna, [replace(MANY[0], name=f"Angka {n}") for n in range(200)])
