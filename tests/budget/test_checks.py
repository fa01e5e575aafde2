"""The 32 checks on the seed, on the published samples, and on a statement that passes."""

from fractions import Fraction

import pytest

from berdaya.budget.rules.verdicts import CHECKS, Result
from tests.budget.cases import (
    CORRECTED,
    checked,
    corrected,
    fails,
    needs_samples,
    needs_seed,
    results,
    samples,
    seed_record,
    verdicts,
)

ERRORS = ["G09", "G14", "G16", "G17", "G20", "G21"]
WARNINGS = [f"G{number:02}" for number in (2, 3, 5, 6, 10, 13, 15, 18, 19, 22, 23, 24, 26, 28, 32)]

# Every row of the domain note for the seed: how often the check fails there, and what else it says.
SEED_ROWS = {
    "G01": (0, {"pass"}),
    "G02": (2, {"pass", "fail"}),
    "G03": (1, {"fail"}),
    "G04": (0, {"pass"}),
    "G05": (3, {"pass", "fail"}),
    "G06": (3, {"fail"}),
    "G07": (0, {"pass"}),
    "G08": (0, {"pass"}),
    "G09": (4, {"fail"}),
    "G10": (3, {"fail"}),
    "G11": (0, {"not_applicable"}),
    "G12": (0, {"pass"}),
    "G13": (3, {"pass", "fail"}),
    "G14": (1, {"fail"}),
    "G15": (3, {"pass", "fail"}),
    "G16": (4, {"fail"}),
    "G17": (1, {"fail"}),
    "G18": (1, {"fail"}),
    "G19": (2, {"pass", "fail"}),
    "G20": (2, {"fail"}),
    "G21": (1, {"fail"}),
    "G22": (3, {"fail"}),
    "G23": (1, {"fail"}),
    "G24": (2, {"fail"}),
    "G25": (0, {"unknown"}),
    "G26": (1, {"fail"}),
    "G27": (6, {"pass", "fail"}),
    "G28": (3, {"fail"}),
    "G29": (0, {"unknown"}),
    "G30": (0, {"pass"}),
    "G31": (0, {"unknown"}),
    "G32": (1, {"fail"}),
}


@needs_seed
@pytest.mark.parametrize("number", SEED_ROWS)
def test_the_seed_gets_the_result_of_each_row_of_the_table(number):
    found = verdicts(seed_record(), number)
    assert (sum(one.failed for one in found), {one.result.value for one in found}) == SEED_ROWS[number]


@needs_seed
def test_the_seed_is_held_back_by_six_errors_and_asked_fifteen_warnings():
    done = checked(seed_record())
    assert (done.errors, done.warnings, done.blocked) == (ERRORS, WARNINGS, True)


@needs_seed
@pytest.mark.parametrize(
    "number, words",
    [
        ("G02", "(KELURAHAN WONOKROMO)"),
        ("G05", "Jumlah UMKM: 120"),
        ("G05", "Jumlah Keluarga Miskin: 330 KK"),
        ("G05", "Ketua LPMK (1 orang)"),
        ("G06", "Jumlah RW tahun 2023: L 8, P 0"),
        ("G07", "L 79 + P 17 = 96"),
        ("G09", "(0 dari 4)"),
        ("G10", "Jumlah RT tahun 2023: L 79, P 17"),
        ("G10", "Pokmas KTPR: L 4, P 0"),
        ("G14", "1 dari 7"),
        ("G16", "0 dari 4"),
        ("G17", "tidak dapat dihitung"),
        ("G18", "paling banyak Rp309.189.976 / Rp1.594.389.976 = 19,39%"),
        ("G20", "105 orang"),
        ("G21", "0 dari 3"),
        ("G24", "situasi: batik, jahit, sablon; rencana: jahit, kue, sablon"),
        ("G24", "ada 4 kelompok, target 5"),
        ("G25", "kelipatan 8"),
        ("G27", "tahun berikutnya"),
        ("G29", "96 × 1.000.000 + 8 × 1.200.000 + 1 × 1.500.000 = 107.100.000"),
        ("G29", "1.285.200.000 (80,61% dari jumlah)"),
        ("G29", "perempuan menerima 16,10%"),
        ("G30", "gbs"),
    ],
)
def test_the_seed_is_quoted_with_the_figures_of_the_domain_note(number, words):
    said = [f"{one.quoted} {one.expected}" for one in verdicts(seed_record(), number)]
    assert any(words in text for text in said), said


