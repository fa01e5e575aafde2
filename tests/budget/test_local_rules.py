"""An office's own words, limits and rates beside the shipped ones."""

from pathlib import Path

from berdaya.budget.rules.case import Case
from berdaya.budget.rules.checking import check_statement
from berdaya.budget.rules.law import law_for
from berdaya.budget.rules.reading import statement_of
from berdaya.rulebook.rules import Rulebook, load
from tests.budget.cases import CORRECTED, corrected

LOCAL = """
name = "{name}"
[[edition]]
version = "2024"
source = "Keputusan rekaan"
number = "1/2024"
decided_by = "Ratna Rekaan"
confirmed_by = "Agus Rekaan"
territory = "{territory}"
valid_from = 2024-01-01
[edition.values]
{values}
"""


def book(folder: Path, name: str, territory: str, values: str) -> Rulebook:
    (folder / "setempat.toml").write_text(LOCAL.format(name=name, territory=territory, values=values))
    return load(folder)


def failing(record: object, rules: Rulebook) -> list[str]:
    statement = statement_of(record).statement
    return check_statement(statement, law_for(statement, rules)).warnings


def test_a_local_limit_changes_one_number_and_leaves_the_others(tmp_path):
    assert "G18" in failing(CORRECTED, load())
    assert "G18" not in failing(CORRECTED, book(tmp_path, "budget.checks", "35.78", 'linked_share = "1/10"'))


def test_a_local_rule_of_another_city_changes_nothing(tmp_path):
    assert "G18" in failing(CORRECTED, book(tmp_path, "budget.checks", "35.73", 'linked_share = "1/10"'))


def test_the_rates_of_a_city_come_from_its_own_rule(tmp_path):
    rates = "months = 12\nmonthly = { rt = 500000, rw = 600000 }"
    rules = book(tmp_path, "budget.costs", "35.73", rates)
    statement = statement_of(corrected(perangkat_daerah="Kecamatan Klojen", kota="Malang")).statement
    law = Case(statement, law_for(statement, rules)).law
    assert (law.territory, law.costs.monthly["rt"]) == ("35.73.02", 500000)
    assert law.keys[-1].startswith("budget.costs@2024")
