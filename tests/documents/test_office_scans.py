"""The signed paper comes back: one person uploads it, another compares it, then it is signed."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from berdaya.access.models import AuditEntry, InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.documents import store
from berdaya.documents.models import ScanCheck, SignedScan
from berdaya.documents.rules import Standing
from berdaya.documents.scans import attach_scan, check_scan
from berdaya.documents.services import cancel
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Refused
from tests.documents.office import bu_ratna, draft, issued
from tests.office import PEMALANG, TEGAL, browser, hat

pytestmark = pytest.mark.django_db
SCAN = Clean(b"%PDF-1.4 ditandatangani %%EOF", "pdf")


@pytest.fixture
def ratna():
    return bu_ratna()


@pytest.fixture
def agus():
    return hat("Mas Agus", Role.BAPPEDA, PEMALANG)


@pytest.fixture
def paper(ratna):
    return issued(ratna)


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.findings[0].code


def photo() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rumah Bu Siti"
    Image.new("RGB", (900, 1200), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(client, paper, content: bytes, *, name: str = "pindaian.jpg", version: int = 1, request: str = ""):
    sent = {
        "request_id": request or str(uuid4()),
        "version": version,
        "file": SimpleUploadedFile(name, content, "image/jpeg"),
    }
    return client.post(reverse("document-scan", args=[paper.pk]), sent)


def test_a_scan_and_a_second_person_make_the_paper_signed(ratna, agus, paper):
    check_scan(agus, attach_scan(ratna, paper, 1, SCAN), agrees=True)
    paper.refresh_from_db()
    assert paper.standing is Standing.SIGNED


def test_a_scan_alone_makes_nothing_signed(ratna, paper):
    attach_scan(ratna, paper, 1, SCAN)
    paper.refresh_from_db()
    assert paper.standing is Standing.ISSUED


def test_whoever_uploaded_does_not_check(ratna, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    assert refused(check_scan, ratna, scan, agrees=True) == "access.maker_checks"


def test_a_refused_scan_goes_back_with_its_reason(ratna, agus, paper):
    check_scan(agus, attach_scan(ratna, paper, 1, SCAN), agrees=False, note="halaman 2 hilang")
    paper.refresh_from_db()
    message = InboxMessage.objects.get(person=ratna.person)
    assert (paper.standing, message.body) == (Standing.ISSUED, "halaman 2 hilang")


def test_a_scan_is_not_refused_without_a_reason(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    assert refused(check_scan, agus, scan, agrees=False, note=" ") == "scan.no_reason"


def test_after_a_refused_scan_another_one_may_come(ratna, agus, paper):
    check_scan(agus, attach_scan(ratna, paper, 1, SCAN), agrees=False, note="kabur")
    check_scan(agus, attach_scan(ratna, paper, 1, Clean(b"%PDF-1.4 jelas", "pdf")), agrees=True)
    paper.refresh_from_db()
    assert paper.standing is Standing.SIGNED


def test_of_two_people_who_check_at_once_the_later_is_told(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    check_scan(agus, scan, agrees=False, note="kabur")
    lurah = hat("Bu Lurah", Role.BAPPEDA, PEMALANG)
    assert refused(check_scan, lurah, scan, agrees=True) == "scan.checked_already"
    assert ScanCheck.objects.count() == 1


def test_a_second_check_of_a_signed_paper_is_told_that_it_is_signed(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    check_scan(agus, scan, agrees=True)
    lurah = hat("Bu Lurah", Role.BAPPEDA, PEMALANG)
    assert refused(check_scan, lurah, scan, agrees=False, note="kabur") == "paper.signed"


def test_a_draft_is_not_signed(ratna):
    assert refused(attach_scan, ratna, draft(ratna), 1, SCAN) == "paper.draft"


def test_a_cancelled_paper_is_not_signed(ratna, paper):
    cancel(ratna, paper, "salah tanggal")
    assert refused(attach_scan, ratna, paper, 1, SCAN) == "paper.void"


def test_the_scan_of_an_older_version_is_refused(ratna, paper):
    issued(ratna, closing="Demikian.")
    assert refused(attach_scan, ratna, paper, 1, SCAN) == "scan.newer_version"


def test_a_scan_is_not_confirmed_after_a_newer_version_came(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    issued(ratna, closing="Demikian.")
    assert refused(check_scan, agus, scan, agrees=True) == "scan.newer_version"


def test_the_same_scan_again_is_the_same_scan(ratna, paper):
    assert attach_scan(ratna, paper, 1, SCAN) == attach_scan(ratna, paper, 1, SCAN)


def test_a_refused_scan_leaves_no_file(ratna, paper, monkeypatch):
    kept: list[str] = []
    put = store.put_file
    monkeypatch.setattr("berdaya.documents.scans.put_file", lambda *a: kept.append(put(*a)) or kept[-1])
    assert refused(attach_scan, ratna, paper, 2, SCAN) == "scan.newer_version"
    assert [store.file_path(name) for name in kept] == [None]


def test_an_operator_of_another_kabupaten_brings_no_scan(paper):
    assert refused(attach_scan, bu_ratna(TEGAL), paper, 1, SCAN) == "access.elsewhere"


def test_a_role_that_only_reads_brings_no_scan(paper):
    camat = hat("Pak Auditor", Role.AUDITOR, PEMALANG)
    assert refused(attach_scan, camat, paper, 1, SCAN) == "access.no_right"


def test_scan_and_check_are_written_into_the_trail(ratna, agus, paper):
    check_scan(agus, attach_scan(ratna, paper, 1, SCAN), agrees=True)
    told = list(
        AuditEntry.objects.filter(verb__contains="scan").order_by("number").values_list("verb", "person")
    )
    assert told == [("documents.scanned", ratna.person_id), ("documents.scan_confirmed", agus.person_id)]


def test_a_photo_is_uploaded_on_the_page_and_kept_without_its_place(ratna, paper):
    answer = upload(browser(ratna), paper, photo())
    assert answer.status_code == 302
    content = store.file_path(SignedScan.objects.get().file).read_bytes()
    assert content[:2] == b"\xff\xd8"
    assert b"Bu Siti" not in content


def test_a_web_page_dressed_as_a_photo_is_refused_in_plain_words(ratna, paper):
    answer = upload(browser(ratna), paper, b"<!doctype html><script>")
    assert answer.status_code == 422
    assert "isinya halaman web, bukan pindaian" in answer.content.decode()
    assert not SignedScan.objects.exists()


def test_an_empty_file_is_refused_in_plain_words(ratna, paper):
    assert "Berkas itu kosong" in upload(browser(ratna), paper, b"").content.decode()


def test_a_double_click_keeps_one_scan(ratna, paper):
    client, request = browser(ratna), str(uuid4())
    answers = [upload(client, paper, photo(), request=request) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert SignedScan.objects.count() == 1


def test_the_same_form_with_another_scan_is_refused(ratna, paper):
    client, request = browser(ratna), str(uuid4())
    upload(client, paper, photo(), request=request)
    assert upload(client, paper, photo() + b"x", request=request).status_code == 409


def test_the_page_tells_when_a_newer_version_came_meanwhile(ratna, paper):
    issued(ratna, closing="Demikian.")
    answer = upload(browser(ratna), paper, photo())
    assert answer.status_code == 422
    assert "versi 1 sudah diganti versi 2" in answer.content.decode()


def test_the_second_person_checks_on_the_page(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    client = browser(agus)
    assert (
        "Periksa pindaian dari Bu Ratna" in client.get(reverse("document", args=[paper.pk])).content.decode()
    )
    sent = {"request_id": str(uuid4()), "agrees": "ya"}
    client.post(reverse("document-scan-check", args=[paper.pk, scan.pk]), sent)
    assert "Sudah ditandatangani" in client.get(reverse("document", args=[paper.pk])).content.decode()


def test_whoever_uploaded_sees_no_form_to_check(ratna, paper):
    attach_scan(ratna, paper, 1, SCAN)
    page = browser(ratna).get(reverse("document", args=[paper.pk])).content.decode()
    assert "Periksa pindaian dari" not in page
    assert "Tunggu pemeriksaan" in page


def test_whoever_uploaded_and_sends_the_form_by_hand_is_refused(ratna, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    sent = {"request_id": str(uuid4()), "agrees": "ya"}
    answer = browser(ratna).post(reverse("document-scan-check", args=[paper.pk, scan.pk]), sent)
    assert answer.status_code == 422
    assert "Anda sendiri yang membuatnya" in answer.content.decode()


def test_no_answer_is_no_check(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    client, address = browser(agus), reverse("document-scan-check", args=[paper.pk, scan.pk])
    assert client.post(address, {"request_id": str(uuid4())}).status_code == 422


def test_a_scan_goes_out_as_an_attachment_that_runs_nothing(ratna, agus, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    answer = browser(agus).get(reverse("document-scan-file", args=[paper.pk, scan.pk]))
    assert answer.content == SCAN.content
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_scan_is_absent_below_another_paper(ratna, paper):
    scan = attach_scan(ratna, paper, 1, SCAN)
    other = issued(ratna, source="coba:surat:2")
    assert browser(ratna).get(reverse("document-scan-file", args=[other.pk, scan.pk])).status_code == 404
