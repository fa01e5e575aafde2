"""Who came, by count or by name; the meeting is closed; the count by sex goes to the figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.answers import Answer
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.sexes import BySex
from berdaya.meeting.book import forums_at
from berdaya.meeting.doors import attendance_of, quorum_of
from berdaya.meeting.models import Attendance, Meeting
from berdaya.meeting.rules.attendance import count_faults
from berdaya.meeting.rules.quorum import Quorum
from berdaya.meeting.rules.steps import HELD, Move
from berdaya.meeting.services.steps import locked, take


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who came, by name: sex, whom he represents, what he is besides, the body that sent him."""

    name: str
    woman: bool
    group: str
    also: tuple[str, ...] = ()
    body: str = ""


def record_attendance(
    hat: Holding,
    meeting: Meeting,
    counts: Mapping[str, BySex],
    *,
    speakers: BySex | None = None,
    delegates: BySex | None = None,
    seen: int | None = None,
) -> Meeting:
    """Write the counts by group and sex down, in place of those before. Also after the meeting was closed."""
    groups = forums_at(meeting.day, meeting.territory).groups
    if found := count_faults(counts, groups):
        raise Refused(*found)
    with transaction.atomic():
        mine = locked(hat, meeting, Move.ATTEND, seen)
        mine.attendance.counted().delete()
        Attendance.objects.bulk_create(
            Attendance(meeting=mine, group=group, men=people.men, women=people.women, entered_by=hat.person)
            for group, people in counts.items()
            if people.total
        )
        return _after_counting(hat, mine, _voices(speakers, delegates))


def add_names(hat: Holding, meeting: Meeting, people: Iterable[Named], seen: int | None = None) -> Meeting:
    """Write people who came down by name, sealed. Asks for the right to see names."""
    require(hat, Right.MEETING_NAMES, meeting.territory)
    given = list(people)
    known = forums_at(meeting.day, meeting.territory).groups
    if found := [fault for one in given for fault in _name_faults(one, known)]:
        raise Refused(*found)
    with transaction.atomic():
        mine = locked(hat, meeting, Move.ATTEND, seen)
        Attendance.objects.bulk_create(_row(hat, mine, one) for one in given)
        return _after_counting(hat, mine, {})


def drop_name(hat: Holding, meeting: Meeting, row: int) -> Meeting:
    """Take somebody off the list who was written down by mistake."""
    require(hat, Right.MEETING_NAMES, meeting.territory)
    with transaction.atomic():
        mine = locked(hat, meeting, Move.ATTEND)
        mine.attendance.named().filter(pk=row).delete()
        return _after_counting(hat, mine, {})


def close_meeting(
    hat: Holding,
    meeting: Meeting,
    ended_at: datetime | None = None,
    *,
    held_anyway: bool = False,
    seen: int | None = None,
) -> Meeting:
    """The meeting is over: its quorum is judged and kept, its attendance is filed as a figure.

    Without a quorum it is closed only when it was held all the same (`held_anyway`, a rembug lanjutan); the
    berita acara says so. Refused before it began, and without any attendance.
    """
    with transaction.atomic():
        mine = locked(hat, meeting, Move.CLOSE, seen)
        ended = ended_at or min(now(), mine.ends_at or now())
        _refuse_early(mine, ended)
        verdict = quorum_of(mine)
        if verdict.met is Answer.NO and not held_anyway:
            raise Refused(_no_quorum(verdict))
        fields = _judged(mine, verdict) | {"without_quorum": verdict.met is Answer.NO}
        done = take(hat, mine, Move.CLOSE, {"quorum": verdict.digest}, ends_at=ended, **fields)
        _file(hat, done)
    return done


def _after_counting(hat: Holding, meeting: Meeting, voices: dict[str, object]) -> Meeting:
    """After the meeting was closed, a correction is judged and filed anew."""
    fields = voices
    if meeting.standing in HELD:
        verdict = quorum_of(meeting)
        fields = voices | _judged(meeting, verdict) | {"without_quorum": verdict.met is Answer.NO}
    done = take(hat, meeting, Move.ATTEND, {"many": attendance_of(meeting).total.total}, **fields)
    if done.standing in HELD:
        _file(hat, done)
    return done


def _judged(meeting: Meeting, verdict: Quorum) -> dict[str, object]:
    came = attendance_of(meeting).total
    if not came.total:
        raise Refused(_nobody_came(meeting))
    return {
        "men": came.men,
        "women": came.women,
        "quorum": verdict.met.value,
        "quorum_rule": verdict.rule,
        "quorum_digest": verdict.digest,
    }


def _file(hat: Holding, meeting: Meeting) -> None:
    """The attendance by sex for the rooms below and above, under one name for each forum."""
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    facts = Facts(
        territory=meeting.territory,
        name=f"Kehadiran {forum.title}",
        unit=Unit.PEOPLE,
        as_of=meeting.day,
        source=f"Daftar hadir {meeting.title}"[:200],
        people=meeting.people,
        body=meeting.convener if forum.own_body else "",
        record=reverse("meeting", args=[meeting.pk]),
    )
    file_figure(hat, facts, room="meeting")


def _voices(speakers: BySex | None, delegates: BySex | None) -> dict[str, object]:
    given = {"speakers": speakers, "delegates": delegates}
    return {
        f"{what}_{sex}": getattr(people, sex) if people else None
        for what, people in given.items()
        for sex in ("men", "women")
    }


def _row(hat: Holding, meeting: Meeting, one: Named) -> Attendance:
    return Attendance(
        meeting=meeting,
        group=one.group,
        men=0 if one.woman else 1,
        women=1 if one.woman else 0,
        name=Attendance.sealed(meeting, " ".join(one.name.split())),
        also=" ".join(dict.fromkeys(one.also)),
        body=" ".join(one.body.split()),
        entered_by=hat.person,
    )


def _name_faults(one: Named, known: Mapping[str, str]) -> list[Finding]:
    """Told without the name: findings travel further than the list."""
    found = []
    if not one.name.strip() or len(one.name) > 120:
        found.append(Finding("attendance.name", "nama", "kosong atau terlalu panjang", "Tulis nama lengkap."))
    if sum(sign.isdigit() for sign in one.name) > 8:
        found.append(Finding("attendance.identity", "nama", "memuat nomor", "Tulis nama saja, tanpa NIK."))
    if {one.group, *one.also} - set(known):
        found.append(Finding("attendance.group", "unsur", "tidak dikenal", "Pilih unsur dari daftar."))
    return found


def _refuse_early(meeting: Meeting, ended: datetime) -> None:
    if meeting.starts_at > now():
        problem, advice = "belum dimulai", "Tutup sesudah rapat selesai; atau ubah jam mulainya."
        raise Refused(Finding("meeting.not_begun", str(meeting), problem, advice))
    if ended <= meeting.starts_at or ended > now():
        advice = "Isi jam sesudah rapat mulai, dan bukan jam yang akan datang."
        raise Refused(Finding("meeting.ends", "jam selesai", "tidak mungkin", advice))


def _nobody_came(meeting: Meeting) -> Finding:
    return Finding(
        "meeting.no_attendance",
        str(meeting),
        "kehadiran belum dicatat",
        "Isi hitungan L dan P tiap unsur dari daftar hadir; batalkan bila rapat tidak jadi.",
    )


def _no_quorum(verdict: Quorum) -> Finding:
    return Finding(
        "meeting.no_quorum",
        "kuorum",
        "; ".join(verdict.missing),
        "Tetapkan sebagai rembug lanjutan (tertulis di berita acara), atau batalkan dan undang lagi.",
    )
