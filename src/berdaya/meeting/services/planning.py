"""Plan a meeting, say what is on its agenda and who is asked to come, invite, cancel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now, zones
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.places import place_exists, place_title
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.book import forums_at
from berdaya.meeting.models import AgendaItem, InvitedBody, Meeting
from berdaya.meeting.rules.forums import Forum, Item
from berdaya.meeting.rules.invitees import Invitee, invitee_faults
from berdaya.meeting.rules.steps import Move, State
from berdaya.meeting.services.steps import locked, take
from berdaya.meeting.words import invitation_text

MOST_ITEMS = 40
MOST_MINUTES = 24 * 60
_TOLD = {"rt_rw": (Role.RT_HEAD, Role.RW_HEAD), "lembaga": (Role.LPMK,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting before it is written down. Without an agenda it gets that of its forum; without a title the
    forum and the place. `continues` is the meeting that a rembug lanjutan goes on with."""

    forum: str
    territory: str
    starts_at: datetime
    place: str
    ends_at: datetime | None = None
    year: int | None = None
    title: str = ""
    convener: str = ""
    agenda: tuple[Item, ...] = ()
    continues: Meeting | None = None


def plan_meeting(hat: Holding, facts: Plan) -> Meeting:
    """Write a new meeting down with its agenda. Refused with findings."""
    require(hat, Right.MEETING_HOLD, facts.territory)
    forum = _forum(facts)
    _refuse(_plan_faults(forum, facts))
    with transaction.atomic():
        meeting = Meeting.objects.create(
            forum=forum.code,
            territory=facts.territory,
            continues=facts.continues,
            planned_by=hat.person,
            **_fields(forum, facts),
        )
        _write_agenda(meeting, facts.agenda or _agenda_before(facts) or forum.agenda)
        if facts.continues is not None:
            _invite_the_same(meeting, facts.continues)
        told = {"forum": forum.code, "continues": facts.continues.pk if facts.continues else None}
        record(hat, "meeting.planned", "meeting", meeting.pk, meeting.territory, told)
    return meeting


def change_plan(hat: Holding, meeting: Meeting, facts: Plan, seen: int | None = None) -> Meeting:
    """Another time, place or title, as long as the meeting is not closed. Those invited are told."""
    forum = _forum(facts)
    _refuse(_plan_faults(forum, facts))
    with transaction.atomic():
        mine = locked(hat, meeting, Move.PLAN, seen)
        changed = take(hat, mine, Move.PLAN, {"what": "plan"}, **_fields(forum, facts))
        if changed.standing is State.INVITED:
            _tell(hat, changed, "Perubahan")
    return changed


def set_agenda(hat: Holding, meeting: Meeting, items: Iterable[Item], seen: int | None = None) -> Meeting:
    """The agenda as it is given, in that order."""
    given = tuple(items)
    _refuse(_agenda_faults(given))
    with transaction.atomic():
        mine = locked(hat, meeting, Move.PLAN, seen)
        mine.agenda.all().delete()
        _write_agenda(mine, given)
        return take(hat, mine, Move.PLAN, {"what": "agenda", "items": len(given)})


def set_invitees(
    hat: Holding, meeting: Meeting, invitees: Iterable[Invitee], seen: int | None = None
) -> Meeting:
    """Who is asked to come, as it is given; whoever stood there before and is not given is taken off."""
    given = list(dict.fromkeys(invitees))
    groups = forums_at(meeting.day, meeting.territory).groups
    _refuse(invitee_faults(given, groups))
    with transaction.atomic():
        mine = locked(hat, meeting, Move.PLAN, seen)
        mine.invitees.all().delete()
        _write_invitees(mine, given)
        return take(hat, mine, Move.PLAN, {"what": "invitees", "many": len(given)})


def invite(hat: Holding, meeting: Meeting, seen: int | None = None) -> Meeting:
    """The invitation goes out: inboxes of those who have one; the letter and the text are for the others."""
    with transaction.atomic():
        mine = locked(hat, meeting, Move.INVITE, seen)
        if mine.starts_at <= now():
            raise Refused(_past(mine))
        if not mine.invitees.exists():
            raise Refused(_nobody(mine))
        done = take(hat, mine, Move.INVITE, {"many": mine.invitees.count()})
        _tell(hat, done, "Undangan")
    return done


def cancel_meeting(hat: Holding, meeting: Meeting, reason: str, seen: int | None = None) -> Meeting:
    """The meeting is not held; the reason stays with it, and those invited are told."""
    why = " ".join(reason.split())[:200]
    if not why:
        raise Refused(Finding("meeting.no_reason", "alasan", "belum diisi", "Tulis dalam satu kalimat."))
    with transaction.atomic():
        mine = locked(hat, meeting, Move.CANCEL, seen)
        invited = mine.standing is State.INVITED
        done = take(hat, mine, Move.CANCEL, {}, reason=why)
        if invited:
            _tell(hat, done, "Batal")
    return done


