"""Joint works: several units rank one proposal, and the merge takes the money of all of them."""

from uuid import uuid4

import pytest

from berdaya.access.clock import today_in
from berdaya.access.models import InboxMessage
from berdaya.deliberation import doors, joint
from berdaya.deliberation.merge_doors import gathered
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.services.joining import join
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.proposing import withdraw
from berdaya.deliberation.services.ranking import hand_over, rank, reopen
from berdaya.deliberation.services.sitting import begin_session
from berdaya.kernel.findings import Refused
from tests.deliberation import office
from tests.deliberation.office import OTHER, RT1, RT2, VILLAGE
from tests.office import browser

pytestmark = pytest.mark.django_db


def neighbours():
    """Two heads, a year, the drain that both want."""
    cycle = office.year()
    one, two = office.rt_head(RT1), office.rt_head(RT2)
    return cycle, one, two, office.proposed(one, cycle, title="Drainase gang 1 sampai 4", place="Gang 1")


def test_a_unit_joins_the_proposal_of_its_neighbour_and_ranks_it() -> None:
    cycle, _, two, drain = neighbours()
    own = office.proposed(two, cycle, title="Lampu jalan", place="Gang 9")
    rank(two, cycle, Unit(RT2), [own.pk])
    mine = join(two, cycle, Unit(RT2), drain.pk)
    rank(two, cycle, Unit(RT2), [drain.pk, own.pk], seen=mine.revision)
    assert [p.pk for p in doors.ranked(mine)] == [drain.pk, own.pk]
    assert joint.supporters_of(drain) == [("RT 002/RW 001", 1)]
    assert InboxMessage.objects.filter(subject__contains="ikut mendukung").count() == 1


def test_joining_twice_changes_nothing() -> None:
    cycle, _, two, drain = neighbours()
    before = join(two, cycle, Unit(RT2), drain.pk).revision
    assert join(two, cycle, Unit(RT2), drain.pk, seen=0).revision == before


def test_the_one_who_joined_does_not_take_the_owners_steps() -> None:
    cycle, one, two, drain = neighbours()
    mine = join(two, cycle, Unit(RT2), drain.pk)
    hand_over(two, mine, today_in(VILLAGE))
    drain.refresh_from_db()
    assert drain.standing is State.PROPOSED
    office.handed(one, cycle, drain)
    drain.refresh_from_db()
    assert drain.standing is State.AGREED


def test_both_lists_carry_the_joint_work_into_the_merge() -> None:
    cycle, one, two, drain = neighbours()
    hand_over(two, join(two, cycle, Unit(RT2), drain.pk), today_in(VILLAGE))
    office.handed(one, cycle, drain)
    session = begin_session(office.lurah(), cycle)
    rankings = {v.code: v.ranking for v in gathered(session).table.voters}
    assert rankings[RT1] == rankings[RT2] == (drain.label,)


@pytest.mark.parametrize("where", ["elsewhere", "draft", "refused"])
def test_what_is_not_talked_over_here_cannot_be_joined(where: str) -> None:
    cycle, one, two, drain = neighbours()
    if where == "elsewhere":
        far = f"{OTHER}.001.001"
        drain = office.proposed(office.rt_head(far), office.year(territory=OTHER))
    if where == "draft":
        withdraw(one, drain)
    if where == "refused":
        office.handed(one, cycle, drain)
        move(office.operator(), drain, Step(State.REFUSED, "status_lahan", "Lahan sengketa."))
    with pytest.raises(Refused, match="tidak dapat didukung"):
        join(two, cycle, Unit(RT2), drain.pk)


def test_a_joint_work_counts_in_the_length_of_the_list() -> None:
    cycle, _, two, drain = neighbours()
    mine = [office.proposed(two, cycle, title=f"Usulan {n}", place=f"Gang {n}").pk for n in range(5)]
    rank(two, cycle, Unit(RT2), mine)
    with pytest.raises(Refused, match="memuat 6 usulan"):
        join(two, cycle, Unit(RT2), drain.pk)


def test_nobody_joins_for_another_unit() -> None:
    cycle, one, _, drain = neighbours()
    with pytest.raises(Exception, match=r"^$"):
        join(office.rt_head(f"{VILLAGE}.001.003"), cycle, Unit(RT2), drain.pk)
    with pytest.raises(Refused, match="tidak dapat didukung"):
        join(one, cycle, Unit(RT1), drain.pk)


def test_a_withdrawn_joint_work_leaves_the_open_lists() -> None:
    cycle, one, two, drain = neighbours()
    mine = join(two, cycle, Unit(RT2), drain.pk)
    withdraw(one, drain)
    assert doors.ranked(mine) == []


def test_an_opened_list_keeps_a_joint_work_that_was_verified_meanwhile() -> None:
    cycle, one, two, drain = neighbours()
    handed = hand_over(two, join(two, cycle, Unit(RT2), drain.pk), today_in(VILLAGE))
    office.handed(one, cycle, drain)
    move(office.operator(), drain, Step(State.CHECKED))
    assert [p.pk for p in doors.ranked(reopen(office.operator(), handed))] == [drain.pk]


def test_the_page_shows_what_is_alike_first_and_finds_others_by_words() -> None:
    cycle, _, two, drain = neighbours()
    office.proposed(two, cycle, title="Drainase gang 1", place="Gang 1")
    office.proposed(
        office.rt_head(f"{VILLAGE}.001.003"), cycle, title="Balai warga", place="Lapangan", item=""
    )
    client = browser(two)
    page = client.get(f"/rembug/daftar/{RT2}/?tahun={cycle.pk}").content.decode()
    assert "Mirip usulan Anda" in page
    assert "Balai warga" not in page
    found = client.get(f"/rembug/daftar/{RT2}/?tahun={cycle.pk}&cari=balai").content.decode()
    assert "Balai warga" in found
    client.post(
        f"/rembug/daftar/{RT2}/?tahun={cycle.pk}",
        {"request_id": str(uuid4()), "tahun": cycle.pk, "deed": f"ikut:{drain.pk}", "seen": "0"},
    )
    page = client.get(f"/rembug/daftar/{RT2}/?tahun={cycle.pk}").content.decode()
    assert "bersama RT 001/RW 001" in page
