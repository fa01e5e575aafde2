"""The map of a profile: every place with a figure is shaded, others are told apart, the place is marked."""

from datetime import date
from fractions import Fraction

import pytest

from berdaya.access.rules.roles import Role
from berdaya.documents.mapping import area_of
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.hardship.rules.showing import Thresholds
from berdaya.scan.printing_profile import profile_values
from berdaya.scan.shown.district import district_of
from berdaya.scan.shown.profile import profile_of
from tests.office import MOGA, PEMALANG, PLAKARAN, hat
from tests.scan.things import a_cycle

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def cycle():
    return a_cycle(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))


def share(code: str, percent: int, name: str = "Bagian kebutuhan: rumah") -> None:
    told = {"name": name, "unit": Unit.RATIO, "ratio": Fraction(percent, 100)}
    file_figure(None, Facts(territory=code, as_of=DAY, source="Register uji", **told), room="hardship")


def poorest(code: str, number: int) -> None:
    told = {"name": "Rumah tangga desil 1", "unit": Unit.HOUSEHOLDS, "number": number}
    file_figure(None, Facts(territory=code, as_of=DAY, source="Register uji", **told), room="register")


def drawn(cycle, *outstanding):
    return district_of(cycle, area_of(PEMALANG), outstanding)


def test_places_that_nobody_opened_are_shaded_by_the_need_that_stands_out(cycle):
    for number, percent in ((2001, 40), (2002, 10), (2003, 25)):
        share(f"{MOGA}.{number}", percent)
    found = drawn(cycle, "C5", "C7")
    assert found.words == "Bagian kebutuhan: rumah (persen), per 5 Januari 2026."
    assert found.of[f"{MOGA}.2002"] == 0
    assert found.shades[found.of[f"{MOGA}.2003"]].word == "25"
    assert found.shades[found.of[PLAKARAN]].word == "Tempat ini: 40"
    assert f"{MOGA}.2004" not in found.of
    assert found.otherwise is None, "a place without a figure is not shaded"


def test_the_next_need_then_the_poorest_households_serve_where_there_is_no_figure(cycle):
    for number in (2002, 2003):
        share(f"{MOGA}.{number}", number - 1990, "Bagian kebutuhan: jamban")
        poorest(f"{MOGA}.{number}", number)
    assert drawn(cycle, "C5", "C7").words.startswith("Bagian kebutuhan: jamban (persen)")
    found = drawn(cycle, "C5")
    assert found.words.startswith("Rumah tangga desil 1, per 5 Januari 2026")
    assert found.shades[found.of[PLAKARAN]].word == "Tempat ini: belum ada data"


def test_where_nothing_was_filed_the_map_says_that_it_shows_the_place_only(cycle):
    found = drawn(cycle, "C5")
    assert found.words == "Letaknya saja: belum ada angka tiap tempat."
    assert (found.of, found.otherwise) == ({PLAKARAN: 1}, 0)


def test_the_paper_names_the_measure_and_places_without_data_in_its_key(cycle):
    for number, percent in ((2001, 40), (2002, 10)):
        share(f"{MOGA}.{number}", percent)
        share(f"{MOGA}.{number}", percent, "Bagian kebutuhan: program")
    limits = Thresholds(10, 30)
    told = profile_values(profile_of(hat("Bu Ratna", Role.BAPPEDA, PEMALANG), cycle, limits), limits)["map"]
    assert "(persen), per 5 Januari 2026" in told["words"]
    assert "Belum ada data" in str(told["picture"])
