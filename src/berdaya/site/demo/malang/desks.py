"""Papers of the musrenbang of Dinoyo, and what lies in the inboxes of both kelurahan."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.access.clock import today_in
from berdaya.access.models import InboxMessage
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.deliberation.models import Session
from berdaya.deliberation.services.session_papers import ask_paper, papers_of
from berdaya.deliberation.session_tables import AGREED, OTHERS
from berdaya.documents.models import Document
from berdaya.documents.scans import attach_scan, check_scan
from berdaya.documents.uploads import clean_scan, limits_on
from berdaya.meeting.models import Meeting
from berdaya.meeting.printing import RECORD, Hands, Signer
from berdaya.meeting.services.papers import Wanted, prepare_paper
from berdaya.meeting.services.papers import ask_paper as ask_meeting_paper
from berdaya.site.demo.malang.ground import CITY, DINOYO, on, this_year
from berdaya.site.demo.office.hands import Sheet, hat_of, read_all, work

SIGNS: Final = ("Lurah Dinoyo", "Ketua LPMK", "Wakil RW", "Wakil perempuan")


def the_papers(folder: Path) -> bool:
    """Both lists and the berita acara, printed three days after the forum. Whoever signs writes his name."""
    session = Session.objects.told().get(cycle__territory=DINOYO.code, cycle__plan_year=this_year() + 1)
    if papers_of(session):
        return False
    day = session.date or date(this_year(), 1, 14)
    operator = hat_of("operator-dinoyo")
    with on(day + timedelta(days=3), 10):
        for which in (AGREED, OTHERS):
            work(ask_paper(operator, session, which))
        assert session.meeting is not None
        hands = Hands("Kusno Adi", "Laras Kinanti", "Malang", tuple(Signer(title) for title in SIGNS))
        wanted = Wanted(final=True, number=session.number, date=day, hands=hands)
        prepare_paper(operator, session.meeting, RECORD, wanted)
        work(ask_meeting_paper(operator, session.meeting, RECORD))
    with on(day + timedelta(days=5), 14):
        record = Meeting.objects.select_related("record").get(pk=session.meeting.pk).record
        for paper in [*papers_of(session), *([record] if record else [])]:
            _signed(paper, folder)
    return True


def _signed(paper: Document, folder: Path) -> None:
    """The paper comes back with its signatures; the lurah compares the scan."""
    scan = Sheet(paper.kind.upper(), paper.number, SIGNS[0]).scan(folder, "pindaian.jpg")
    clean = clean_scan(scan.read(), scan.name, limits_on(today_in(CITY)))
    attached = attach_scan(hat_of("operator-dinoyo"), paper, paper.latest, clean)
    check_scan(hat_of("lurah-dinoyo"), attached, True)


@transaction.atomic
def the_notices(folder: Path) -> bool:
    """What came in while the years went by has been read; then one notice for each role."""
    table = tomllib.loads(Path(__file__).with_name("notices.toml").read_text(encoding="utf-8"))
    notices = table["notice"]
    if InboxMessage.objects.filter(role=notices[0]["role"], subject=notices[0]["subject"]).exists():
        return False
    for username in ("operator-dinoyo", "lurah-dinoyo", "lpmk-dinoyo", "parno", "rw-dinoyo", "yuni", "hadi"):
        read_all(username)
    yuni = hat_of("yuni").person
    for one in notices:
        words = (one["subject"], one["body"], one["link"])
        send_to_role(Role(one["role"]), one.get("place", CITY), *words, yuni)
    return True
