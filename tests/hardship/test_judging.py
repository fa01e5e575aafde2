"""The nine signs of one household: met, not met, or nobody can tell; with the evidence that decided."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.hardship.rules.evaluation import evaluate
from berdaya.hardship.rules.verdicts import Home
from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Refused
from tests.hardship.cases import (
    BDT,
    CHILD,
    GOOD,
    HEAD,
    REGSOSEK,
    TABLE,
    bit,
    child,
    criteria,
    head,
    home,
    judged,
    told,
)

PROGRAMMES = ("sta_kks", "sta_kip", "sta_kis", "sta_bpjs_mandiri", "sta_pkh", "sta_rastra")
NONE = dict.fromkeys(PROGRAMMES, 0)


@pytest.mark.parametrize("codes", [BDT, REGSOSEK])
def test_a_home_in_which_nothing_is_wrong_shows_no_sign(codes):
    assert set(judged(home(codes), criteria(codes)).bits.values()) == {0}


# ---------- C1, no programme ----------


def test_a_household_without_any_of_the_six_programmes_is_met():
    assert told("C1", home(**NONE)).reason.startswith("Tidak menerima KKS/KPS; tidak menerima KIP/BSM")
    assert bit("C1", home(**NONE)) == 1


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_each_of_the_six_programmes_is_enough(programme):
    assert bit("C1", home(**NONE | {programme: 1})) == 0


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_an_unanswered_programme_is_not_a_no(programme):
    assert bit("C1", home(**NONE | {programme: None})) is None


def test_one_programme_decides_whatever_is_blank():
    blank = dict.fromkeys(PROGRAMMES) | {"sta_pkh": 1}
    verdict = told("C1", home(**blank))
    assert (verdict.answer, verdict.reason) == (Answer.NO, "Menerima PKH.")


def test_the_six_answers_stay_apart_so_that_the_missing_programmes_can_be_listed():
    parts = told("C1", home(**NONE | {"sta_kip": 1})).parts
    assert [part.fact for part in parts if part.answer is Answer.YES] == [
        p for p in PROGRAMMES if p != "sta_kip"
    ]


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ({"insurance": 0}, 1),
        ({"insurance": 1}, 0),
        ({"insurance": 2}, 0),
        ({"insurance": 12}, 1),
        ({"insurance": None}, None),
        ({"pip": True}, 0),
        ({"pip": None}, None),
    ],
)
def test_in_regsosek_insurance_and_pip_of_a_member_count_as_programmes(member, found):
    one = home(REGSOSEK, HEAD, child(**member), sta_sembako=0)
    assert bit("C1", one, criteria(REGSOSEK)) == found


# ---------- C2, identity ----------


@pytest.mark.parametrize(
    ("age", "papers", "found"),
    [
        (16, 1, 0),
        (16, 4, 1),
        (17, 4, 0),
        (17, 1, 1),
        (17, 0, 1),
        (16, 2, 1),
        (30, 12, 0),
        (30, None, None),
        (None, 0, 1),
        (None, 5, 0),
        (None, 1, None),
    ],
)
def test_a_ktp_is_wanted_from_17_on_and_a_birth_certificate_before(age, papers, found):
    assert bit("C2", home(BDT, HEAD, child(age=age, papers=papers))) == found


def test_one_member_without_identity_decides_whatever_is_blank_of_others():
    verdict = told("C2", home(BDT, head(papers=1), child(papers=None)))
    assert verdict.reason == "Anggota 40 tahun: tanpa KTP."


@pytest.mark.parametrize(("papers", "found"), [(0, 1), (1, 0), (2, 0), (4, 0), (8, 1), (None, None)])
def test_variant_ketat_asks_for_none_of_the_three_papers(papers, found):
    assert bit("C2", home(BDT, HEAD, child(papers=papers)), criteria(BDT, "ketat")) == found


# ---------- C3, school ----------


@pytest.mark.parametrize(("age", "found"), [(6, 0), (7, 1), (18, 1), (19, 0), (None, None)])
def test_school_age_is_7_to_18(age, found):
    assert bit("C3", home(BDT, HEAD, child(age=age, schooling=2))) == found


@pytest.mark.parametrize(("age", "found"), [(5, 0), (6, 1), (17, 1), (18, 0)])
def test_a_year_after_the_register_everybody_is_a_year_older(age, found):
    assert bit("C3", home(BDT, HEAD, child(age=age, schooling=2)), criteria(years=1)) == found


@pytest.mark.parametrize(
    ("schooling", "diploma", "found"),
    [
        (0, None, 1),
        (0, False, 1),
        (1, None, 0),
        (2, False, 1),
        (2, None, 1),
        (2, True, 0),
        (None, None, None),
        (None, False, None),
        (None, True, 0),
    ],
)
def test_only_a_senior_diploma_that_was_written_down_excuses(schooling, diploma, found):
    assert bit("C3", home(BDT, HEAD, child(schooling=schooling, senior_diploma=diploma))) == found


# ---------- C4, health ----------


@pytest.mark.parametrize(
    ("disabled", "ill", "found"),
    [
        (True, None, 1),
        (None, True, 1),
        (False, False, 0),
        (False, None, None),
        (None, False, None),
        (None, None, None),
    ],
)
def test_disability_or_chronic_illness_of_a_member(disabled, ill, found):
    assert bit("C4", home(BDT, HEAD, child(disabled=disabled, ill=ill))) == found


# ---------- C5, housing ----------


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"lantai": 9}, 0),
        ({"lantai": 9, "dinding": 4}, 1),
        ({"kondisi_dinding": 2, "kondisi_atap": 2}, 1),
        ({"lantai": 9, "luas_lantai": 21}, 1),
        ({"lantai": 9, "luas_lantai": 22}, 0),
        ({"lantai": None, "dinding": None}, None),
        ({"lantai": None}, 0),
        ({"lantai": 9, "atap": None}, None),
        ({"lantai": 9, "dinding": 6, "atap": None, "luas_lantai": None}, 1),
        ({"atap": 8, "kondisi_dinding": None}, None),
        ({"atap": 9, "kondisi_atap": None, "dinding": 5, "kondisi_dinding": None}, 1),
        ({"jumlah_art": None, "lantai": 7}, None),
    ],
)
def test_a_house_is_unfit_when_two_of_its_four_parts_are_bad(answers, found):
    assert bit("C5", home(**answers)) == found


@pytest.mark.parametrize(("area", "found"), [(7, 1), (8, 0)])
def test_less_than_7_2_m2_for_each_person_is_too_little(area, found):
    assert bit("C5", home(BDT, HEAD, lantai=9, luas_lantai=area, jumlah_art=1)) == found


def test_7_2_m2_for_each_is_exactly_enough_though_no_whole_metre():
    each = {"lantai": 9, "luas_lantai": 21, "jumlah_art": 3}
    assert bit("C5", home(BDT, HEAD, **each, luas_lantai_persepuluh=6)) == 0
    verdict = told("C5", home(BDT, HEAD, **each, luas_lantai_persepuluh=5))
    assert verdict.answer.as_bit() == 1
    assert "luas 21,5 m2 untuk 3 orang, kurang dari 7,2 m2 tiap orang" in verdict.reason


def test_36_m2_for_five_persons_is_exactly_enough():
    assert bit("C5", home(lantai=9, luas_lantai=36, jumlah_art=5)) == 0
    assert bit("C5", home(lantai=9, luas_lantai=35, jumlah_art=5)) == 1


def test_in_regsosek_the_space_is_shared_by_the_members_who_live_there():
    gone = child(present=False)
    assert bit("C5", home(REGSOSEK, HEAD, gone, lantai=8, luas_lantai=8), criteria(REGSOSEK)) == 0
    assert bit("C5", home(REGSOSEK, HEAD, CHILD, lantai=8, luas_lantai=8), criteria(REGSOSEK)) == 1


def test_the_reason_of_an_unfit_house_names_its_bad_parts():
    verdict = told("C5", home(lantai=9, luas_lantai=15))
    assert verdict.reason == (
        "Lantai terluas: tanah; luas 15 m2 untuk 3 orang, kurang dari 7,2 m2 tiap orang."
    )


# ---------- C6, C7, C8: one question each ----------

MET = {
    BDT: {
        "C6": ("sumber_airminum", 12, {7, 9, 10, 12}),
        "C7": ("fasbab", 4, {4}),
        "C8": ("sumber_penerangan", 3, {3}),
    },
    REGSOSEK: {
        "C6": ("sumber_airminum", 11, {6, 8, 9, 11}),
        "C7": ("fasbab", 6, {5, 6}),
        "C8": ("sumber_penerangan", 4, {4}),
    },
}


@pytest.mark.parametrize("codes", [BDT, REGSOSEK])
@pytest.mark.parametrize("sign", ["C6", "C7", "C8"])
def test_every_code_of_water_toilet_and_light(codes, sign):
    column, last, met = MET[codes][sign]
    found = {
        code for code in range(1, last + 1) if bit(sign, home(codes, **{column: code}), criteria(codes)) == 1
    }
    assert found == met
    assert bit(sign, home(codes, **{column: None}), criteria(codes)) is None


@pytest.mark.parametrize(
    ("codes", "variant", "sign", "met"),
    [
        (BDT, "harfiah", "C6", {7, 9}),
        (REGSOSEK, "harfiah", "C6", {6, 8}),
        (BDT, "luas", "C7", {3, 4}),
        (REGSOSEK, "luas", "C7", {4, 5, 6}),
    ],
)
def test_named_variants_read_other_codes(codes, variant, sign, met):
    column, last, _ = MET[codes][sign]
    by = criteria(codes, variant)
    assert {c for c in range(1, last + 1) if bit(sign, home(codes, **{column: c}), by) == 1} == met


def test_a_reason_says_in_words_what_the_code_means():
    assert told("C6", home(sumber_airminum=9)).reason == "Sumber air minum: mata air tak terlindung."
    assert told("C6", home(sumber_airminum=None)).reason == "Sumber air minum belum terisi."


# ---------- C9, the head ----------


@pytest.mark.parametrize(("works", "found"), [(True, 0), (False, 1), (None, None)])
def test_a_head_who_does_not_work(works, found):
    assert bit("C9", home(BDT, head(works=works), CHILD)) == found


def test_without_a_head_nobody_can_tell():
    assert bit("C9", home(BDT, CHILD)) is None
    assert bit("C9", home(BDT, head(present=False), CHILD)) is None


@pytest.mark.parametrize(
    ("facts", "years", "notes"),
    [
        ({"age": 59}, 0, ()),
        ({"age": 60}, 0, ("lansia",)),
        ({"age": 59}, 1, ("lansia",)),
        ({"ill": True}, 0, ("disabilitas",)),
        ({"age": 70, "disabled": True}, 0, ("lansia", "disabilitas")),
    ],
)
def test_an_old_or_sick_head_calls_for_care_instead_of_training(facts, years, notes):
    one = home(BDT, head(works=False, **facts), CHILD)
    assert told("C9", one, criteria(years=years)).notes == notes
    assert told("C9", home(BDT, head(works=True, **facts)), criteria(years=years)).notes == ()


# ---------- registers that list no members ----------


def test_where_no_members_are_listed_what_is_asked_of_them_is_unknown():
    found = evaluate(Home(GOOD[BDT], None), criteria(), TABLE)
    assert {sign for sign, value in found.bits.items() if value is None} == {"C2", "C3", "C4", "C9"}


# ---------- bad use ----------


def test_an_unknown_variant_and_unknown_codes_are_refused():
    for codes, variants, code in ((BDT, ["bebas"], "variant.unknown"), ("LAIN", [], "criteria.code_list")):
        with pytest.raises(Refused) as refused:
            criteria(codes, *variants)
        assert refused.value.findings[0].code == code


# ---------- properties ----------

blanks = st.sets(st.sampled_from(sorted(GOOD[BDT])))
bad = st.fixed_dictionaries(
    {},
    optional={
        "sta_kks": st.just(0),
        "lantai": st.integers(1, 10),
        "dinding": st.integers(1, 7),
        "kondisi_dinding": st.integers(1, 2),
        "atap": st.integers(1, 10),
        "kondisi_atap": st.integers(1, 2),
        "luas_lantai": st.integers(1, 80),
        "sumber_airminum": st.integers(1, 12),
        "fasbab": st.integers(1, 4),
        "sumber_penerangan": st.integers(1, 3),
    },
)


@given(bad, blanks)
def test_a_blank_never_turns_a_verdict_it_only_withdraws_it(answers, blank):
    whole = judged(home(**answers)).bits
    torn = judged(home(**answers | dict.fromkeys(blank))).bits
    assert all(torn[sign] in (None, whole[sign]) for sign in whole)


@given(bad)
def test_a_dry_floor_never_brings_a_sign(answers):
    before, after = (judged(home(**answers | {"lantai": code})) for code in (9, 2))
    assert after.count <= before.count


@given(bad, st.permutations([HEAD, CHILD, child(age=18, schooling=2), child(papers=0)]))
def test_the_order_of_members_does_not_matter(answers, members):
    found = judged(home(BDT, *members, **answers))
    assert found.bits == judged(home(BDT, *sorted(members, key=repr), **answers)).bits


def test_reasons_name_nobody():
    one = replace(home(**NONE), members=(head(papers=None, works=None), child(schooling=2, ill=True)))
    assert all(verdict.reason for verdict in judged(one).verdicts.values())
