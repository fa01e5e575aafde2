import pytest

from berdaya.region.rules.gazetteer import Gazetteer, official
from berdaya.region.rules.search import How


def found(text: str, within: str = "33.27") -> list[tuple[str, How]]:
    return [(hit.place.code, hit.how) for hit in official().hits(text, within)]


@pytest.mark.parametrize("text", ["Kuta", "KUTA", " kuta ", "Desa Kuta"])
def test_a_name_that_stands_twice_is_found_twice(text):
    assert found(text)[:2] == [("33.27.03.2004", How.NAME), ("33.27.06.2014", How.NAME)]


def test_sarwodadi_is_found_in_both_kecamatan():
    titles = [official().title(place.code) for place in official().find("Sarwodadi", "33.27")]
    assert titles == ["Desa Sarwodadi, Kecamatan Bantarbolang", "Desa Sarwodadi, Kecamatan Comal"]


def test_a_misspelt_name_is_found_as_close():
    assert found("Kreo") == [("33.27.07.2013", How.CLOSE)]


def test_spaces_do_not_matter():
    assert found("Kendal Rejo")[0] == ("33.27.10.2019", How.NAME)


def test_the_beginning_of_a_name_is_enough():
    assert ("33.27.09.2018", How.BEGINNING) in found("asemdo")


def test_a_word_of_a_name_is_enough():
    assert found("Basari") == [("33.27.03.2013", How.INSIDE)]


def test_a_kabupaten_is_found_by_its_bare_name_and_comes_before_its_kecamatan():
    assert [code for code, _ in found("Pemalang", "")][:2] == ["33.27", "33.27.08"]


def test_the_word_for_the_kind_puts_that_kind_first():
    assert found("Kecamatan Pemalang", "")[0] == ("33.27.08", How.NAME)
    assert found("Kab. Pemalang", "")[0] == ("33.27", How.NAME)


def test_a_village_whose_name_begins_with_the_word_desa_is_found_by_its_whole_name():
    whole = {h.place.name for h in official().hits("Desa Baru", most=200) if h.how is How.NAME}
    assert "Desa Baru" in whole


@pytest.mark.parametrize("text", ["33.27.09.2018", "3327092018", "33 27 09 2018"])
def test_a_code_is_found(text):
    assert found(text, "") == [("33.27.09.2018", How.CODE)]


def test_the_beginning_of_a_code_finds_the_place_and_what_is_below():
    assert [code for code, _ in found("33.27", "")][:3] == ["33.27", "33.27.01", "33.27.02"]


def test_an_unfinished_code_finds_what_it_may_become():
    assert [code for code, _ in found("33.27.1", "")][:2] == ["33.27.10", "33.27.11"]


@pytest.mark.parametrize("text", ["", " ", "?!", "qqqqqqqqq", "99.99"])
def test_nothing_is_found_for_nothing(text):
    assert found(text, "") == []


def test_no_more_is_given_than_asked_for():
    assert len(official().hits("Sukamaju", most=3)) == 3


def test_nothing_outside_the_territory_is_found():
    assert all(code.startswith("33.27") for code, _ in found("suka"))


def test_beside_the_very_name_only_a_few_close_ones_are_offered():
    ways = [how for _, how in found("Pelutan", "")]
    assert (ways.count(How.NAME), ways.count(How.CLOSE)) == (2, 5)


def test_a_place_that_ended_is_not_offered(ended: Gazetteer):
    assert ended.find("Majalangu", "33.27") == []


def test_a_place_is_found_by_a_former_name(renamed: Gazetteer):
    assert [place.code for place in renamed.find("Lama Sekali", "33.27")] == ["33.27.04.2010"]
