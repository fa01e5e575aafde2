"""Background work of this room: printing takes longer than a form may."""

from django.urls import reverse

from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import Progress, job
from berdaya.access.models import Holding
from berdaya.deliberation.doors import unit_of
from berdaya.deliberation.ground import CUT, cut
from berdaya.deliberation.models import (
    AnswerTable,
    BookingTable,
    Exchange,
    Forum,
    HandOver,
    RankedList,
    Session,
)
from berdaya.deliberation.services import answer_tables, booking_tables
from berdaya.deliberation.services.exchange_writing import batches_of, write_batch
from berdaya.deliberation.services.exchanging import WRITE, finish, give_back, preview
from berdaya.deliberation.services.forum_papers import (
    PRINT_DESK,
    PRINT_FORUM,
    issue_desk_paper,
    issue_forum_paper,
    issue_receipt,
)
from berdaya.deliberation.services.papers import print_papers
from berdaya.deliberation.services.ranking import PRINT as PRINT_LIST
from berdaya.deliberation.services.session_papers import PRINT, issue_paper
from berdaya.deliberation.services.upward import PRINT as PRINT_RECEIPT
from berdaya.deliberation.shown import list_address
from berdaya.kernel.findings import Refused


@job(PRINT)
def print_paper(work: Job, progress: Progress) -> str:
    """Print a paper of a session; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    pk, _, which = work.subject.partition(":")
    session = Session.objects.told().get(pk=int(pk))
    assert work.person is not None
    paper = issue_paper(work.person, session, which)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])


@job(PRINT_LIST)
def print_list(work: Job, progress: Progress) -> str:
    """Print berita acara and receipt of a list; then the page of the list."""
    progress.move(0, 1, "mencetak")
    one = RankedList.objects.select_related("cycle", "meeting").get(pk=int(work.subject))
    assert work.person is not None
    print_papers(work.person, one)
    progress.move(1, 1, "tercetak")
    return list_address(one.cycle, unit_of(one))


@job(PRINT_FORUM)
def print_forum(work: Job, progress: Progress) -> str:
    """Print a list of a musrenbang kecamatan; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    pk, _, which = work.subject.partition(":")
    assert work.person is not None
    paper = issue_forum_paper(work.person, Forum.objects.told().get(pk=int(pk)), which)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])


@job(PRINT_DESK)
def print_desk(work: Job, progress: Progress) -> str:
    """Print the berita acara of a desk; then the page of the paper."""
    progress.move(0, 1, "mencetak")
    pk, year, number = work.subject.split(":", 2)
    assert work.person is not None
    hat = Holding.objects.get(pk=int(pk), person=work.person)
    paper = issue_desk_paper(work.person, hat, int(year), number)
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])


@job(PRINT_RECEIPT)
def print_receipt(work: Job, progress: Progress) -> str:
    """Print the receipt of a list that went up; then its page."""
    progress.move(0, 1, "mencetak")
    assert work.person is not None
    paper = issue_receipt(work.person, HandOver.objects.select_related("cycle").get(pk=int(work.subject)))
    progress.move(1, 1, "tercetak")
    return reverse("document", args=[paper.pk])


@job(WRITE)
def write_table(work: Job, progress: Progress) -> str:
    """Write a confirmed table down, unit by unit; then its page. Begun again, it goes on where it stopped."""
    brought = Exchange.objects.select_related("cycle", "hat__person").get(pk=int(work.subject))
    address = reverse("deliberation-exchange-look", args=[brought.pk])
    if brought.hat is None or brought.written_at is not None:
        return address
    seen = preview(brought.hat, brought)
    if seen.blocked:
        give_back(brought)
        raise Refused(*seen.findings)
    batches = batches_of(seen)
    for done, rows in enumerate(batches, start=1):
        write_batch(brought.hat, brought, rows)
        progress.move(done, len(batches), "mencatat")
    finish(brought)
    return address


@job(answer_tables.WRITE)
def write_answers(work: Job, progress: Progress) -> str:
    """Give all answers of a confirmed table, or none; then its page. Begun again, it says nothing twice."""
    brought = AnswerTable.objects.select_related("hat__person").get(pk=int(work.subject))
    answer_tables.write(brought, lambda done, total: progress.move(done, total, "menjawab"))
    return reverse("deliberation-answers-look", args=[brought.pk])


@job(booking_tables.WRITE)
def write_bookings(work: Job, progress: Progress) -> str:
    """Book all rows of a confirmed table, or none; then its page. Begun again, it books nothing twice."""
    brought = BookingTable.objects.select_related("hat__person").get(pk=int(work.subject))
    booking_tables.write(brought, lambda done, total: progress.move(done, total, "mencatat"))
    return reverse("deliberation-bookings-look", args=[brought.pk])


@job(CUT)
def cut_ground(work: Job, progress: Progress) -> str:
    """Cut the boundaries of a village out of the office's map."""
    cut(work.subject)
    progress.move(1, 1, "tergambar")
    return reverse("deliberation")
