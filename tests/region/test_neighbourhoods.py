import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.findings import Refused
from berdaya.region.rules.codes import has_form
from berdaya.region.rules.neighbourhoods import neighbourhood_title, read_rt, rt_code

MAJALANGU = "33.27.04.2010"


@pytest.mark.parametrize(
    "text, code",
    [
        ("RT 3/RW 1", "001.003"),
        ("003/001", "001.003"),
        ("RT03 RW.01", "001.003"),
        ("RW 01 RT 03", "001.003"),
        ("RT 03", "000.003"),
    ],
)
def test_an_rt_is_read_as_people_write_it(text, code):
    assert read_rt(MAJALANGU, text) == f"{MAJALANGU}.{code}"


@pytest.mark.parametrize("text", ["", "RW 03", "RT 0/RW 1", "dukuh Krajan"])
def test_what_names_no_rt_is_refused(text):
    with pytest.raises(Refused):
        read_rt(MAJALANGU, text)


@pytest.mark.parametrize("rt, rw", [(0, 1), (1000, 1), (-1, 1), ("dua", 1), (1, "x")])
def test_a_number_that_no_rt_can_have_is_refused(rt, rw):
    with pytest.raises(Refused):
        rt_code(MAJALANGU, rt, rw)


@pytest.mark.parametrize("holder", ["33.27.04", "33.27.04.2010.001"])
def test_an_rt_lies_directly_in_a_village(holder):
    with pytest.raises(Refused):
        rt_code(holder, 1, 1)


@given(st.integers(1, 999), st.integers(0, 999))
def test_every_rt_of_a_village_has_a_code_and_a_title_that_tells_it_back(rt, rw):
    code = rt_code(MAJALANGU, rt, rw)
    assert has_form(code)
    assert read_rt(MAJALANGU, neighbourhood_title(code)) == code


def test_a_village_itself_has_no_neighbourhood_title():
    assert neighbourhood_title(MAJALANGU) == ""
    assert neighbourhood_title(f"{MAJALANGU}.000") == "tanpa RW"