def title_of(forum: Forum, territory: str) -> str:
    """`Musrenbang desa Plakaran`, `Rembug RT 003/RW 002`: forum and place, no word twice."""
    kind, _, name = place_title(territory).split(", ")[0].partition(" ")
    same = forum.title.split()[-1].casefold() == kind.casefold()
    return f"{forum.title} {name}" if same and name else f"{forum.title} {kind} {name}".strip()


def _forum(facts: Plan) -> Forum:
    day = zones().day(facts.starts_at, facts.territory)
    return forums_at(day, facts.territory).get(facts.forum)


def _fields(forum: Forum, facts: Plan) -> dict[str, object]:
    day = zones().day(facts.starts_at, facts.territory)
    title = " ".join(facts.title.split()) or title_of(forum, facts.territory)
    minutes = sum(item.minutes for item in facts.agenda) or forum.minutes
    return {
        "title": title[:160],
        "year": facts.year or forum.year_on(day),
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at or facts.starts_at + timedelta(minutes=minutes),
        "place": " ".join(facts.place.split())[:200],
        "convener": (" ".join(facts.convener.split()) or forum.convener)[:120],
    }


def _plan_faults(forum: Forum, facts: Plan) -> list[Finding]:
    found = _agenda_faults(facts.agenda) if facts.agenda else []
    if not place_exists(facts.territory) or not forum.held_at(facts.territory):
        advice = f"{forum.title} diadakan di {forum.held_in}. Pilih wilayah lain atau jenis lain."
        found.append(Finding("meeting.level", "wilayah", f"tidak cocok dengan {forum.title}", advice))
    if not facts.place.strip():
        advice = "Tulis gedung atau rumah, dan RT-nya."
        found.append(Finding("meeting.no_place", "tempat", "belum diisi", advice))
    if facts.ends_at is not None and facts.ends_at <= facts.starts_at:
        found.append(Finding("meeting.ends", "jam selesai", "tidak sesudah jam mulai", "Periksa jamnya."))
    if facts.continues is not None and facts.continues.territory != facts.territory:
        advice = "Lanjutan diadakan di wilayah yang sama."
        found.append(Finding("meeting.continues", "pertemuan lanjutan", "milik wilayah lain", advice))
    return found


def _agenda_faults(items: tuple[Item, ...]) -> list[Finding]:
    found = []
    if not 1 <= len(items) <= MOST_ITEMS:
        advice = f"Tulis satu sampai {MOST_ITEMS} acara."
        found.append(Finding("agenda.items", "acara", f"ada {len(items)}", advice))
    if any(not 1 <= item.minutes <= MOST_MINUTES for item in items):
        found.append(Finding("agenda.minutes", "menit acara", "bukan 1 sampai 1.440", "Periksa menitnya."))
    if any(not item.what.strip() for item in items):
        found.append(
            Finding("agenda.empty", "acara", "ada baris tanpa acara", "Isi atau kosongkan menitnya.")
        )
    return found


def _agenda_before(facts: Plan) -> tuple[Item, ...]:
    return tuple(row.item for row in facts.continues.agenda.all()) if facts.continues else ()


def _write_agenda(meeting: Meeting, items: tuple[Item, ...]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=n, minutes=item.minutes, what=" ".join(item.what.split())[:160])
        for n, item in enumerate(items, start=1)
    )


def _write_invitees(meeting: Meeting, invitees: Iterable[Invitee]) -> None:
    InvitedBody.objects.bulk_create(
        InvitedBody(meeting=meeting, body_name=one.body_name, territory=one.territory, group=one.group)
        for one in invitees
    )


def _invite_the_same(meeting: Meeting, before: Meeting) -> None:
    rows = before.invitees.all()
    _write_invitees(meeting, [Invitee(row.body_name, row.territory, row.group) for row in rows])


def _tell(hat: Holding, meeting: Meeting, what: str) -> None:
    """One message for each role that reaches those who were invited."""
    groups = set(meeting.invitees.values_list("group", flat=True))
    roles = [role for group in sorted(groups) for role in _TOLD.get(group, ())]
    body = (
        meeting.reason if what == "Batal" else invitation_text(meeting, meeting.agenda.all()).replace("*", "")
    )
    for role in roles:
        subject = f"{what}: {meeting.title}"[:160]
        send_to_role(role, meeting.territory, subject, body, sender=hat.person)


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(*findings)


def _past(meeting: Meeting) -> Finding:
    return Finding(
        "meeting.past",
        str(meeting),
        "jam mulainya sudah lewat",
        "Ubah waktunya dahulu; atau catat kehadiran dan tutup rapatnya bila sudah berlangsung.",
    )


def _nobody(meeting: Meeting) -> Finding:
    return Finding(
        "meeting.nobody_invited", str(meeting), "belum ada yang diundang", "Isi daftar undangan dahulu."
    )
