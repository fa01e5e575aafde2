"""Carrying out a signed line: nothing counts before a second person agrees, nothing is overspent."""

from datetime import date
from decimal import Decimal

import pytest

from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.budget.models import Version
from berdaya.budget.rules.lines import lines_of
from berdaya.community.models import Seat
from berdaya.community.rules.kinds import Leaving
from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.states import State as Fate
from berdaya.delivery import doors
from berdaya.delivery.listing_rows import chosen_from, rows_for
from berdaya.delivery.models import Activity
from berdaya.delivery.rules.handing import Contract, HandOver
from berdaya.delivery.rules.kinds import Kind, Way
from berdaya.delivery.rules.money import Standing
from berdaya.delivery.rules.progress import State, state_of
from berdaya.delivery.services.beginning import Plan, begin, close, proposal_of
from berdaya.delivery.services.booking import Chosen, Paid, book, pay, undo
from berdaya.delivery.services.deciding import decide
from berdaya.delivery.services.working import Handed, hand_over, order
from berdaya.figures.models import Figure
from berdaya.kernel.findings import Refused
from berdaya.kernel.sexes import BySex
from tests.deliberation.office import proposed, year
from tests.delivery.things import ROWS, begun, ordered, seats, signed
from tests.office import hat, hold

pytestmark = pytest.mark.django_db
WONOKROMO = "35.78.04.1001"
PLAN = Plan(Kind.GOODS, Way.PROVIDER, date(2024, 12, 31))
SPK = Contract("CV Rekaan", "SPK-1", date(2024, 3, 1), Decimal(8), "paket", 7_500_000, date(2024, 6, 30))
IN_MARCH = Paid(3, 20_000_000, date(2024, 3, 28), "SP2D-7")


@pytest.fixture
def siti():
    return hat("Bu Siti", Role.OPERATOR, WONOKROMO)


@pytest.fixture
def lurah():
    return hat("Bu Lurah", Role.LURAH, WONOKROMO)


def codes(refused):
    return [one.code.removeprefix("delivery.") for one in refused.value.findings]


def facts(one: Activity):
    return doors.whole_of(one).facts_on(date(2024, 12, 1))


def handed(accepted=8, number="BAST-1", people=None) -> Handed:
    return Handed(HandOver(date(2024, 6, 1), number, Decimal(8), Decimal(accepted), people=people))


def test_a_line_is_begun_once_and_only_of_a_signed_statement(siti):
    version = signed(WONOKROMO)
    one = begin(siti, version.statement_id, "baris-cctv", PLAN)
    assert (one.title, one.budget) == ("Pengadaan CCTV", 60_000_000)
    assert begin(siti, version.statement_id, "baris-cctv", PLAN) == one
    with pytest.raises(Refused) as refused:
        begin(siti, version.statement_id, "baris-lain", PLAN)
    assert codes(refused) == ["line"]


def test_a_booking_counts_when_a_second_person_agrees_and_never_when_its_maker_does(siti, lurah):
    one = begun(WONOKROMO, who=siti)
    row = book(siti, one, IN_MARCH)
    assert facts(one).realised == 0
    with pytest.raises(Refused) as refused:
        decide(hold(siti.person, Role.LURAH, WONOKROMO), row, agreed=True)
    assert "right" not in refused.value.findings[0].code
    decide(lurah, row, agreed=True)
    assert (facts(one).realised, doors.whole_of(one).sums.by_month[3]) == (20_000_000, 20_000_000)
    assert Figure.objects.get(name="Realisasi kegiatan TA 2024").number == 20_000_000


def test_the_line_is_not_overspent_by_two_who_wait(siti):
    one = begun(WONOKROMO)
    book(siti, one, Paid(3, 50_000_000, date(2024, 3, 28), "SP2D-7"))
    with pytest.raises(Refused) as refused:
        book(siti, one, Paid(4, 10_000_001, date(2024, 4, 28), "SP2D-8"))
    assert codes(refused) == ["over"]


def test_a_returned_booking_holds_nothing_and_its_maker_hears_why(siti, lurah):
    one = begun(WONOKROMO)
    row = book(siti, one, IN_MARCH)
    with pytest.raises(Refused):
        decide(lurah, row, agreed=False)
    decide(lurah, row, agreed=False, words="Buktinya belum dilampirkan")
    assert doors.whole_of(one).sums.free == 60_000_000
    assert InboxMessage.objects.filter(person=siti.person, body="Buktinya belum dilampirkan").exists()
    with pytest.raises(Refused) as refused:
        decide(lurah, row, agreed=True)
    assert codes(refused) == ["decided"]


