"""What is done on the machine itself: the first keepers, ends, and the walk along the trail."""

import json

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test import Client

from berdaya.access import append_only, audit
from berdaya.access.models import Holding, Person
from berdaya.access.rules.roles import Role
from berdaya.cli import berdaya
from tests.documents.office import issued
from tests.office import PEMALANG, browser, hat

pytestmark = pytest.mark.django_db
NEW = "lima rumah dekat sungai besar"


def run(*words: str) -> Result:
    return CliRunner().invoke(berdaya, ["access", *words])


def invited(name: str = "Sri Wahyuni", role: str = "administrator", *more: str) -> Result:
    return run("invite", "--name", name, "--role", role, "--territory", PEMALANG, *more, "--json")


def codes(done: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(done.stdout)["findings"]]


def test_the_first_administrator_comes_in_by_a_link_and_chooses_a_password():
    answer = json.loads(invited().stdout)
    path = answer["link"].removeprefix("http://127.0.0.1:8000")
    assert (answer["username"], answer["in_force"]) == ("sri.wahyuni", True)
    assert not Person.objects.get().has_usable_password()
    assert Client().post(path, {"password": NEW, "again": NEW}).status_code == 302
    assert Client().post("/masuk/", {"username": "sri.wahyuni", "password": NEW}).status_code == 302


def test_a_second_administrator_needs_two_people():
    invited()
    assert codes(invited("Budi Hartono")) == ["access.not_founding"]
    done = invited("Budi Hartono", "administrator", "--by", "sri.wahyuni")
    assert (done.exit_code, json.loads(done.stdout)["in_force"]) == (0, False)


def test_the_first_data_protection_officer_is_founded_too():
    invited()
    assert json.loads(invited("Budi Hartono", "ppdp").stdout)["in_force"]


def test_no_other_role_is_given_from_the_terminal_alone():
    assert codes(invited("Ratna Dewi", "bappeda")) == ["access.not_founding"]
    assert Person.objects.count() == 0


def test_only_a_keeper_of_accounts_proposes():
    planner = hat("Bu Ratna", Role.BAPPEDA, PEMALANG).person
    assert codes(invited("Agus", "lurah", "--by", planner.username)) == ["access.no_such_giver"]


def test_what_was_typed_at_the_terminal_is_marked_in_the_trail():
    invited()
    invited("Budi Hartono", "administrator", "--by", "sri.wahyuni")
    verbs = list(audit.AuditEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["role.founded", "role.proposed", "invite.issued", "invite.typed"]


def test_two_people_of_one_name_get_two_sign_in_names():
    invited()
    answer = json.loads(invited("Sri Wahyuni, S.Sos.", "ppdp").stdout)
    assert answer["username"] == "sri.wahyuni2"


@pytest.mark.parametrize(
    "more, code",
    [
        (("--to", "2020-01-01"), "access.period"),
        (("--to", "2060-01-01"), "access.too_long"),
        (("--username", "3327045507880001"), "username.nik"),
    ],
)
def test_a_wrong_wish_is_refused_with_a_finding(more, code):
    done = invited("Sri Wahyuni", "administrator", *more)
    assert (done.exit_code, codes(done)) == (1, [code])
    assert Person.objects.count() == 0


def test_an_unknown_role_is_wrong_use():
    assert invited("Sri", "raja").exit_code == 2


def test_an_unknown_place_is_refused():
    done = run("invite", "--name", "Sri W", "--role", "administrator", "--territory", "99.99", "--json")
    assert codes(done) == ["access.no_place"]


def test_a_keeper_who_is_locked_out_gets_a_new_link():
    first = json.loads(invited().stdout)["link"]
    second = json.loads(run("new-code", "sri.wahyuni", "--json").stdout)["link"]
    assert Client().get(first.removeprefix("http://127.0.0.1:8000")).status_code == 410
    assert Client().get(second.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_nobody_else_gets_a_link_from_the_terminal():
    planner = hat("Bu Ratna", Role.BAPPEDA, PEMALANG).person
    assert codes(run("new-code", planner.username, "--json")) == ["access.not_keeper"]
    assert codes(run("new-code", "siapa", "--json")) == ["access.nobody"]


def test_roles_are_listed_with_their_rights_and_holders():
    invited()
    answer = json.loads(run("roles", "--json").stdout)
    assert len(answer["roles"]) == len(Role)
    assert [holding["role"] for holding in answer["holdings"]] == ["administrator"]
    assert "Sri Wahyuni: Administrator" in run("roles").stderr


def test_a_role_is_ended_from_the_terminal_at_once():
    worn = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    client = browser(worn)
    done = run("end-role", str(worn.pk), "--reason", "pensiun", "--json")
    assert (done.exit_code, json.loads(done.stdout)["reason"]) == (0, "pensiun")
    assert client.get("/akun/").url.startswith("/topi/")
    assert Holding.objects.get().ending.ended_by is None


def test_a_role_is_not_ended_twice_and_not_when_absent():
    worn = hat("Bu Ratna", Role.BAPPEDA, PEMALANG)
    run("end-role", str(worn.pk), "--reason", "pensiun")
    assert codes(run("end-role", str(worn.pk), "--reason", "pensiun", "--json")) == ["access.ended"]
    assert codes(run("end-role", "999999", "--reason", "pensiun", "--json")) == ["access.no_role"]


def test_a_whole_trail_is_told_with_its_head():
    invited()
    done = run("verify-audit", "--json")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["whole"], answer["entries"]) == (0, True, 1)
    assert run("verify-audit", "--head", answer["head"]).exit_code == 0


def test_without_a_printed_head_the_end_of_the_trail_is_not_vouched_for():
    invited()
    done = run("verify-audit", "--json")
    assert (done.exit_code, codes(done)) == (0, ["audit.end_unproven"])
    assert "--head" in done.stderr
    head = json.loads(done.stdout)["head"]
    assert codes(run("verify-audit", "--head", head, "--json")) == []


def test_a_tail_cut_behind_an_issued_paper_is_told_without_a_head():
    invited()
    invited("Agus Salim", "ppdp")
    issued(hat("Bu Ratna", Role.BAPPEDA, PEMALANG))
    append_only.remove()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_auditentry WHERE number > 1")
    append_only.install()
    done = run("verify-audit", "--json")
    assert (done.exit_code, json.loads(done.stdout)["paper_head_held"]) == (1, False)
    assert "audit.head_lost" in codes(done)


def test_a_broken_trail_names_the_first_link():
    invited()
    append_only.remove()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_auditentry SET verb = 'x.y' WHERE number = 1")
    append_only.install()
    done = run("verify-audit", "--json")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["broken_at"], codes(done)) == (
        1,
        1,
        ["audit.broken", "audit.end_unproven"],
    )
    assert "catatan nomor 1" in done.stderr


def test_a_head_that_is_not_in_the_trail_is_told():
    done = run("verify-audit", "--head", "000.000.009 · 9f3c71ab 44d0e2c7", "--json")
    assert (done.exit_code, codes(done)) == (1, ["audit.head_lost"])


def test_missing_triggers_are_told():
    append_only.remove()
    done = run("verify-audit", "--json")
    assert json.loads(done.stdout)["unguarded_tables"] == list(append_only.APPEND_ONLY)
    assert done.exit_code == 1