@needs_seed
def test_the_only_cause_of_the_seed_that_is_answered_is_the_second_internal_one():
    answered = [one.expected for one in verdicts(seed_record(), "G15") if not one.failed]
    assert answered == ["internal-2"]


@needs_seed
def test_the_share_of_the_seed_keeps_its_bound_and_its_denominator_exact():
    arg = checked(seed_record()).arg
    assert (arg.nominal, arg.linked, arg.linked_at_most) == (1594389976, None, 309189976)
    assert arg.share == Fraction(309189976, 1594389976)
    assert arg.honoraria is not None
    assert (arg.honoraria.amount, arg.honoraria.women_share) == (
        1285200000,
        Fraction(17_000_000, 105_600_000),
    )


ASKED = {"uncertain": Result.UNKNOWN}


@needs_samples
@pytest.mark.parametrize(
    "document, wanted",
    [(one, wanted) for one in samples() for wanted in one["expected"]],
    ids=lambda value: value.get("id") or value.get("check"),
)
def test_the_published_samples_get_what_was_expected_of_them(document, wanted):
    found = results(document, wanted["check"])
    assert ASKED.get(wanted["result"], wanted["result"]) in found
    if wanted["result"].startswith("pass") and wanted["check"] != "G07":
        assert Result.FAIL not in found


@needs_samples
def test_what_was_not_read_of_a_sample_is_unknown_and_never_a_failure():
    for document in samples():
        unread = {"G14", "G15", "G16", "G17", "G18", "G19", "G20", "G21", "G22", "G23", "G28", "G31"}
        assert {one.result for one in checked(document).verdicts if one.check in unread} == {Result.UNKNOWN}


@needs_samples
def test_repeated_data_are_counted_once_when_a_claim_is_held_against_them():
    document = next(one for one in samples() if one["id"] == "gbs-1081")
    told = [one.expected for one in verdicts(document, "G11") if one.field == "faktor.partisipasi"]
    assert told == ["laki-laki 76,1% (L 35, P 11)"]


def test_the_corrected_statement_has_no_error_and_links_its_two_answering_activities():
    done = checked(CORRECTED)
    assert (done.errors, done.blocked) == ([], False)
    assert (done.arg.linked, done.arg.nominal) == (205_000_000, 1_594_389_976)
    assert sum(one["anggaran"] for one in CORRECTED["rencana_aksi"]) == CORRECTED["jumlah_anggaran"]
    assert any("12,86%" in one.quoted for one in fails(CORRECTED, "G18"))


def test_every_check_says_something_of_every_statement_in_the_order_of_its_number():
    for record in (CORRECTED, {"tujuan": "-"}, {"data": []}):
        said = [one.check for one in checked(record).verdicts]
        assert list(dict.fromkeys(said)) == list(CHECKS)


def test_every_failure_says_how_to_repair_it():
    for record in (
        corrected(rencana_aksi=[], data=[], faktor={}),
        {"keluaran": ["Pelatihan"], "hasil": ["Baik"]},
    ):
        assert [one for one in checked(record).verdicts if one.failed and not one.advice] == []


def test_the_rates_of_surabaya_hold_for_its_kecamatan_only():
    elsewhere = corrected(perangkat_daerah="Kecamatan Klojen", kota="Malang")
    assert {one.result for one in verdicts(elsewhere, "G29")} == {Result.NOT_APPLICABLE}
    assert Result.PASS in results(CORRECTED, "G29")
