"""How far the lines of a plan are, and what those found who supervised: news that stays."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.documents.photos import Stored, keep_photo
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.scan.doors.plans import news_of
from berdaya.scan.models import Cycle
from berdaya.scan.models.plans import LineNews, PlanLine, Supervision, SupervisionPhoto
from berdaya.scan.rules.planning import Move, judge, progress_faults
from berdaya.scan.services.cycles import locked

MOST_PHOTOS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How far a line is, on a day: so much done since its beginning, so many rupiah spent since then."""

    on: date
    done: int
    spent: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A supervision visit as it was typed. The team is named by its offices."""

    on: date
    team: str
    findings: str
    follow_up: str = ""
    due: date | None = None


def write_news(hat: Holding, line: PlanLine, news: News) -> LineNews:
    """The last news counts; less than before needs a note."""
    cycle = line.plan.cycle
    require(hat, Right.SCAN_WORK, cycle.territory)
    with transaction.atomic():
        mine = locked(hat, cycle)
        judge(Move.REPORT, line.plan.standing, hat.person_id, ()).require()
        before = news_of([line]).get(line.pk)
        today = today_in(mine.territory)
        found = progress_faults(
            news.done, news.spent, line.volume, before.done if before else 0, news.on, today
        )
        note = " ".join(news.note.split())[:300]
        if any(one.severity is Severity.ERROR for one in found) or (found and not note):
            raise Refused(*found)
        made = LineNews.objects.create(
            line=line, on=news.on, done=news.done, spent=news.spent, note=note, written_by=hat.person
        )
        record(hat, "scan.line_news", "line", line.pk, mine.territory, {"done": news.done})
    return made


def write_visit(hat: Holding, cycle: Cycle, visit: Visit) -> Supervision:
    """A visit of those who supervise."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    if visit.on > today_in(cycle.territory):
        raise Refused(Finding("visit.date", "tanggal", "belum tiba", "Tulis hari kunjungannya."))
    with transaction.atomic():
        mine = locked(hat, cycle)
        made = Supervision.objects.create(
            cycle=mine,
            on=visit.on,
            team=" ".join(visit.team.split())[:200],
            findings=visit.findings.strip()[:2000],
            follow_up=" ".join(visit.follow_up.split())[:400],
            due=visit.due,
            written_by=hat.person,
        )
        record(hat, "scan.supervised", "supervision", made.pk, mine.territory)
    return made


def follow_up(hat: Holding, visit: Supervision, on: date, note: str) -> Supervision:
    """What was to follow has followed."""
    require(hat, Right.SCAN_WORK, visit.cycle.territory)
    if on > today_in(visit.cycle.territory) or on < visit.on:
        advice = "Pilih hari sesudah kunjungannya dan tidak sesudah hari ini."
        raise Refused(Finding("visit.followed", "tanggal", "tidak masuk akal", advice))
    with transaction.atomic():
        mine = locked(hat, visit.cycle)
        words = " ".join(note.split())[:300]
        Supervision.objects.filter(pk=visit.pk).update(followed_on=on, followed_note=words)
        record(hat, "scan.followed_up", "supervision", visit.pk, mine.territory)
    visit.refresh_from_db()
    return visit


def add_photo(hat: Holding, visit: Supervision, full: Clean, small: Clean, words: str) -> SupervisionPhoto:
    """Keep a picture that was drawn anew; the same picture twice is one."""
    require(hat, Right.SCAN_WORK, visit.cycle.territory)
    return keep_photo(
        full,
        small,
        lambda stored: _kept(hat, visit, stored, words),
        lambda digest: visit.photos.get(sha256=digest),
    )


def _kept(hat: Holding, visit: Supervision, stored: Stored, words: str) -> SupervisionPhoto:
    with transaction.atomic():
        mine = locked(hat, visit.cycle)
        same = visit.photos.filter(sha256=stored.sha256).first()
        if same is not None:
            return same
        if visit.photos.count() >= MOST_PHOTOS:
            raise Refused(
                Finding("photo.too_many", "foto", f"sudah {MOST_PHOTOS}", "Pilih yang paling jelas.")
            )
        photo = SupervisionPhoto.objects.create(
            supervision=visit,
            **asdict(stored),
            words=" ".join(words.split())[:120] or f"Kunjungan {visit.on:%d-%m-%Y}",
            uploaded_by=hat.person,
        )
        record(
            hat, "scan.supervision_photo", "supervision", visit.pk, mine.territory, {"sha256": stored.sha256}
        )
    return photo
