"""The class of a household: the table of decile and signs, and the questions for the village meeting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.hardship.rules.classes import classed
from berdaya.hardship.rules.evaluation import urgency
from berdaya.hardship.rules.patterns import BASE, bits_of, totals_of
from berdaya.register.rules.ranking import decile_of
from tests.hardship.cases import BDT, CHILD, TABLE, head, home, judged

# Rows: decile; columns: 0, 1, 2, 3, 4 and 9 signs, as the table of the domain note has them.
WORKED = {
    1: "B B A A A+ A+",
    2: "C C B B A A",
    3: "D D C C B B",
    4: "D D C C B B",
    5: "E E D D C C",
    10: "E E D D C C",
    None: "E E D D C C",
}


@pytest.mark.parametrize("decile", WORKED)
def test_the_table_of_decile_and_signs(decile):
    found = [classed(decile, count, 9, 9, TABLE).klass for count in (0, 1, 2, 3, 4, 9)]
    assert " ".join(str(klass) for klass in found) == WORKED[decile]


@pytest.mark.parametrize(("percentile", "klass"), [(10, "A"), (11, "B")])
def test_percentile_10_is_decile_1_and_11_is_decile_2(percentile, klass):
    assert classed(decile_of(percentile), 2, 9, 9, TABLE).klass == klass


@pytest.mark.parametrize(
    ("decile", "count", "known", "marks"),
    [
        (5, 1, 9, ()),
        (5, 2, 9, ("dugaan_exclusion",)),
        (None, 4, 7, ("dugaan_exclusion",)),
        (4, 4, 9, ()),
        (1, 0, 9, ("dugaan_inclusion",)),
        (1, 0, 8, ()),
        (1, 1, 9, ()),
        (2, 0, 9, ()),
        (1, 0, 6, ("data_kurang",)),
    ],
)
def test_marks_are_questions_for_the_village_meeting(decile, count, known, marks):
    assert classed(decile, count, known, 9, TABLE).marks == marks


@pytest.mark.parametrize(("blank", "klass"), [(2, "B"), (3, None)])
def test_with_fewer_than_seven_known_signs_there_is_no_class(blank, klass):
    columns = ("sumber_airminum", "fasbab", "sumber_penerangan")[:blank]
    found = judged(home(**dict.fromkeys(columns)))
    assert (found.klass, found.n_known) == (klass, 9 - blank)


def test_counts_are_told_together_with_how_many_are_known():
    found = judged(home(sumber_airminum=9, fasbab=4, sumber_penerangan=None))
    assert found.words == "2 dari 8 yang terisi"


def test_the_notes_of_the_head_stand_among_the_marks():
    found = judged(home(BDT, head(works=False, age=70), CHILD))
    assert found.marks == ("lansia",)


def test_classes_are_named_the_most_urgent_first():
    assert TABLE.names() == ("A+", "A", "B", "C", "D", "E")


def test_who_has_too_few_answers_is_visited_first_and_then_by_class_decile_and_signs():
    few = judged(home(**dict.fromkeys(("sumber_airminum", "fasbab", "sumber_penerangan"))))
    bad = judged(home(sumber_airminum=9, fasbab=4, sta_kks=0))
    good = judged(home())
    without = judged(home(sumber_airminum=9, sta_kks=0))
    plain = judged(home(sumber_airminum=9, fasbab=4))
    order = [
        (few, 4, 1),
        (bad, 1, 5),
        (without, 1, 4),
        (plain, 1, 3),
        (plain, 1, 9),
        (good, 1, 2),
        (good, 2, 1),
    ]
    keys = [urgency(found, decile, 0, key, TABLE) for found, decile, key in order]
    assert keys == sorted(keys)
    assert urgency(plain, 1, 3, 9, TABLE) < urgency(plain, 1, 2, 1, TABLE)


@given(st.lists(st.sampled_from([0, 1, None]), min_size=9, max_size=9))
def test_a_pattern_is_read_back_as_it_was_written(bits):
    number = sum((2 if bit is None else bit) * BASE**at for at, bit in enumerate(bits))
    assert bits_of(number, 9) == tuple(bits)


def test_totals_add_up_over_patterns():
    whole = sum(2 * BASE**at for at in range(9))
    totals = totals_of(
        [(1, 0, 5), (None, 3**6 + 3**7, 2), (2, whole, 4)], [f"C{n}" for n in range(1, 10)], TABLE
    )
    assert totals.households == 11
    assert (totals.signs["C7"].met, totals.signs["C7"].known) == (2, 7)
    assert totals.classes == {"B": 5, "D": 2, None: 4}
    assert totals.marks == {"dugaan_inclusion": 5, "dugaan_exclusion": 2, "data_kurang": 4}
