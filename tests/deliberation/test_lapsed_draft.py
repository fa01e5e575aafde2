"""A draft stands for what went into it: what changes is named, and nothing is closed or decided on it."""

from copy import deepcopy
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.community.models import Body
from berdaya.community.services.households import Counted, record_households
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.merge_doors import since
from berdaya.deliberation.models import Draft, ForumChange, Proposal, Session
from berdaya.deliberation.rules.forum import Kind
from berdaya.deliberation.rules.since import SHOWN, Difference, differences, lapsed
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.deciding import (
    Wish,
    change_by_forum,
    close_session,
    compute_again,
    decide,
    reopen_session,
)
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.services.sitting import Ceilings, compute_draft, set_ceilings
from berdaya.deliberation.session_tasks import tasks_of
from berdaya.kernel.findings import Refused
from tests.deliberation import sitting
from tests.deliberation.office import lurah, operator, rt_head
from tests.deliberation.sitting import DAY, MILLION, MONEY, NUMBER, label
from tests.office import browser

database = pytest.mark.django_db
REFUSED = Step(State.REFUSED, Reason.LAND.value, "Tanahnya milik perorangan.")
BACK = Step(State.AGREED, words="Sertifikatnya ternyata ada; tanahnya milik kelurahan.")
BEFORE = {
    "B": 360_000_000,
    "menu_ceiling": {"sarpras": 270_000_000},
    "a": "1", "gamma": "1", "kappa_min": "0", "complete": True, "weights": [25, 20, 25, 15, 15],
    "units": {"RT 1": {"KK": 90, "miskin": 10, "rank": ["P1", "P2"]}, "PKK": {"w": 5, "rank": []}},
    "opening": {"RT 1": "5/2"},
    "proposals": {
        name: {"cost": cost, "menu": menu, "number": 1, "criteria": [], "poor_households": 0, "title": title}
        for name, cost, menu, title in (
            ("P1", 70_000_000, "sarpras", "Paving"), ("P2", 45_000_000, "pemberdayaan", "Jahit")
        )
    },
}  # fmt: skip


def changed(*path, to):
    """The input of a draft with one value another, or gone."""
    now = deepcopy(BEFORE)
    place = now
    for step in path[:-1]:
        place = place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return now


# ---------- the rule ----------


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (changed("proposals", "P2", to=None), Difference("Usulan keluar", "P2 Jahit")),
        (changed("proposals", "P1", "cost", to=80_000_000),
         Difference("Usulan berubah", "P1 Paving (biaya Rp70.000.000 menjadi Rp80.000.000)")),
        (changed("units", "PKK", to=None), Difference("Unit keluar", "PKK")),
        (changed("units", "RT 1", "KK", to=95), Difference("Unit berubah", "RT 1 (KK 90 menjadi 95)")),
        (changed("units", "RT 1", "rank", to=["P2", "P1"]),
         Difference("Unit berubah", "RT 1 (urutan usulannya)")),
        (changed("B", to=400_000_000), Difference("Pagu", "seluruhnya Rp360.000.000 menjadi Rp400.000.000")),
        (changed("menu_ceiling", to={"pemberdayaan": 9}), Difference(
            "Pagu", "pagu sarana dan prasarana Rp270.000.000 menjadi tanpa batas, "
            "pagu pemberdayaan masyarakat tanpa batas menjadi Rp9")),
        (changed("opening", to={}), Difference("Saldo tahun lalu", "RT 1")),
        (changed("a", to="2"), Difference("Setelan", "bobot KK miskin")),
    ],
)  # fmt: skip
def test_what_changed_is_told_by_name_and_number(now, told):
    assert differences(BEFORE, now) == (told,)


def test_what_came_is_what_went_read_the_other_way():
    gone = changed("proposals", "P2", to=None)
    assert [one.what for one in differences(gone, BEFORE)] == ["Usulan masuk"]


def test_the_limit_of_a_menu_that_nobody_proposes_for_any_more_is_no_change_of_the_money():
    now = changed("proposals", "P1", to=None)
    now["menu_ceiling"] = {}
    assert [one.what for one in differences(BEFORE, now)] == ["Usulan keluar"]


def test_many_changes_are_counted_after_the_first():
    now = deepcopy(BEFORE)
    now["units"] |= {f"RT {n}": {"KK": 9, "miskin": 0, "rank": []} for n in range(2, SHOWN + 4)}
    (only,) = differences(BEFORE, now)
    assert only.words.endswith("dan 2 lainnya")
    assert "unit masuk: RT 2" in lapsed([only]).problem


@given(st.permutations(list(BEFORE["units"])), st.permutations(list(BEFORE["proposals"])))
def test_another_order_is_no_change(units, proposals):
    now = BEFORE | {
        "units": {name: BEFORE["units"][name] for name in units},
        "proposals": {name: BEFORE["proposals"][name] for name in proposals},
    }
    assert differences(BEFORE, now) == ()


# ---------- the office ----------


def codes(deed):
    with pytest.raises(Refused) as caught:
        deed()
    return [one.code for one in caught.value.findings]


def told(session):
    return {one.what: one.words for one in since(session, doors.newest_draft(session)).told}


