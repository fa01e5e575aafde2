"""How a place came to be and what became of it, one step each way."""

from datetime import date

import pytest

from berdaya.region.rules.gazetteer import official
from berdaya.region.rules.past import Side, beginning, other_names, steps

MAJALANGU, WATUKUMPUL, TEGAL = "33.27.04.2010", "33.27.04.2012", "33.28.01.2001"


@pytest.fixture
def split(with_records):
    """Majalangu gave two fifths to a village of the next kabupaten."""
    return with_records(
        f"""
        [[place]]
        code = "{MAJALANGU}"
        name = "Majalangu"
        valid_from = 1990-01-01
        valid_to = 2026-12-31
        change = "pemekaran"
        source = "Perda rekaan 3/2026"
        replaced_by = [{{ code = "{MAJALANGU}", share = "3/5" }}, {{ code = "{TEGAL}", share = "2/5" }}]
        """
    )


def test_downstream_names_who_took_over_and_from_when(ended):
    (step,) = steps(ended.history, MAJALANGU)
    assert (step.side, step.day, step.other) == (Side.AFTER, date(2027, 1, 1), WATUKUMPUL)
    assert step.words("Desa Watukumpul") == "Sejak 1 Januari 2027 digabung ke Desa Watukumpul"


def test_upstream_names_where_it_came_from(ended):
    (step,) = steps(ended.history, WATUKUMPUL)
    assert (step.side, step.other) == (Side.BEFORE, MAJALANGU)
    assert step.words("Desa Majalangu") == "Sejak 1 Januari 2027 menampung Desa Majalangu"


def test_that_a_place_remains_itself_is_no_step(split):
    (step,) = steps(split.history, MAJALANGU)
    assert step.other == TEGAL
    assert step.words("Desa X") == "Sejak 1 Januari 2027 dipecah ke Desa X, bagian 2/5"
    assert step.source == "Perda rekaan 3/2026"


def test_an_earlier_name_is_told_with_its_last_day(renamed):
    (other,) = other_names(renamed.history, MAJALANGU)
    assert other.words == "Bernama Lama Sekali sampai 31 Desember 2001"
    assert steps(renamed.history, MAJALANGU) == []


def test_the_beginning_of_sodong_basari_is_told_with_its_source():
    assert beginning(official().history, "33.27.03.2013").startswith("Perbandingan dua edisi")
    assert beginning(official().history, MAJALANGU) == ""
