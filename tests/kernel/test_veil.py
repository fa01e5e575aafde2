"""Small numbers stay hidden from a reader who does sums."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.veil import veil

LEAST = 4  # as 10 for a village, small enough to try every number


def test_zero_is_open_and_one_to_nine_are_hidden():
    assert veil({"a": 9, "b": 10, "c": 0, "d": 5}, 10).small == {"a", "d"}


def test_a_lone_small_number_takes_the_next_smallest_with_it():
    assert veil({"a": 4, "b": 300, "c": 25, "d": 0}, 10).hidden == {"a", "c"}


def test_two_small_numbers_that_together_stay_small_take_a_third():
    assert veil({"a": 4, "b": 3, "c": 25, "d": 30}, 10).withheld == {"c"}
    assert veil({"a": 4, "b": 6, "c": 25}, 10).withheld == set()


@pytest.mark.parametrize("counts", [{"a": 9, "b": 9, "c": 30}, {"a": 1, "b": 10, "c": 11, "d": 400}])
def test_a_second_hidden_number_that_leaves_little_room_takes_a_third(counts):
    """9 + 9 = 18 can only be 9 and 9; 1 + 10 = 11 can only be 1 and 10."""
    assert len(veil(counts, 10).hidden) >= 3


def test_where_all_are_small_the_total_is_withheld_too():
    assert veil({"a": 4}, 10).total_withheld


def attacked(counts: dict[str, int], hidden: set[str]) -> dict[str, set[int]]:
    """Everything that a reader of the open numbers and the total can still think of each hidden one."""
    small = {code for code in hidden if counts[code] < LEAST}
    rest = sum(counts[code] for code in hidden)
    names = sorted(hidden)
    choices = [range(1, LEAST) if code in small else range(LEAST, rest + 1) for code in names]
    fitting = [values for values in product(*choices) if sum(values) == rest]
    return {code: {values[i] for values in fitting} for i, code in enumerate(names)}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 14), min_size=1))
def test_no_hidden_number_can_be_narrowed_down_from_the_printed_ones(counts):
    done = veil(counts, LEAST)
    assert all(n >= LEAST or n == 0 for code, n in counts.items() if code not in done.hidden)
    if done.total_withheld or len(done.hidden) > 4:
        return
    found = attacked(counts, set(done.hidden))
    assert all(len(values) >= LEAST - 1 for values in found.values())
