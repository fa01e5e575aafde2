from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.clock import zones
from berdaya.access.masking import masked, masked_name
from berdaya.access.rules.codes import ALPHABET, as_typed, fingerprint, grouped
from berdaya.access.rules.throttle import wait_until
from berdaya.access.rules.zones import WIB, WIT, WITA
from berdaya.access.usernames import username_fault
from berdaya.region.rules.gazetteer import official

WINDOW = timedelta(minutes=15)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "territory, zone",
    [
        ("33.27", WIB),
        ("61", WIB),
        ("51.71", WITA),
        ("64", WITA),
        ("73.71", WITA),
        ("81", WIT),
        ("94.01", WIT),
        ("", WIB),
    ],
)
def test_a_territory_has_the_zone_of_its_province(territory, zone):
    assert zones().of(territory) == zone


def test_every_province_has_a_zone():
    provinces = {place.code for place in official().children("")}
    assert provinces == set(zones().of_province)


def test_new_year_comes_first_to_papua():
    moment = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert zones().day(moment, "94.01") == date(2027, 1, 1)
    assert zones().day(moment, "73.71") == date(2026, 12, 31)


def ago(*minutes: float) -> list[datetime]:
    return [NOON - timedelta(minutes=m) for m in minutes]


def test_four_misses_cost_nothing():
    assert wait_until(ago(1, 2, 3, 4), 5, WINDOW, NOON) is None


def test_after_five_misses_one_waits_until_the_first_is_a_quarter_hour_old():
    assert wait_until(ago(1, 2, 3, 4, 10), 5, WINDOW, NOON) == NOON + timedelta(minutes=5)


def test_old_misses_are_forgotten():
    assert wait_until(ago(1, 2, 3, 4, 16), 5, WINDOW, NOON) is None


@given(st.lists(st.floats(0, 30), max_size=12))
def test_the_order_of_misses_does_not_matter(minutes):
    assert wait_until(ago(*minutes), 5, WINDOW, NOON) == wait_until(ago(*reversed(minutes)), 5, WINDOW, NOON)


@given(st.lists(st.floats(0, 14), min_size=5, max_size=12))
def test_waiting_never_lasts_longer_than_the_window(minutes):
    until = wait_until(ago(*minutes), 5, WINDOW, NOON)
    assert until is not None
    assert NOON <= until <= NOON + WINDOW


def test_a_masked_nik_shows_kabupaten_and_serial_only():
    assert masked("3327045507880001") == "3327 •••• •••• 0001"


@pytest.mark.parametrize(
    "broken", ["", "332704550788", "3,32705E+15", "33270455078800011", "٣٣٢٧٠٤٥٥٠٧٨٨٠٠٠١"]
)
def test_a_broken_nik_shows_nothing(broken):
    assert masked(broken) == "••••"


@pytest.mark.parametrize(
    "name, shown",
    [("Siti Aminah", "S••• A•••"), ("  siti  ", "s•••"), ("I", "I•••"), ("", ""), ("Éva Ötvös", "É••• Ö•••")],
)
def test_a_masked_name_shows_first_letters_and_no_length(name, shown):
    assert masked_name(name) == shown


def test_a_code_is_read_however_it_was_typed():
    assert as_typed(" kamb-7h3p m2qx ") == "KAMB7H3PM2QX" == as_typed(grouped("KAMB7H3PM2QX"))


def test_codes_hold_no_lookalikes():
    assert not set("0O1IL5S") & set(ALPHABET)


def test_only_the_fingerprint_of_a_code_is_kept():
    assert "KAMB" not in fingerprint("KAMB7H3PM2QX")
    assert len(fingerprint("x")) == 64


@pytest.mark.parametrize("username", ["ratna", "ratna.dewi", "rt03-plakaran", "ratna@pemalangkab.go.id"])
def test_names_that_can_be_typed_are_taken(username):
    assert username_fault(username, "Ratna Dewi") is None


@pytest.mark.parametrize(
    "username", ["", "ab", "Ratna", "ratna dewi", ".ratna", "ratna@", "3327045507880001"]
)
def test_names_that_cannot_be_typed_are_refused(username):
    assert username_fault(username, "Ratna Dewi") is not None
