import pytest

from berdaya.kernel.findings import Refused
from berdaya.region.rules.codes import (
    Kind,
    Level,
    has_form,
    kind_of,
    level_of,
    parent_of,
    part_of,
    read_code,
    upward,
)


@pytest.mark.parametrize(
    "text, code",
    [
        ("33.27", "33.27"),
        ("3327", "33.27"),
        (" 33.27. ", "33.27"),
        ("33 27 04", "33.27.04"),
        ("33-27-04-2010", "33.27.04.2010"),
        ("3327042010", "33.27.04.2010"),
        ("33", "33"),
        ("33.27.04.2010.003.002", "33.27.04.2010.003.002"),
    ],
)
def test_obvious_forms_of_a_code_are_read(text, code):
    assert read_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "abc", "333", "33.2", "33.27.4", "33.27.04.4010", "33.27.04.201", "3.3.2.7"]
)
def test_what_is_no_code_is_refused_with_the_right_form(text):
    with pytest.raises(Refused) as refused:
        read_code(text)
    assert refused.value.findings[0].code == "region.code_form"
    assert "33.27.04.2010" in refused.value.findings[0].advice


def test_ten_digits_of_a_bps_code_are_not_taken_for_a_kemendagri_code():
    with pytest.raises(Refused) as refused:
        read_code("3327040010")
    assert "BPS" in refused.value.findings[0].advice


@pytest.mark.parametrize(
    "text", ["3327042010003002", "3327 0455 0788 0001", "NIK 3327045507880001", "33270455078800"]
)
def test_digits_that_may_be_a_nik_are_never_repeated(text):
    with pytest.raises(Refused) as refused:
        read_code(text)
    assert text[-8:] not in str(refused.value.findings)


@pytest.mark.parametrize(
    "code, kind",
    [
        ("33", Kind.PROVINSI),
        ("33.27", Kind.KABUPATEN),
        ("33.70", Kind.KABUPATEN),
        ("33.71", Kind.KOTA),
        ("33.27.04", Kind.KECAMATAN),
        ("33.27.08.1001", Kind.KELURAHAN),
        ("33.27.04.2010", Kind.DESA),
        ("91.03.01.3001", Kind.DESA_ADAT),
        ("33.27.04.2010.003", Kind.RW),
        ("33.27.04.2010.003.002", Kind.RT),
    ],
)
def test_the_code_tells_the_kind(code, kind):
    assert kind_of(code) is kind


def test_rw_000_stands_where_there_is_no_rw():
    assert has_form("33.27.04.2010.000.002")


def test_rt_000_is_no_rt():
    assert not has_form("33.27.04.2010.003.000")


def test_digits_of_other_scripts_are_no_digits():
    assert not has_form("٣٣.٢٧")


def test_the_parent_is_the_beginning_of_the_code():
    assert parent_of("33.27.04.2010") == "33.27.04"
    assert parent_of("33") is None


def test_a_part_of_a_code_is_found_by_its_level():
    assert part_of("33.27.04.2010.003.002", Level.KECAMATAN) == "33.27.04"
    assert part_of("33.27", Level.KECAMATAN) is None


def test_upward_goes_from_the_place_to_the_province():
    assert upward("33.27.04") == ["33.27.04", "33.27", "33"]
    assert upward("") == []


def test_levels_know_their_depth():
    assert [level.depth for level in Level] == [1, 2, 3, 4, 5, 6]
    assert level_of("33.27.04.2010.003") is Level.RW
