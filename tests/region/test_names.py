import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.region.rules.names import (
    close_names,
    normal_name,
    normal_names,
    slips,
    split_kind_word,
    without_kind_word,
)

WORDS = st.text("abcdey", max_size=7)


@pytest.mark.parametrize(
    "one, other",
    [
        ("KENDAL REJO", "Kendalrejo"),
        ("Kendal-Rejo", "kendalrejo "),
        ("Regapu’u", "Regapu'u"),
        ("Ramunia II", "Ramunia 2"),
        ("Blok 05", "Blok 5"),
        ("Curaçao", "curacao"),
    ],
)
def test_one_name_has_one_form(one, other):
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Kreo", "Kreyo"),
        ("Blok 15", "Blok 18"),
        ("Lubuk Pakam I,II", "Lubuk Pakam III"),
        ("Ramunia I", "Ramunia II"),
    ],
)
def test_different_names_keep_different_forms(one, other):
    assert normal_name(one) != normal_name(other)


@pytest.mark.parametrize(
    "text, number", [("Koto IV", 4), ("Koto IX", 9), ("Koto XIV", 14), ("Koto XVIII", 18), ("X Koto", 10)]
)
def test_roman_numerals_are_numbers(text, number):
    assert f"#{number}" in normal_name(text)


def test_letters_inside_a_word_are_no_roman_numerals():
    assert normal_name("Vivi Xilo Mix") == "vivixilomix"


@given(st.lists(st.text(max_size=12)))
def test_many_names_in_one_pass_give_what_each_gives_alone(texts):
    assert normal_names(texts) == [normal_name(text) for text in texts]


@given(st.text(max_size=20))
def test_a_normal_form_stays_as_it_is_but_for_the_signs_before_numbers(text):
    form = normal_name(text)
    assert set(form) <= set("abcdefghijklmnopqrstuvwxyz0123456789#")


@pytest.mark.parametrize(
    "text, word, name",
    [
        ("Desa Plakaran", "desa", "Plakaran"),
        ("Kec. Moga", "kec", "Moga"),
        ("Kel.Pelutan", "kel", "Pelutan"),
        ("KABUPATEN PEMALANG", "kabupaten", "PEMALANG"),
        ("Desa", "", "Desa"),
        ("Kotabaru", "", "Kotabaru"),
        ("Desaku Maju", "", "Desaku Maju"),
    ],
)
def test_the_word_for_the_kind_is_split_from_the_name(text, word, name):
    assert split_kind_word(text) == (word, name)


def test_the_bare_name_of_a_village_keeps_the_word_kota():
    assert [without_kind_word(name) for name in ("Desa Plakaran", "Kota Palak")] == ["Plakaran", "Kota Palak"]


@pytest.mark.parametrize(
    "a, b, count", [("kreo", "kreyo", 1), ("moga", "mgoa", 1), ("moga", "moga", 0), ("bodeh", "belik", 4)]
)
def test_slips_are_counted(a, b, count):
    assert slips(a, b, 5) == count


def _all_slips(a: str, b: str) -> int:
    if not a or not b:
        return len(a) + len(b)
    ways = [_all_slips(a[1:], b) + 1, _all_slips(a, b[1:]) + 1, _all_slips(a[1:], b[1:]) + (a[0] != b[0])]
    if a[:2] == b[:2][::-1] and len(a) > 1 and len(b) > 1:
        ways.append(_all_slips(a[2:], b[2:]) + 1)
    return min(ways)


@given(st.text("aby", max_size=5), st.text("aby", max_size=5), st.integers(0, 5))
def test_slips_agree_with_trying_every_way(a, b, most):
    exact = _all_slips(a, b)
    assert slips(a, b, most) == (exact if exact <= most else None)


@given(WORDS, WORDS)
def test_slips_do_not_depend_on_the_direction(a, b):
    assert slips(a, b, 9) == slips(b, a, 9)


@given(
    st.text("abcde", min_size=3, max_size=8), st.lists(st.text("abcde", min_size=1, max_size=8), max_size=8)
)
def test_no_name_within_the_allowed_slips_is_missed(text, names):
    most = 1 if len(text) <= 6 else 2
    within_reach = {i for i, name in enumerate(names) if slips(text, name, most) is not None}
    assert within_reach <= set(close_names(text, names))


def test_close_names_come_closest_first():
    assert close_names("Kreyo", ["kreo", "kreyo", "moga"]) == [1, 0]


def test_old_spelling_is_close_to_the_new():
    assert close_names("Tjandi Redjo", ["candirejo"]) == [0]


def test_a_very_short_text_is_close_to_nothing():
    assert close_names("ab", ["ab", "abc"]) == []
