"""What the room offers to the whole office: tasks, search hits, what it knows of a place; its commands."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.cli import berdaya
from berdaya.community.models import Body
from berdaya.community.place import sections_for
from berdaya.community.rules.kinds import Kind, Sex
from berdaya.community.search import hits_for
from berdaya.community.services.boards import NewTerm, begin_term
from berdaya.community.services.households import Counted, record_households
from berdaya.community.tasks import tasks_for
from tests.community.things import RT, TABLE, a_body, a_file, with_chair
from tests.office import BANYUMUDAL, PEMALANG, PLAKARAN, hat

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return hat("Mas Operator", Role.OPERATOR, PLAKARAN)


def ending(body: Body, days: int) -> None:
    last = today_in(PLAKARAN) + timedelta(days=days)
    begin_term(None, body, NewTerm(last - timedelta(days=1000), "SK 1", last))


def test_terms_that_end_are_a_task_sixty_days_before(operator):
    near, far = a_body(Kind.LPMK, PLAKARAN), a_body(Kind.PKK, PLAKARAN)
    ending(near, 60)
    ending(far, 61)
    (task,) = tasks_for(operator)
    assert task.what == "Siapkan pemilihan pengurus LPMK/LPM"
    assert task.due == today_in(PLAKARAN) + timedelta(days=60)


def test_terms_of_one_day_are_one_task(operator):
    for kind in (Kind.LPMK, Kind.PKK, Kind.KARANG_TARUNA):
        ending(a_body(kind, PLAKARAN), -5)
    (task,) = tasks_for(operator)
    assert task.what == "Siapkan pemilihan pengurus 3 lembaga"
    assert task.late(today_in(PLAKARAN))


def test_units_without_families_and_waiting_tables_are_tasks(operator):
    body = a_body()
    a_file(operator)
    assert [task.what for task in tasks_for(operator)] == ["Periksa tabel lembaga", "Catat KK 1 lembaga"]
    record_households(None, [Counted(body, 85)], date(2025, 12, 31), "Buku RT")
    assert [task.what for task in tasks_for(operator)] == ["Periksa tabel lembaga"]


def test_a_head_is_told_of_his_own_term_only():
    ending(a_body(), 10)
    ending(a_body(territory=f"{PLAKARAN}.002.004"), 5)
    (task,) = tasks_for(hat("Pak RT", Role.RT_HEAD, RT))
    assert task.due == today_in(PLAKARAN) + timedelta(days=10)


@pytest.mark.parametrize(
    "role, place", [(Role.BAPPEDA, PEMALANG), (Role.LPMK, PLAKARAN), (Role.OPERATOR, BANYUMUDAL)]
)
def test_others_are_left_in_peace(role, place):
    ending(a_body(), 10)
    assert tasks_for(hat("Seseorang", role, place)) == []


def test_bodies_are_found_by_name_and_people_are_not(operator):
    with_chair(a_body(Kind.POKMAS, PLAKARAN, "Melati"), "Sutrisno")
    assert [hit.name for hit in hits_for(operator, "melati")] == ["Pokmas Melati"]
    assert hits_for(operator, "Sutrisno") == []
    assert hits_for(hat("Pak Joko", Role.LURAH, BANYUMUDAL), "melati") == []


def test_the_page_of_a_place_counts_bodies_and_their_chairs(operator):
    with_chair(a_body(), "Wagini", Sex.P)
    a_body(Kind.LPMK, PLAKARAN)
    (section,) = sections_for(operator, PLAKARAN)
    assert section.heading == "2 lembaga tercatat"
    assert [(fact.label, fact.value, fact.context) for fact in section.facts] == [
        ("RT", "1", "ketua L 0, P 1"),
        ("LPMK/LPM", "1", ""),
    ]


def test_an_empty_place_leads_the_operator_to_the_table(operator):
    (section,) = sections_for(operator, PLAKARAN)
    assert section.address.endswith("/lembaga/tabel/")
    (read_only,) = sections_for(hat("Pak LPMK", Role.LPMK, PLAKARAN), PLAKARAN)
    assert read_only.address == ""
    assert sections_for(hat("Kasir", Role.UPK_CASHIER, PLAKARAN), PLAKARAN) == []


def run(*words: str) -> tuple[int, dict]:
    answer = CliRunner().invoke(berdaya, ["community", *words])
    return answer.exit_code, json.loads(answer.stdout) if "--json" in words else {}


def test_the_commands_write_a_template_import_a_table_and_list_it(tmp_path):
    blank, table, answer = tmp_path / "t.xlsx", tmp_path / "f.csv", tmp_path / "k.xlsx"
    table.write_text(TABLE)
    assert run("template", "--out", str(blank))[0] == 0
    assert blank.read_bytes()[:2] == b"PK"
    words = ["import", str(table), "--territory", PLAKARAN, "--json"]
    code, tried = run(*words, "--dry-run")
    assert (code, tried["new_bodies"], tried["written"]) == (0, 2, False)
    assert not Body.objects.exists()
    code, done = run(*words, "--out", str(answer))
    assert (code, done["new_bodies"], done["terms"], done["households"]) == (0, 2, 2, 2)
    assert answer.stat().st_mode & 0o077 == 0
    assert run(*words)[1]["unchanged"] == 2
    code, shown = run("list", PLAKARAN, "--json")
    assert [(one["name"], one["kk"], one["poor"], one["chair_sex"]) for one in shown["bodies"]] == [
        ("Pokmas Melati", 20, 9, "P"),
        ("RT 003/RW 002", 85, 14, "L"),
    ]
    assert "Sutrisno" not in json.dumps(shown)


def test_a_blocked_table_ends_with_one_and_writes_nothing(tmp_path):
    table = tmp_path / "f.csv"
    table.write_text(TABLE.replace(",L,", ",X,"))
    code, told = run("import", str(table), "--territory", PLAKARAN, "--json")
    assert (code, told["written"], told["rejected"]) == (1, False, 1)
    assert told["findings"][0]["code"] == "community.sex"
    assert not Body.objects.exists()


@pytest.mark.parametrize("territory", ["33.27.01.2999", "zz", "3327012001999999"])
def test_an_unknown_place_is_refused(tmp_path, territory):
    table = tmp_path / "f.csv"
    table.write_text(TABLE)
    assert run("import", str(table), "--territory", territory, "--json")[0] == 1
    assert run("list", territory, "--json")[0] == 1


def test_the_answer_is_not_written_over_the_table(tmp_path):
    table = tmp_path / "f.csv"
    table.write_text(TABLE)
    code, told = run("import", str(table), "--territory", PLAKARAN, "--out", str(table), "--json")
    assert (code, told["findings"][0]["code"]) == (1, "file.would_overwrite")
    assert table.read_text() == TABLE
