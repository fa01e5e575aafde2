from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.rules.grants import Grant, fits, grantable, may_confirm, may_end, may_found, may_propose
from berdaya.access.rules.hats import Hat, Standing, may, may_check
from berdaya.access.rules.rights import APPROVING, DATA, READING, Right
from berdaya.access.rules.roles import Level, Role, level_of, sheets_on
from berdaya.kernel.calendar import Period
from berdaya.kernel.findings import Refused

DAY = date(2026, 11, 21)
SHEETS = sheets_on(DAY)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
RATNA, SRI, BUDI, DARMO = 1, 2, 3, 4


def worn(role: Role, territory: str, **changes: object) -> Hat:
    return Hat(**({"role": role, "territory": territory, "period": YEAR} | changes))


PLANNER = worn(Role.BAPPEDA, "33.27")
KEEPER = worn(Role.ADMINISTRATOR, "33.27")


def codes(verdict) -> set[str]:
    return {finding.code for finding in verdict.against}


def test_a_planner_computes_in_her_kabupaten():
    assert may([PLANNER], Right.TARGETING_COMPUTE, "33.27", DAY, SHEETS).allowed


def test_a_planner_computes_for_a_village_of_her_kabupaten():
    assert may([PLANNER], Right.TARGETING_COMPUTE, "33.27.01.2001", DAY, SHEETS).allowed


def test_a_planner_computes_nothing_next_door():
    assert codes(may([PLANNER], Right.TARGETING_COMPUTE, "33.28", DAY, SHEETS)) == {"access.elsewhere"}


def test_a_kabupaten_whose_code_begins_alike_is_another():
    assert not may([PLANNER], Right.TARGETING_SEE, "33.271", DAY, SHEETS).allowed


def test_the_keeper_of_accounts_sees_no_register():
    assert codes(may([KEEPER], Right.REGISTER_SEE, "33.27", DAY, SHEETS)) == {"access.no_right"}


def test_nobody_may_anything_without_a_hat():
    assert codes(may([], Right.PLACES_SEE, "33.27", DAY, SHEETS)) == {"access.no_right"}


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"confirmed": False}, "access.waiting"),
        ({"ended_on": date(2026, 11, 20)}, "access.ended"),
        ({"period": Period(date(2026, 11, 22), date(2026, 12, 31))}, "access.upcoming"),
        ({"period": Period(date(2026, 1, 1), date(2026, 11, 20))}, "access.lapsed"),
    ],
)
def test_a_hat_out_of_force_opens_nothing_and_says_why(changes, code):
    hat = worn(Role.BAPPEDA, "33.27", **changes)
    assert codes(may([hat], Right.TARGETING_SEE, "33.27", DAY, SHEETS)) == {code}


def test_a_role_that_ends_today_still_counts_today():
    hat = worn(Role.BAPPEDA, "33.27", ended_on=DAY)
    assert hat.standing(DAY) is Standing.IN_FORCE
    assert hat.standing(DAY + timedelta(days=1)) is Standing.ENDED


def test_one_hat_in_force_is_enough():
    lapsed = worn(Role.BAPPEDA, "33.27", ended_on=date(2026, 1, 2))
    assert may([lapsed, PLANNER], Right.TARGETING_SEE, "33.27", DAY, SHEETS).allowed


def test_the_maker_is_not_the_checker():
    assert codes(may_check(RATNA, RATNA, "putaran")) == {"access.maker_checks"}
    assert may_check(RATNA, SRI, "putaran").allowed


def test_a_verdict_against_is_a_refusal_with_its_reasons():
    with pytest.raises(Refused) as refused:
        may_check(RATNA, RATNA, "putaran").require()
    assert refused.value.findings[0].where == "putaran"


# Who may give roles


GRANT = Grant(DARMO, Role.OPERATOR, "33.27.01.2001", YEAR)


def proposal(giver: int, hat: Hat, grant: Grant = GRANT):
    return may_propose(giver, hat, grant, DAY, SHEETS, longest_days=3000)


def test_an_administrator_proposes_a_role_in_his_territory():
    assert proposal(SRI, KEEPER).allowed


def test_nobody_proposes_a_role_for_himself():
    assert codes(proposal(SRI, KEEPER, Grant(SRI, Role.OPERATOR, "33.27.01.2001", YEAR))) == {
        "access.oneself"
    }


def test_an_administrator_proposes_nothing_next_door():
    assert codes(proposal(SRI, KEEPER, Grant(DARMO, Role.LURAH, "33.28.01.2001", YEAR))) == {
        "access.out_of_reach"
    }


def test_a_planner_gives_no_roles():
    assert codes(proposal(RATNA, PLANNER)) == {"access.out_of_reach"}


def test_an_operator_proposes_rt_heads_of_his_village_only():
    operator = worn(Role.OPERATOR, "33.27.01.2001")
    head = Grant(DARMO, Role.RT_HEAD, "33.27.01.2001.002.003", YEAR)
    assert proposal(SRI, operator, head).allowed
    assert not proposal(SRI, operator, Grant(DARMO, Role.LURAH, "33.27.01.2001", YEAR)).allowed
    assert not proposal(SRI, operator, Grant(DARMO, Role.RT_HEAD, "33.27.01.2002.002.003", YEAR)).allowed


def test_an_administrator_whose_term_is_over_proposes_nothing():
    assert not proposal(SRI, worn(Role.ADMINISTRATOR, "33.27", ended_on=date(2026, 11, 20))).allowed


