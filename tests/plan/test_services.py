"""From a file to an edition in force: who may, what is refused, what can never be changed."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.documents.store import file_path
from berdaya.kernel.findings import Refused
from berdaya.plan import doors
from berdaya.plan.models import AuthorityLine, Draft, Edition, KamusItem
from berdaya.plan.rules.drafts import State
from berdaya.plan.rules.lists import Level, ListKind
from berdaya.plan.services.deciding import confirm, send_back
from berdaya.plan.services.drafts import drop, look_again, submit
from tests.office import hat
from tests.plan.cases import (
    AUTHORITY,
    FIRST,
    MALANG,
    MCK,
    MERJOSARI,
    PAVING,
    PRIORITIES,
    all_lists,
    bappeda,
    brought,
    confirmed,
    kamus_text,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 1)


@pytest.fixture
def ratna():
    return bappeda()


@pytest.fixture
def hadi():
    return bappeda("Pak Hadi")


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.findings[0].code


def test_a_list_holds_after_a_second_person_confirmed_it(ratna, hadi):
    draft = brought(ratna, kamus_text())
    assert doors.kamus_on(MERJOSARI, DAY).edition is None
    submit(ratna, draft.pk)
    edition = confirm(hadi, draft.pk)
    kamus = doors.kamus_on(MERJOSARI, DAY)
    assert kamus.edition == edition
    assert [item.code for item in kamus.items] == ["SP.01", "SP.02", "PB.01"]
    assert (edition.made_by, edition.confirmed_by) == (ratna.person, hadi.person)


def test_each_deed_stands_in_the_trail_and_reaches_the_next_person(ratna, hadi):
    draft = brought(ratna, kamus_text())
    submit(ratna, draft.pk)
    confirm(hadi, draft.pk)
    verbs = (
        AuditEntry.objects.filter(verb__startswith="plan.").order_by("number").values_list("verb", flat=True)
    )
    assert list(verbs) == ["plan.brought", "plan.submitted", "plan.confirmed"]
    assert InboxMessage.objects.filter(role=Role.BAPPEDA, territory=MALANG).count() == 1
    assert InboxMessage.objects.filter(person=ratna.person).count() == 1


def test_whoever_brought_it_does_not_confirm_it(ratna):
    draft = submit(ratna, brought(ratna, kamus_text()).pk)
    with pytest.raises(Refused):
        confirm(ratna, draft.pk)
    with pytest.raises(Refused):
        send_back(ratna, draft.pk, "salah")
    assert not Edition.objects.exists()


def test_the_database_itself_refuses_one_person_as_two(ratna):
    facts = {"kind": "kamus", "territory": MALANG, "title": "K", "source": "S", "valid_from": FIRST}
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            **facts, file_title="k.csv", sha256="0" * 64, rows=1, made_by=ratna.person,
            made_at="2026-01-01T00:00Z", confirmed_by=ratna.person,
        )  # fmt: skip


def test_a_list_of_another_territory_is_absent(ratna):
    draft = submit(ratna, brought(ratna, kamus_text()).pk)
    outsider = bappeda("Pak Joko", "33.27")
    for deed in (lambda: confirm(outsider, draft.pk), lambda: drop(outsider, draft.pk)):
        with pytest.raises(Http404):
            deed()
    with pytest.raises(Refused):
        brought(outsider, kamus_text())


def test_only_bappeda_brings_lists():
    with pytest.raises(Refused):
        brought(hat("Bu Lurah", Role.LURAH, MERJOSARI), kamus_text(), territory=MERJOSARI)


def test_a_file_with_errors_is_kept_but_goes_nowhere(ratna):
    draft = brought(ratna, kamus_text(PAVING.replace("165.000", "murah"), MCK))
    assert (draft.errors, draft.rows) == (1, 1)
    with pytest.raises(Refused) as refused:
        submit(ratna, draft.pk)
    assert code_of(refused) == "plan.faulty"
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(state=State.SUBMITTED.value)


def test_the_same_file_with_the_same_frame_is_one_draft(ratna):
    one = brought(ratna, kamus_text(), title="Kamus 2026")
    assert brought(ratna, kamus_text(), title="Kamus  2026") == one
    assert brought(ratna, kamus_text(), title="Kamus 2027") != one


def test_doing_a_step_again_changes_nothing(ratna, hadi):
    draft = brought(ratna, kamus_text())
    assert submit(ratna, draft.pk) == submit(ratna, draft.pk)
    assert confirm(hadi, draft.pk) == confirm(hadi, draft.pk)
    assert Edition.objects.count() == 1
    with pytest.raises(Refused) as refused:
        submit(ratna, draft.pk)
    assert code_of(refused) == "plan.state"


def test_a_draft_that_was_not_submitted_is_not_confirmed(ratna, hadi):
    draft = brought(ratna, kamus_text())
    with pytest.raises(Refused) as refused:
        confirm(hadi, draft.pk)
    assert code_of(refused) == "plan.state"


def test_sending_back_needs_a_reason_and_tells_the_maker(ratna, hadi):
    draft = submit(ratna, brought(ratna, kamus_text()).pk)
    with pytest.raises(Refused) as refused:
        send_back(hadi, draft.pk, "   ")
    assert code_of(refused) == "plan.no_reason"
    assert send_back(hadi, draft.pk, "Harga MCK keliru").standing is State.RETURNED
    assert InboxMessage.objects.get(person=ratna.person).body == "Harga MCK keliru"


@pytest.mark.django_db(transaction=True)
def test_a_dropped_draft_leaves_no_file(ratna):
    draft = brought(ratna, kamus_text())
    assert file_path(draft.file)
    assert drop(ratna, draft.pk).standing is State.DROPPED
    assert file_path(draft.file) is None
    assert drop(ratna, draft.pk).standing is State.DROPPED


def test_a_file_that_was_changed_in_the_store_is_refused(ratna, hadi):
    draft = submit(ratna, brought(ratna, kamus_text()).pk)
    file_path(draft.file).write_text(kamus_text(PAVING))
    with pytest.raises(Refused) as refused:
        look_again(draft)
    assert code_of(refused) == "plan.file_gone"
    with pytest.raises(Refused):
        confirm(hadi, draft.pk)


@pytest.mark.parametrize(
    "changed, code",
    [({"territory": "35.73.99"}, "plan.territory"), ({"last": date(2025, 1, 1)}, "plan.dates")],
)
def test_a_frame_that_does_not_fit_is_refused(changed, code):
    with pytest.raises(Refused) as refused:
        brought(bappeda(territory="35"), kamus_text(), **changed)
    assert code_of(refused) == code
    assert not Draft.objects.exists()


def test_a_list_does_not_hold_for_a_single_rt():
    with pytest.raises(Refused) as refused:
        brought(bappeda(), kamus_text(), territory=f"{MERJOSARI}.001.002")
    assert code_of(refused) == "plan.territory"


def test_a_confirmed_edition_is_never_changed():
    edition = confirmed()
    for rows in (Edition.objects.filter(pk=edition.pk), KamusItem.objects.filter(edition=edition)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(title="lain") if rows.model is Edition else rows.update(name="lain")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_a_newer_edition_takes_the_place_of_the_older_from_its_first_day():
    old = confirmed()
    new = confirmed(kamus_text(MCK), first=date(2026, 6, 1))
    assert doors.kamus_on(MALANG, date(2026, 5, 31)).edition == old
    assert doors.kamus_on(MALANG, date(2026, 6, 1)).edition == new


def test_the_nearest_territory_with_a_kamus_of_its_own_is_asked():
    city, village = confirmed(), confirmed(kamus_text(MCK), territory=MERJOSARI)
    assert doors.kamus_on(f"{MERJOSARI}.001.002", DAY).edition == village
    assert doors.kamus_on("35.73.05.1011", DAY).edition == city
    assert doors.kamus_on("33.27", DAY).edition is None
    assert doors.kamus_on("33.27", DAY).find("mck") == []


def test_suggestions_come_from_the_kamus_that_holds(django_assert_num_queries):
    confirmed()
    doors.kamus_on(MERJOSARI, DAY)
    with django_assert_num_queries(1):
        kamus = doors.kamus_on(MERJOSARI, DAY)
        assert [item.name for item in kamus.find("paping gang")] == ["Paving jalan lingkungan"]
    assert kamus.item("SP.02").name == "MCK umum"
    assert kamus.item("X") is None


def test_the_authority_table_gives_the_level_of_work_and_items():
    kamus, table, _ = all_lists()
    authority = doors.authority_on(MERJOSARI, DAY)
    assert authority.edition == table
    assert authority.level_for("jalan", 1_200_000_000).agency == "DPUPRPKP"
    paving = kamus.items.get(code="SP.01")
    assert authority.level_of_item(paving, 5_000_000).level is Level.VILLAGE
    assert authority.level_of_item(paving, 2_000_000_000).level is Level.AGENCY


def test_priorities_hold_by_document_and_year():
    confirmed(PRIORITIES, ListKind.PRIORITIES)
    rkpd = PRIORITIES.replace("RPJMD;2025-2029", "RKPD;2027").replace("P1;;", "R1;2027;")
    confirmed(rkpd, ListKind.PRIORITIES, first=date(2026, 7, 1))
    found = doors.priorities_on(MERJOSARI, 2027, DAY)
    assert [edition.series for edition in found.editions] == ["RKPD", "RPJMD"]
    assert sorted(f"{line.document} {line.code}" for line in found.lines) == [
        "RKPD P2",
        "RKPD R1",
        "RPJMD P1",
        "RPJMD P2",
    ]
    assert [line.code for line in doors.priorities_on(MERJOSARI, 2026, DAY).lines] == ["P1"]
    assert found.find("sanitasi")[0].title == "Sanitasi layak"


def test_without_an_authority_table_the_answer_says_so():
    assert not doors.authority_on(MALANG, DAY).level_for("jalan", 1).known
    assert not AuthorityLine.objects.exists()
    assert confirmed(AUTHORITY, ListKind.AUTHORITY).authorities.count() == 3


def test_an_item_is_seen_from_below_and_above_and_from_nowhere_else(ratna):
    item = confirmed().items.get(code="SP.02")
    rt = hat("Pak Darmo", Role.RT_HEAD, f"{MERJOSARI}.001.002")
    province = hat("Bu Wati", Role.BAPPEDA, "35")
    assert doors.item_for(rt, item.pk) == doors.item_for(province, item.pk) == item
    for outsider, pk in ((hat("Pak Joko", Role.RT_HEAD, "33.27.01.2001.001.001"), item.pk), (rt, 10**9)):
        with pytest.raises(Http404):
            doors.item_for(outsider, pk)


def test_a_list_from_the_terminal_waits_for_somebody_in_the_office(hadi):
    draft = submit(None, brought(None, kamus_text()).pk)
    assert confirm(hadi, draft.pk).made_by is None
