import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from berdaya.rulebook.rules import shipped
from berdaya.targeting.rules.colour import colour, quarter_limits
from berdaya.targeting.rules.index import (
    IDM,
    INDEKS_DESA,
    IndexRecord,
    index_rule,
    judge_index,
    status_of,
)
from tests.targeting.cases import places

IN_2024, IN_2025 = date(2024, 12, 31), date(2025, 6, 30)
RULE = index_rule(shipped(), IDM, IN_2024)


def record(value: str | None, status: str = "", **parts: str) -> IndexRecord:
    number = None if value is None else Decimal(value)
    return IndexRecord("33.27.01.2001", number, {k: Decimal(v) for k, v in parts.items()}, status)


@pytest.mark.parametrize(
    "value, status",
    [
        ("0.0000", "Sangat Tertinggal"),
        ("0.4907", "Sangat Tertinggal"),
        ("0.4908", "Tertinggal"),
        ("0.5989", "Tertinggal"),
        ("0.5990", "Berkembang"),
        ("0.7072", "Berkembang"),
        ("0.7073", "Maju"),
        ("0.8155", "Maju"),
        ("0.8156", "Mandiri"),
        ("1.0000", "Mandiri"),
        ("0.49074", "Sangat Tertinggal"),
        ("0.49075", "Tertinggal"),
    ],
)
def test_a_class_reaches_up_to_its_limit_after_rounding_to_four_places(value, status):
    assert status_of(Decimal(value), RULE) == status


def test_the_index_is_the_mean_of_its_three_parts():
    verdict, findings = judge_index(record(None, iks="0.7429", ike="0.6833", ikl="0.6"), RULE)
    assert (verdict.value, verdict.status, findings) == (Decimal("0.6754"), "Berkembang", [])


def test_the_published_value_is_used_where_it_differs_from_the_recomputed_one():
    verdict, [finding] = judge_index(record("0.6856", iks="0.7429", ike="0.6833", ikl="0.6"), RULE)
    assert (verdict.value, verdict.computed) == (Decimal("0.6856"), Decimal("0.6754"))
    assert (finding.code, finding.severity) == ("index.value_differs", "W")


def test_a_difference_of_one_ten_thousandth_is_rounding_and_no_finding():
    _, findings = judge_index(record("0.6755", iks="0.7429", ike="0.6833", ikl="0.6"), RULE)
    assert findings == []


def test_a_published_status_that_contradicts_the_limits_is_found():
    verdict, [finding] = judge_index(record("0.7073", status="BERKEMBANG"), RULE)
    assert (verdict.status, finding.code) == ("Maju", "index.status_differs")


def test_without_a_value_there_is_no_class():
    verdict, findings = judge_index(record(None, iks="0.7"), RULE)
    assert (verdict.value, verdict.status, findings) == (None, None, [])


def test_the_edition_of_idm_keeps_its_classes_after_it_ended():
    assert index_rule(shipped(), IDM, IN_2025).version == "2016"


def test_indeks_desa_has_its_published_status_and_no_computed_one():
    rule = index_rule(shipped(), INDEKS_DESA, IN_2025)
    verdict, findings = judge_index(record("67.54", status=" maju"), rule)
    assert (verdict.computed_status, verdict.published_status, verdict.status) == (None, "Maju", "Maju")
    assert findings == []


SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "idm_sample.csv"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample lies outside the repository")
def test_five_published_villages_of_all_classes_agree_with_the_rule():
    with SAMPLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        published = record(row["idm"], row["status"], iks=row["iks"], ike=row["ike"], ikl=row["ikl"])
        verdict, findings = judge_index(published, RULE)
        assert findings == []
        assert verdict.status.upper() == row["status"]
    assert len({row["status"] for row in rows}) == 5


# ---------- desa merah ----------

QUARTERS = shipped().in_force("targeting.colour", IN_2025)
REMBANG = shipped().in_force("targeting.colour", IN_2025, territory="33.17")

EIGHT = "\n".join(f"33.27.01.{2000 + i} {i * 10} 0.6 1000" for i in range(1, 9))


def test_by_default_the_quarter_with_the_highest_share_is_red():
    found = colour(places(EIGHT), QUARTERS)
    assert [code[-1] for code in found.colours if found.is_red(code)] == ["7", "8"]
    assert found.limits == (Fraction(70, 1000), Fraction(50, 1000), Fraction(30, 1000))


def test_places_with_the_share_of_the_limit_are_red_together():
    assert quarter_limits([Fraction(5)] * 3 + [Fraction(1)] * 5, 4)[0] == 5
    tied = colour(places(EIGHT.replace("33.27.01.2006 60", "33.27.01.2006 70")), QUARTERS)
    assert sum(tied.is_red(code) for code in tied.colours) == 3


def test_in_rembang_more_than_four_hundred_is_red_and_four_hundred_is_yellow():
    found = colour(places("33.17.01.2001 401 -\n33.17.01.2002 400 -\n33.17.01.2003 300 -"), REMBANG)
    assert list(found.colours.values()) == ["merah", "kuning", "hijau"]


def test_a_place_without_a_known_share_has_no_colour():
    found = colour(places("33.27.01.2001 5 0.5"), QUARTERS)
    assert found.is_red("33.27.01.2001") is None
