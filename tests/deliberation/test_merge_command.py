import json
import os
from fractions import Fraction

import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from berdaya.deliberation.rules.ledger import next_opening
from tests.deliberation.vectors import EXAMPLE
from tests.shape.sizes import ROOT

SHIPPED = ROOT / "docs/examples/merge-3-6.json"


def _run(tmp_path, data, *words: str):
    file = tmp_path / "sidang.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data))
    return CliRunner().invoke(berdaya, ["deliberation", "merge", str(file), *words])


def _answer(tmp_path, data, *words: str):
    result = _run(tmp_path, data, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def _codes(tmp_path, data, *words: str) -> set[str]:
    result = _run(tmp_path, data, *words, "--json")
    assert result.exit_code == 1, result.output
    return {finding["code"] for finding in json.loads(result.stdout)["findings"]}


def _changed(**values):
    return EXAMPLE | values


def test_the_answer_has_the_form_of_the_worked_example(tmp_path):
    answer = _answer(tmp_path, EXAMPLE)
    assert answer["selected"] == ["P2", "P4", "P6", "P3", "P1"]
    assert answer["price_or_coverage"] == ["8/19", "14/15", "7/36", "3/7", "30/133"]
    assert answer["payments"]["P6"] == {"RT02": "35", "RT03": "5"}
    assert answer["closing"] == {"RT01": "-1030/19", "RT02": "1315/19", "RT03": "0"}
    assert answer["left"] == 15
    assert answer["ledger"] == {"RT01": "-8905/152", "RT02": "2345/38", "RT03": "-25/8"}
    assert answer["not_funded"] == {"P5": ["pagu_menu", 100, 10]}
    assert answer["scores"]["borda"] == {"P1": 315, "P2": 1140, "P3": 615, "P4": 300, "P5": 645, "P6": 510}
    assert answer["scores"]["criteria"] == {"P1": 61, "P2": 84, "P3": 75, "P4": 82, "P5": 54, "P6": 64}


@pytest.mark.parametrize(
    "rule, selected, left",
    [("borda", ["P2", "P5", "P3", "P6"], 55), ("criteria", ["P2", "P4", "P3", "P6", "P1"], 15)],
)
def test_the_second_opinions_of_the_worked_example(tmp_path, rule, selected, left):
    answer = _answer(tmp_path, EXAMPLE, "--rule", rule)
    assert (answer["selected"], answer["left"]) == (selected, left)


def test_every_proposal_is_explained_in_words_with_its_numbers(tmp_path):
    texts = _answer(tmp_path, EXAMPLE)["explanations"]
    assert set(texts) == set(EXAMPLE["proposals"])
    assert texts["P4"] == (
        "P4 didanai pada tahap peringkat 1. Bagian RT03 Rp75 (bobot 75 = 50 KK + 25 KK miskin, dari"
        " seluruhnya 360). RT03 membayar Rp70; sisa bagiannya Rp5."
    )
    assert texts["P3"].endswith("sebelumnya terpakai Rp44,2. RT01 membayar Rp45; sisa bagiannya Rp15,8.")
    assert "Kekurangan Rp54,2 menjadi pinjaman" in texts["P1"]
    assert texts["P5"] == (
        "P5 tidak didanai: pada tahap peringkat 2 pendukungnya (RT02) punya Rp104,2, cukup untuk biaya Rp100,"
        " tetapi sisa pagu sarana dan prasarana hanya Rp80. Menjadi cadangan 1."
    )
    borda = _answer(tmp_path, EXAMPLE, "--rule", "borda")["explanations"]
    assert borda["P5"] == (
        "P5 didanai, urutan 2: 645 poin: RT02 peringkat 2 (180 × 3) dan RT01 peringkat 4 (105 × 1)."
    )


def test_the_same_file_gives_the_same_bytes_and_plain_costs_are_read(tmp_path):
    plain = _changed(proposals={name: [p["cost"], p["menu"]] for name, p in EXAMPLE["proposals"].items()})
    assert _run(tmp_path, plain, "--json").stdout == _run(tmp_path, plain, "--json").stdout
    assert _answer(tmp_path, plain)["selected"] == ["P2", "P4", "P6", "P3", "P1"]
    unvalued = _answer(tmp_path, plain, "--rule", "criteria")
    assert (unvalued["selected"], unvalued["not_funded"]["P1"]) == ([], ["tanpa_nilai", 70, 0])


def test_weights_of_units_and_an_opening_ledger_are_used(tmp_path):
    by_weight = _changed(weights={"RT01": 105, "RT02": 180, "RT03": "75"})
    assert _answer(tmp_path, by_weight)["closing"] == _answer(tmp_path, EXAMPLE)["closing"]
    opened = _answer(tmp_path, _changed(opening={"RT01": "-5/2", "RT03": "5/2"}))
    assert "ditambah saldo tahun lalu Rp2,5" in opened["explanations"]["P4"]
    other = _answer(tmp_path, _changed(weights=[100, 0, 0, 0, 0]))
    assert other["scores"]["criteria"]["P1"] == 60


@pytest.mark.parametrize(
    "data, code",
    [
        ("[1]", "merge.file"),
        ('{"B": 1, "B": 2}', "file.twice"),
        ("{", "file.not_json"),
        ("[" * 100_000, "file.not_json"),
        (_changed(B=1.5), "merge.file"),
        (_changed(B=True), "merge.file"),
        (_changed(B=-1), "merge.ceiling"),
        (_changed(units={}), "merge.no_units"),
        (_changed(units=[]), "merge.file"),
        (_changed(units={"RT01": {"rank": ["P1"]}}), "merge.file"),
        (_changed(units={"RT01": {"KK": 0, "rank": ["P1"]}}), "merge.weight"),
        (_changed(units={"RT01": {"KK": 5, "rank": ["P1", "P2", "P1"]}}), "merge.ranked_twice"),
        (_changed(units={"RT01": {"KK": 5, "rank": ["P9"]}}), "merge.unknown_proposal"),
        (_changed(units={"RT01": {"KK": 5, "rank": [1]}}), "merge.file"),
        (_changed(proposals={"P1": [0, "a"]}), "merge.cost"),
        (_changed(proposals={"P1": ["70", "a"]}), "merge.file"),
        (_changed(proposals={"P1": {"cost": 1, "menu": 7}}), "merge.file"),
        (_changed(proposals={"P1": {"cost": 1, "menu": "a", "criteria": [1, 2]}}), "merge.criteria"),
        (_changed(proposals={"P1": {"cost": 1, "number": 2}, "P2": [1, "a"]}), "merge.same_number"),
        (_changed(opening={"RT01": 5}), "merge.opening"),
        (_changed(opening={"RT99": 0}), "merge.file"),
        (_changed(kappa_min="1/0"), "merge.file"),
        (_changed(a="9" * 300), "merge.file"),
        (_changed(a=-5), "merge.setting"),
        (_changed(kappa_min=2), "merge.setting"),
        (_changed(weights=[0, 0, 0, 0, 0]), "merge.setting"),
        (_changed(weights=[-25, 50, 25, 25, 25]), "merge.setting"),
        (_changed(units={"RT01": {"KK": 90, "miskin": 200, "rank": ["P1"]}}), "merge.poor_above_all"),
        (_changed(units={"RT01": {"KK": 0, "miskin": 15, "rank": ["P1"]}}), "merge.poor_above_all"),
        (_changed(proposals={"P1": {"cost": 1, "menu": "a", "title": "\u202eX"}}), "merge.file"),
        (_changed(proposals={"": [1, "a"]}), "merge.file"),
    ],
)
def test_a_file_that_cannot_be_merged_is_told_why(tmp_path, data, code):
    assert code in _codes(tmp_path, data)


def test_what_is_odd_is_told_and_goes_on(tmp_path):
    odd = _changed(B=30, units=EXAMPLE["units"] | {"RT04": {"KK": 9, "miskin": 0, "rank": []}})
    codes = {finding["code"] for finding in _answer(tmp_path, odd)["findings"]}
    assert codes == {"merge.nothing_fits", "merge.empty_list"}
    typed = {key: value for key, value in EXAMPLE.items() if key != "menu_ceiling"} | {
        "menu_ceilings": {"sarpras": 270},
        "opening": {"RT01": -5000, "RT02": 5000},
        "expect": {},
    }
    found = _answer(tmp_path, typed)["findings"]
    assert {(f["code"], f["where"]) for f in found} == {
        ("merge.unknown_name", "berkas “menu_ceilings”"),
        ("merge.opening_large", "RT01"),
    }


def test_a_balance_above_one_share_is_used_whole_and_said_to_be(tmp_path):
    ledger = {"RT01": -300, "RT02": 300, "RT03": 0}
    large = _answer(tmp_path, _changed(opening=ledger))
    said = [one for one in large["findings"] if one["code"] == "merge.opening_large"]
    assert "dipakai seluruhnya" in said[0]["problem"]
    shares = {"RT01": 105, "RT02": 180, "RT03": 75}
    paid = {name: Fraction(0) for name in shares}
    for payments in large["payments"].values():
        for name, amount in payments.items():
            paid[name] += Fraction(amount)
    for name, share in shares.items():
        assert Fraction(large["closing"][name]) == share + ledger[name] - paid[name]


def test_moving_the_ledger_to_zero_may_lift_a_balance_above_one_share():
    share = Fraction(100)
    shares = {"RT01": share, "RT02": share, "RT03": share}
    closing = {"RT01": Fraction(200), "RT02": Fraction(200), "RT03": Fraction(-400)}
    opening = next_opening(closing, shares)
    assert sum(opening.values()) == 0
    assert opening["RT03"] == Fraction(-400, 3)


def test_a_pipe_is_refused_and_the_source_is_never_overwritten(tmp_path):
    os.mkfifo(tmp_path / "pipa")
    result = CliRunner().invoke(berdaya, ["deliberation", "merge", str(tmp_path / "pipa"), "--json"])
    assert json.loads(result.stdout)["findings"][0]["code"] == "file.not_regular"
    out = str(tmp_path / "sidang.json")
    assert _codes(tmp_path, EXAMPLE, "--out", out) == {"file.would_overwrite"}
    result = _run(tmp_path, EXAMPLE, "--out", str(tmp_path / "hasil.json"))
    assert "P5 tidak didanai" in result.stderr
    assert json.loads((tmp_path / "hasil.json").read_text())["left"] == 15


def test_the_example_of_the_guide_runs():
    result = CliRunner().invoke(berdaya, ["deliberation", "merge", str(SHIPPED), "--json"])
    assert json.loads(result.stdout)["selected"] == ["P2", "P4", "P6", "P3", "P1"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [({"agencies": {}}, "isian B, units, proposals tidak ada"), (5, "bukan objek JSON { … }")],
)
def test_another_file_is_told_once_with_the_example_to_look_at(tmp_path, data, problem):
    found = json.loads(_run(tmp_path, data, "--json").stdout)["findings"]
    assert [finding["problem"] for finding in found] == [problem]
    assert SHIPPED.name in found[0]["advice"]
