"""The equal shares: the worked example, the promises on sessions made by chance, the plain reference."""

from dataclasses import replace
from fractions import Fraction

import pytest
from benchmarks.merge_reference import merge as plain

from berdaya.deliberation.rules.ballots import Session, Unit, unit_weight
from berdaya.deliberation.rules.equal_shares import merge
from berdaya.deliberation.rules.ledger import next_opening
from berdaya.deliberation.vector import RULES, answer_of, session_of
from tests.deliberation.vectors import EXAMPLE, chance_session

SEEDS = range(3_000)


def _names(session: Session) -> list[str]:
    return [chosen.name for chosen in merge(session).chosen]


def test_the_worked_example_comes_out_step_by_step():
    outcome = merge(session_of(EXAMPLE))
    assert [(c.name, str(c.price), c.level) for c in outcome.chosen] == [
        ("P2", "8/19", 1),
        ("P4", "14/15", 1),
        ("P6", "7/36", 3),
        ("P3", "3/7", 3),
        ("P1", "30/133", None),
    ]
    assert {c.name: {u: str(v) for u, v in c.payments.items()} for c in outcome.chosen} == {
        "P2": {"RT01": "840/19", "RT02": "1440/19"},
        "P4": {"RT03": "70"},
        "P6": {"RT02": "35", "RT03": "5"},
        "P3": {"RT01": "45"},
        "P1": {"RT01": "70"},
    }
    assert {u: str(v) for u, v in outcome.closing.items()} == {
        "RT01": "-1030/19",
        "RT02": "1315/19",
        "RT03": "0",
    }
    assert {u: str(v) for u, v in outcome.ledger.items()} == {
        "RT01": "-8905/152",
        "RT02": "2345/38",
        "RT03": "-25/8",
    }
    (left,) = outcome.not_funded
    assert (left.name, left.why.value, left.cost, left.there) == ("P5", "pagu_menu", 100, 10)
    assert left.blocked is not None
    assert (left.blocked.level, left.blocked.balance, left.blocked.rest) == (2, Fraction(1980, 19), 80)


@pytest.mark.parametrize(
    "changed, selected, left",
    [
        ({"menu_ceiling": {}}, ["P2", "P4", "P5", "P3"], 25),
        ({"kappa_min": "1/2"}, ["P2", "P4", "P6", "P3"], 85),
        ({"complete": False}, ["P2", "P4", "P6", "P3"], 85),
    ],
)
def test_the_worked_example_without_menus_and_with_less_completion(changed, selected, left):
    outcome = merge(session_of(EXAMPLE | changed))
    assert [chosen.name for chosen in outcome.chosen] == selected
    assert outcome.money_left == left


@pytest.mark.parametrize("first", range(0, len(SEEDS), 500))
def test_it_does_what_the_description_says_word_for_word(first):
    for seed in SEEDS[first : first + 500]:
        session = chance_session(seed)
        outcome = merge(session)
        chosen = [(c.name, c.price, dict(c.payments)) for c in outcome.chosen]
        assert (chosen, outcome.closing, outcome.money_left, outcome.ledger) == plain(session), seed


def test_money_menus_payments_and_ledger_always_add_up():
    for seed in SEEDS:
        session = chance_session(seed)
        outcome = merge(session)
        cost = {p.name: p.cost for p in session.proposals}
        menu = {p.name: p.menu for p in session.proposals}
        spent = sum(cost[c.name] for c in outcome.chosen)
        assert spent + outcome.money_left == session.budget
        for name, limit in session.ceilings.items():
            assert sum(cost[c.name] for c in outcome.chosen if menu[c.name] == name) <= limit
        assert all(sum(c.payments.values()) == cost[c.name] for c in outcome.chosen)
        assert sum(outcome.closing.values()) == outcome.money_left
        assert sum(outcome.ledger.values()) == 0
        assert len(outcome.chosen) + len(outcome.not_funded) == len(session.proposals)


def test_nothing_that_somebody_ranked_and_that_fits_is_left_when_the_list_is_completed():
    for seed in SEEDS:
        session = replace(chance_session(seed), least_coverage=Fraction(0))
        ranked = {name for unit in session.units for name in unit.ranking}
        outcome = merge(session)
        assert all(left.why.value != "bagian_kurang" for left in outcome.not_funded if left.name in ranked)


def test_a_first_choice_within_the_units_own_share_is_always_funded_where_menus_have_no_ceiling():
    kept = 0
    for seed in SEEDS:
        session = chance_session(seed, menus=False)
        funded, cost = set(_names(session)), {p.name: p.cost for p in session.proposals}
        for unit in session.units:
            if unit.ranking and cost[unit.ranking[0]] <= session.shares()[unit.name]:
                assert unit.ranking[0] in funded, (seed, unit)
                kept += 1
    assert kept > 1_000


