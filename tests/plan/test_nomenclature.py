"""Budget codes: the grammar, the versions of the list, and what old or local papers write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.plan.rules.nomenclature import nomenclature_for, other_versions, read_code

SEED = "7.01.03.2.02.0003"


def test_a_code_is_read_beside_the_name_of_a_kelurahan():
    found = read_code(f"{SEED} (KELURAHAN WONOKROMO)")
    assert found is not None
    assert (found.code, found.beside, found.legacy) == (SEED, "(KELURAHAN WONOKROMO)", False)
    assert (found.program_code, found.activity_code) == ("7.01.03", "7.01.03.2.02")


@pytest.mark.parametrize(
    "typed, code, legacy",
    [
        ("7.01.05.2.01.05", "7.01.05.2.01.0005", True),
        ("7.01.03.02.02.0003", SEED, False),
        ("X.XX.01.2.01.0001", "X.XX.01.2.01.0001", False),
    ],
)
def test_forms_met_in_practice_come_to_the_official_one_and_stay_raw(typed, code, legacy):
    found = read_code(typed)
    assert found is not None
    assert (found.code, found.legacy, found.raw) == (code, legacy, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "", "-", "Program Fasilitasi", "7.01.03.2.02", "7.1.03.2.02.0003", "7.01.03.9.02.0003",
        "7.01.03.2.02.003", f"{SEED} {SEED}", f"{SEED}.1", "7.01.03.2.02.00030",
    ],
)  # fmt: skip
def test_what_is_no_single_code_is_not_read(typed):
    assert read_code(typed) is None


@given(
    st.integers(1, 9),
    st.lists(st.integers(0, 99), min_size=3, max_size=3),
    st.integers(1, 8),
    st.integers(0, 9999),
)
def test_every_code_of_the_grammar_comes_back_as_it_was_typed(area, two, level, sub):
    code = f"{area}.{two[0]:02}.{two[1]:02}.{level}.{two[2]:02}.{sub:04}"
    found = read_code(code)
    assert found is not None
    assert found.code == code
    assert found.canonical


def test_names_indicator_and_unit_come_from_the_code():
    table = nomenclature_for(2024)
    assert table is not None
    row = table.get(SEED)
    assert row is not None
    assert row.name == "Pemberdayaan Masyarakat di Kelurahan"
    assert row.activity == "Kegiatan Pemberdayaan Kelurahan"
    assert row.unit == "Pokmas / Ormas"
    assert not row.tagged


def test_a_year_is_read_with_its_own_version_and_never_with_a_newer_one():
    old, new = nomenclature_for(2024), nomenclature_for(2027)
    assert old is not None
    assert new is not None
    later = "2.08.02.2.01.0015"
    assert (old.get(later), bool(new.get(later))) == (None, True)
    assert other_versions(later, old.version) == ["2027"]
    assert nomenclature_for(1999) is None


@pytest.mark.parametrize("year", [2024, 2027])
def test_every_row_stands_under_a_named_program_and_activity_and_says_its_doubt(year):
    table = nomenclature_for(year)
    assert table is not None
    assert all(row.program and row.activity and read_code(code) for code, row in table.rows.items())
    assert (table.complete, table.standing) == (False, "uncertain")


def test_no_row_of_the_kecamatan_carries_the_gender_tag_though_others_do():
    table = nomenclature_for(2027)
    assert table is not None
    tagged = {code[:4] for code, row in table.rows.items() if row.tagged}
    assert "1.06" in tagged
    assert not tagged & {"7.01", "2.13", "1.04"}