def test_a_wrong_booking_is_undone_by_an_entry_and_stays_where_it_is(siti, lurah):
    one = begun(WONOKROMO)
    row = book(siti, one, IN_MARCH)
    decide(lurah, row, agreed=True)
    back = undo(siti, doors.booking_for(siti, row.pk), "salah bulan")
    assert facts(one).realised == 20_000_000
    decide(lurah, back, agreed=True)
    assert (facts(one).realised, one.bookings.count()) == (0, 2)
    with pytest.raises(Refused) as refused:
        undo(siti, doors.booking_for(siti, row.pk), "sekali lagi")
    assert codes(refused) == ["undone"]


def test_eight_packages_handed_over_file_their_receivers_and_end_the_activity(siti, lurah):
    one = begun(WONOKROMO, who=siti)
    order(siti, one, SPK)
    row = hand_over(siti, one, handed(people=BySex(19_623, 20_207)))
    assert facts(one).work == 0
    decide(lurah, row, agreed=True)
    assert state_of(facts(one)) is State.HANDED_OVER
    figure = Figure.objects.get(name="Penerima manfaat kegiatan TA 2024")
    assert (figure.people, figure.body) == (BySex(19_623, 20_207), "Pengadaan CCTV")
    with pytest.raises(Refused):
        close(hold(siti.person, Role.LURAH, WONOKROMO), one)
    close(lurah, one)
    assert state_of(facts(Activity.objects.get())) is State.DONE
    with pytest.raises(Refused) as refused:
        order(siti, one, SPK)
    assert codes(refused) == ["closed"]


def test_a_payment_before_the_goods_is_agreed_to_only_with_words(siti, lurah):
    one = begun(WONOKROMO)
    ordered(one)
    row = book(siti, one, IN_MARCH)
    with pytest.raises(Refused) as refused:
        decide(lurah, row, agreed=True)
    assert codes(refused) == ["words"]
    assert decide(lurah, row, agreed=True, words="Uang muka menurut SPK").agreed


def test_more_than_was_ordered_is_never_accepted(siti):
    one = begun(WONOKROMO)
    ordered(one)
    hand_over(siti, one, handed(5))
    with pytest.raises(Refused) as refused:
        hand_over(siti, one, handed(4, "BAST-2"))
    assert codes(refused) == ["more"]


def test_a_month_of_honoraria_is_listed_agreed_and_counted_by_sex(siti, lurah):
    seats(WONOKROMO)
    one = begun(WONOKROMO, Kind.HONORARIA)
    rows = rows_for(one, 1, copied=False)
    assert [row.office for row in rows] == [
        "Ketua LPMK", "Ketua RW 001", "Ketua RT 001/RW 001", "Ketua RT 002/RW 001", "Ketua RT 003/RW 001",
    ]  # fmt: skip
    row = pay(siti, one, 1, chosen_from(rows), date(2024, 1, 31))
    assert (row.amount, row.pay_list.men, row.pay_list.women) == (5_700_000, 4, 1)
    decide(lurah, row, agreed=True)
    assert Figure.objects.get(name="Penerima honorarium").people == BySex(4, 1)
    assert facts(one).lists == (1,)
    with pytest.raises(Refused) as refused:
        pay(siti, one, 1, chosen_from(rows), date(2024, 1, 31))
    assert "listed" in codes(refused)


def test_three_lines_of_one_place_are_one_figure_and_each_offers_its_own_heads(siti, lurah):
    seats(WONOKROMO)
    rts = begun(WONOKROMO, Kind.HONORARIA)
    rts.title = "Honorarium ketua RT"
    rts.save()
    others = Activity.objects.create(
        territory=WONOKROMO, year=2024, statement=rts.statement, version=rts.version, line="baris-lain",
        title="Honorarium ketua RW dan LPMK", kind="honorarium", way="langsung", budget=10**8,
        due=date(2024, 12, 31), made_by=siti.person,
    )  # fmt: skip
    for one, many in ((rts, 3), (others, 2)):
        rows = rows_for(one, 1, copied=False)
        assert len(rows) == many
        decide(lurah, pay(siti, one, 1, chosen_from(rows), date(2024, 1, 31)), agreed=True)
    assert Figure.objects.in_force().get(name="Penerima honorarium").people == BySex(4, 1)


def test_copied_from_last_month_who_left_is_unticked_and_may_not_be_paid(siti):
    seats(WONOKROMO)
    one = begun(WONOKROMO, Kind.HONORARIA)
    pay(siti, one, 1, chosen_from(rows_for(one, 1, copied=False)), date(2024, 1, 31))
    gone = Seat.objects.get(term__body__territory=f"{WONOKROMO}.001.002")
    Seat.objects.filter(pk=gone.pk).update(last_day=date(2024, 1, 20), left=Leaving.MOVED.value)
    rows = rows_for(one, 2, copied=True)
    (left,) = [row for row in rows if not row.ticked]
    assert (left.seat.pk, left.note) == (gone.pk, "berhenti 20 Januari 2024")
    with pytest.raises(Refused) as refused:
        pay(siti, one, 2, [*chosen_from(rows), Chosen(gone.pk, 1_000_000)], date(2024, 2, 29))
    assert codes(refused) == ["not_in_office"]


