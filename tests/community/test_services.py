"""Bodies, boards and families in the database: written down, closed, counted, found again."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from berdaya.access.clock import today_in
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.community import doors
from berdaya.community.judging import findings_for
from berdaya.community.models import Body, Seat, Term
from berdaya.community.rules.kinds import Kind, Leaving, Office, Sex
from berdaya.community.services.boards import Newcomer, NewTerm, begin_term, leave_seat, take_seat
from berdaya.community.services.bodies import NewBody, add_body, change_body, end_body
from berdaya.community.services.households import Counted, record_households
from berdaya.figures.doors import figure_on
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Refused
from berdaya.kernel.sexes import BySex
from berdaya.region.models import Region
from tests.community.things import DECREE, FIRST, RT, a_body, with_chair
from tests.office import BANYUMUDAL, PLAKARAN, hat

pytestmark = pytest.mark.django_db
AS_OF = date(2025, 12, 31)


@pytest.fixture
def operator():
    return hat("Mas Operator", Role.OPERATOR, PLAKARAN)


def refusal(call, *args, **named) -> set[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        call(*args, **named)
    return {finding.code for finding in refused.value.findings}


def test_a_new_rt_body_brings_its_rt_and_rw_into_the_places(operator):
    body = add_body(operator, NewBody(Kind.RT, RT, "Perdes 3/2020"))
    assert body.name == "RT 003/RW 002"
    assert set(Region.objects.within(PLAKARAN).values_list("level", flat=True)) == {"desa", "rw", "rt"}


def test_the_same_body_is_not_written_down_twice(operator):
    a_body()
    assert refusal(add_body, operator, NewBody(Kind.RT, RT, "Perdes 3/2020")) == {"community.recorded"}


def test_the_database_itself_refuses_a_second_body_a_second_open_term_and_a_second_chair():
    seat = with_chair(a_body())
    term, body = seat.term, seat.term.body
    copies = (
        lambda: Body.objects.create(kind="rt", name=body.name, territory=RT, source="x"),
        lambda: Term.objects.create(body=body, number=9, first_day=FIRST, last_day=FIRST, source="x"),
        lambda: Seat.objects.create(
            term=term, office="ketua", sealed_name="x", digest="x", sex="L", first_day=FIRST
        ),
    )
    for copy in copies:
        with pytest.raises(IntegrityError), transaction.atomic():
            copy()


def test_a_body_of_the_next_village_is_refused(operator):
    assert refusal(add_body, operator, NewBody(Kind.LPMK, BANYUMUDAL, "Perdes")) != set()
    assert not Body.objects.exists()


def test_a_body_without_a_source_is_refused(operator):
    assert refusal(add_body, operator, NewBody(Kind.LPMK, PLAKARAN, "  ")) == {"community.no_source"}


def test_a_body_stands_in_no_rt_that_has_ended(operator):
    a_body()
    Region.objects.filter(pk=RT).update(valid_to=date(2026, 1, 1))
    Body.objects.update(valid_to=date(2026, 1, 1))
    assert refusal(add_body, operator, NewBody(Kind.RT, RT, "Perdes")) == {"rt.ended"}


def test_names_lie_sealed_and_are_opened_only_one_by_one(operator):
    seat = with_chair(a_body(), "Sutrisno")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM community_seat")
        assert "Sutrisno" not in str(cursor.fetchall())
    assert Seat.objects.get().name == "Sutrisno"
    assert "Sutrisno" not in str(list(AuditEntry.objects.values_list("facts", flat=True)))
    assert str(seat) == f"ketua {seat.term_id}"


def test_a_new_term_closes_the_one_before_the_day_before(operator):
    body = a_body()
    with_chair(body)
    term = begin_term(operator, body, NewTerm(date(2026, 3, 1), DECREE))
    before = body.terms.get(number=1)
    assert (before.closed_on, term.number, term.last_day) == (date(2026, 2, 28), 2, date(2031, 2, 28))
    assert before.seats.get().last_day == date(2026, 2, 28)


@pytest.mark.parametrize(
    "term, code",
    [
        (NewTerm(FIRST, DECREE), "community.term_first"),
        (NewTerm(date(2026, 3, 1), " "), "community.term_source"),
        (NewTerm(date(2026, 3, 1), DECREE, date(2026, 2, 1)), "community.term_last"),
    ],
)
def test_a_term_that_cannot_be_is_refused_and_changes_nothing(operator, term, code):
    body = a_body()
    with_chair(body)
    assert refusal(begin_term, operator, body, term) == {code}
    assert body.terms.get().closed_on is None


def test_the_third_term_of_the_same_name_is_told_however_it_is_written(operator):
    body = a_body()
    for year, name in ((2014, "H. Moch. Sutrisno, S.Pd"), (2019, "Muhammad Sutrisno")):
        with_chair(body, name, first=date(year, 2, 1))
    seat = with_chair(body, "Moh Sutrisno")
    assert seat.period == 3
    assert "community.third_term" in {f.code for f in findings_for(body, date(2026, 11, 21))}


def test_a_term_that_was_served_before_this_office_is_counted_on(operator):
    body = a_body()
    chair = Newcomer(Office.KETUA, "Sutrisno", Sex.L, period=2)
    begin_term(operator, body, NewTerm(date(2019, 2, 1), DECREE), [chair])
    assert with_chair(body, "Sutrisno").period == 3


def test_one_name_on_two_boards_of_the_village_is_told_on_both():
    rt, lpmk = a_body(), a_body(Kind.LPMK, PLAKARAN)
    with_chair(rt, "Sutrisno")
    with_chair(lpmk, "sutrisno")
    for body in (rt, lpmk):
        told = [f for f in findings_for(body, date(2026, 11, 21)) if f.code == "community.two_boards"]
        assert len(told) == 1
        assert "Sutrisno" not in told[0].where + told[0].problem


def test_namesakes_whom_the_list_numbers_are_two_people():
    rt, lpmk = a_body(), a_body(Kind.LPMK, PLAKARAN)
    with_chair(rt, "Slamet 1")
    with_chair(lpmk, "Slamet 2")
    assert "community.two_boards" not in {f.code for f in findings_for(rt, date(2026, 11, 21))}


def test_a_pokmas_chair_may_head_an_rt_too():
    rt, pokmas = a_body(), a_body(Kind.POKMAS, PLAKARAN, "Melati")
    with_chair(rt, "Sutrisno")
    with_chair(pokmas, "Sutrisno")
    for body in (rt, pokmas):
        assert "community.two_boards" not in {f.code for f in findings_for(body, date(2026, 11, 21))}


def test_the_same_name_in_the_next_village_is_somebody_else():
    rt, other = a_body(), a_body(Kind.LPMK, BANYUMUDAL)
    with_chair(rt, "Sutrisno")
    with_chair(other, "Sutrisno")
    assert "community.two_boards" not in {f.code for f in findings_for(rt, date(2026, 11, 21))}


def test_a_seat_that_is_taken_is_not_given_again_until_it_is_left(operator):
    body = a_body()
    seat = with_chair(body)
    newcomer = Newcomer(Office.KETUA, "Wagini", Sex.P)
    assert refusal(take_seat, operator, body, newcomer) == {"community.seat_taken"}
    leave_seat(operator, seat, date(2026, 1, 31), Leaving.MOVED)
    assert take_seat(operator, body, newcomer).name == "Wagini"


def test_fields_of_work_may_be_many(operator):
    body = a_body()
    with_chair(body)
    for field in ("Keamanan", "Kebersihan"):
        take_seat(operator, body, Newcomer(Office.BIDANG, "Wagini", Sex.P, field=field))
    assert len(doors.seats_of(doors.body_for(operator, body.pk).open_term)) == 3


def test_who_leaves_twice_leaves_once(operator):
    seat = with_chair(a_body())
    leave_seat(operator, seat, date(2026, 1, 31), Leaving.MOVED)
    assert leave_seat(operator, seat, date(2026, 5, 31), Leaving.DIED).last_day == date(2026, 1, 31)


def test_nobody_leaves_before_he_came_or_tomorrow(operator):
    seat = with_chair(a_body())
    tomorrow = today_in(PLAKARAN) + timedelta(days=1)
    assert refusal(leave_seat, operator, seat, date(2023, 1, 1), Leaving.MOVED) == {"community.left_before"}
    assert refusal(leave_seat, operator, seat, tomorrow, Leaving.MOVED) == {"community.left_later"}


def test_a_mistake_is_in_no_count(operator):
    body = a_body()
    leave_seat(operator, with_chair(body), FIRST, Leaving.MISTAKE)
    chair = take_seat(operator, body, Newcomer(Office.KETUA, "Sutrisno", Sex.L))
    begin_term(operator, body, NewTerm(date(2026, 3, 1), DECREE))
    assert chair.period == 1
    assert [len(seats) for _, seats in doors.history_of(body)] == [1]


def test_the_sexes_of_the_chairs_are_filed_whenever_they_change(operator):
    one, other = a_body(), a_body(territory=f"{PLAKARAN}.002.004")
    seat = with_chair(one)
    with_chair(other, "Wagini", Sex.P)
    today = today_in(PLAKARAN)
    assert figure_on(PLAKARAN, "Ketua RT", today).people == BySex(1, 1)
    leave_seat(operator, seat, today, Leaving.STEPPED_DOWN)
    figure = figure_on(PLAKARAN, "Ketua RT", today)
    assert (figure.people, figure.room) == (BySex(0, 1), "community")


def test_families_stand_in_the_figures_with_day_and_source(operator):
    rt, pokmas = a_body(), a_body(Kind.POKMAS, PLAKARAN, "Melati")
    record_households(operator, [Counted(rt, 85, 14), Counted(pokmas, 20)], AS_OF, "Buku RT")
    assert figure_on(RT, "KK", AS_OF).number == 85
    assert figure_on(PLAKARAN, "KK", AS_OF, "Pokmas Melati").number == 20
    assert figure_on(PLAKARAN, "KK miskin", AS_OF, "Pokmas Melati") is None
    counted = doors.households_of([RT, BANYUMUDAL], date(2026, 11, 21))
    assert {code: (one.kk, one.poor, one.source) for code, one in counted.items()} == {
        RT: (85, 14, "Buku RT")
    }


def test_families_are_known_only_from_their_day_on(operator):
    body = a_body()
    record_households(operator, [Counted(body, 85, 14)], AS_OF, "Buku RT")
    record_households(operator, [Counted(body, 90, 15)], date(2026, 6, 30), "Pendataan")
    assert doors.households_of([RT], date(2025, 1, 1)) == {}
    assert doors.households_of([RT], date(2026, 1, 1))[RT].kk == 85
    assert doors.households_of([RT], date(2026, 7, 1))[RT].kk == 90


def test_the_same_count_again_files_nothing_new(operator):
    body = a_body()
    for _ in range(2):
        record_households(operator, [Counted(body, 85, 14)], AS_OF, "Buku RT")
    assert Figure.objects.count() == 2


def test_more_poor_than_families_is_written_down_and_told(operator):
    body = a_body()
    record_households(operator, [Counted(body, 10, 11)], AS_OF, "Buku RT")
    assert "community.more_poor_than_all" in {f.code for f in findings_for(body, date(2026, 11, 21))}


def test_an_lpmk_has_no_families_of_its_own(operator):
    lpmk = a_body(Kind.LPMK, PLAKARAN)
    assert refusal(record_households, operator, [Counted(lpmk, 10)], AS_OF, "x") == {"community.no_unit"}


def test_all_rows_of_families_are_filed_or_none(operator):
    rows = [Counted(a_body(), 85, 14), Counted(a_body(Kind.LPMK, PLAKARAN), 1)]
    assert refusal(record_households, operator, rows, AS_OF, "x") == {"community.no_unit"}
    assert not Figure.objects.filter(name="KK").exists()


def test_the_units_of_a_village_are_told_without_names_of_people(operator):
    with_chair(a_body(), "Wagini", Sex.P)
    pokmas = a_body(Kind.POKMAS, PLAKARAN, "Melati")
    a_body(Kind.LPMK, PLAKARAN)
    record_households(operator, [Counted(pokmas, 20, 9)], AS_OF, "Daftar anggota")
    found = {unit.name: unit for unit in doors.units_of(PLAKARAN, date(2026, 11, 21))}
    assert set(found) == {"RT 003/RW 002", "Pokmas Melati"}
    assert found["RT 003/RW 002"].chair is Sex.P
    assert found["RT 003/RW 002"].households is None
    assert found["Pokmas Melati"].households.poor == 9


def test_the_units_of_another_day_are_those_of_that_day(operator):
    body = a_body(valid_from=date(2020, 1, 1))
    with_chair(body, "Wagini", Sex.P, date(2020, 2, 1))
    with_chair(body, "Sutrisno", Sex.L, date(2025, 2, 1))
    assert doors.units_of(PLAKARAN, date(2019, 1, 1)) == []
    assert doors.units_of(PLAKARAN, date(2021, 1, 1))[0].chair is Sex.P
    assert doors.units_of(PLAKARAN, date(2026, 1, 1))[0].chair is Sex.L


def test_units_take_three_queries_however_many_there_are(django_assert_num_queries):
    for number in range(1, 9):
        with_chair(a_body(territory=f"{PLAKARAN}.002.{number:03}"), f"Orang {number}")
    with django_assert_num_queries(3):
        assert len(doors.units_of(PLAKARAN, date(2026, 11, 21))) == 8


def test_a_head_speaks_for_his_own_body():
    rt, pokmas = a_body(), a_body(Kind.POKMAS, PLAKARAN, "Melati")
    assert doors.unit_of(hat("Pak RT", Role.RT_HEAD, RT)) == rt
    assert doors.unit_of(hat("Bu Pokmas", Role.POKMAS, PLAKARAN, body="Melati")) == pokmas
    assert doors.unit_of(hat("Bu Pokmas", Role.POKMAS, PLAKARAN, body="Anggrek")) is None
    assert doors.unit_of(hat("Bu Lurah", Role.LURAH, PLAKARAN)) is None


def test_a_body_that_ends_closes_its_term_and_may_begin_again(operator):
    body = a_body()
    with_chair(body)
    end_body(operator, body, date(2026, 6, 30))
    assert body.terms.get().closed_on == date(2026, 6, 30)
    assert figure_on(PLAKARAN, "Ketua RT", today_in(PLAKARAN)).people == BySex(0, 0)
    assert refusal(end_body, operator, body, date(2026, 7, 1)) == {"community.ended"}
    assert refusal(begin_term, operator, body, NewTerm(date(2026, 8, 1), DECREE)) == {"community.ended"}
    assert add_body(operator, NewBody(Kind.RT, RT, "Perdes 3/2020")).pk != body.pk


def test_a_pokmas_whose_families_were_counted_keeps_its_name(operator):
    pokmas = a_body(Kind.POKMAS, PLAKARAN, "Melati")
    assert change_body(operator, pokmas, "Mawar", None, "SK 2").name == "Pokmas Mawar"
    pokmas.refresh_from_db()
    record_households(operator, [Counted(pokmas, 20)], AS_OF, "x")
    assert refusal(change_body, operator, pokmas, "Anggrek", None, "SK 2") == {"community.renamed"}
    assert change_body(operator, pokmas, "Pokmas Mawar", FIRST, "SK 3").source == "SK 3"
