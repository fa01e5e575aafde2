"""What a visit answered, judged beside the register: nothing is overwritten, nothing unasked is a "no"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.hardship.rules.evaluation import evaluate
from berdaya.register.rules.fold import Member
from berdaya.scan.forms.visits import FactsForm
from berdaya.scan.rules.field import (
    Answers,
    answers_from,
    class_of,
    combined,
    differences,
    judged_in_field,
    persons_of,
)
from berdaya.scan.rules.homes import bits_of, home_of, member_data, rt_code
from berdaya.scan.rules.questions import (
    OF_A_MEMBER,
    PAPERS,
    SCHOOL,
    aid_questions,
    house_questions,
    member_questions,
)
from berdaya.scan.rules.visits import Move, Outcome, State, after, changed_by_another, judge, sending_faults
from tests.hardship.cases import TABLE, criteria
from tests.scan.things import PEOPLE, POOR

BDT = criteria()
MET = Outcome("ditemui", "ditemui", asks=True)
GONE = Outcome("pindah", "sudah pindah", asks=False)


def seen(answers: Answers) -> str:
    persons = persons_of(PEOPLE, answers, BDT)
    return bits_of(judged_in_field(persons, answers, BDT, TABLE, 1))


def test_a_visit_that_asked_nothing_knows_nothing():
    assert seen(Answers()) == "-" * 9


def test_a_toilet_built_since_takes_the_sign_away_and_the_register_keeps_it():
    register = bits_of(evaluate(home_of(POOR, PEOPLE, 1), BDT, TABLE))
    found = seen(Answers({"fasbab": 1}))
    assert (register[6], found[6]) == ("1", "0")
    assert combined(register, found)[6] == "0"
    assert combined(register, found)[:6] == register[:6]


def test_without_a_visit_the_register_counts():
    assert combined("10-", "") == "10-"


@given(st.text("01-", min_size=9, max_size=9), st.text("01-", min_size=9, max_size=9))
def test_what_is_known_by_either_is_known_together(register, found):
    both = combined(register, found)
    for there, here, together in zip(register, found, both, strict=True):
        assert together == (there if here == "-" else here)


def test_the_class_counts_signs_of_both_sources():
    assert class_of("1111-----", 1, TABLE).klass is None
    assert class_of("111100000", 1, TABLE).klass == "A+"


def test_who_moved_away_no_longer_makes_the_house_full():
    answers = Answers({"luas_lantai": 14, "lantai": 1, "dinding": 1, "kondisi_dinding": 1, "atap": 4,
                       "kondisi_atap": 2}, ({"where": 1}, {"where": 3}))  # fmt: skip
    assert seen(answers)[4] == "0", "14 m2 for one who is left is enough; only the roof is bad"
    here = Answers(answers.facts, ({"where": 1}, {"where": 1}))
    assert seen(here)[4] == "1", "14 m2 for two is too little"


def test_a_child_found_back_at_school_is_no_sign_any_more():
    assert seen(Answers({}, ({}, {"where": 1, "school": 1})))[2] == "0"
    assert seen(Answers({}, ({}, {"where": 1, "school": 2})))[2] == "1"


def test_a_difference_needs_both_answers():
    persons = persons_of(PEOPLE, Answers(), BDT)
    told = differences({"fasbab": 4, "lantai": None}, persons, Answers({"fasbab": 1, "lantai": 2}), BDT)
    assert [(one.key, one.register, one.seen) for one in told] == [("fasbab", "tidak ada", "sendiri")]


def test_tenths_of_a_square_metre_are_a_difference():
    persons, there = persons_of(PEOPLE, Answers(), BDT), {"luas_lantai": 21, "luas_lantai_persepuluh": 6}
    told = differences(there, persons, Answers({"luas_lantai": 21}), BDT)
    assert [(one.register, one.seen) for one in told] == [("21,6 m2", "21 m2")]
    assert not differences({"luas_lantai": 21}, persons, Answers({"luas_lantai": 21}), BDT)
    assert not differences(there, persons, Answers(there), BDT)


def facts_typed(typed, answered=None):
    """The questions about the house as somebody at the door fills them in."""
    form = FactsForm(typed, questions=house_questions(BDT), register={}, answers=Answers(answered or {}))
    assert form.is_valid(), form.errors
    return form


def test_what_is_the_same_as_the_register_is_so_to_the_tenth():
    there = {"luas_lantai": 21, "luas_lantai_persepuluh": 6}
    assert facts_typed({}).same_as_register(there).items() >= there.items()
    other = facts_typed({"luas_lantai": "24"}).same_as_register(there)
    assert (other["luas_lantai"], other["luas_lantai_persepuluh"]) == (24, None)
    kept, changed = facts_typed({"luas_lantai": "21"}, there), facts_typed({"luas_lantai": "22"}, there)
    assert (kept.typed()["luas_lantai_persepuluh"], changed.typed()["luas_lantai_persepuluh"]) == (6, None)


def test_of_papers_only_what_the_age_asks_for_differs():
    answers = Answers({}, ({"papers": 4}, {"papers": 0}))
    found = differences({}, persons_of(PEOPLE, answers, BDT), answers, BDT)
    assert [one.key for one in found] == ["1:papers"], "the adult's KTP is there, the child lost its akta"


def test_a_member_who_was_added_is_asked_and_never_differs():
    answers = Answers({}, ({}, {}, {"age": 8, "sex": 1, "school": 0}))
    persons = persons_of(PEOPLE, answers, BDT)
    assert (persons[2].added, persons[2].words) == (True, "L, 8 tahun")
    assert seen(answers)[2] == "1"
    assert differences({}, persons, answers, BDT) == []


@pytest.mark.parametrize("question", OF_A_MEMBER, ids=lambda question: question.key)
def test_every_option_of_a_member_reads_back_as_itself(question):
    for code, _ in question.options:
        member = Member(**question.fields(code))
        back = question.told(member)
        assert back == code or (question.key == "where" and code != 1 and back is None)


def test_school_is_asked_around_school_age_and_work_of_the_head():
    head, baby = Member(age=50, relation=1), Member(age=1, relation=3)
    assert [q.key for q in member_questions(head, 50, BDT)] == ["where", "papers", "health", "works"]
    assert [q.key for q in member_questions(baby, 1, BDT)] == ["where", "papers", "health"]
    assert SCHOOL in member_questions(Member(age=20), 20, BDT)
    assert PAPERS in member_questions(Member(), None, BDT)


def test_every_question_is_one_that_a_sign_looks_at():
    keys = [q.key for q in (*aid_questions(BDT), *house_questions(BDT))]
    assert set(keys) == set(POOR) - {"jumlah_art"}
    assert len(keys) == len(set(keys))


def test_what_is_stored_comes_back():
    answers = Answers({"lantai": 9}, ({"where": 1}, {}))
    assert answers_from(answers.as_data()) == answers
    assert member_data(Member(age=3, present=True)) == {"age": 3}


@pytest.mark.parametrize(
    "address, code", [("Dk Krajan RT 03 RW 01", ".001.003"), ("RT 2", ".000.002"), ("Krajan", "")]
)
def test_an_rt_is_read_where_the_address_names_one(address, code):
    village = "33.27.04.2010"
    assert rt_code(village, address) == (village + code if code else "")


# ---------- from the first answer to the check ----------


def test_a_visit_goes_from_draft_to_checked_and_back_only_with_a_return():
    assert after(Move.SEND, State.DRAFT) is State.SENT
    assert after(Move.RETURN, State.SENT) is State.RETURNED
    assert judge(Move.WRITE, State.RETURNED).allowed
    assert not judge(Move.WRITE, State.SENT).allowed
    assert not judge(Move.WRITE, State.VERIFIED).allowed
    assert not judge(Move.VERIFY, State.DRAFT).allowed


def code_of(*args: object) -> str:
    return sending_faults(*args)[0].code


def test_nothing_is_sent_without_what_was_found_at_the_door():
    assert code_of(None, Answers({"lantai": 1}), [], {}, "") == "visit.outcome"
    assert code_of(GONE, Answers(), [], {}, "") == "visit.note"
    assert sending_faults(GONE, Answers(), [], {}, "Menurut ketua RT.") == []
    assert code_of(MET, Answers(), [], {}, "") == "visit.empty"


def test_a_difference_is_sent_with_its_reason():
    answers = Answers({"fasbab": 1})
    found = differences({"fasbab": 4}, [], answers, BDT)
    assert code_of(MET, answers, found, {}, "") == "visit.reason"
    assert sending_faults(MET, answers, found, {"fasbab": "diperbaiki"}, "") == []


def test_another_answer_of_somebody_else_is_seen_an_equal_one_is_not():
    assert changed_by_another({"lantai": 1, "atap": 2}, {"lantai": 1}) == {}
    assert changed_by_another({"lantai": 1}, {"lantai": 9}) == {"lantai": (1, 9)}
    assert changed_by_another({"lantai": None}, {"lantai": 9}) == {"lantai": (None, 9)}
