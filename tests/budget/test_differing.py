"""What two records say differently, in words and in rupiah."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from berdaya.budget.rules.differing import differences
from tests.budget.cases import CORRECTED


def test_a_record_does_not_differ_from_itself():
    assert differences(CORRECTED, deepcopy(CORRECTED)) == ()


def test_a_budget_cut_is_told_in_rupiah_beside_its_activity():
    after = deepcopy(CORRECTED)
    after["rencana_aksi"][2]["anggaran"] = 50_000_000
    after["jumlah_anggaran"] = 1_584_389_976
    told = [(one.where, one.before, one.after, one.words) for one in differences(CORRECTED, after)]
    assert told == [
        ("Jumlah anggaran", "Rp1.594.389.976", "Rp1.584.389.976", "−Rp10.000.000"),
        ("Aktivitas “Pengadaan CCTV”, anggaran", "Rp60.000.000", "Rp50.000.000", "−Rp10.000.000"),
    ]


def test_an_activity_that_is_gone_takes_its_rupiah_with_it():
    after = deepcopy(CORRECTED)
    del after["rencana_aksi"][4]
    (told,) = differences(CORRECTED, after)
    assert (told.after, told.rupiah) == ("dihapus", -44_189_976)


def test_rows_in_another_order_are_no_difference():
    after = deepcopy(CORRECTED)
    after["data"].reverse()
    after["rencana_aksi"].reverse()
    assert differences(CORRECTED, after) == ()


@given(st.lists(st.integers(0, 10**10), min_size=5, max_size=5))
def test_what_the_activities_differ_by_is_what_their_sums_differ_by(budgets):
    after = deepcopy(CORRECTED)
    for row, budget in zip(after["rencana_aksi"], budgets, strict=True):
        row["anggaran"] = budget
    told = sum(one.rupiah or 0 for one in differences(CORRECTED, after))
    assert told == sum(budgets) - 1_594_389_976
