"""The trail: whole as long as nobody touches it, and the first broken link is named."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from berdaya.access import append_only, audit
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from tests.documents.office import issued
from tests.office import PEMALANG, hat
from tests.shape.sizes import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return hat("Bu Ratna", Role.BAPPEDA, PEMALANG)


@pytest.fixture
def five(ratna):
    return [audit.record(ratna, "run.computed", "run", n, PEMALANG, {"seats": 86}) for n in range(5)]


def tampered(sql: str) -> audit.Checked:
    """What a walk finds after somebody with the keys to the database took off the triggers."""
    append_only.remove()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    checked = audit.verify()
    return checked


def test_an_untouched_chain_is_whole(five):
    checked = audit.verify()
    assert (checked.whole, checked.entries, checked.head) == (True, 5, audit.head())


def test_an_empty_chain_is_whole():
    assert audit.verify() == audit.Checked(0, "000.000.000 · 00000000 00000000")


def test_an_office_with_people_has_a_trail(five):
    checked = tampered("DELETE FROM access_auditentry")
    assert (checked.broken_at, checked.entries) == (1, 0)
    assert "jejak kosong" in checked.problem


COLUMNS = ("at", "person_id", "role", "verb", "kind", "ident", "territory", "purpose", "facts")


@pytest.mark.parametrize("column", [*COLUMNS, "number", "previous", "hash"])
@pytest.mark.parametrize(
    "rubbish", ["'rubbish'", "'2026-13-45'", "x'fffe'", "CAST(x'fffe' AS TEXT)", "9e999", "-7"]
)
def test_rubbish_in_any_column_is_a_broken_link(five, column, rubbish):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the kinds of its columns")
    checked = tampered(f"UPDATE access_auditentry SET {column} = {rubbish} WHERE number = 3")
    assert checked.broken_at == (1 if (column, rubbish) == ("number", "-7") else 3)
    assert checked.problem
    tampered("DELETE FROM access_auditentry")


def test_each_entry_seals_the_one_before_it(five):
    assert [entry.previous for entry in five] == [audit.GENESIS, *(entry.hash for entry in five[:-1])]


def test_an_entry_says_who_wore_which_hat_where(ratna, five):
    entry = AuditEntry.objects.get(number=1)
    assert (entry.person, entry.role, entry.territory) == (ratna.person, "bappeda", PEMALANG)
    assert entry.facts == '{"seats":86}'


def test_a_changed_entry_is_named(five):
    checked = tampered("UPDATE access_auditentry SET facts = '{\"seats\":87}' WHERE number = 3")
    assert (checked.broken_at, checked.entries) == (3, 2)
    assert "tidak sama dengan segelnya" in checked.problem


def test_another_person_written_in_is_named(five):
    assert tampered("UPDATE access_auditentry SET person_id = NULL WHERE number = 2").broken_at == 2


def test_an_entry_taken_out_of_the_middle_is_named(five):
    checked = tampered("DELETE FROM access_auditentry WHERE number = 2")
    assert checked.broken_at == 2
    assert "tidak ada" in checked.problem


def test_a_missing_beginning_is_named(five):
    assert tampered("DELETE FROM access_auditentry WHERE number = 1").broken_at == 1


def test_an_entry_sealed_anew_breaks_at_the_next(five):
    append_only.remove()
    entry = AuditEntry.objects.get(number=2)
    entry.facts = '{"seats":90}'
    entry.hash = audit.hash_of(entry)
    AuditEntry.objects.filter(number=2).update(facts=entry.facts, hash=entry.hash)
    checked = audit.verify()
    assert checked.broken_at == 3
    assert "tidak bersambung" in checked.problem


def test_a_cut_tail_shows_by_the_head_on_paper(five):
    printed = audit.head()
    assert audit.holds(printed)
    checked = tampered("DELETE FROM access_auditentry WHERE number = 5")
    assert checked.whole
    assert not audit.holds(printed)


def test_the_papers_of_the_office_keep_a_head_too(ratna, five):
    assert audit.newest_on_paper() == ""
    paper = issued(ratna)
    assert audit.newest_on_paper() == paper.versions.get().audit_head
    tampered("DELETE FROM access_auditentry WHERE number >= 5")
    assert not audit.holds(audit.newest_on_paper())


def test_an_older_head_stays_in_a_growing_chain(ratna, five):
    printed = audit.head()
    audit.record(ratna, "run.checked", "run", 9, PEMALANG)
    assert audit.head() != printed
    assert audit.holds(printed)


@pytest.mark.parametrize("nonsense", ["", "apa saja", "000.000.001 · 00000000 00000000", "9" * 25])
def test_a_head_that_never_was_is_not_held(five, nonsense):
    assert not audit.holds(nonsense)


@pytest.mark.parametrize("sentence", ["Bu Siti menerima beras", "3327045507880001", "nik:3327045507880001"])
def test_the_trail_takes_no_names_and_no_identity_numbers(ratna, sentence):
    with pytest.raises(ValueError):
        audit.record(ratna, "x.y", "kind", 1, PEMALANG, {"note": sentence})
    assert AuditEntry.objects.count() == 0


def test_an_identity_number_is_no_ident_either(ratna):
    with pytest.raises(ValueError):
        audit.record(ratna, "x.y", "kind", "3327045507880001")


def test_digests_and_dates_are_facts(ratna):
    digest = "1234567890123456" * 4
    entry = audit.record(
        ratna, "x.y", "kind", digest, facts={"sha256": digest, "on": date(2026, 1, 2), "no": None}
    )
    assert audit.verify().whole
    assert "2026-01-02" in entry.facts


def test_what_is_rolled_back_leaves_no_gap(ratna, five):
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record(ratna, "x.y", "kind", 1)
        raise RuntimeError
    audit.record(ratna, "x.z", "kind", 1)
    assert audit.verify() == audit.Checked(6, audit.head())


@pytest.mark.django_db(transaction=True)
def test_two_who_write_side_by_side_make_one_chain(ratna):
    failures = []

    def write(mark: int) -> None:
        try:
            for n in range(15):
                audit.record(ratna, "side.by_side", f"writer{mark}", n)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(mark,)) for mark in (1, 2, 3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert audit.verify() == audit.Checked(45, audit.head())


def test_the_worked_example_of_the_docs_is_right():
    entry = AuditEntry(
        number=1,
        at=datetime(2026, 11, 21, 2, 3, 4, 5, tzinfo=UTC),
        person_id=3,
        role="bappeda",
        verb="run.checked",
        kind="run",
        ident="7",
        territory="33.27",
        facts='{"seats":86}',
        previous=audit.GENESIS,
    )
    entry.hash = audit.hash_of(entry)
    page = (ROOT / "docs" / "explanations" / "audit-chain.md").read_text(encoding="utf-8")
    assert f"reads `{audit.short(entry)}`" in page
