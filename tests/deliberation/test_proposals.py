"""Years, proposals, lists and moves through the services."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from berdaya.access.clock import today_in
from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.deliberation import doors, page_doors
from berdaya.deliberation.models import Move, Proposal, RankedList
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.cycles import carry_over, close_cycle, open_cycle
from berdaya.deliberation.services.moving import Step, may_move, move
from berdaya.deliberation.services.proposing import (
    propose,
    save_draft,
    source_advice,
    warnings_of,
    withdraw,
)
from berdaya.deliberation.services.ranking import hand_over, rank, receive, reopen
from berdaya.kernel.findings import Refused
from tests.deliberation import office
from tests.deliberation.office import OTHER, RT1, RT2, RW, VILLAGE, YEAR, facts
from tests.office import hat
from tests.plan.cases import all_lists

pytestmark = pytest.mark.django_db
BAD = Step(State.REFUSED, Reason.LAND.value, "Lahan milik perorangan.")


def refused(call: object) -> list[str]:
    with pytest.raises(Refused) as told:
        call()  # type: ignore[operator]
    return [one.code.removeprefix("deliberation.") for one in told.value.findings]


# ---------- the year ----------


def test_a_year_opens_once_with_its_calendar() -> None:
    who = office.operator()
    cycle = office.year(who=who)
    assert office.year(who=who).pk == cycle.pk
    assert len(doors.stages_of(cycle)) == 12


def test_the_calendar_is_copied_from_last_year() -> None:
    cycle = office.year()
    office.rembug_ends(cycle, doors.stages_of(cycle)[0].last + timedelta(days=7))
    last = doors.deadline(cycle, "rembug")
    after = office.year(YEAR + 1)
    moved = doors.deadline(after, "rembug")
    assert last is not None
    assert moved is not None
    assert (moved.year, moved.month, moved.day) == (last.year + 1, last.month, last.day)


def test_nobody_opens_a_year_elsewhere_or_out_of_reason() -> None:
    with pytest.raises(Refused):
        open_cycle(office.operator(OTHER), VILLAGE, YEAR)
    assert refused(lambda: open_cycle(office.operator(), VILLAGE, YEAR + 40)) == ["year"]
    assert refused(lambda: open_cycle(hat("B", Role.BAPPEDA, "35"), "35", YEAR)) == ["territory"]


def test_in_a_closed_year_nothing_new_is_written() -> None:
    cycle = close_cycle(office.lurah(), office.year())
    assert refused(lambda: office.proposed(office.rt_head(), cycle)) == ["year_closed"]


# ---------- a proposal ----------


def test_a_draft_is_kept_with_what_there_is_and_numbered_when_it_is_proposed() -> None:
    rt, cycle = office.rt_head(), office.year()
    draft = save_draft(rt, cycle, Unit(RT1), facts(cost=None))
    assert draft.number is None
    assert refused(lambda: propose(rt, draft)) == ["cost"]
    draft = save_draft(rt, cycle, Unit(RT1), facts(), draft)
    assert propose(rt, draft).number == 1
    assert office.proposed(rt, cycle, title="MCK umum").number == 2


def test_a_second_click_gives_no_second_number() -> None:
    rt = office.rt_head()
    one = office.proposed(rt, office.year())
    assert propose(rt, one).number == one.number
    assert Move.objects.filter(proposal=one, after=State.PROPOSED.value).count() == 1


def test_an_rt_writes_for_itself_only_and_an_operator_on_behalf_visibly() -> None:
    cycle, rt = office.year(), office.rt_head()
    with pytest.raises(Http404):
        save_draft(rt, cycle, Unit(RT2), facts())
    rw = hat("Pak RW", Role.RW_HEAD, RW)
    assert refused(lambda: save_draft(rw, cycle, Unit(RT1), facts())) == ["not_your_unit"]
    one = office.proposed(office.operator(), cycle, Unit(RT1))
    assert doors.last_move(one).on_behalf  # type: ignore[union-attr]
    assert not doors.last_move(office.proposed(rt, cycle)).on_behalf  # type: ignore[union-attr]


def test_a_pokmas_writes_for_its_own_group_alone() -> None:
    cycle = office.year()
    mawar = hat("Bu Mawar", Role.POKMAS, VILLAGE, body="Pokmas Mawar")
    assert office.proposed(mawar, cycle, Unit(VILLAGE, "Pokmas Mawar")).body == "Pokmas Mawar"
    for unit in (Unit(RT1), Unit(VILLAGE, "Pokmas Melati")):
        assert refused(lambda unit=unit: save_draft(mawar, cycle, unit, facts())) == ["not_your_unit"]


def test_a_draft_of_somebody_else_is_absent() -> None:
    cycle = office.year()
    draft = save_draft(office.rt_head(), cycle, Unit(RT1), facts())
    lpmk = hat("Camat", Role.CAMAT, "35.73.05")
    with pytest.raises(Http404):
        doors.proposal_for(lpmk, draft.pk)
    with pytest.raises(Http404):
        doors.proposal_for(office.rt_head(RT2), draft.pk)


def test_an_item_of_the_kamus_brings_its_menu_unit_and_condition() -> None:
    all_lists()
    rt = office.rt_head()
    one = save_draft(rt, office.year(), Unit(RT1), facts(item="SP.01", menu="", unit="", sub_item=""))
    assert (one.menu, one.unit, one.sub_item, one.condition) == ("sarpras", "m2", "jalan", "sarana_publik")


def test_a_cost_outside_the_kamus_is_told_with_what_was_perhaps_meant() -> None:
    all_lists()
    rt = office.rt_head()
    one = save_draft(rt, office.year(), Unit(RT1), facts(item="SP.01", cost=240_000_000))
    (told,) = warnings_of(one)
    assert told.code == "deliberation.price"
    assert "24.000.000" in told.advice
    assert propose(rt, one).standing is State.PROPOSED


def test_the_source_is_suggested_by_the_authority_table() -> None:
    all_lists()
    item = save_draft(office.rt_head(), office.year(), Unit(RT1), facts(item="SP.01")).item
    assert source_advice(RT1, item, 24_000_000).source == "apbd"


def test_near_duplicates_of_other_units_are_found_but_no_drafts() -> None:
    cycle = office.year()
    office.proposed(office.rt_head(RT2), cycle, title="Paving jalan gang 3")
    save_draft(office.rt_head(RT2), cycle, Unit(RT2), facts("Paving gang 3"))
    found = page_doors.alike_in(cycle, facts("Paving gang 3 timur"))
    assert [one.proposal.title for one in found] == ["Paving jalan gang 3"]


def test_what_stands_in_a_berita_acara_is_frozen_until_it_is_returned() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    assert refused(lambda: save_draft(rt, cycle, Unit(RT1), facts("Lain"), one)) == ["frozen"]
    assert refused(lambda: withdraw(rt, one)) == ["no_way"]
    move(office.operator(), one, Step(State.RETURNED, Reason.ADDRESS.value, "Gang berapa?"))
    assert save_draft(rt, cycle, Unit(RT1), facts("Paving gang 3A"), one).title == "Paving gang 3A"


# ---------- ranking ----------


def test_two_people_ranking_at_once_do_not_overwrite_each_other() -> None:
    rt, cycle = office.rt_head(), office.year()
    one, two = (office.proposed(rt, cycle, title=title) for title in ("A", "B"))
    mine = rank(rt, cycle, Unit(RT1), [one.pk, two.pk], seen=0)
    assert mine.revision == 1
    operator = office.operator()
    assert refused(lambda: rank(operator, cycle, Unit(RT1), [two.pk], seen=0)) == ["order_changed"]
    assert [p.pk for p in doors.ranked(mine)] == [one.pk, two.pk]


def test_the_same_order_again_changes_nothing() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    rank(rt, cycle, Unit(RT1), [one.pk], seen=0)
    assert rank(rt, cycle, Unit(RT1), [one.pk], seen=0).revision == 1


def test_a_proposal_of_another_unit_or_year_is_not_ranked() -> None:
    cycle = office.year()
    foreign = office.proposed(office.rt_head(RT2), cycle)
    assert refused(lambda: rank(office.rt_head(), cycle, Unit(RT1), [foreign.pk])) == ["foreign"]


def test_handing_over_closes_the_list_and_agrees_on_its_proposals() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    left = office.proposed(rt, cycle, title="Tidak masuk daftar")
    office.rembug_ends(cycle, today_in(VILLAGE))
    made = office.handed(rt, cycle, one)
    one.refresh_from_db()
    left.refresh_from_db()
    assert (one.standing, left.standing) == (State.AGREED, State.PROPOSED)
    assert made.handed_at is not None
    assert not made.late
    assert refused(lambda: rank(rt, cycle, Unit(RT1), [left.pk])) == ["handed"]
    assert InboxMessage.objects.filter(role=Role.OPERATOR.value, territory=VILLAGE).exists()


def test_a_late_list_is_taken_visibly_late() -> None:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.rembug_ends(cycle, today_in(VILLAGE) - timedelta(days=1))
    made = office.handed(rt, cycle, one)
    assert made.late
    assert list(doors.ballots_of(cycle)) == [Unit(RT1)]


def test_an_empty_list_is_handed_over_only_on_purpose() -> None:
    rt, cycle = office.rt_head(), office.year()
    made = rank(rt, cycle, Unit(RT1), [])
    today = today_in(VILLAGE)
    assert refused(lambda: hand_over(rt, made, today)) == ["empty"]
    assert refused(lambda: hand_over(rt, made, today + timedelta(days=1), nothing=True)) == ["held_on"]
    hand_over(rt, made, today, nothing=True)
    assert doors.ballots_of(cycle) == {Unit(RT1): []}


def test_a_list_that_is_opened_again_is_a_new_version_with_the_same_order() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    one, two = (office.proposed(rt, cycle, title=title) for title in ("A", "B"))
    made = receive(operator, office.handed(rt, cycle, two, one))
    again = reopen(operator, made)
    assert (again.version, doors.ranked(again)) == (2, [two, one])
    rank(rt, cycle, Unit(RT1), [one.pk, two.pk], seen=again.revision)
    hand_over(rt, again, today_in(VILLAGE))
    assert doors.ballots_of(cycle)[Unit(RT1)] == [one, two]
    assert RankedList.objects.filter(cycle=cycle).count() == 2


def test_only_the_kelurahan_receives_and_opens_again() -> None:
    rt, cycle = office.rt_head(), office.year()
    made = office.handed(rt, cycle, office.proposed(rt, cycle))
    for deed in (receive, reopen):
        with pytest.raises(Refused):
            deed(rt, made)


# ---------- the fate ----------


def test_a_refusal_needs_a_reason_and_reaches_the_proposer() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    assert refused(lambda: move(operator, one, Step(State.REFUSED))) == ["reason"]
    move(operator, one, BAD)
    message = InboxMessage.objects.get(role=Role.RT_HEAD.value, territory=RT1)
    assert "status lahan belum jelas" in message.body


def test_what_changed_in_the_meantime_is_told() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    move(operator, one, Step(State.CHECKED))
    step = Step(State.REFUSED, Reason.LAND.value, "kata", seen=State.AGREED.value)
    assert refused(lambda: move(operator, one, step)) == ["changed"]


def test_each_level_moves_only_what_is_its_own() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    one = move(operator, one, Step(State.CHECKED))
    assert State.CHOSEN not in may_move(operator, one)
    assert State.CHOSEN in may_move(office.lurah(), one)
    one = move(operator, one, Step(State.FORWARDED))
    assert may_move(operator, one) == []
    camat = hat("Bu Camat", Role.CAMAT, "35.73.05")
    assert State.KECAMATAN in may_move(camat, one)
    with pytest.raises(Refused):
        move(operator, one, Step(State.KECAMATAN))


def test_a_joint_proposal_names_its_partner_of_the_same_year() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    one, two = (office.proposed(rt, cycle, title=title) for title in ("A", "B"))
    office.handed(rt, cycle, one, two)
    words = (Reason.DOUBLE.value, "Satu saluran dengan A.")
    assert refused(lambda: move(operator, two, Step(State.MERGED, *words, into=two))) == ["partner"]
    assert move(operator, two, Step(State.MERGED, *words, into=one)).merged_into == one


def test_moves_are_never_changed() -> None:
    one = office.proposed(office.rt_head(), office.year())
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.filter(proposal=one).update(words="lain")


def test_the_trail_knows_every_deed() -> None:
    rt, cycle = office.rt_head(), office.year()
    office.handed(rt, cycle, office.proposed(rt, cycle))
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {f"deliberation.{v}" for v in ("opened", "drafted", "moved", "ranked", "handed_over")} <= verbs


# ---------- the next year ----------


def test_everything_unmet_comes_back_numbered_with_its_history() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    met, refused_one, waiting = (office.proposed(rt, cycle, title=title) for title in ("A", "B", "C"))
    save_draft(rt, cycle, Unit(RT1), facts("Draf saja"))
    office.handed(rt, cycle, met, refused_one)
    move(operator, refused_one, BAD)
    Proposal.objects.filter(pk=met.pk).update(state=State.APBD.value)
    after = office.year(YEAR + 1)
    new = list(Proposal.objects.filter(cycle=after))
    assert [(one.number, one.title, one.before) for one in new] == [
        (1, "B", refused_one),
        (2, "C", waiting),
    ]
    assert all(one.standing is State.PROPOSED and one.years_carried == 1 for one in new)
    assert office.proposed(rt, after, title="D").number == 3


def test_many_old_proposals_come_along_in_few_queries() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    for n in range(12):
        office.proposed(rt, cycle, title=f"Usulan {n}")
    with CaptureQueriesContext(connection) as caught:
        after = office.year(YEAR + 1, who=operator)
    assert Proposal.objects.filter(cycle=after).count() == 12
    assert len(caught) < 36
    assert {move.next_on for move in Move.objects.filter(proposal__cycle=after)} != {None}


def test_what_falls_later_is_fetched_later_and_only_once() -> None:
    rt, cycle, operator = office.rt_head(), office.year(), office.operator()
    one = office.proposed(rt, cycle)
    Proposal.objects.filter(pk=one.pk).update(state=State.APBD.value)
    after = office.year(YEAR + 1)
    Proposal.objects.filter(pk=one.pk).update(state=State.DEFERRED.value)
    assert [carry_over(operator, after), carry_over(operator, after)] == [1, 0]


def test_codes_of_proposals_tell_nothing() -> None:
    cycle, rt = office.year(), office.rt_head()
    codes = {office.proposed(rt, cycle, title=uuid4().hex[:8]).code for _ in range(3)}
    assert len(codes) == 3
    assert all(len(code) == 10 for code in codes)
