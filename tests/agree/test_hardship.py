"""The nine signs: one household after the other, and as expressions over a whole register."""

from dataclasses import asdict, replace
from itertools import product

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.hardship.population import (
    class_name,
    class_number,
    completed,
    counted,
    counts_by_place,
    judged,
    marks,
    met_and_known,
    needed,
    patterns,
)
from berdaya.hardship.rules.classes import classed
from berdaya.hardship.rules.criteria import Criteria
from berdaya.hardship.rules.evaluation import evaluate
from berdaya.hardship.rules.patterns import OPEN, bits_of
from berdaya.hardship.rules.verdicts import Home
from berdaya.register.importing.folding import fold_expressions
from berdaya.register.rules.fold import Member
from berdaya.register.rules.profiles import shipped_profiles
from tests.hardship.cases import BDT, CHILD, GOOD, HEAD, REGSOSEK, TABLE, criteria

SIGNS = [f"C{n}" for n in range(1, 10)]
SENIOR = {BDT: (3, 4, 5, 6), REGSOSEK: tuple(range(11, 23))}
PRESENT = [1, 5]
DIFFICULTY = ("melihat", "mendengar", "berjalan", "tangan", "belajar", "perilaku", "bicara", "merawat_diri",
              "mengingat")  # fmt: skip
Row = dict[str, int | None]


def columns_of(codes: str) -> list[str]:
    common = ["umur", "jk", "hub_krt", "bekerja", "kartu_id", "sekolah", "ijazah", "kronis"]
    if codes == BDT:
        return [*common, "hamil", "cacat"]
    return [*common, "jaminan", "sta_pip", "keberadaan", *(f"kesulitan_{name}" for name in DIFFICULTY)]


def as_member(codes: str, cells: Row) -> Member:
    """A member as the columns of the register tell it."""

    def flag(name, holds):
        value = cells.get(name)
        return None if value is None else holds(value)

    hard = [flag(f"kesulitan_{name}", lambda v: v <= 2) for name in DIFFICULTY]
    difficulty = True if True in hard else (None if None in hard else False)
    return Member(
        age=cells["umur"],
        sex=cells["jk"],
        relation=cells["hub_krt"],
        works=flag("bekerja", lambda v: v == 1),
        papers=cells["kartu_id"],
        schooling=cells["sekolah"],
        senior_diploma=flag("ijazah", lambda v: v in SENIOR[codes]),
        disabled=flag("cacat", lambda v: v > 0) if codes == BDT else difficulty,
        ill=flag("kronis", lambda v: v > 0),
        insurance=cells.get("jaminan"),
        pip=flag("sta_pip", lambda v: v == 1),
        present=cells.get("keberadaan") in (None, *PRESENT),
    )


def as_row(codes: str, member: Member) -> Row:
    """The other way round, for the members of the worked cases."""

    def number(value, yes=1, no=0):
        return None if value is None else yes if value else no

    diploma = number(member.senior_diploma, SENIOR[codes][0], 1)
    row = {
        "umur": member.age, "jk": member.sex, "hub_krt": member.relation,
        "bekerja": number(member.works, 1, 2), "kartu_id": member.papers, "sekolah": member.schooling,
        "ijazah": diploma, "kronis": number(member.ill, 2, 0),
    }  # fmt: skip
    if codes == BDT:
        return row | {"hamil": 2, "cacat": number(member.disabled)}
    hard = dict.fromkeys((f"kesulitan_{name}" for name in DIFFICULTY), number(member.disabled, 1, 4))
    present = 1 if member.present else 2
    return row | hard | {
        "jaminan": member.insurance, "sta_pip": number(member.pip), "keberadaan": present
    }  # fmt: skip


TENTHS = "luas_lantai_persepuluh"
Case = tuple[Row, list[Row], int | None]


def frame_of(codes: str, cases: list[Case], by: Criteria) -> pl.LazyFrame:
    """Households as `register.folded` gives them: answers, and members folded on the day."""
    names = columns_of(codes)
    rows = [{"household": at, **member} for at, (_, members, _) in enumerate(cases) for member in members]
    people = pl.DataFrame(rows, schema={"household": pl.UInt64, **dict.fromkeys(names, pl.Int16)})
    ages = by.ages.years_later(by.years)
    folded = people.group_by("household").agg(fold_expressions(names, SENIOR[codes], ages, PRESENT))
    homes = pl.DataFrame(
        [{"household": at, "decile": decile, **answers} for at, (answers, _, decile) in enumerate(cases)],
        schema={"household": pl.UInt64, "decile": pl.UInt8} | dict.fromkeys([*GOOD[codes], TENTHS], pl.Int16),
    )
    return homes.join(folded, on="household", how="left", maintain_order="left").lazy()


def by_expressions(codes: str, cases: list[Case], by: Criteria) -> list[tuple]:
    frame = completed(frame_of(codes, cases, by), by)
    found = counted(judged(frame, by, "decile", "head_age", "heads_in_need_of_care"), by)
    told = nw.from_native(found).with_columns(class_number(TABLE).alias("class_number"))
    told = told.select(
        *SIGNS, "n_known", "count", class_name(TABLE).alias("class"), marks(by, TABLE).alias("marks")
    )
    return nw.to_native(told).collect(engine="streaming").rows()


