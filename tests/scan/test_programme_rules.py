"""Who is left out, who is a question on a list, and what a pair counts as while nobody has decided."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.answers import Answer
from berdaya.kernel.sexes import BySex
from berdaya.rulebook.rules import shipped
from berdaya.scan.rules.eligibility import Home, Programmes, Someone, meant_for
from berdaya.scan.rules.exclusion import (
    Doubt,
    Household,
    Left,
    Reach,
    Row,
    counted,
    doubts,
    outcomes,
    recipients,
)
from berdaya.scan.rules.inventory import Amounts, Status, Unit, faults
from berdaya.scan.rules.pairs import Said, Standing, Verdict, standing

BOOK = Programmes.of(shipped().in_force("scan.programmes", date(2026, 11, 22)).values)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
ADULT = Someone(35, False, False)
SITI = Home(1, {"C5": YES, "C7": NO}, (ADULT, Someone(9, False, False)))


def home(decile: int | None = 1, *people: Someone, **signs: Answer) -> Home:
    return Home(decile, signs, people or (ADULT,))


def meant(kind: str, one: Home) -> Answer:
    return meant_for(BOOK.kinds[kind], one, BOOK).answer


# ---------- for whom a programme is meant ----------


@pytest.mark.parametrize(
    ("kind", "answers"),
    [  # deciles 1, 4, 5 and not ranked; a single adult without any component
        ("kks", "ya ya tidak tidak tahu"),
        ("kip", "tidak tidak tidak tidak"),
        ("kis", "ya ya tidak tidak tahu"),
        ("bpjs_mandiri", "tidak tidak tidak tidak"),
        ("pkh", "tidak tidak tidak tidak"),
        ("rastra", "ya ya tidak tidak tahu"),
    ],
)
def test_the_six_programmes_by_decile(kind, answers):
    assert " ".join(meant(kind, home(decile)).value for decile in (1, 4, 5, None)) == answers


@pytest.mark.parametrize(
    ("age", "found"), [(5, NO), (6, YES), (7, YES), (18, YES), (19, YES), (21, YES), (22, NO)]
)
def test_kip_is_meant_for_a_home_with_a_child_of_6_to_21(age, found):
    assert meant("kip", home(2, ADULT, Someone(age, False, False))) is found


@pytest.mark.parametrize(
    ("someone", "found"),
    [
        (Someone(5, False, False), YES),
        (Someone(59, False, False), NO),
        (Someone(60, False, False), YES),
        (Someone(30, True, False), YES),
        (Someone(30, False, True), YES),
        (Someone(30, None, False), UNKNOWN),
        (Someone(54, None, False), UNKNOWN),
        (Someone(55, None, False), NO),
        (Someone(30, False, None), UNKNOWN),
        (Someone(None, False, False), UNKNOWN),
    ],
)
def test_pkh_needs_a_component_and_a_blank_is_not_a_no(someone, found):
    assert meant("pkh", home(3, someone)) is found


@pytest.mark.parametrize(
    ("kind", "sign"), [("rtlh", "C5"), ("air", "C6"), ("jamban", "C7"), ("listrik", "C8")]
)
def test_programmes_for_one_sign_follow_the_sign(kind, sign):
    for answer in Answer:
        assert meant(kind, home(1, **{sign: answer})) is answer
    assert meant(kind, home(5, **{sign: YES})) is NO
    assert meant(kind, home(1)) is UNKNOWN


def test_the_reason_names_the_fact_that_decides():
    kip = BOOK.kinds["kip"]
    assert meant_for(kip, home(5), BOOK).reason == "desil 5; program ini sampai desil 4"
    assert meant_for(kip, home(2), BOOK).reason == "tidak ada anak usia sekolah"
    assert meant_for(kip, SITI, BOOK).reason == "desil 1, anak usia sekolah"
    assert (
        meant_for(kip, home(2, Someone(None)), BOOK).reason == "desil 2, belum diketahui: anak usia sekolah"
    )


facts = st.builds(
    Home,
    st.one_of(st.none(), st.integers(1, 10)),
    st.dictionaries(st.sampled_from(["C5", "C6", "C7", "C8"]), st.sampled_from(Answer)),
    st.one_of(
        st.none(),
        st.lists(
            st.builds(
                Someone,
                st.one_of(st.none(), st.integers(0, 100)),
                st.one_of(st.none(), st.booleans()),
                st.one_of(st.none(), st.booleans()),
            ),
            max_size=4,
        ).map(tuple),
    ),
)
kinds = st.sampled_from(sorted(BOOK.kinds))


@given(facts, kinds)
def test_knowing_more_never_turns_a_known_answer(one, kind):
    before = meant(kind, one)
    told = tuple(
        Someone(40 if p.age is None else p.age, bool(p.pregnant), bool(p.disabled)) for p in one.members or ()
    )
    after = meant(kind, Home(one.decile or 1, {"C5": NO, "C6": NO, "C7": NO, "C8": NO, **one.signs}, told))
    assert before is UNKNOWN or one.decile is None or one.members is None or after is before


# ---------- what a pair counts as ----------

A, B, C = 1, 2, 3


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", "terbuka"),
        ("A nanti", "nanti"),
        ("A sama", "sama"),
        ("A bukan", "bukan"),
        ("A sama, A bukan", "bukan"),
        ("A sama, B bukan", "kedua"),
        ("A sama, B bukan, C sama", "sama"),
        ("A sama, B bukan, C bukan", "bukan"),
        ("A sama, B bukan, B sama", "sama"),
        ("A sama, B nanti", "sama"),
    ],
)
def test_of_each_person_the_last_answer_counts_and_a_tie_waits(said, found):
    assert standing(given_answers(said), same_nik=False, accepted=False) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("", "terbuka"),
        ("A bukan", "kedua"),
        ("A bukan, A bukan", "kedua"),
        ("A bukan, B bukan", "bukan"),
        ("A bukan, B sama", "kedua"),
    ],
)
def test_who_denies_a_nik_that_is_the_same_needs_a_second_pair_of_eyes(said, found):
    assert standing(given_answers(said), same_nik=True, accepted=False) == found


def test_a_sure_pair_counts_until_somebody_doubts_it():
    assert standing((), same_nik=True, accepted=True) is Standing.SAME
    assert standing(given_answers("A nanti"), same_nik=True, accepted=True) is Standing.LATER
    assert standing(given_answers("A bukan"), same_nik=True, accepted=True) is Standing.SECOND_LOOK


def given_answers(text: str) -> list[Said]:
    parts = [one.split() for one in text.split(", ") if one]
    return [Said({"A": A, "B": B, "C": C}[who], Verdict(verdict)) for who, verdict in parts]


@given(st.lists(st.builds(Said, st.integers(1, 4), st.sampled_from(Verdict))), st.booleans())
def test_one_person_alone_never_denies_the_same_nik(said, accepted):
    if standing(said, same_nik=True, accepted=accepted) is Standing.NOT_SAME:
        assert len({one.by for one in said if one.verdict is Verdict.NOT_SAME}) >= 2


# ---------- who is left out ----------


def one(rows: list[Row], covered: list[str], of: Home = SITI):
    return outcomes([Household("siti", of)], rows, covered, BOOK)[0]


def row(
    kind: str, standing: Standing, number: int = 1, household: str | None = "siti", sex: str = "P"
) -> Row:
    return Row(number, kind, sex, household, standing)


def test_bu_siti_is_meant_for_pkh_and_on_no_list():
    found = one([], ["pkh", "kks"])
    assert found.left is Left.OUT
    assert found.programmes["pkh"] == (Reach.MISSED, "desil 1, anak usia sekolah")


def test_the_same_home_without_a_component_is_not_missed_by_pkh():
    assert one([], ["pkh"], home(1)).left is Left.SERVED


def test_one_programme_reaches_her_and_another_does_not():
    found = one([row("kks", Standing.SAME)], ["pkh", "kks"])
    assert (found.left, found.of(Reach.MISSED)) == (Left.PARTLY, ["pkh"])


@pytest.mark.parametrize("open_", [Standing.OPEN, Standing.LATER, Standing.SECOND_LOOK])
def test_while_a_pair_is_unsettled_nobody_calls_her_left_out(open_):
    found = one([row("pkh", open_)], ["pkh", "kks"])
    assert found.left is Left.UNSETTLED
    assert found.programmes["pkh"][0] is Reach.UNSETTLED


def test_a_pair_of_another_person_leaves_her_out():
    assert one([row("pkh", Standing.NOT_SAME)], ["pkh"]).left is Left.OUT


def test_what_no_list_covers_is_no_exclusion():
    assert one([], []).left is Left.SERVED
    assert one([], ["bpjs_mandiri", "lain"]).left is Left.SERVED


def test_what_is_not_known_is_asked_and_not_decided():
    assert one([], ["pkh"], home(1, Someone(30, None, False))).left is Left.ASK


def test_a_second_row_settles_the_household_even_if_the_first_is_open():
    rows = [row("pkh", Standing.OPEN, 1), row("pkh", Standing.SAME, 2)]
    assert one(rows, ["pkh"]).left is Left.SERVED
    assert one(rows[::-1], ["pkh"]).left is Left.SERVED


stood = st.sampled_from(Standing)
some_rows = st.lists(
    st.builds(
        Row,
        st.integers(1, 50),
        kinds,
        st.sampled_from(["L", "P", ""]),
        st.one_of(st.none(), st.sampled_from(["a", "b"])),
        stood,
    ),
    max_size=8,
)


@given(facts, facts, some_rows, st.lists(kinds))
def test_every_household_stands_somewhere_and_an_open_pair_is_never_a_miss(first, second, rows, covered):
    found = outcomes([Household("a", first), Household("b", second)], rows, covered, BOOK)
    assert sum(counted(found).values()) == 2
    for outcome in found:
        open_ = {r.kind for r in rows if r.household == outcome.key and not r.standing.settled}
        assert not open_ & set(outcome.of(Reach.MISSED))
        if outcome.left is Left.OUT:
            assert not open_ & set(covered)


@given(facts, some_rows, st.lists(kinds), st.randoms())
def test_the_order_of_the_rows_does_not_matter(of, rows, covered, dice):
    mixed = list(rows)
    dice.shuffle(mixed)
    households = [Household("a", of)]
    assert outcomes(households, rows, covered, BOOK) == outcomes(households, mixed, covered, BOOK)


@given(facts, some_rows, st.lists(kinds))
def test_being_found_on_a_list_never_makes_a_home_left_out(of, rows, covered):
    before = outcomes([Household("a", of)], rows, covered, BOOK)[0]
    for kind in covered:
        after = outcomes(
            [Household("a", of)], [*rows, Row(99, kind, "P", "a", Standing.SAME)], covered, BOOK
        )[0]
        assert after.left is not Left.OUT or before.left is Left.OUT


# ---------- rows that are a question ----------

HOMES = {"siti": SITI, "kaya": home(8), "tanpa": home(None)}


@pytest.mark.parametrize(
    ("of", "found"),
    [
        (row("pkh", Standing.SAME), []),
        (row("pkh", Standing.SAME, household="kaya"), [Doubt.NOT_POOR]),
        (row("pkh", Standing.SAME, household="tanpa"), []),
        (row("pkh", Standing.OPEN, household="kaya"), []),
        (row("pkh", Standing.OPEN, household=None), [Doubt.NOT_FOUND]),
        (row("pkh", Standing.NOT_SAME), [Doubt.NOT_FOUND]),
        (row("bpjs_mandiri", Standing.SAME, household="kaya"), []),
    ],
)
def test_which_rows_of_a_list_are_a_question(of, found):
    assert [doubt.doubt for doubt in doubts([of], HOMES, BOOK)] == found


def test_not_found_is_told_as_a_question_and_not_as_a_refusal():
    (found,) = doubts([row("pkh", Standing.OPEN, household=None)], HOMES, BOOK)
    assert found.words.endswith("bukan berarti tidak berhak")


def test_recipients_are_counted_by_sex_and_unknown_sex_apart():
    rows = [row("pkh", Standing.OPEN, n, sex=sex) for n, sex in enumerate(["P", "P", "L", ""])]
    assert recipients(rows) == (BySex(1, 2), 1)


# ---------- the inventory ----------

RUNNING = Amounts(Unit.PEOPLE, Status.RUNNING, 10_000_000, 20, 15, BySex(5, 10))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"realised": 21, "people": None}, ["scan.programme_over_plan"]),
        ({"people": BySex(5, 9)}, ["scan.programme_people"]),
        ({"unit": Unit.FAMILIES, "people": BySex(5, 9)}, []),
        ({"status": Status.PLANNED}, ["scan.programme_planned_realised"]),
        ({"status": Status.DONE, "realised": None}, ["scan.programme_done_unknown"]),
        ({"status": Status.DONE, "realised": 0, "people": None}, []),
    ],
)
def test_what_cannot_be_right_in_an_entry_is_said(change, found):
    assert [finding.code for finding in faults(replace(RUNNING, **change))] == found
