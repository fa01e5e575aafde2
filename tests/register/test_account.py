"""No row is ever lost: in = accepted + rejected + duplicate, whatever people type."""

import random
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.desk import HOME, Desk, Row, changed

TYPED = {
    "id": ["", "332704001000010001", "3.3E+17", "x"],
    "desa": ["MAJALANGU", "TAMBI", "ATLANTIS", "", "MAJALANGGU"],
    "kab": ["27", "26", "", "ab"],
    "persen": ["7", "35", "0", "101", "tujuh", "", "7.0"],
    "no": ["1", "2", "", "satu"],
    "nik": ["3327045507750001", "3.3E+15", "332704", "", "0"],
    "kip": ["3", "4", "5", "", "Ya"],
    "hub": ["1", "3", "9", ""],
    "umur": ["40", "200", "-1", ""],
    "kartu": ["0", "3", "5", "15", "16"],
    "sekolah": ["0", "1", "2", "3"],
}
cells = st.dictionaries(st.sampled_from(sorted(TYPED)), st.integers(0, 6), max_size=4)
rows = st.lists(st.tuples(st.integers(0, 3), cells), min_size=1, max_size=12)


def typed(choices: list[tuple[int, dict[str, int]]]) -> list[Row]:
    return [
        changed(HOME[home], **{name: TYPED[name][n % len(TYPED[name])] for name, n in cells.items()})
        for home, cells in choices
    ]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    folder = Path(tempfile.mkdtemp(prefix="berdaya-desk-"))
    monkeypatch.setenv("BERDAYA_DATA", str(folder / "data"))
    return Desk(folder)


@given(rows)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_row_is_accounted_for_once(desk: Desk, choices: list[tuple[int, dict[str, int]]]) -> None:
    jawaban = desk.folder / "jawaban.csv"
    answer = desk.typed(typed(choices), "--accept-rejected", "--answer", jawaban)
    counts = answer.rows
    assert counts["in"] == len(choices)
    assert counts["in"] == counts["accepted"] + counts["rejected"] + counts["duplicate"]
    remarks = pl.read_csv(jawaban, infer_schema=False)["Keterangan"].to_list()
    assert len(remarks) == counts["in"]
    assert sum(remark.startswith("DITOLAK") for remark in remarks) == counts["rejected"]
    assert sum("GANDA" in remark and "DITOLAK" not in remark for remark in remarks) == counts["duplicate"]


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_of_rows_does_not_change_the_account(
    desk: Desk, choices: list[tuple[int, dict[str, int]]], dice: random.Random
) -> None:
    shuffled = choices[:]
    dice.shuffle(shuffled)
    one, other = (desk.typed(typed(c), "--accept-rejected") for c in (choices, shuffled))
    assert one.rows == other.rows
    assert one.table["households"] == other.table["households"]
