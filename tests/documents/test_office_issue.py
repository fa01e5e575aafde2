"""Issue a paper: one row, its prints, its number; the same content again is the same paper."""

import hashlib
from dataclasses import replace

import pytest

from berdaya.access.audit import holds
from berdaya.access.models import AuditEntry
from berdaya.access.rules.roles import Role
from berdaya.documents import store
from berdaya.documents.models import Document, Version
from berdaya.documents.numbering import open_book
from berdaya.documents.paper import Status
from berdaya.documents.rules import Standing
from berdaya.documents.services import cancel, issue, supersede
from berdaya.documents.tables import Column, Sheet
from berdaya.kernel.findings import Refused
from tests.documents.cases import text_of
from tests.documents.office import DAY, asked, bu_ratna, draft, issued
from tests.office import PEMALANG, PLAKARAN, TEGAL, hat

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratna():
    return bu_ratna()


def file_of(version: Version) -> bytes:
    return store.file_path(version.file).read_bytes()


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.findings[0].code


def test_an_issued_paper_keeps_its_file_and_its_digest(ratna):
    version = issued(ratna).versions.get()
    assert hashlib.sha256(file_of(version)).hexdigest() == version.sha256


def test_the_label_the_version_and_the_audit_head_stand_at_the_foot(ratna):
    paper = issued(ratna)
    version = paper.versions.get()
    text = text_of(file_of(version))
    assert f"{paper.label}·v1" in text
    assert version.audit_head.replace(" ", "") in text


def test_the_printed_audit_head_is_in_the_trail(ratna):
    issued(ratna, source="coba:surat:0")
    assert holds(issued(ratna).versions.get().audit_head)


def test_the_printed_address_leads_to_the_code_that_is_kept(ratna, monkeypatch):
    monkeypatch.setenv("BERDAYA_PUBLIC_URL", "https://berdaya.example")
    version = issued(ratna).versions.get()
    assert f"berdaya.example/v/{version.code}" in text_of(file_of(version))


def test_the_same_content_again_is_the_same_paper(ratna):
    assert issued(ratna) == issued(ratna)
    assert Version.objects.count() == 1


def test_other_content_is_a_new_version_of_the_paper(ratna):
    first = issued(ratna)
    second = issued(ratna, closing="Demikian.")
    assert (second.pk, second.latest) == (first.pk, 2)


def test_going_back_to_earlier_content_is_a_version_of_its_own(ratna):
    issued(ratna)
    issued(ratna, closing="Demikian.")
    assert issued(ratna).latest == 3


def test_a_draft_becomes_the_paper_that_is_issued(ratna):
    first = draft(ratna, number=None)
    assert first.standing is Standing.DRAFT
    second = issued(ratna)
    assert (second.pk, second.standing, second.issued_by) == (first.pk, Standing.ISSUED, ratna.person)


def test_an_issued_paper_does_not_become_a_draft_again(ratna):
    issued(ratna)
    assert refused(draft, ratna) == "paper.issued_already"


def test_a_copy_is_issued_like_its_original(ratna):
    assert issued(ratna, status=Status.COPY).standing is Standing.ISSUED


def test_papers_of_different_records_are_different_papers(ratna):
    assert issued(ratna) != issued(ratna, source="coba:surat:2")


def test_two_kinds_of_one_record_are_two_papers(ratna):
    assert issued(ratna) != issued(ratna, kind="Ringkasan")


def test_no_two_papers_share_a_code(ratna):
    issued(ratna)
    issued(ratna, closing="Demikian.")
    issued(ratna, source="coba:surat:2")
    assert Version.objects.values("code").distinct().count() == 3


def test_a_final_paper_without_a_book_needs_a_number(ratna):
    assert refused(issued, ratna, number=None) == "number.no_book"


def test_a_final_paper_takes_its_number_from_the_book(ratna):
    open_book(ratna, "Bappeda", "Surat Keterangan", DAY.year, "400/{n}/{tahun}", first=8)
    paper = issued(ratna, number=None)
    assert paper.number == "400/8/2026"
    assert "400/8/2026" in text_of(file_of(paper.versions.get()))


def test_a_new_version_keeps_the_number(ratna):
    open_book(ratna, "Bappeda", "Surat Keterangan", DAY.year, "400/{n}/{tahun}")
    issued(ratna, number=None)
    assert issued(ratna, number=None, closing="Demikian.").number == "400/1/2026"