def by_rules(codes: str, cases: list[Case], by: Criteria) -> list[tuple]:
    answers = []
    for facts, members, decile in cases:
        one = evaluate(Home(facts, tuple(as_member(codes, m) for m in members), decile), by, TABLE)
        bits = [None if bit is None else bool(bit) for bit in one.bits.values()]
        answers.append((*bits, one.n_known, one.count, one.klass, ";".join(one.marks)))
    return answers


def agree(codes: str, cases: list[Case], by: Criteria) -> None:
    for quick, slow, case in zip(
        by_expressions(codes, cases, by), by_rules(codes, cases, by), cases, strict=True
    ):
        assert quick == slow, case


# One home for each answer to each sign: not met, met, nobody can tell.
UNSEEN = {"lantai": None, "dinding": None, "kondisi_dinding": None}
ANSWERS = {
    "C1": ({"sta_kks": 1}, {"sta_kks": 0}, {"sta_kks": None}),
    "C5": ({"lantai": 2}, {"lantai": 9, "dinding": 4}, UNSEEN),
    "C6": ({"sumber_airminum": 3}, {"sumber_airminum": 9}, {"sumber_airminum": None}),
    "C7": ({"fasbab": 1}, {"fasbab": 4}, {"fasbab": None}),
    "C8": ({"sumber_penerangan": 1}, {"sumber_penerangan": 3}, {"sumber_penerangan": None}),
}  # fmt: skip
OF_CHILD = {
    "C2": ({"papers": 1}, {"papers": 0}, {"papers": None}),
    "C3": ({"schooling": 1}, {"schooling": 2}, {"schooling": None}),
    "C4": ({"ill": False}, {"ill": True}, {"ill": None}),
}
OF_HEAD = {"C9": ({"works": True}, {"works": False}, {"works": None})}


def case_of(answers: tuple[int, ...], decile: int | None) -> Case:
    chosen = dict(zip(SIGNS, answers, strict=True))
    facts = dict(GOOD[BDT])
    for sign, told in ANSWERS.items():
        facts |= told[chosen[sign]]
    child, head = CHILD, HEAD
    for sign, told in OF_CHILD.items():
        child = replace(child, **told[chosen[sign]])
    for sign, told in OF_HEAD.items():
        head = replace(head, **told[chosen[sign]])
    return facts, [as_row(BDT, head), as_row(BDT, child)], decile


def test_all_19683_combinations_of_answers_agree_and_are_what_was_meant() -> None:
    every = list(product((0, 1, 2), repeat=9))
    cases = [case_of(answers, (1, 2, 4, 7, None)[at % 5]) for at, answers in enumerate(every)]
    by = criteria()
    quick = by_expressions(BDT, cases, by)
    assert len(quick) == 19_683
    assert quick == by_rules(BDT, cases, by)
    meant = [tuple(None if a == OPEN else bool(a) for a in answers) for answers in every]
    assert [row[:9] for row in quick] == meant


def test_the_class_of_every_combination_and_decile_agrees() -> None:
    rows = [
        {"decile": decile, "n_known": known, "count": count}
        for decile in (None, *range(1, 11))
        for known in range(10)
        for count in range(known + 1)
    ]
    frame = pl.LazyFrame(rows, schema={"decile": pl.UInt8, "n_known": pl.Int8, "count": pl.Int8})
    told = nw.from_native(frame).with_columns(class_number(TABLE).alias("class_number"))
    quick = nw.to_native(told.select(class_name(TABLE))).collect().to_series().to_list()
    slow = [classed(row["decile"], row["count"], row["n_known"], 9, TABLE).klass for row in rows]
    assert quick == slow


def codes_of(codes: str, name: str) -> list[int | None]:
    """Every value of a column after the import, and a blank."""
    profile = shipped_profiles()["bdt2015" if codes == BDT else "regsosek2022"]
    if name == "kartu_id" or name == "jaminan":
        return [None, *range(16)]
    if name == "sekolah":
        return [None, 0, 1, 2]
    if name in ("umur", "jumlah_art"):
        return [None, *range(1, 110)]
    if name == "luas_lantai":
        return [None, *range(1, 40)]
    if name.startswith("sta_"):
        return [None, 0, 1]
    return [None, *profile.column(name).codes]


VARIANTS = [(), ("ketat",), ("harfiah",), ("luas",), ("ketat", "harfiah", "luas")]


@pytest.mark.parametrize("variants", VARIANTS, ids=" ".join)
@pytest.mark.parametrize("codes", [BDT, REGSOSEK])
def test_every_code_of_every_column_agrees(codes: str, variants: tuple[str, ...]) -> None:
    by = criteria(codes, *variants)
    people = [as_row(codes, HEAD), as_row(codes, CHILD)]
    cases: list[Case] = [
        (GOOD[codes] | {name: code}, people, 1) for name in GOOD[codes] for code in codes_of(codes, name)
    ]
    for name in columns_of(codes):
        for code in codes_of(codes, name):
            cases.append((GOOD[codes], [people[0] | {name: code}, people[1]], 1))
            cases.append((GOOD[codes], [people[0], people[1] | {name: code}], 1))
    agree(codes, cases, by)


