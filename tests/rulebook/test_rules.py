import json
import os
from datetime import date

import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from berdaya.kernel.findings import Refused
from berdaya.rulebook.rules import load, read_rules, shipped, told_rule

LOCAL = """
name = "village_index.idm"
[[edition]]
version = "perbup-7"
source = "Peraturan Bupati 7/2023"
number = "7/2023"
decided_by = "Kepala Bappeda"
confirmed_by = "Kepala Bagian Hukum"
territory = "33.27"
valid_from = 2023-01-01
valid_to = 2023-12-31
[edition.values]
places = 4
"""


def test_people_read_the_title_of_a_rule_and_never_its_code():
    words = "“Kuorum, keterwakilan perempuan dan tenggat notulen pertemuan”"
    assert told_rule("meeting.quorum@2026") == f"{words}, edisi 2026"
    assert told_rule("meeting.quorum@plakaran#3/2026") == f"{words}, edisi plakaran#3/2026"
    assert told_rule("tidak.ada@1") == "tidak.ada@1"


def test_the_edition_in_force_on_the_day_is_used():
    assert shipped().in_force("village_index.idm", date(2024, 6, 1)).version == "2016"


def test_a_day_without_a_rule_is_refused_in_words():
    with pytest.raises(Refused) as refused:
        shipped().in_force("village_index.idm", date(2026, 1, 1))
    assert refused.value.findings[0].code == "rule.none_in_force"


def test_a_local_rule_holds_in_its_territory_and_period_only(tmp_path):
    (tmp_path / "idm.toml").write_text(LOCAL)
    book = load(tmp_path)
    there, then = "33.27.04.2010", date(2023, 5, 1)
    assert book.in_force("village_index.idm", then, territory=there).version == "perbup-7"
    assert book.in_force("village_index.idm", then, territory="33.26.01").version == "2016"
    assert book.in_force("village_index.idm", date(2024, 5, 1), territory=there).version == "2016"


@pytest.mark.parametrize(
    "old, new, code",
    [
        ('source = "Peraturan Bupati 7/2023"', "", "rule.incomplete"),
        ("valid_from = 2023-01-01", "", "rule.incomplete"),
        ('confirmed_by = "Kepala Bagian Hukum"', 'confirmed_by = "Kepala Bappeda"', "rule.one_person"),
        ('territory = "33.27"', "", "rule.no_scope"),
        ("valid_to = 2023-12-31", "valid_to = 2022-12-31", "rule.bad_value"),
        ("[[edition]]", "[[edition]", "file.not_toml"),
        ("[[edition]]", "[[lain]]", "rule.no_edition"),
        ('territory = "33.27"', "territory = 33", "rule.bad_value"),
        ("valid_from = 2023-01-01", 'valid_from = "2023-01-01"', "rule.bad_value"),
        ("valid_from = 2023-01-01", "valid_from = 2023-01-01T00:00:00", "rule.bad_value"),
        ('version = "perbup-7"', 'version = "perbup-7"\nstanding = "ragu"', "rule.bad_value"),
        ("[edition.values]\nplaces = 4", "values = 4", "rule.bad_value"),
        ('name = "village_index.idm"', "name = 7", "rule.bad_value"),
        ('confirmed_by = "Kepala Bagian Hukum"', 'confirmed_by = " kepala  bappeda"', "rule.one_person"),
    ],
)
def test_a_local_rule_with_a_fault_does_not_load(tmp_path, old, new, code):
    file = tmp_path / "idm.toml"
    file.write_text(LOCAL.replace(old, new).replace("[edition.values]", "[edition.values]", 1))
    if code == "rule.no_edition":
        file.write_text('name = "kosong"\n')
    with pytest.raises(Refused) as refused:
        read_rules(file, local=True)
    assert code in {f.code for f in refused.value.findings}


@pytest.mark.parametrize("content", ["edition = 5", "edition = [5]", 'name = "x"\nedition = "y"'])
def test_a_rule_without_tables_does_not_load(tmp_path, content):
    (tmp_path / "x.toml").write_text(content)
    with pytest.raises(Refused):
        read_rules(tmp_path / "x.toml", local=True)


def test_faults_of_a_rule_are_told_in_indonesian(tmp_path):
    file = tmp_path / "idm.toml"
    file.write_text(LOCAL.replace("valid_to = 2023-12-31", "valid_to = 2022-12-31"))
    with pytest.raises(Refused) as refused:
        read_rules(file, local=True)
    assert refused.value.findings[0].problem == "berakhir sebelum mulai"


@pytest.mark.parametrize("room", ["rulebook", "region"])
@pytest.mark.parametrize(
    "content, code",
    [
        ("x = " + "[" * 100_000, "file.not_toml"),
        ("x = [", "file.not_toml"),
        ("x = " + "9" * 5000, "file.not_toml"),
        (b"\xff\xfex", "file.not_utf8"),
        (None, "file.not_regular"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding_and_never_waited_for(tmp_path, room, content, code):
    file = tmp_path / "x.toml"
    if content is None:
        os.mkfifo(file)
    else:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(berdaya, [room, "check", str(file), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["findings"][0]["code"]) == (1, code)


def test_two_editions_on_one_day_are_refused(tmp_path):
    (tmp_path / "a.toml").write_text(LOCAL)
    (tmp_path / "b.toml").write_text(LOCAL.replace("perbup-7", "perbup-8"))
    with pytest.raises(Refused) as refused:
        load(tmp_path)
    assert refused.value.findings[0].code == "rule.overlap"


def test_every_shipped_rule_names_its_source():
    assert all(rule.source and rule.digest for rule in shipped().rules)


def test_the_command_answers_one_json_object():
    result = CliRunner().invoke(
        berdaya, ["rulebook", "show", "village_index.idm", "--on", "2024-01-01", "--json"]
    )
    assert json.loads(result.stdout)["version"] == "2016"


def test_an_unknown_rule_exits_with_one():
    result = CliRunner().invoke(berdaya, ["rulebook", "show", "tidak.ada", "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["code"] == "rule.none_in_force"
