"""Lists go up, a forum settles them, answers are given, what is unmet comes back: by services."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.deliberation import nightly, page_doors, upward_doors
from berdaya.deliberation.models import Answer, Cycle, Forum, HandedItem, HandOver, Proposal
from berdaya.deliberation.owed import owed_by, owed_in
from berdaya.deliberation.rules.carrying import Dates
from berdaya.deliberation.rules.kinds import StageKind
from berdaya.deliberation.rules.states import State, Target
from berdaya.deliberation.rules.upward import Answering
from berdaya.deliberation.services.answering import answer, answer_many, may_answer
from berdaya.deliberation.services.cycles import carry_all, open_cycle, set_calendar
from berdaya.deliberation.services.forum_papers import (
    ask_desk_paper,
    desk_papers_of,
    forum_papers_of,
    issue_desk_paper,
    issue_forum_paper,
    issue_receipt,
)
from berdaya.deliberation.services.kecamatan import choose_meeting, decide, rank_entries, reopen, settle
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.upward import hand_up, take_in
from berdaya.deliberation.tasks import tasks_for
from berdaya.documents.doors import hand_out
from berdaya.kernel.findings import Refused
from berdaya.kernel.sexes import BySex
from berdaya.meeting.services.papers import plan_of
from tests.deliberation import levels, office
from tests.deliberation.levels import DAY, SOCIAL, WORKS, agency, bappeda, camat, titled
from tests.deliberation.office import OTHER, VILLAGE, YEAR, lurah, operator
from tests.meeting import office as meetings
from tests.office import browser, hat

pytestmark = pytest.mark.django_db
FULL = {"amount": 24_000_000, "activity": "Jalan lingkungan"}


def refused(deed) -> list[str]:
    with pytest.raises(Refused) as caught:
        deed()
    return [one.code.partition(".")[2] for one in caught.value.findings]


# ---------- lists ----------


def test_a_list_goes_up_in_its_order_and_each_proposal_with_it() -> None:
    one, two = levels.chosen("Paving", "Drainase")
    made = hand_up(operator(), one.cycle, [two.pk, one.pk])
    assert [item.proposal.title for item in made.items.all()] == ["Drainase", "Paving"]
    assert titled("Paving").standing is State.FORWARDED
    assert InboxMessage.objects.filter(role=Role.CAMAT.value, territory="35.73.05").exists()


def test_a_second_list_follows_the_first_and_nothing_goes_up_twice() -> None:
    one, two = levels.chosen("Paving", "Drainase")
    levels.risen(one)
    assert refused(lambda: levels.risen(one)) == ["not_ready"]
    assert refused(lambda: hand_up(operator(), one.cycle, [two.pk, two.pk])) == ["twice"]
    assert levels.risen(two).number == 2


def test_after_its_day_a_list_is_taken_late_and_visibly() -> None:
    one, two = levels.chosen("Paving", "Drainase")
    days = [Dates(StageKind.SIPD, levels.today() - timedelta(days=9), levels.today())]
    set_calendar(operator(), one.cycle, days)
    assert not levels.risen(one).late
    days = [Dates(StageKind.SIPD, levels.today() - timedelta(days=9), levels.today() - timedelta(days=1))]
    set_calendar(operator(), one.cycle, days)
    assert levels.risen(two).late


def test_only_the_level_above_takes_a_list_in_and_only_once() -> None:
    made = levels.risen(*levels.chosen("Paving"))
    with pytest.raises(Refused):
        take_in(operator(), made)
    with pytest.raises(Refused):
        take_in(hat("Bu Camat Lain", Role.CAMAT, "35.73.01"), made)
    asked = InboxMessage.objects.filter(awaits=f"handover:{made.pk}")
    assert {one.settled_at for one in asked} == {None}
    first = take_in(camat(), made).received_at
    assert all(one.settled_at for one in asked.all())
    assert take_in(camat(), made).received_at == first
    assert Forum.objects.get().entries.count() == 1


def test_a_desa_sends_up_only_what_it_does_not_pay_itself() -> None:
    one = Proposal(territory="33.27.01.2001.001.001", state=State.CHOSEN.value, source="apbd")
    assert not upward_doors.goes_up(one)
    one.state = State.ROUTED.value
    assert upward_doors.goes_up(one)
    assert upward_doors.goes_up(Proposal(territory=office.RT1, state=State.CHOSEN.value, source="apbd"))
    assert not upward_doors.goes_up(Proposal(territory=office.RT1, state=State.CHOSEN.value, source="csr"))


def test_lists_and_their_rows_are_never_changed() -> None:
    levels.risen(*levels.chosen("Paving"))
    with pytest.raises(DatabaseError), transaction.atomic():
        HandedItem.objects.update(position=9)


# ---------- the kecamatan ----------


def test_the_first_of_every_village_stands_before_the_second_of_any() -> None:
    found = levels.forum()
    titles = [one.proposal.title for one in upward_doors.entries_of(found)]
    assert titles == ["Paving", "Jembatan", "Drainase", "Posyandu", "Taman"]


def test_two_people_ranking_at_once_do_not_overwrite_each_other() -> None:
    found = levels.forum()
    rank_entries(camat(), found, {titled("Taman").pk: 1}, found.version)
    assert refused(lambda: rank_entries(camat(), found, {}, found.version)) == ["changed"]
    assert upward_doors.entries_of(found)[0].proposal.title in ("Paving", "Taman")


def test_nothing_is_decided_before_every_proposal_has_an_address() -> None:
    found = levels.forum()
    said = refused(lambda: decide(camat(), found, number="1", date=DAY))
    assert said == ["agency"] * 5
    assert refused(lambda: decide(camat(), found, number=" ", date=DAY)) == ["no_number"]


def test_whoever_filled_it_in_does_not_decide() -> None:
    worn = camat()
    found = levels.filled(worn)
    with pytest.raises(Refused):
        decide(worn, found, number="1", date=DAY)
    decide(camat("Pak Sekcam"), found, number="1", date=DAY)
    assert titled("Paving").standing is State.KECAMATAN
    assert titled("Paving").agency == WORKS
    assert titled("Taman").standing is State.REFUSED


def test_what_is_decided_is_not_settled_again_but_late_lists_have_a_sitting_of_their_own() -> None:
    found = levels.decided()
    one = titled("Paving")
    assert refused(lambda: settle(camat(), found, one.pk, levels.agreed())) == ["decided"]
    assert refused(lambda: reopen(camat(), found)) == ["nothing_late"]
    take_in(camat(), levels.risen(*levels.chosen("Balai")))
    again = reopen(camat(), found)
    assert refused(lambda: settle(camat(), again, one.pk, levels.agreed())) == ["settled"]
    settle(camat(), again, titled("Balai").pk, levels.agreed())
    decide(camat("Pak Sekcam"), again, number="2", date=DAY)
    assert titled("Balai").standing is titled("Paving").standing is State.KECAMATAN


def test_a_proposal_of_another_kecamatan_is_not_before_this_forum() -> None:
    found = levels.forum()
    stranger = levels.chosen("Lain", village="35.73.01.1001")[0]
    with pytest.raises(Http404):
        settle(camat(), found, stranger.pk, levels.agreed())
    with pytest.raises(Http404):
        upward_doors.forum_for(hat("Bu Camat", Role.CAMAT, "35.73.01"), found.pk)


# ---------- answers ----------


def test_an_agency_sees_and_answers_only_what_is_addressed_to_it() -> None:
    levels.at_the_agencies()
    one = titled("Paving")
    waiting = upward_doors.in_states_for(agency(SOCIAL), YEAR, frozenset({State.AGENCY}))
    assert [each.title for each in waiting] == ["Posyandu"]
    assert may_answer(agency(SOCIAL), one) == []
    given = Answering(State.ACCEPTED, **FULL)
    assert refused(lambda: answer(agency(SOCIAL), one, given, State.AGENCY.value)) == ["other_agency"]
    assert refused(lambda: answer(camat(), one, given, State.AGENCY.value))
    assert answer(agency(" dinas pekerjaan  umum "), one, given, State.AGENCY.value).granted == 24_000_000


def test_a_bare_step_gives_no_money() -> None:
    levels.at_the_agencies()
    assert refused(lambda: move(agency(), titled("Paving"), Step(State.ACCEPTED))) == ["unanswered"]


def test_the_second_of_two_answers_at_once_is_told_what_the_first_gave() -> None:
    levels.at_the_agencies()
    levels.accepted("Paving", 20_000_000, words="Harga satuan turun.")
    one = titled("Paving")
    with pytest.raises(Refused) as caught:
        answer(agency(), one, Answering(State.ACCEPTED, **FULL), State.AGENCY.value)
    assert "Rp20.000.000" in caught.value.findings[0].problem


def test_the_history_tells_amount_volume_activity_and_paper() -> None:
    levels.at_the_agencies()
    levels.accepted("Paving", 20_000_000, words="Harga satuan turun.")
    levels.booked("Paving", amount=20_000_000)
    levels.booked("Paving", State.APBD, 20_000_000)
    answers = list(Answer.objects.filter(move__proposal=titled("Paving")).order_by("pk"))
    assert [one.amount for one in answers] == [None, 20_000_000, 20_000_000, 20_000_000]
    assert [one.basis for one in answers[2:]] == ["Perwali 21/2026", "Perda 9/2026"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(amount=1)


def test_many_are_booked_at_once_or_none() -> None:
    levels.at_the_agencies()
    for title in ("Paving", "Drainase"):
        levels.accepted(title)
    both = [titled(title).pk for title in ("Paving", "Drainase")]
    book = {"basis": "Perwali 21/2026", "seen": State.ACCEPTED.value}
    assert refused(lambda: answer_many(bappeda(), [], State.RKPD, **book)) == ["empty"]
    assert refused(lambda: answer_many(bappeda(), both, State.REFUSED, **book)) == ["to"]
    waiting = titled("Jembatan").pk
    assert refused(lambda: answer_many(bappeda(), [*both, waiting], State.RKPD, **book)) == ["changed"]
    assert titled("Paving").standing is State.ACCEPTED
    assert answer_many(bappeda(), both, State.RKPD, **book) == 2
    assert titled("Paving").granted == 24_000_000


def test_plan_and_budget_are_bappedas_alone() -> None:
    levels.at_the_agencies()
    levels.accepted("Paving")
    one = titled("Paving")
    given = Answering(State.RKPD, **FULL, basis="Perwali 21/2026")
    for who in (agency(), camat(), operator()):
        assert State.RKPD not in may_answer(who, one)
        assert refused(lambda who=who: answer(who, one, given, one.state))


def test_what_a_village_routes_to_an_agency_is_addressed_by_the_authority_table(monkeypatch) -> None:
    one = levels.chosen("Jembatan")[0]
    monkeypatch.setattr(upward_doors, "addressee", lambda _: (WORKS, "Jembatan: dinas."))
    words = ("bukan_kewenangan", "Jalan milik kota.", Target.AGENCY.value)
    routed = move(lurah(), one, Step(State.ROUTED, *words))
    assert routed.agency == WORKS
    assert State.ACCEPTED in may_answer(agency(), routed)
    assert may_answer(agency(SOCIAL), routed) == []


def test_an_answer_may_send_it_to_another_agency() -> None:
    levels.at_the_agencies()
    one = titled("Paving")
    agency(SOCIAL)
    said = {"reason": "bukan_kewenangan", "words": "Urusan sosial.", "target": Target.AGENCY.value}
    wrong = Answering(State.ROUTED, **said, agency="Dinas Sosail")
    with pytest.raises(Refused, match="tidak ada dalam daftar"):
        answer(agency(), one, wrong, State.AGENCY.value)
    done = answer(agency(), one, Answering(State.ROUTED, **said, agency=SOCIAL), State.AGENCY.value)
    assert done.agency == SOCIAL
    assert may_answer(agency(), done) == []
    assert State.ACCEPTED in may_answer(agency(SOCIAL), done)


# ---------- the next year ----------


def test_every_proposal_that_was_not_paid_comes_back_from_whatever_level() -> None:
    levels.at_the_agencies()
    levels.accepted("Drainase")
    levels.booked("Drainase")
    levels.accepted("Paving")
    levels.booked("Paving")
    levels.booked("Paving", State.APBD)
    for village in (VILLAGE, OTHER):
        office.year(YEAR + 1, village)
    back = Proposal.objects.filter(cycle__plan_year=YEAR + 1)
    assert sorted(back.values_list("title", flat=True)) == ["Drainase", "Jembatan", "Posyandu", "Taman"]
    carried = upward_doors.carried_of(bappeda(), YEAR)
    assert [(one.unmet, one.carried, one.left) for one in carried] == [(2, 2, 0), (2, 2, 0)]


def test_what_becomes_unmet_later_is_fetched_for_the_whole_city() -> None:
    levels.at_the_agencies()
    Proposal.objects.filter(title="Paving").update(state=State.APBD.value)
    for village in (VILLAGE, OTHER):
        office.year(YEAR + 1, village)
    Proposal.objects.filter(title="Paving").update(state=State.DEFERRED.value)
    assert [carry_all(bappeda(), YEAR), carry_all(bappeda(), YEAR)] == [1, 0]


def test_paid_after_all_the_copy_is_joined_and_never_asked_for_twice() -> None:
    levels.at_the_agencies()
    levels.accepted("Paving")
    levels.booked("Paving")
    office.year(YEAR + 1)
    levels.booked("Paving", State.APBD)
    copy = titled("Paving", YEAR + 1)
    assert copy.standing is State.MERGED
    assert copy.merged_into == titled("Paving")
    assert "sudah masuk APBD" in copy.moves.latest("pk").words


def test_a_copy_that_was_decided_on_already_is_left_to_the_village() -> None:
    levels.at_the_agencies()
    levels.accepted("Paving")
    levels.booked("Paving")
    office.year(YEAR + 1)
    Proposal.objects.filter(cycle__plan_year=YEAR + 1).update(state=State.CHOSEN.value)
    levels.booked("Paving", State.APBD)
    assert titled("Paving", YEAR + 1).standing is State.CHOSEN
    assert InboxMessage.objects.filter(subject__endswith="mungkin ganda", territory=VILLAGE).count() == 1


# ---------- calendar and reminders ----------


def test_a_city_has_a_calendar_that_its_kecamatan_and_villages_copy() -> None:
    city = open_cycle(bappeda(), "35.73", YEAR)
    day = city.stages.get(kind="forum_opd").last + timedelta(days=3)
    set_calendar(bappeda(), city, [Dates(StageKind.AGENCY, day, day)])
    kecamatan = open_cycle(camat(), "35.73.05", YEAR)
    village = office.year()
    for one in (kecamatan, village):
        assert one.stages.get(kind="forum_opd").last == day
    after = open_cycle(bappeda(), "35.73", YEAR + 1)
    assert after.stages.get(kind="forum_opd").last.year == day.year + 1


def test_each_hears_what_he_owes_and_no_one_else() -> None:
    levels.at_the_agencies()
    assert [(one.deed, one.many) for one in owed_by(agency(), YEAR)] == [
        ("jawab dengan jumlah atau alasan", 3)
    ]
    assert [one.many for one in owed_by(agency(SOCIAL), YEAR)] == [1]
    assert owed_by(camat(), YEAR) == owed_by(operator(), YEAR) == []
    levels.accepted("Paving")
    assert [task.what for task in tasks_for(bappeda())] == [f"Catat dalam RKPD: 1 usulan {YEAR}"]
    assert any("Jawab" in task.what for task in tasks_for(agency()))


def test_a_list_to_take_in_is_a_task_of_the_level_above() -> None:
    levels.risen(*levels.chosen("Paving"))
    assert f"Terima 1 daftar usulan {YEAR}" in [task.what for task in tasks_for(camat())]
    assert not [task for task in tasks_for(bappeda()) if "Terima" in task.what]


def test_the_night_reminds_once_a_week_ahead() -> None:
    levels.chosen("Paving")
    last = Cycle.objects.get(territory=VILLAGE).stages.get(kind="sipd").last
    week = last - timedelta(days=7)
    assert [nightly.nightly(week)["reminders"], nightly.nightly(week)["reminders"]] == [1, 0]
    assert nightly.nightly(week - timedelta(days=1))["reminders"] == 0
    message = InboxMessage.objects.get(territory=VILLAGE, subject__startswith="Pengingat")
    assert "serahkan ke kecamatan (1 usulan)" in message.body


def test_many_move_in_few_statements_and_each_unit_hears_once() -> None:
    made = levels.chosen(*(f"Usulan {n}" for n in range(30)))
    InboxMessage.objects.all().delete()
    with CaptureQueriesContext(connection) as caught:
        levels.risen(*made)
    assert len(caught) < 70
    assert InboxMessage.objects.filter(role=Role.RT_HEAD.value).count() == 1
    assert "30 usulan" in InboxMessage.objects.get(role=Role.RT_HEAD.value).subject


def test_a_place_tells_what_its_budget_gave_not_what_was_asked() -> None:
    levels.at_the_agencies()
    levels.accepted("Paving", 20_000_000, words="Harga satuan turun.")
    levels.booked("Paving", amount=20_000_000)
    levels.booked("Paving", State.APBD, 20_000_000)
    sums = page_doors.sums_of(VILLAGE)
    assert sums is not None
    assert sums.rows[-1] == ("Dibiayai", 1, 20_000_000)


# ---------- papers ----------


def test_the_lists_and_the_receipt_are_printed_with_their_workbook() -> None:
    found = levels.decided()
    who = camat().person
    papers = [issue_forum_paper(who, found, which) for which in ("disepakati", "tidak-disepakati")]
    assert {one.number for one in papers} == {"050/11/2026"}
    assert len(forum_papers_of(found)) == 2
    for one in papers:
        assert hand_out(camat(), one, one.versions.last().book, {}).read_bytes()[:2] == b"PK"
    first = HandOver.objects.order_by("pk").first()
    assert first is not None
    assert issue_receipt(who, first).pk == HandOver.objects.get(pk=first.pk).receipt_id


def test_the_tables_go_into_the_berita_acara_of_the_meeting() -> None:
    worn = camat()
    gathering = meetings.minuted(
        worn, forum="musrenbang_kecamatan", territory="35.73.05", invited=(), counts={"tokoh": BySex(1, 1)}
    )
    found = choose_meeting(worn, levels.filled(worn), gathering)
    decide(camat("Pak Sekcam"), found, number="1", date=DAY)
    plan = plan_of(gathering, "berita-acara")
    assert plan is not None
    for words in ("per perangkat daerah", "Dinas Sosial: 1 usulan", "Lahannya milik perorangan"):
        assert words in plan.sections


def test_the_desk_prints_its_own_answers_and_bappeda_all_of_them() -> None:
    levels.at_the_agencies()
    mine, other, all_ = agency(), agency(SOCIAL), bappeda()
    assert refused(lambda: ask_desk_paper(mine, YEAR, "")) == ["empty"]
    levels.accepted("Paving")
    said = {"reason": "status_lahan", "words": "Sertifikatnya belum ada."}
    answer(mine, titled("Drainase"), Answering(State.REFUSED, **said), State.AGENCY.value)
    answer(other, titled("Posyandu"), Answering(State.ACCEPTED, **FULL), State.AGENCY.value)
    assert [len(upward_doors.answers_of("35.73", YEAR, who.body)) for who in (mine, other, all_)] == [2, 1, 3]
    paper = issue_desk_paper(mine.person, mine, YEAR, "050/21")
    assert paper.number == "050/21"
    assert desk_papers_of(mine, YEAR) == [paper]
    assert desk_papers_of(other, YEAR) == []


# ---------- pages ----------


def test_the_pages_ask_few_questions_however_long_the_list() -> None:
    levels.forum()
    page = browser(camat())
    address = f"/rembug/kecamatan/{Forum.objects.get().pk}/"
    page.get(address)
    with CaptureQueriesContext(connection) as few:
        page.get(address)
    made = levels.chosen(*(f"Usulan {n}" for n in range(12)))
    take_in(camat(), levels.risen(*made))
    with CaptureQueriesContext(connection) as many:
        assert page.get(address).status_code == 200
    assert len(many) <= len(few)


def test_the_desk_asks_few_questions_however_long_the_list() -> None:
    levels.at_the_agencies()
    page, address = browser(agency()), f"/rembug/meja/?tahun={YEAR}"
    page.get(address)
    with CaptureQueriesContext(connection) as few:
        page.get(address)
    Proposal.objects.filter(title__in=["Taman", "Posyandu"]).update(state="diverifikasi_opd", agency=WORKS)
    with CaptureQueriesContext(connection) as many:
        assert "5 usulan menunggu" in page.get(address).content.decode()
    assert len(many) == len(few)
    assert len(owed_in("35.73", YEAR)) == 1


def test_a_hand_over_of_another_place_is_absent() -> None:
    made = levels.risen(*levels.chosen("Paving"))
    page = browser(hat("Bu Camat Lain", Role.CAMAT, "35.73.01"))
    answer_ = page.post(f"/rembug/naik/{made.pk}/terima", {"request_id": "0" * 32})
    assert answer_.status_code == 404
    assert HandOver.objects.get().received_at is None
