"""What waits in this room: papers whose signed copy has not come back, scans that need a second person."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.documents.doors import overdue_for, scan_days, to_check_for
from berdaya.documents.models import Document, SignedScan
from berdaya.documents.shown import deadline_of
from berdaya.kernel.offers import Task


def tasks_for(hat: Holding) -> list[Task]:
    """At most two tasks, each with the oldest paper first: forty papers are not forty tasks."""
    if not allowed(hat, Right.DOCUMENTS_SCAN).allowed:
        return []
    return [*_to_scan(hat, overdue_for(hat)), *_to_check(hat, to_check_for(hat))]


def _to_scan(hat: Holding, papers: list[Document]) -> list[Task]:
    if not papers:
        return []
    oldest = papers[0]
    more = len(papers) - 1
    return [
        Task(
            what=f"Unggah {oldest} yang sudah ditandatangani" + (f", dan {more} naskah lain" if more else ""),
            why="Tanpa pindaian, tidak ada bukti bahwa kertasnya pernah ditandatangani.",
            address=_page(oldest) if not more else f"{reverse('documents')}?status=terbit&urut=tanggal",
            button="Unggah",
            due=deadline_of(oldest, scan_days(hat)),
        )
    ]


def _to_check(hat: Holding, scans: list[SignedScan]) -> list[Task]:
    if not scans:
        return []
    oldest, more = scans[0], len(scans) - 1
    return [
        Task(
            what=f"Periksa pindaian {oldest.document}" + (f", dan {more} pindaian lain" if more else ""),
            why="Orang kedua menyatakan bahwa pindaian sama dengan naskah yang terbit.",
            address=_page(oldest.document),
            button="Periksa",
            due=today_in(hat.territory),
        )
    ]


def _page(paper: Document) -> str:
    return reverse("document", args=[paper.pk])
