"""The band of the chain: one unit through all stations, no number for what is not built or not yours."""

from hypothesis import given
from hypothesis import strategies as st

from berdaya.kernel.offers import Reach
from berdaya.site.band import Station, band, said

STATIONS = [Station("register", "Register", "/register/"), Station("targeting", "Sasaran", "/sasaran/")]
STATIONS.append(Station("scan", "Pindai", "", "belum dibuka di kantor ini"))


def reaches(*households: int) -> dict[str, Reach]:
    words = ("rumah tangga desil 1", "di tempat dampingan", "dikunjungi")
    return {
        station.name: Reach(station.name, many, words[at])
        for at, (station, many) in enumerate(zip(STATIONS, households, strict=False))
    }


def test_the_band_thins_as_the_numbers_do():
    first, second, third = band(STATIONS, reaches(60_087, 34_658))
    assert first.wide == "0,0.0 52,0.0 100,42.3 100,100 0,100"
    assert first.wide_lost == "52,0.0 100,0.0 100,42.3"
    assert second.wide == "0,42.3 52,42.3 100,42.3 100,100 0,100"
    assert third.reach is None


def test_the_band_says_where_it_begins_and_where_it_stands():
    drawn = band(STATIONS, reaches(60_087, 34_658))
    assert said(drawn) == "Satu rantai: dari 60.087 rumah tangga desil 1, 34.658 di tempat dampingan"


def test_without_the_first_number_there_is_no_band():
    assert band(STATIONS, {}) == []
    assert band(STATIONS, {"targeting": Reach("targeting", 5, "di tempat dampingan")}) == []
    assert band(STATIONS, reaches(0, 0)) == []


@given(st.integers(1, 10**9), st.integers(0, 2 * 10**9))
def test_no_stretch_is_taller_than_the_band(first, second):
    for stretch in band(STATIONS, reaches(first, second)):
        corners = [part.split(",") for part in f"{stretch.wide} {stretch.tall}".split()]
        assert all(0 <= float(number) <= 100 for corner in corners for number in corner)
