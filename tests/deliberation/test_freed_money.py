"""After the decision: a priority that falls away frees its money; the year's page names what would fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.deliberation.models import Proposal
from berdaya.deliberation.rules.freed import FREE, Freed, Settled, freed
from berdaya.deliberation.rules.states import Reason, State
from berdaya.deliberation.services.moving import Step, move
from berdaya.deliberation.shown_freed import freed_line
from tests.deliberation import sitting
from tests.deliberation.office import VILLAGE, lurah, operator, rt_head
from tests.office import browser

CEILING = {"sarpras": 270}


def settled(key, cost, *, menu="sarpras", chosen=True, state=None):
    return Settled(key, cost, menu, chosen, state or (State.CHOSEN if chosen else State.RESERVE))


DECIDED = [settled(2, 120), settled(4, 70), settled(1, 70), settled(5, 80, chosen=False)]


def standing(one, state):
    return Settled(one.key, one.cost, one.menu, one.chosen, state)


# ---------- the rule ----------


def test_nothing_is_said_as_long_as_every_priority_stands():
    assert freed(360, CEILING, DECIDED) is None
    assert freed(10_000, {}, DECIDED) is None


@pytest.mark.parametrize("state", sorted(FREE))
def test_a_priority_that_fell_away_leaves_its_money_to_the_reserve(state):
    found = freed(360, CEILING, [standing(DECIDED[0], state), *DECIDED[1:]])
    assert found == Freed(gone=(2,), amount=120, left=220, fits=(5,))


@pytest.mark.parametrize("state", [State.RETURNED, State.ROUTED, State.ACCEPTED, State.APBD])
def test_what_goes_on_or_comes_back_keeps_its_money(state):
    assert freed(360, CEILING, [standing(DECIDED[0], state), *DECIDED[1:]]) is None


def test_the_rest_of_the_menu_decides_too_and_a_reserve_that_moved_on_is_not_offered():
    cheap = [standing(DECIDED[1], State.REFUSED), DECIDED[0], DECIDED[2]]
    assert freed(360, {"sarpras": 260}, [*cheap, settled(5, 71, chosen=False)]) is None
    assert freed(360, {"sarpras": 260}, [*cheap, settled(5, 70, chosen=False)]).fits == (5,)
    gone_on = settled(5, 70, chosen=False, state=State.FORWARDED)
    assert freed(360, {}, [*cheap, gone_on]) is None


@given(
    st.integers(1, 500),
    st.lists(
        st.tuples(st.integers(1, 200), st.booleans(), st.sampled_from([State.CHOSEN, *sorted(FREE)])),
        max_size=12,
    ),
)
def test_whatever_is_offered_fits_beside_all_that_stands(budget, rows):
    listed = [Settled(key, cost, "m", chosen, state) for key, (cost, chosen, state) in enumerate(rows)]
    found = freed(budget, {"m": budget}, listed)
    standing_cost = sum(one.cost for one in listed if one.chosen and not one.freed)
    for key in found.fits if found else ():
        assert standing_cost + listed[key].cost <= budget
        assert listed[key].waits


# ---------- the page ----------


def page_of(worn):
    return browser(worn).get("/rembug/").content.decode()


@pytest.mark.django_db
def test_the_page_of_the_year_names_what_would_fit_with_the_way_there(django_assert_max_num_queries):
    sitting.decided()
    drain = Proposal.objects.select_related("cycle").get(number=2)
    hall = Proposal.objects.get(title="Balai RW")
    assert hall.standing is State.RESERVE
    assert "bebas karena" not in page_of(operator())
    move(lurah(), drain, Step(State.REFUSED, Reason.LAND.value, "Tanahnya milik perorangan."))
    shown = page_of(operator())
    assert "Rp120.000.000 bebas karena" in shown
    assert "Sisa pagu Rp135.000.000" in shown
    assert f'<a href="/rembug/usulan/{hall.pk}/">Balai RW</a> (Rp100.000.000)' in shown
    assert "Lurah atau Kepala Desa yang menaikkannya" in shown
    worn = operator()
    assert freed_line(worn, drain.cycle).decides is False
    with django_assert_max_num_queries(2):
        assert freed_line(worn, drain.cycle).amount == 120 * sitting.MILLION
    chief = page_of(lurah())
    assert f'<a href="/rembug/usulan/{hall.pk}/langkah">Balai RW</a>' in chief
    assert "bebas karena" not in page_of(rt_head(f"{VILLAGE}.001.003"))
    move(lurah(), Proposal.objects.select_related("cycle").get(pk=hall.pk), Step(State.CHOSEN))
    assert "bebas karena" not in page_of(operator())