@pytest.mark.parametrize("factor", [7, 1_000_003])
def test_scaling_all_weights_or_all_rupiah_changes_nothing(factor):
    for seed in SEEDS[:300]:
        session = chance_session(seed)
        heavier = replace(session, units=tuple(replace(u, weight=u.weight * factor) for u in session.units))
        richer = replace(
            session,
            budget=session.budget * factor,
            ceilings={menu: limit * factor for menu, limit in session.ceilings.items()},
            proposals=tuple(replace(p, cost=p.cost * factor) for p in session.proposals),
        )
        assert _names(session) == _names(heavier) == _names(richer)


def test_the_order_in_which_units_and_proposals_stand_in_the_file_changes_nothing():
    for seed in SEEDS[:300]:
        session = chance_session(seed)
        turned = replace(session, units=session.units[::-1], proposals=session.proposals[::-1])
        assert _names(session) == _names(turned)


@pytest.mark.parametrize("rule", RULES)
def test_the_reasons_name_supporters_in_natural_order_however_units_stand_in_the_file(rule):
    for seed in SEEDS[:200]:
        session = chance_session(seed)
        turned = replace(session, units=session.units[::-1])
        assert answer_of(session, rule)["explanations"] == answer_of(turned, rule)["explanations"], seed


def test_rt_2_is_named_before_rt_10():
    units = {f"RT {n}": {"KK": 10, "rank": ["P1"]} for n in (10, 2)}
    draft = {"B": 40, "units": units, "proposals": {"P1": {"cost": 40}}}
    assert "RT 2 Rp20 dan RT 10 Rp20" in answer_of(session_of(draft), "bsb")["explanations"]["P1"]


def test_one_unit_alone_gets_its_list_in_order_without_what_does_not_fit():
    session = chance_session(11)
    alone = replace(session, units=(Unit("U", Fraction(9), ("P3", "P1", "P2")),), ceilings={}, budget=25)
    left, expected = 25, []
    for name in ("P3", "P1", "P2"):
        cost = next(p.cost for p in session.proposals if p.name == name)
        if cost <= left:
            left -= cost
            expected.append(name)
    assert _names(alone) == expected


def test_identical_lists_are_served_like_one_unit():
    for seed in SEEDS[:300]:
        session = replace(chance_session(seed), ceilings={})
        ranking = max((u.ranking for u in session.units), key=len)
        many = replace(session, units=tuple(replace(u, ranking=ranking) for u in session.units))
        one = replace(session, units=(Unit("U", Fraction(1), ranking),))
        assert _names(many) == _names(one)


def test_a_unit_without_a_list_keeps_its_share_for_next_year():
    session = session_of(
        EXAMPLE | {"units": EXAMPLE["units"] | {"RT04": {"KK": 60, "miskin": 0, "rank": []}}}
    )
    outcome = merge(session)
    assert outcome.closing["RT04"] == session.shares()["RT04"] == Fraction(360 * 60, 420)


def test_nothing_to_fund_and_nothing_to_fund_it_with():
    session = chance_session(1)
    empty = replace(session, proposals=(), units=tuple(replace(u, ranking=()) for u in session.units))
    assert merge(empty).chosen == ()
    assert merge(replace(session, budget=0)).chosen == ()


def test_more_money_never_takes_an_affordable_first_choice_away():
    for seed in SEEDS[:500]:
        session = chance_session(seed, menus=False)
        cost = {p.name: p.cost for p in session.proposals}
        firsts = {
            u.ranking[0]
            for u in session.units
            if u.ranking and cost[u.ranking[0]] <= session.shares()[u.name]
        }
        assert firsts <= set(_names(replace(session, budget=session.budget + 17)))


def test_the_ledger_remembers_at_most_one_share_and_always_adds_up_to_zero():
    shares = {"A": Fraction(100), "B": Fraction(50)}
    opening = next_opening({"A": Fraction(-260), "B": Fraction(260), "gone": Fraction(9)}, shares)
    assert sum(opening.values()) == 0
    assert opening == {"A": Fraction(-200, 3), "B": Fraction(200, 3)}
    assert next_opening({"A": Fraction(30), "B": Fraction(-30)}, shares, Fraction(0)) == {"A": 0, "B": 0}
    for seed in SEEDS[:300]:
        session = chance_session(seed)
        ledger = merge(session).ledger
        if session.budget:
            assert sum(next_opening(ledger, session.shares()).values()) == 0


def test_a_poor_household_counts_again_by_the_weight_that_was_set():
    assert unit_weight(90, 20) == 110
    assert unit_weight(90, 20, Fraction(0)) == 90
