"""The floor area counts to the tenth of a square metre: 7,2 m2 each is the limit."""

from typing import Any

import polars as pl
import pytest

from tests.register.desk import HOME, TITLES, Answer, Desk, csv_text, run

HOUSE = (
    "Luas lantai (m2)",
    "Lantai terluas",
    "Dinding terluas",
    "Kondisi dinding",
    "Atap terluas",
    "Kondisi atap",
)
WITH_AREA = (*TITLES, *HOUSE)
AREA, TENTHS = "luas_lantai", "luas_lantai_persepuluh"


def brought(desk: Desk, siti: str, joko: str = "30") -> Answer:
    """The home of Siti (three members, earth floor) with this area, that of Joko with another."""
    rows = [(*row, siti if row[0] == HOME[0][0] else joko, "9", "1", "1", "4", "1") for row in HOME]
    return desk.imported(desk.file(csv_text(rows, WITH_AREA, ";")))


def facts(answer: Answer) -> list[dict[str, Any]]:
    return pl.read_parquet(answer.out / "households.parquet").sort("percentile").to_dicts()


@pytest.mark.parametrize(("text", "met"), [("21,6", 0), ("21.6", 0), ("21,5", 1), ("21", 1), ("22", 0)])
def test_sign_of_the_house_is_judged_to_the_tenth(desk: Desk, text: str, met: int) -> None:
    answer = brought(desk, text)
    out = desk.folder / "tanda"
    assert run("hardship", "evaluate", "--register", answer.out, "--out", out).exit_code == 0
    key = facts(answer)[0]["household"]
    judged = pl.read_parquet(out / "households.parquet").filter(pl.col("household") == key)
    assert judged["C5"].to_list() == [met]


def test_whole_metres_stay_where_they_were_and_tenths_stand_beside(desk: Desk) -> None:
    answer = brought(desk, "21,6")
    assert [(home[AREA], home[TENTHS]) for home in facts(answer)] == [(21, 6), (30, 0)]
    assert not {code for code in answer.codes if code.startswith("area.")}


def test_register_in_whole_metres_has_no_column_of_tenths(desk: Desk) -> None:
    homes = facts(brought(desk, "21", "1999"))
    assert [home[AREA] for home in homes] == [21, 1999]
    assert TENTHS not in homes[0]


def test_smaller_decimals_are_rounded_down_and_told(desk: Desk) -> None:
    answer = brought(desk, "21,69")
    assert (facts(answer)[0][AREA], facts(answer)[0][TENTHS]) == (21, 6)
    finding = answer.finding("area.cut.luas_lantai")
    assert (finding["count"], finding["example"]) == (3, "daftar.csv baris 2, kolom Luas lantai (m2)")


@pytest.mark.parametrize("text", ["1.000", "1,000", "21,654", "dua puluh"])
def test_what_may_be_a_thousand_is_unknown_and_told(desk: Desk, text: str) -> None:
    answer = brought(desk, text)
    assert facts(answer)[0][AREA] is None
    assert answer.finding("area.unreadable.luas_lantai")["count"] == 3


@pytest.mark.parametrize("text", ["0,9", "0", "2000,1", "2001", "32767"])
def test_area_out_of_bounds_is_unknown_and_told(desk: Desk, text: str) -> None:
    answer = brought(desk, text)
    assert facts(answer)[0][AREA] is None
    assert answer.finding("number.range.luas_lantai")["count"] == 3