def confirmation(checker: int, giver: int | None, hat: Hat, grant: Grant = GRANT):
    return may_confirm(checker, giver, hat, grant, DAY, SHEETS)


def test_a_second_administrator_confirms():
    assert confirmation(BUDI, SRI, KEEPER).allowed


def test_the_giver_does_not_confirm_what_he_gave():
    assert codes(confirmation(SRI, SRI, KEEPER)) == {"access.same_person"}


def test_the_holder_does_not_confirm_himself():
    assert codes(confirmation(DARMO, SRI, KEEPER)) == {"access.oneself"}


def test_the_village_head_confirms_the_rt_head_whom_the_operator_proposed():
    head = Grant(DARMO, Role.RT_HEAD, "33.27.01.2001.002.003", YEAR)
    assert confirmation(BUDI, SRI, worn(Role.LURAH, "33.27.01.2001"), head).allowed
    assert not confirmation(BUDI, SRI, worn(Role.LURAH, "33.27.01.2002"), head).allowed


def test_everybody_may_lay_down_his_own_role():
    assert may_end(DARMO, worn(Role.OPERATOR, "33.27.01.2001"), GRANT, DAY, SHEETS).allowed


def test_an_auditor_ends_no_role():
    assert not may_end(BUDI, worn(Role.AUDITOR, "33.27"), GRANT, DAY, SHEETS).allowed


def test_only_the_first_keepers_are_founded():
    assert may_found(Role.ADMINISTRATOR, 0).allowed
    assert not may_found(Role.ADMINISTRATOR, 1).allowed
    assert not may_found(Role.BAPPEDA, 0).allowed


def test_a_village_role_is_not_held_for_a_kabupaten():
    assert codes(fits(Grant(DARMO, Role.LURAH, "33.27", YEAR), SHEETS, 3000)) == {"access.wrong_level"}


def test_a_role_without_a_last_day_is_not_given():
    forever = Grant(DARMO, Role.LURAH, "33.27.01.2001", Period(DAY))
    assert codes(fits(forever, SHEETS, 3000)) == {"access.too_long"}


def test_an_agency_is_named():
    grant = Grant(DARMO, Role.AGENCY, "33.27.01.2001", YEAR)
    assert codes(fits(grant, SHEETS, 3000)) == {"access.no_body"}
    assert fits(Grant(DARMO, Role.AGENCY, "33.27.01.2001", YEAR, "Dinas Pertanian"), SHEETS, 3000).allowed


def test_the_choice_of_roles_holds_only_those_that_may_be_given():
    assert Role.LURAH not in grantable([worn(Role.OPERATOR, "33.27.01.2001")], DAY, SHEETS)
    assert grantable([KEEPER], DAY, SHEETS) == list(Role)


# The table of roles


def test_every_role_of_the_design_is_in_the_table():
    assert set(SHEETS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_role_that_may_sign_as_second_person_asks_for_a_second_factor(role):
    sheet = SHEETS[role]
    assert sheet.approves or not sheet.rights & APPROVING


def test_a_look_at_an_identity_asks_for_a_second_factor_even_from_an_operator():
    operator = SHEETS[Role.OPERATOR]
    assert not operator.asks_second_factor(Right.TARGETING_SEE)
    assert operator.asks_second_factor(Right.NIK_SHOW)


def test_the_auditor_only_reads():
    assert SHEETS[Role.AUDITOR].rights <= READING


def test_the_administrator_holds_no_right_over_data():
    assert not SHEETS[Role.ADMINISTRATOR].rights & DATA


@pytest.mark.parametrize("right", Right)
def test_every_right_belongs_to_some_role(right):
    assert any(right in sheet.rights for sheet in SHEETS.values())


@pytest.mark.parametrize("right", sorted(APPROVING))
def test_every_second_signature_can_be_given_by_somebody_other_than_the_only_planner(right):
    assert any(right in sheet.rights for sheet in SHEETS.values() if sheet.approves)


@pytest.mark.parametrize(
    "code, level",
    [
        ("", Level.COUNTRY),
        ("33", Level.PROVINCE),
        ("33.27", Level.KABUPATEN),
        ("33.27.01", Level.KECAMATAN),
        ("33.27.01.2001", Level.VILLAGE),
        ("33.27.01.2001.002", Level.RW),
        ("33.27.01.2001.002.003", Level.RT),
    ],
)
def test_the_level_is_read_from_the_code(code, level):
    assert level_of(code) is level


def test_a_code_deeper_than_an_rt_is_no_territory():
    with pytest.raises(ValueError):
        level_of("33.27.01.2001.002.003.004")


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(DAYS, DAYS, DAYS, st.none() | DAYS)
def test_a_hat_is_in_force_on_exactly_the_days_of_its_term(day, one, other, ended):
    hat = worn(Role.BAPPEDA, "33.27", period=Period(min(one, other), max(one, other)), ended_on=ended)
    inside = min(one, other) <= day <= max(one, other) and (ended is None or day <= ended)
    assert hat.in_force(day) == inside


@given(DAYS, st.sampled_from(list(Right)), st.sampled_from(list(Role)))
def test_widening_the_territory_asked_for_never_gives_more(day, right, role):
    hat = worn(role, "33.27.01", period=Period(date(2024, 1, 1), date(2028, 12, 31)))
    wide, narrow = (may([hat], right, code, day, SHEETS).allowed for code in ("33.27", "33.27.01.2001"))
    assert narrow or not wide
    assert not wide
