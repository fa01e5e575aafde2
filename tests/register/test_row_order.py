"""The order of the rows of a file says nothing: the same rows give the same households and signs."""

import random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.register.importing.households import fold_rows, in_order
from berdaya.register.importing.notes import Notes
from berdaya.register.rules.profiles import shipped_profiles
from tests.register.desk import AGUS, DARMI, JOKO, SITI, Desk, changed, run

PROFILE = shipped_profiles()["bdt2015"]
FACTS = [PROFILE.column("sumber_airminum"), PROFILE.column("luas_lantai")]
TORN = (
    changed(SITI, air="9", bab="4", kks="2"),
    changed(DARMI, air="5", bab="1", kks="1"),
    changed(AGUS, air="7", bab="4", kks=""),
    changed(JOKO, air="5"),
)

rows = st.lists(
    st.fixed_dictionaries(
        {
            "household": st.integers(1, 3),
            "no": st.sampled_from([None, 1, 2]),
            "hub_krt": st.sampled_from([None, 1, 3]),
            "nama": st.sampled_from(["SITI", "DARMI", None]),
            "sumber_airminum": st.sampled_from([None, 1, 7, 9]),
            "luas_lantai": st.sampled_from([None, 12, 40, 32_000]),
        }
    ),
    min_size=1,
    max_size=8,
)
KINDS = {"household": pl.UInt64, "nama": pl.String} | dict.fromkeys(
    ("no", "hub_krt", "sumber_airminum", "luas_lantai"), pl.Int16
)


def folded(told: list[dict[str, Any]], number: str | None = "no") -> tuple[list[Any], list[Any]]:
    """The facts of the households, and their members in the order of the snapshot."""
    frame = pl.DataFrame(told, schema=KINDS).with_row_index("row")
    frame = frame.with_columns(pl.col("household").alias("source_key"), place=pl.lit(0), decile=pl.lit(1))
    ordered = in_order(frame, number)
    homes = fold_rows(ordered, FACTS, None, number, [], Notes())
    return homes.drop("row", "decile").sort("household").rows(), ordered.drop("row").rows()


@given(st.data(), rows)
@settings(max_examples=60, deadline=None)
def test_any_order_of_the_rows_gives_the_same_households(data: Any, told: list[dict[str, Any]]) -> None:
    shuffled = data.draw(st.permutations(told))
    assert folded(told) == folded(shuffled)
    assert folded(told, None) == folded(shuffled, None)


def home(*told: tuple[int | None, int | None, int | None]) -> int:
    """What holds of the water of one household: (member number, relation, answer) for each row."""
    cells = [
        {"household": 1, "no": no, "hub_krt": hub, "nama": None, "sumber_airminum": water, "luas_lantai": 20}
        for no, hub, water in told
    ]
    water: int = folded(cells)[0][0][2]
    return water


def test_the_answer_beside_the_head_holds() -> None:
    assert home((1, 3, 1), (2, 1, 9)) == 9


def test_without_a_head_the_lowest_member_number_holds() -> None:
    assert home((2, 3, 1), (1, 3, 9), (None, 3, 7)) == 9


def test_what_nobody_answered_beside_the_head_is_taken_from_the_others() -> None:
    assert home((1, 1, None), (2, 3, 9), (3, 3, 7)) == 9


def test_two_rows_that_stand_alike_give_the_smallest_answer() -> None:
    assert home((1, 3, 9), (1, 3, 7)) == home((None, 1, 9), (None, 1, 7)) == 7


@pytest.mark.parametrize("number", ["", "1"])
def test_shuffled_file_has_the_same_signs(desk: Desk, number: str) -> None:
    told = [changed(row, no=number, hub="3") for row in TORN]
    seen = [signs(desk, told)]
    for seed in range(3):
        random.Random(seed).shuffle(told)
        seen.append(signs(desk, told))
    assert all(answer == seen[0] for answer in seen)


def signs(desk: Desk, told: list[Any]) -> tuple[list[Any], list[Any]]:
    answer = desk.typed(told, "--accept-rejected")
    assert "kepala" in answer.finding("household.differs.sumber_airminum")["advice"]
    out = desk.folder / f"tanda-{desk.made}"
    assert run("hardship", "evaluate", "--register", answer.out, "--out", out).exit_code == 0
    facts = pl.read_parquet(answer.out / "households.parquet").drop("household").sort("percentile")
    judged = pl.read_parquet(out / "households.parquet").drop("household")
    return facts.rows(), judged.sort(judged.columns).rows()