def test_an_unusual_amount_is_agreed_to_only_with_an_explanation(siti, lurah):
    (first, *_others) = seats(WONOKROMO, 1)
    one = begun(WONOKROMO, Kind.HONORARIA)
    row = pay(siti, one, 1, [Chosen(first.pk, 900_000)], date(2024, 1, 31))
    with pytest.raises(Refused) as refused:
        decide(lurah, row, agreed=True)
    assert codes(refused) == ["words"]
    assert decide(lurah, row, agreed=True, words="Dipotong iuran sosial menurut kesepakatan").agreed


def test_a_list_taken_back_makes_room_for_the_right_one(siti, lurah):
    seats(WONOKROMO, 1)
    one = begun(WONOKROMO, Kind.HONORARIA)
    chosen = chosen_from(rows_for(one, 1, copied=False))
    row = pay(siti, one, 1, chosen, date(2024, 1, 31))
    decide(lurah, row, agreed=True)
    decide(lurah, undo(siti, doors.booking_for(siti, row.pk), "bukti keliru"), agreed=True)
    assert facts(one).lists == ()
    again = pay(siti, one, 1, chosen, date(2024, 1, 31))
    assert again.standing is Standing.WAITS


def test_the_proposal_behind_a_line_moves_on_with_the_work(siti, lurah):
    cycle = year(2027, WONOKROMO, siti)
    asked = proposed(hat("Pak RT", Role.RT_HEAD, f"{WONOKROMO}.001.001"), cycle)
    Proposal.objects.filter(pk=asked.pk).update(state=Fate.APBD.value)
    one = begun(WONOKROMO, who=siti)
    for name in (asked.label, asked.code):
        row = {**ROWS[0], "usulan": [name]}
        assert proposal_of(lines_of({"rka": {"baris": [row]}})[0], WONOKROMO) == asked
    Activity.objects.filter(pk=one.pk).update(proposal=asked)
    order(siti, one, SPK)
    assert Proposal.objects.get().standing is Fate.CARRIED_OUT
    decide(lurah, hand_over(siti, one, handed()), agreed=True)
    assert Proposal.objects.get().standing is Fate.HANDED_OVER
    close(lurah, one)
    assert Proposal.objects.get().standing is Fate.DONE


def test_somebody_of_another_kelurahan_is_never_on_the_list(siti):
    (stranger, *_others) = seats("35.78.04.1002", 1)
    one = begun(WONOKROMO, Kind.HONORARIA)
    with pytest.raises(Refused) as refused:
        pay(siti, one, 1, [Chosen(stranger.pk, 1_000_000)], date(2024, 1, 31))
    assert codes(refused) == ["seat"]


def test_a_changed_budget_is_followed_and_a_struck_line_pays_nothing(siti):
    one = begun(WONOKROMO)
    smaller = {**one.version.record, "rka": {"baris": [{**ROWS[0], "jumlah": 30_000_000}]}}
    _next_version(one, 2, smaller)
    with pytest.raises(Refused) as refused:
        book(siti, one, Paid(3, 30_000_001, date(2024, 3, 28), "SP2D-7"))
    assert codes(refused) == ["over"]
    book(siti, one, Paid(3, 30_000_000, date(2024, 3, 28), "SP2D-7"))
    one.refresh_from_db()
    assert (one.budget, one.version.number) == (30_000_000, 2)
    _next_version(one, 3, {**one.version.record, "rka": {"baris": []}, "rencana_aksi": []})
    with pytest.raises(Refused) as refused:
        book(siti, one, IN_MARCH)
    assert codes(refused) == ["struck"]


def _next_version(one: Activity, number: int, record) -> None:
    Version.objects.create(
        statement=one.statement, number=number, record=record, sha256="1" * 64, came_from="dpa-p", rules="",
        made_by=one.made_by,
    )  # fmt: skip
    type(one.statement).objects.filter(pk=one.statement_id).update(signed=number, version=number)


def test_the_trail_names_no_receiver(siti, lurah):
    seats(WONOKROMO, 1)
    one = begun(WONOKROMO, Kind.HONORARIA)
    decide(
        lurah, pay(siti, one, 1, chosen_from(rows_for(one, 1, copied=False)), date(2024, 1, 31)), agreed=True
    )
    told = " ".join(AuditEntry.objects.values_list("facts", flat=True))
    assert "Orang" not in told


def test_lists_come_with_their_sums_in_two_queries(siti, lurah, django_assert_num_queries):
    one = begun(WONOKROMO)
    ordered(one)
    decide(lurah, book(siti, one, IN_MARCH), agreed=True, words="Uang muka menurut SPK")
    hand_over(siti, one, handed())
    with django_assert_num_queries(2):
        (counted,) = doors.activities_for(siti)
    assert (counted.facts.realised, counted.facts.work, counted.facts.waiting) == (20_000_000, 0, 1)