def without_the_fifth():
    """Computed by the operator while the fifth proposal is refused."""
    who = operator()
    session = sitting.ready(who)
    fifth = Proposal.objects.select_related("cycle").get(number=5)
    move(who, fifth, REFUSED)
    compute_draft(who, session)
    session.refresh_from_db()
    return who, session, fifth


@database
def test_a_refusal_taken_back_makes_the_draft_lapse_until_it_is_computed_again():
    who, session, fifth = without_the_fifth()
    assert told(session) == {}
    move(lurah(), fifth, BACK)
    assert told(session) == {"Usulan masuk": f"{label('P5')} Balai RW"}
    assert codes(lambda: close_session(who, session)) == ["session.lapsed"]
    many = Draft.objects.count()
    again = [compute_again(who, session) for _ in range(2)]
    assert (again[0] == again[1], Draft.objects.count()) == (True, many + 1)
    assert told(session) == {}
    close_session(who, session)
    decide(lurah(), session, number=NUMBER, date=DAY)
    assert Session.objects.get().state == "ditetapkan"
    assert not since(Session.objects.get(), again[0]).lapsed


@database
def test_a_refusal_and_its_taking_back_leave_the_draft_as_it_was():
    who = operator()
    session, _ = sitting.computed(who)
    fifth = Proposal.objects.select_related("cycle").get(number=5)
    move(who, fifth, REFUSED)
    assert told(session) == {"Usulan keluar": f"{label('P5')} Balai RW"}
    move(lurah(), fifth, BACK)
    assert told(session) == {}
    close_session(who, session)


@database
def test_what_changes_after_the_forum_was_through_is_not_decided_on_but_discussed_again():
    who, chief = operator(), lurah()
    session, _ = sitting.computed(who)
    second = Proposal.objects.select_related("cycle").get(number=2)
    wish = Wish(proposal=second, kind=Kind.AMOUNT, amount=110 * MILLION, reason="Harga pipa turun.",
                proposer="RW 001")  # fmt: skip
    change_by_forum(who, session, wish)
    close_session(who, session)
    assert codes(lambda: compute_again(who, session)) == ["session.state"]
    record_households(None, [Counted(Body.objects.get(territory=sitting.RTS[1]), 99, 14)], DAY, "Buku RT")
    assert told(session) == {"Unit berubah": "RT 001/RW 001 (KK 90 menjadi 99)"}
    assert codes(lambda: decide(chief, session, number=NUMBER, date=DAY)) == ["session.lapsed"]
    assert codes(lambda: compute_again(rt_head(), session)) == ["access.no_right"]
    assert Session.objects.get().state == "dibahas"
    compute_again(who, session)
    assert (Session.objects.get().state, ForumChange.objects.count()) == ("dihitung", 1)
    close_session(who, session)
    decide(chief, session, number=NUMBER, date=DAY)
    assert Proposal.objects.get(number=2).cost == 110 * MILLION


@database
def test_other_money_is_told_and_a_closed_discussion_is_opened_without_it():
    who = operator()
    session, _ = sitting.computed(who)
    set_ceilings(who, session, Ceilings(budget=MONEY.budget, ceilings={"sarpras": 200 * MILLION}))
    session.refresh_from_db()
    assert told(session) == {"Pagu": "pagu sarana dan prasarana Rp270.000.000 menjadi Rp200.000.000"}
    compute_again(who, session)
    close_session(who, session)
    assert reopen_session(who, session).state == "dihitung"


@database
def test_the_one_next_step_of_a_lapsed_draft_is_to_compute_it_again():
    who, session, fifth = without_the_fifth()
    here, page, chief = f"/rembug/sidang/{session.pk}/", browser(who), browser(lurah())
    assert "Tutup pembahasan" in page.get(here).content.decode()
    move(lurah(), fifth, BACK)
    shown = page.get(here).content.decode()
    assert "Rancangan ini tidak berlaku lagi" in shown
    assert "Balai RW" in shown
    assert ">Hitung lagi</button>" in shown
    for other in ("Tutup pembahasan", "Ubah dengan alasan", "Hitung lagi dari daftar"):
        assert other not in shown
    assert ">Hitung lagi</button>" not in browser(rt_head()).get(here).content.decode()
    assert [task.what for task in tasks_of(who)] == [f"Hitung lagi rancangan {session}"]
    refused = page.post(f"{here}tutup", {"request_id": str(uuid4())})
    assert (refused.status_code, "usulan masuk" in refused.content.decode()) == (422, True)
    again = {"request_id": str(uuid4())}
    assert [page.post(f"{here}hitung", again).status_code for _ in range(2)] == [302, 302]
    assert Draft.objects.count() == 2
    assert "tidak berlaku lagi" not in page.get(here).content.decode()
    close_session(who, session)
    assert "Tetapkan</button>" in chief.get(f"{here}penetapan/").content.decode()
    move(who, Proposal.objects.select_related("cycle").get(number=1), REFUSED)
    asked = chief.get(f"{here}penetapan/").content.decode()
    assert ("belum dapat ditetapkan" in asked, "Tetapkan</button>" in asked) == (True, False)
    late = chief.post(f"{here}penetapan/", {"request_id": str(uuid4()), "number": "1", "date": "14/01/2026"})
    assert late.status_code == 422