def test_a_failed_print_does_not_use_up_a_second_number(ratna, monkeypatch):
    book = open_book(ratna, "Bappeda", "Surat Keterangan", DAY.year, "400/{n}/{tahun}")
    monkeypatch.setattr("berdaya.documents.services.render", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issued(ratna, number=None)
    monkeypatch.undo()
    assert issued(ratna, number=None).number == "400/1/2026"
    assert book.numbers.count() == 1


def test_a_paper_that_could_not_be_written_down_leaves_no_file(ratna, monkeypatch):
    kept: list[str] = []
    put = store.put_file
    monkeypatch.setattr("berdaya.documents.services.put_file", lambda *a: kept.append(put(*a)) or kept[-1])
    monkeypatch.setattr("berdaya.documents.services._write_down", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issued(ratna)
    assert [store.file_path(name) for name in kept] == [None]


def test_a_paper_without_an_office_is_refused_before_it_is_printed(ratna):
    assert refused(issued, ratna, office=" ") == "documents.heading_missing"
    assert not Document.objects.exists()


def test_the_workbook_says_the_same_as_the_paper(ratna):
    sheet = Sheet(name="Lampiran", columns=(Column("Desa"),), rows=[("Plakaran",)])
    version = issued(ratna, sheets=(sheet,)).versions.get()
    content = store.file_path(version.book).read_bytes()
    assert content[:2] == b"PK"
    assert hashlib.sha256(content).hexdigest() == version.book_sha256


def test_issuing_is_written_into_the_trail(ratna):
    paper = issued(ratna)
    entry = AuditEntry.objects.get(verb="documents.issued")
    assert (entry.ident, entry.territory, entry.person) == (str(paper.pk), PEMALANG, ratna.person)


def test_somebody_without_the_right_issues_nothing():
    assert refused(issued, hat("Pak Darmo", Role.RT_HEAD, "33.27.01.2001.002.003")) == "access.no_right"


def test_nobody_issues_for_another_territory(ratna):
    assert refused(issued, ratna, territory=TEGAL) == "access.elsewhere"


def test_a_job_issues_for_the_person_who_began_it(ratna):
    assert issue(ratna.person, asked()).issued_by == ratna.person


def test_a_paper_of_a_village_takes_its_number_from_the_office_that_issues_it(ratna):
    open_book(ratna, "Bappeda", "Surat Keterangan", DAY.year, "400/{n}/{tahun}")
    paper = issued(ratna, territory=PLAKARAN, seat=PEMALANG, number=None)
    assert paper.number == "400/1/2026"


def test_a_cancelled_paper_keeps_its_file_and_its_reason(ratna):
    paper = issued(ratna)
    cancel(ratna, paper, "salah tanggal")
    paper.refresh_from_db()
    assert (paper.standing, paper.cancellation.reason) == (Standing.VOID, "salah tanggal")
    assert file_of(paper.versions.get())


def test_a_paper_is_not_cancelled_without_a_reason(ratna):
    assert refused(cancel, ratna, issued(ratna), "  ") == "paper.no_reason"


def test_a_paper_is_cancelled_once(ratna):
    paper = issued(ratna)
    cancel(ratna, paper, "salah tanggal")
    assert refused(cancel, ratna, paper, "salah lagi") == "paper.void"


def test_a_cancelled_paper_makes_way_for_a_new_one(ratna):
    paper = issued(ratna)
    cancel(ratna, paper, "salah tanggal")
    assert issued(ratna).pk != paper.pk


def test_a_signed_paper_is_not_cancelled(ratna):
    paper = issued(ratna)
    Document.objects.filter(pk=paper.pk).update(status=Standing.SIGNED.value)
    assert refused(cancel, ratna, paper, "salah tanggal") == "paper.signed"


def test_a_signed_paper_gets_no_new_version(ratna):
    Document.objects.filter(pk=issued(ratna).pk).update(status=Standing.SIGNED.value)
    assert refused(issued, ratna, closing="Demikian.") == "paper.signed"


def test_a_paper_gives_way_to_another(ratna):
    old, new = issued(ratna), issued(ratna, source="coba:surat:2", number="400/8/2026")
    supersede(ratna, old, new, "keputusan baru")
    old.refresh_from_db()
    assert (old.standing, old.replacement.successor) == (Standing.REPLACED, new)


def test_a_paper_does_not_give_way_to_itself(ratna):
    paper = issued(ratna)
    assert refused(supersede, ratna, paper, paper, "keliru") == "paper.no_heir"


def test_a_paper_does_not_give_way_to_a_draft(ratna):
    heir = draft(ratna, source="coba:surat:2")
    assert refused(supersede, ratna, issued(ratna), heir, "keliru") == "paper.no_heir"


def test_a_paper_is_replaced_once(ratna):
    old, new = issued(ratna), issued(ratna, source="coba:surat:2")
    supersede(ratna, old, new, "keputusan baru")
    assert refused(supersede, ratna, old, new, "lagi") == "paper.replaced"


def test_two_people_who_print_the_same_paper_at_once_have_one_paper(ratna, monkeypatch):
    """The first one's rows appear while the second one's copy is being printed."""
    from berdaya.documents import services

    printing = services._print

    def slowly(*args):
        monkeypatch.setattr(services, "_print", printing)
        issued(bu_ratna())
        return printing(*args)

    monkeypatch.setattr(services, "_print", slowly)
    paper = issued(ratna)
    assert (Document.objects.count(), Version.objects.count(), paper.latest) == (1, 1, 1)


def test_of_two_people_who_print_different_versions_at_once_the_later_is_told(ratna, monkeypatch):
    from berdaya.documents import services

    issued(ratna)
    printing = services._print

    def slowly(*args):
        monkeypatch.setattr(services, "_print", printing)
        issued(bu_ratna(), closing="Yang pertama.")
        return printing(*args)

    monkeypatch.setattr(services, "_print", slowly)
    assert refused(issued, ratna, closing="Yang kedua.") == "paper.changed_meanwhile"
    assert Document.objects.get().latest == 2


def test_the_paper_asked_for_is_left_as_it_was(ratna):
    wanted = asked()
    before = replace(wanted.paper)
    issue(ratna, wanted)
    assert wanted.paper == before
