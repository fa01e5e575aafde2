"""One rule, two engines: what is said of one case holds for a million of them."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.register.importing.folding import fold_expressions
from berdaya.register.importing.people import kk_faults, nik_faults
from berdaya.register.importing.values import _bounded
from berdaya.register.population import counts_by_place
from berdaya.register.rules.cells import UNREADABLE, read_cell
from berdaya.register.rules.fold import AID, FOLDED, Ages, Member, fold
from berdaya.register.rules.identity import kk_fault, nik_fault
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.ranking import Home, decile_of
from berdaya.register.rules.ranking import counts_by_place as one_by_one

PROVINCES = (11, 33, 97)
AGES = Ages(young_under=5, elderly_from=60, school_from=7, school_to=18, adult_from=17)
SENIOR = (3, 4, 5, 6)

digits = st.text("0123456789", min_size=16, max_size=16)
near_nik = st.tuples(
    st.sampled_from(["33", "11", "97", "00", "99"]),
    st.text("0123456789", min_size=4, max_size=4),
    st.integers(0, 75).map("{:02}".format),
    st.integers(0, 13).map("{:02}".format),
    st.integers(0, 99).map("{:02}".format),
    st.sampled_from(["0000", "0001", "9999"]),
).map("".join)
odd = st.sampled_from(
    ["", "-", "3.32705E+15", "3,3E+15", "3327045507750001.0", "+327045507750001", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦"]
)
numbers = st.lists(st.one_of(digits, near_nik, odd, st.text(max_size=18), st.none()), max_size=40)


def column(values: list[Any]) -> pl.Series:
    return pl.Series("number", values, pl.String)


@given(numbers)
@settings(max_examples=150, deadline=None)
def test_nik_faults_agree(values: list[str | None]) -> None:
    told = [None if v is None else nik_fault(v, PROVINCES) for v in values]
    assert nik_faults(column(values), PROVINCES).to_list() == told


@given(numbers)
@settings(max_examples=150, deadline=None)
def test_kk_faults_agree(values: list[str | None]) -> None:
    told = [None if v is None else kk_fault(v, PROVINCES) for v in values]
    assert kk_faults(column(values), PROVINCES).to_list() == told


def test_every_day_and_month_of_a_nik_agrees() -> None:
    values = [
        f"332704{day:02}{month:02}{year:02}0001"
        for day in range(100)
        for month in range(14)
        for year in (0, 1, 96)
    ]
    told = [nik_fault(v, PROVINCES) for v in values]
    assert nik_faults(column(values), PROVINCES).to_list() == told


@given(st.integers(0, 40_000))
def test_plain_numbers_read_quickly_are_read_the_same_slowly(value: int) -> None:
    area = shipped_profiles()["bdt2015"].column("luas_atb")
    quick = column([str(value)]).cast(pl.Int16, strict=False).to_list()[0]
    slow = _bounded(read_cell(area, str(value)))
    assert quick in (slow, None)
    assert slow != UNREADABLE


member = st.builds(
    dict,
    umur=st.one_of(st.none(), st.integers(0, 110)),
    jk=st.sampled_from([None, 1, 2]),
    hub_krt=st.sampled_from([None, 1, 2, 3]),
    bekerja=st.sampled_from([None, 1, 2]),
    kartu_id=st.one_of(st.none(), st.integers(0, 15)),
    sekolah=st.sampled_from([None, 0, 1, 2]),
    ijazah=st.one_of(st.none(), st.integers(0, 6)),
    cacat=st.sampled_from([None, 0, 1, 12]),
    kronis=st.sampled_from([None, 0, 3]),
    hamil=st.sampled_from([None, 1, 2]),
    jaminan=st.one_of(st.none(), st.integers(0, 15)),
    sta_pip=st.sampled_from([None, 0, 1]),
)


def as_member(cells: Mapping[str, int | None]) -> Member:
    def flag(name: str, holds: Any) -> bool | None:
        value = cells[name]
        return None if value is None else bool(holds(value))

    return Member(
        age=cells["umur"],
        sex=cells["jk"],
        relation=cells["hub_krt"],
        works=flag("bekerja", lambda v: v == 1),
        papers=cells["kartu_id"],
        schooling=cells["sekolah"],
        senior_diploma=flag("ijazah", lambda v: v in SENIOR),
        disabled=flag("cacat", lambda v: v > 0),
        ill=flag("kronis", lambda v: v > 0),
        pregnant=flag("hamil", lambda v: v == 1),
        insurance=cells["jaminan"],
        pip=flag("sta_pip", lambda v: v == 1),
    )


@given(st.lists(st.tuples(st.integers(0, 3), member), min_size=1, max_size=25), st.integers(0, 20))
@settings(max_examples=80, deadline=None)
def test_folding_agrees(rows: list[tuple[int, dict[str, int | None]]], years: int) -> None:
    ages = AGES.years_later(years)
    names = list(rows[0][1])
    frame = pl.DataFrame(
        {"household": [h for h, _ in rows], **{n: [m[n] for _, m in rows] for n in names}},
        schema={"household": pl.UInt64, **dict.fromkeys(names, pl.Int16)},
    )
    folded = frame.group_by("household", maintain_order=True).agg(fold_expressions(names, SENIOR, ages))
    for line in folded.to_dicts():
        members = [as_member(m) for h, m in rows if h == line["household"]]
        assert {name: line[name] for name in (*FOLDED, *AID)} == fold(members, ages)


home = st.builds(
    Home,
    place=st.sampled_from(["33.27.01.2001", "33.27.04.2010", "33.27.13.2005"]),
    decile=st.one_of(st.none(), st.integers(1, 10)),
    persons=st.integers(0, 20),
)


@given(st.lists(home, max_size=60), st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_counts_by_place_agree(homes: list[Home], poorest: int) -> None:
    frame = pl.LazyFrame(
        {
            "place": [h.place for h in homes],
            "decile": [h.decile or 0 for h in homes],
            "persons": [h.persons for h in homes],
            "households": [1] * len(homes),
        },
        schema={"place": pl.String, "decile": pl.UInt8, "persons": pl.UInt8, "households": pl.UInt32},
    )
    counted = counts_by_place(frame, poorest).collect(engine="streaming").rows()
    told = one_by_one(homes, poorest)
    assert counted == [
        (place, c.households, c.decile1_households, c.decile1_persons) for place, c in told.items()
    ]


def test_deciles_agree_on_every_percentile() -> None:
    frame = pl.DataFrame({"p": range(1, 101)}).select(((pl.col("p") + 9) // 10).alias("d"))
    assert frame["d"].to_list() == [decile_of(p) for p in range(1, 101)]
