"""Keep the record of an FGD: begin it on a meeting, fill its lines, close it once every reason stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F

from berdaya.access.audit import record
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.steps import HELD
from berdaya.meeting.services.papers import attach_sections
from berdaya.scan.doors import fgd as doors
from berdaya.scan.models import Cycle
from berdaya.scan.models.fgd import Fgd, FgdTopic
from berdaya.scan.printing_fgd import sections_of
from berdaya.scan.rules.checking import AGREED, FGD, MUSDES, Value, closing_faults, value_faults
from berdaya.scan.services.cycles import locked

_VERBS: Final[Mapping[str, str]] = {
    "refreshed": "scan.fgd_refreshed",
    "written": "scan.fgd_written",
    "closed": "scan.fgd_closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it was typed: three columns, the reason, what follows."""

    values: Mapping[str, Value | None]
    reason: str = ""
    action: str = ""
    who: str = ""
    due: date | None = None
    source: str = ""


def begin_fgd(hat: Holding, cycle: Cycle, meeting: Meeting) -> Fgd:
    """One record for a round, on one meeting; its lines begin with what register and field say."""
    require(hat, Right.SCAN_WORK, cycle.territory)
    if meeting.pk not in {one.pk for one in doors.meetings_to_choose(hat, cycle)}:
        raise Refused(
            Finding("fgd.meeting", "pertemuan", "tidak dapat dipakai di sini", "Pilih dari daftar.")
        )
    with transaction.atomic():
        mine = locked(hat, cycle)
        fgd, fresh = Fgd.objects.get_or_create(
            cycle=mine, defaults={"meeting": meeting, "begun_by": hat.person}
        )
        if fresh:
            for code, columns in doors.columns_of(mine).items():
                topic = FgdTopic(fgd=fgd, code=code)
                topic.put(columns)
                topic.save()
            record(hat, "scan.fgd_begun", "fgd", fgd.pk, mine.territory, {"meeting": meeting.pk})
    return fgd


def refresh_fgd(hat: Holding, fgd: Fgd, seen: int) -> Fgd:
    """Register, field and village meeting once more as they stand now; what people said stays."""
    with transaction.atomic():
        mine = _held(hat, fgd, seen)
        now_said = doors.columns_of(mine.cycle)
        for topic in mine.topics.all():
            topic.put(now_said.get(topic.code, {}))
            topic.save()
        return _taken(hat, mine, "refreshed")


def write_line(hat: Holding, topic: FgdTopic, line: Line, seen: int) -> FgdTopic:
    """What Musdes and FGD say of one topic, what was agreed, why, and what follows."""
    values = {name: line.values.get(name) for name in (MUSDES, FGD, AGREED)}
    if found := value_faults(doors.title_words()[topic.code], values):
        raise Refused(*found)
    with transaction.atomic():
        mine = _held(hat, topic.fgd, seen)
        row = mine.topics.get(pk=topic.pk)
        row.put(values)
        row.reason = " ".join(line.reason.split())[:300]
        row.action, row.who = " ".join(line.action.split())[:200], " ".join(line.who.split())[:120]
        row.due, row.source = line.due, line.source
        row.save()
        _taken(hat, mine, "written", topic=row.code)
    return row


def write_views(hat: Holding, fgd: Fgd, men: str, women: str, seen: int) -> Fgd:
    """What men said and what women said, apart."""
    with transaction.atomic():
        mine = _held(hat, fgd, seen)
        Fgd.objects.filter(pk=mine.pk).update(men_view=men.strip()[:2000], women_view=women.strip()[:2000])
        return _taken(hat, mine, "written", topic="views")


def close_fgd(hat: Holding, fgd: Fgd, seen: int) -> Fgd:
    """Fixed for good, and handed to the berita acara. Refused until reasons, views and attendance stand."""
    require(hat, Right.SCAN_HOLD, fgd.cycle.territory)
    with transaction.atomic():
        mine = _held(hat, fgd, seen)
        if found := open_faults(mine):
            raise Refused(*found)
        rule = doors.rule_on(mine.cycle)
        Fgd.objects.filter(pk=mine.pk).update(closed_by=hat.person, closed_at=now(), rule=rule.key)
        done = _taken(hat, mine, "closed")
        attach_sections(hat, done.meeting, sections_of(done))
    return done


def open_faults(fgd: Fgd) -> list[Finding]:
    """What still keeps the record open."""
    titles, rule = doors.title_words(), doors.rule_on(fgd.cycle)
    topics = [row.topic(titles[row.code][:1].upper() + titles[row.code][1:]) for row in fgd.topics.all()]
    judged = [one for one in topics if any(one.columns.values())]
    found = closing_faults(judged, rule)
    if not (fgd.men_view and fgd.women_view):
        advice = "Tulis keduanya terpisah; bila salah satu tidak bersuara, sebutkan itu."
        found.append(Finding("fgd.views", "pendapat laki-laki dan perempuan", "belum lengkap", advice))
    if fgd.meeting.standing not in HELD:
        advice = "Isi kehadiran L dan P, lalu tutup rapatnya di halaman pertemuan."
        found.append(Finding("fgd.meeting_open", "pertemuannya", "belum ditutup", advice))
    return found


def _held(hat: Holding, fgd: Fgd, seen: int) -> Fgd:
    """The record as it stands now; refused when it is closed or changed since it was seen."""
    require(hat, Right.SCAN_WORK, fgd.cycle.territory)
    cycle = locked(hat, fgd.cycle)
    mine = Fgd.objects.select_for_update(of=("self",)).select_related("meeting__record").get(pk=fgd.pk)
    mine.cycle = cycle
    if mine.closed:
        advice = "Yang sudah ditutup tidak berubah. Catat perubahan dalam rencana intervensi."
        raise Refused(Finding("fgd.closed", "catatan FGD", "sudah ditutup", advice))
    if mine.version != seen:
        advice = "Muat ulang, lihat perubahannya, lalu simpan lagi bila masih perlu."
        raise Refused(Finding("fgd.changed_meanwhile", "catatan FGD", "baru saja diubah orang lain", advice))
    return mine


def _taken(hat: Holding, fgd: Fgd, what: str, **told: str) -> Fgd:
    Fgd.objects.filter(pk=fgd.pk).update(version=F("version") + 1)
    record(hat, _VERBS[what], "fgd", fgd.pk, fgd.cycle.territory, dict(told))
    fgd.refresh_from_db(fields=["version", "closed_by", "closed_at", "men_view", "women_view", "rule"])
    return fgd
