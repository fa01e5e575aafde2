"""RWs share the money instead of RTs, and lists are as long as their kind of unit may make them."""

from dataclasses import asdict

import pytest

from berdaya.access.rules.roles import Role
from berdaya.community.rules.kinds import Kind
from berdaya.deliberation.rules.entering import Settings, settings_of
from berdaya.deliberation.services.sitting import Ceilings, begin_session, compute_draft, set_ceilings
from berdaya.deliberation.vector import session_of
from tests.deliberation import office
from tests.deliberation.sitting import with_families
from tests.office import hat

pytestmark = pytest.mark.django_db


def test_rws_share_by_their_own_families_and_lists():
    """At the level of RW the lists of RTs stay outside, and a list of ten is no long one."""
    cycle = office.year()
    rws = [f"{office.VILLAGE}.{rw:03}" for rw in (1, 2)]
    for rw, kk in zip(rws, (300, 100), strict=True):
        with_families(rw, kk, 0, Kind.RW)
        head = hat("Pak RW", Role.RW_HEAD, rw)
        made = [office.proposed(head, cycle, title=f"Usulan {n} {rw}", place=f"Gang {n}") for n in range(10)]
        office.handed(head, cycle, *made)
    rt = office.rt_head()
    with_families(office.RT1, 50, 5)
    office.handed(rt, cycle, office.proposed(rt, cycle, title="Lampu RT"))
    session = begin_session(office.lurah(), cycle)
    set_ceilings(office.lurah(), session, Ceilings(budget=400_000_000, level="rw"))
    draft = compute_draft(office.lurah(), session)
    assert {name: one["KK"] for name, one in draft.input["units"].items()} == {"RW 001": 300, "RW 002": 100}
    assert session_of(draft.input).shares() == {"RW 001": 300_000_000, "RW 002": 100_000_000}
    codes = {one["code"] for one in draft.findings}
    assert "merge.long_list" not in codes
    assert "session.unweighed" in codes


def test_a_session_of_before_keeps_its_one_limit_for_all_lists():
    kept = asdict(Settings()) | {"longest": 5, "criteria": [25, 20, 25, 15, 15]}
    assert settings_of(kept).longest == {"rt": 5, "rw": 5, "group": 5}
