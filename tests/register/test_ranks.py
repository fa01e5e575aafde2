"""A file may rank by percentile, by decile, or by both: what is there counts, row by row."""

import polars as pl
import pytest

from tests.register.desk import Answer, Desk

TITLES = (
    "ID keluarga,Kode provinsi,Kode kabupaten/kota,Nama kecamatan,Nama desa/kelurahan,"
    "Persentil,Desil,401,402,403,409"
)


def brought(desk: Desk, *homes: tuple[tuple[str, str], ...]) -> Answer:
    """Each home as the (percentile, decile) of each of its rows."""
    lines = [
        f"F{n},33,27,watukumpul,Majalangu,{percentile},{decile},{at},Warga {n} {at},,{1 if at == 1 else 3}"
        for n, home in enumerate(homes, start=1)
        for at, (percentile, decile) in enumerate(home, start=1)
    ]
    file = desk.file("\n".join([TITLES, *lines]) + "\n")
    return desk.imported(file, "--accept-rejected", profile="regsosek2022")


def deciles(answer: Answer) -> list[int | None]:
    found = pl.read_parquet(answer.out / "households.parquet")["decile"].to_list()
    return sorted(found, key=lambda decile: (decile is None, decile))


def test_decile_counts_where_the_percentile_column_is_empty(desk: Desk) -> None:
    answer = brought(desk, *((("", str(n)),) for n in range(1, 11)))
    assert deciles(answer) == list(range(1, 11))
    assert not {"register.no_decile", "percentile.missing"} & answer.codes


def test_each_row_takes_what_it_has(desk: Desk) -> None:
    answer = brought(desk, (("7", ""),), (("", "3"),), (("35", "4"),), (("", ""),))
    assert deciles(answer) == [1, 3, 4, None]
    assert answer.finding("percentile.missing")["count"] == 1


def test_percentile_holds_against_another_decile_and_both_are_told(desk: Desk) -> None:
    answer = brought(desk, (("10", "1"),), (("11", "1"),), (("25", "9"),))
    finding = answer.finding("percentile.decile_differs")
    assert deciles(answer) == [1, 2, 3]
    assert (finding["count"], finding["where"]) == (
        2,
        "daftar.csv baris 3, kolom Persentil (11) dan Desil (1)",
    )
    assert "Persentil yang dipakai" in finding["advice"]


def test_members_of_one_family_may_say_it_in_either_way(desk: Desk) -> None:
    assert deciles(brought(desk, (("15", ""), ("", "2"), ("", "")))) == [2]


@pytest.mark.parametrize("other", [("", "3"), ("25", "")])
def test_family_with_two_deciles_is_rejected(desk: Desk, other: tuple[str, str]) -> None:
    answer = brought(desk, (("15", ""), other), (("1", "1"),))
    assert (answer.rows["rejected"], deciles(answer)) == (2, [1])
    assert answer.finding("household.rank_differs")["count"] == 2
