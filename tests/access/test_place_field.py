"""A place in a form, by name or by code."""

from html import unescape

import pytest
from django import forms

from berdaya.access.place_field import PlaceField
from tests.office import MOGA, PEMALANG, PLAKARAN, TEGAL


class One(forms.Form):
    territory = PlaceField()


def filled(text, within=PEMALANG, pick=""):
    form = One({"territory": text, "territory-pilihan": pick})
    form.fields["territory"].within = within
    return form


@pytest.mark.parametrize(
    "text, code",
    [
        (PLAKARAN, PLAKARAN),
        (f" {PLAKARAN}. ", PLAKARAN),
        ("Plakaran", PLAKARAN),
        ("desa plakaran", PLAKARAN),
        ("Desa Plakaran, Kecamatan Moga", PLAKARAN),
        ("RT 2 RW 3 Plakaran", f"{PLAKARAN}.003.002"),
        ("RT 002/RW 003, Desa Plakaran", f"{PLAKARAN}.003.002"),
        ("rw 3 plakaran", f"{PLAKARAN}.003"),
        ("RT 2 Plakaran", f"{PLAKARAN}.000.002"),
        ("Kabupaten Pemalang", PEMALANG),
        ("Kabupaten Pemalang, Provinsi Jawa Tengah", PEMALANG),
        ("Kecamatan Moga, Kabupaten Pemalang", MOGA),
    ],
)
def test_a_place_is_found_by_name_or_code(text, code):
    form = filled(text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["territory"] == code


def test_a_name_that_several_places_bear_is_not_guessed():
    form = filled("Moga")
    assert not form.is_valid()
    page = unescape(str(form["territory"]))
    assert "Pilih satu" in str(form.errors)
    assert f'value="{MOGA}"' in page
    assert "Kecamatan Moga" in page


def test_the_one_that_was_chosen_is_taken_and_stays_chosen():
    form = filled("Moga", pick=MOGA)
    assert form.is_valid()
    assert form.cleaned_data["territory"] == MOGA
    assert f'value="{MOGA}" checked' in str(form["territory"])


def test_a_choice_left_over_from_another_name_does_not_count():
    form = filled("Plakaran", pick=MOGA)
    assert form.is_valid()
    assert form.cleaned_data["territory"] == PLAKARAN


def test_a_name_nearly_right_is_offered_not_taken():
    form = filled("Plakarann")
    assert not form.is_valid()
    assert PLAKARAN in str(form["territory"])


def test_places_of_others_are_not_offered_by_name():
    form = filled("Plakaran", within=TEGAL)
    assert not form.is_valid()
    assert PLAKARAN not in str(form["territory"])


def test_what_nobody_knows_is_said_with_the_remedy():
    form = filled("Negeri di Awan")
    assert not form.is_valid()
    assert "Periksa ejaannya" in str(form.errors)


def test_a_code_that_the_office_proposes_is_shown_as_a_name():
    assert "Desa Plakaran, Kecamatan Moga" in str(One(initial={"territory": PLAKARAN})["territory"])