@pytest.mark.parametrize("codes", [BDT, REGSOSEK])
def test_codes_of_housing_agree_in_pairs(codes: str) -> None:
    parts = [
        name
        for name in GOOD[codes]
        if name in ("lantai", "dinding", "kondisi_dinding", "atap", "kondisi_atap")
    ]
    people = [as_row(codes, HEAD)]
    cases: list[Case] = [
        (GOOD[codes] | {one: a, other: b, "luas_lantai": area}, people, 1)
        for one, other in product(parts, parts)
        for a, b, area in product(codes_of(codes, one), codes_of(codes, other), (7, 8, None))
        if one < other
    ]
    agree(codes, cases, criteria(codes))


@pytest.mark.parametrize("codes", [BDT, REGSOSEK])
def test_every_tenth_of_a_square_metre_agrees(codes: str) -> None:
    by, persons = criteria(codes), 3
    people = [as_row(codes, HEAD), as_row(codes, CHILD), as_row(codes, CHILD)]
    cases: list[Case] = [
        (GOOD[codes] | {"lantai": 8, "luas_lantai": area, TENTHS: tenths, "jumlah_art": persons}, people, 1)
        for area, tenths in product((20, 21, 22), (None, *range(10)))
    ]
    agree(codes, cases, by)
    met = [row[4] for row in by_rules(codes, cases, by)]
    assert met == [10 * c[0]["luas_lantai"] + (c[0][TENTHS] or 0) < 72 * persons for c in cases]


def members(codes: str) -> st.SearchStrategy[list[Row]]:
    cells = {name: st.sampled_from(codes_of(codes, name)) for name in columns_of(codes)}
    return st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=4)


def homes(codes: str) -> st.SearchStrategy[list[Case]]:
    tenths = {TENTHS: st.sampled_from([None, *range(10)])}
    known = {name: st.sampled_from(codes_of(codes, name)) for name in GOOD[codes]}
    answers = st.fixed_dictionaries(known | tenths)
    decile = st.sampled_from([None, *range(1, 11)])
    return st.lists(st.tuples(answers, members(codes), decile), min_size=1, max_size=12)


@pytest.mark.parametrize("codes", [BDT, REGSOSEK])
@settings(deadline=None, max_examples=60)
@given(data=st.data(), years=st.integers(0, 12), variants=st.sampled_from(VARIANTS))
def test_generated_homes_agree_on_any_day(
    codes: str, data: st.DataObject, years: int, variants: tuple[str, ...]
) -> None:
    agree(codes, data.draw(homes(codes)), criteria(codes, *variants, years=years))


def test_a_register_that_lists_no_members_agrees() -> None:
    by = criteria()
    frame = completed(pl.LazyFrame([GOOD[BDT] | {"decile": 1}]), by)
    quick = judged(frame, by).collect().row(0)
    slow = evaluate(Home(GOOD[BDT], None, 1), by, TABLE).bits.values()
    assert [None if bit is None else int(bit) for bit in quick] == list(slow)


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_counts_by_place_and_patterns_are_counts_of_the_same_verdicts(data: st.DataObject) -> None:
    cases, by = data.draw(homes(BDT)), criteria()
    frame = frame_of(BDT, cases, by).with_columns(code=pl.lit("33.27.01.2001"))
    signs = judged(completed(frame, by), by, "code", "decile")
    rows = by_rules(BDT, cases, by)
    poor = [row for row, case in zip(rows, cases, strict=True) if case[2] == 1]
    found = counts_by_place(signs, by, 1).collect().to_dicts()
    assert bool(found) == bool(poor)
    for line in found:
        assert line["households"] == len(poor)
        for at, sign in enumerate(SIGNS):
            met, known = sum(row[at] is True for row in poor), sum(row[at] is not None for row in poor)
            assert met_and_known(line[sign]) == (met, known)
    told = {
        (decile, bits_of(pattern, 9)): n
        for decile, pattern, n in patterns(signs, by)
        .collect()
        .select("decile", "pattern", "households")
        .rows()
    }
    assert sum(told.values()) == len(cases)
    for row, case in zip(rows, cases, strict=True):
        assert (case[2], tuple(None if bit is None else int(bit) for bit in row[:9])) in told


def test_the_columns_that_are_needed_are_all_that_is_looked_at() -> None:
    for codes in (BDT, REGSOSEK):
        by = criteria(codes)
        frame = completed(pl.LazyFrame({"decile": [1]}), by)
        judged(frame, by).collect()
        assert set(frame.collect_schema().names()) == set(needed(by))


def test_the_cases_say_what_they_seem_to() -> None:
    for codes in (BDT, REGSOSEK):
        for member in (HEAD, CHILD):
            back = as_member(codes, as_row(codes, member))
            told = {
                name: value
                for name, value in asdict(back).items()
                if name not in ("pregnant", "insurance", "pip")
            }
            assert told == {name: getattr(member, name) for name in told}
