"""The signed paper comes back: its scan is kept, and a second person compares it with what was issued."""

import hashlib

from django.db import IntegrityError, transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.doors import require, require_second_person
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.services.inbox import send_to, settle
from berdaya.documents.models import Document, ScanCheck, SignedScan
from berdaya.documents.rules import Standing, Step, against
from berdaya.documents.store import drop_file, put_file
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Finding, Refused


def attach_scan(hat: Holding, document: Document, version: int, scan: Clean) -> SignedScan:
    """Keep the scan of a signed paper: of the version that stands. The same scan again is the same one."""
    require(hat, Right.DOCUMENTS_SCAN, document.territory)
    sha256 = hashlib.sha256(scan.content).hexdigest()
    name = put_file(scan.content, scan.ending)
    try:
        with transaction.atomic():
            kept = _kept(hat, document, version, name, len(scan.content), sha256)
    except IntegrityError:
        kept = SignedScan.objects.get(document=document, version=version, sha256=sha256)
    finally:
        if not SignedScan.objects.filter(file=name).exists():
            drop_file(name)
    return kept


def check_scan(hat: Holding, scan: SignedScan, agrees: bool, note: str = "") -> ScanCheck:
    """The second person: this is the paper that was issued, signed by whom it names, or it is not."""
    document = scan.document
    require(hat, Right.DOCUMENTS_SCAN, document.territory)
    require_second_person(hat, scan.uploaded_by_id, f"pindaian {document}")
    words = " ".join(note.split())[:200]
    if not agrees and not words:
        raise Refused(_no_reason(document))
    with transaction.atomic():
        locked = _locked(document, scan.version)
        if ScanCheck.objects.filter(scan=scan).exists():
            raise Refused(_checked_already(document))
        done = ScanCheck.objects.create(
            scan=scan, uploaded_by=scan.uploaded_by, agrees=agrees, note=words, by=hat.person
        )
        if agrees:
            locked.status = Standing.SIGNED.value
            locked.save(update_fields=["status"])
        else:
            _send_back(hat, scan, words)
        verb = "documents.scan_confirmed" if agrees else "documents.scan_refused"
        record(hat, verb, "document", document.pk, document.territory, {"scan": scan.pk})
    return done


def _kept(hat: Holding, document: Document, version: int, name: str, size: int, sha256: str) -> SignedScan:
    locked = _locked(document, version)
    same = SignedScan.objects.filter(document=locked, version=version, sha256=sha256).first()
    if same is not None:
        return same
    scan = SignedScan.objects.create(
        document=locked, version=version, file=name, size=size, sha256=sha256, uploaded_by=hat.person
    )
    settle(_awaits(locked), hat.person)
    facts: dict[str, Fact] = {"version": version, "sha256": sha256}
    record(hat, "documents.scanned", "document", locked.pk, locked.territory, facts)
    return scan


def _locked(document: Document, version: int) -> Document:
    """The paper, still issued and still in the version that was signed."""
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if faults := against(Step.SCAN, locked.standing, str(locked)):
        raise Refused(*faults)
    if locked.latest != version:
        raise Refused(_newer_version(locked, version))
    return locked


def _send_back(hat: Holding, scan: SignedScan, words: str) -> None:
    subject = f"Pindaian {scan.document} perlu diunggah ulang"
    page = reverse("document", args=[scan.document_id])
    send_to(scan.uploaded_by, subject[:160], words, page, hat.person, awaits=_awaits(scan.document))


def _awaits(document: Document) -> str:
    return f"document:{document.pk}"


def _no_reason(document: Document) -> Finding:
    return Finding(
        "scan.no_reason", f"pindaian {document}", "ditolak tanpa alasan", "Tulis apa yang kurang atau keliru."
    )


def _checked_already(document: Document) -> Finding:
    return Finding(
        "scan.checked_already",
        f"pindaian {document}",
        "sudah diperiksa orang lain",
        "Muat ulang halaman untuk melihat hasilnya.",
    )


def _newer_version(document: Document, version: int) -> Finding:
    return Finding(
        "scan.newer_version",
        str(document),
        f"versi {version} sudah diganti versi {document.latest}",
        "Cetak versi yang terbaru, mintakan tanda tangan, lalu unggah pindaiannya.",
    )
