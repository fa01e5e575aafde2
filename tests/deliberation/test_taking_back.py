"""A refusal before the musrenbang that was a slip: the Lurah takes it back with a reason, in time."""

from uuid import uuid4

import pytest

from berdaya.access.models import InboxMessage
from berdaya.deliberation.models import Move, Proposal, Session
from berdaya.deliberation.rules.sitting import State as Sitting
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.moving import Step, may_move, move
from berdaya.kernel.findings import Refused
from tests.deliberation import levels, office
from tests.deliberation.office import RT1, VILLAGE, lurah, operator
from tests.office import browser

pytestmark = pytest.mark.django_db
REFUSED = Step(State.REFUSED, Reason.LAND.value, "Tanahnya milik perorangan.")
WHY = "Sertifikatnya ternyata ada; tanahnya milik kelurahan."


def refused_proposal(checked: bool = False) -> Proposal:
    rt, cycle = office.rt_head(), office.year()
    one = office.proposed(rt, cycle)
    office.handed(rt, cycle, one)
    if checked:
        move(operator(), one, Step(State.CHECKED))
    return move(operator(), one, REFUSED)


def fresh(one: Proposal) -> Proposal:
    return Proposal.objects.select_related("cycle").get(pk=one.pk)


def code_of(deed) -> str:
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.findings[0].code


@pytest.mark.parametrize("checked", [False, True])
def test_it_goes_back_to_where_it_stood_and_the_proposer_is_told(checked: bool) -> None:
    one = refused_proposal(checked)
    before = State.CHECKED if checked else State.AGREED
    assert may_move(lurah(), fresh(one)) == [before]
    many = Move.objects.count()
    move(lurah(), one, Step(before, words=WHY, seen=State.REFUSED.value))
    assert fresh(one).standing is before
    assert Move.objects.count() == many + 1
    last = Move.objects.filter(proposal=one).last()
    assert (last.before, last.words, last.on_behalf) == (State.REFUSED.value, WHY, False)
    told = InboxMessage.objects.filter(territory=RT1).latest("pk")
    assert "Penolakannya dicabut" in told.body
    assert WHY in told.body


def test_it_goes_nowhere_else_and_not_without_a_reason() -> None:
    one = refused_proposal()
    assert code_of(lambda: move(lurah(), one, Step(State.AGREED, words="-"))) == "deliberation.words"
    assert (
        code_of(lambda: move(lurah(), one, Step(State.CHECKED, words=WHY))) == "deliberation.not_taken_back"
    )


def test_only_who_decides_in_the_village_takes_it_back() -> None:
    one = refused_proposal()
    assert may_move(operator(), fresh(one)) == []
    assert may_move(levels.camat(), fresh(one)) == []
    assert code_of(lambda: move(operator(), one, Step(State.AGREED, words=WHY))) == "access.no_right"


@pytest.mark.parametrize("state", [Sitting.DISCUSSED, Sitting.DECIDED])
def test_once_the_session_is_closed_it_stands(state: Sitting) -> None:
    one = refused_proposal()
    session = Session.objects.create(cycle=one.cycle, begun_by=operator().person, budget=9)
    assert may_move(lurah(), fresh(one)) == [State.AGREED]
    closed = {"state": state.value, "number": "1", "date": levels.DAY, "decided_by": lurah().person}
    Session.objects.filter(pk=session.pk).update(**closed)
    assert may_move(lurah(), fresh(one)) == []
    assert code_of(lambda: move(lurah(), one, Step(State.AGREED, words=WHY))) == "deliberation.not_taken_back"


def test_a_refusal_of_another_level_is_not_taken_back_in_the_village() -> None:
    levels.at_the_agencies()
    one = levels.titled("Taman")
    assert one.standing is State.REFUSED
    assert may_move(lurah(VILLAGE), one) == []


def test_the_page_offers_it_to_the_lurah_alone() -> None:
    one = refused_proposal()
    page = f"/rembug/usulan/{one.pk}/langkah"
    assert "Cabut penolakan" in browser(lurah()).get(page).content.decode()
    assert "Cabut penolakan" not in browser(operator()).get(page).content.decode()


def test_a_form_that_comes_twice_takes_back_once() -> None:
    one = refused_proposal()
    page, client = f"/rembug/usulan/{one.pk}/langkah", browser(lurah())
    form = {"request_id": str(uuid4()), "to": "disepakati_rembug", "words": WHY, "seen": "ditolak"}
    short = client.post(page, {**form, "words": "-"})
    assert (short.status_code, "Jelaskan mengapa penolakannya keliru" in short.content.decode()) == (
        422,
        True,
    )
    many = Move.objects.count()
    for _ in range(2):
        assert client.post(page, form).status_code == 302
    assert Move.objects.count() == many + 1
    late = client.post(page, {**form, "request_id": str(uuid4())})
    assert late.status_code == 422
