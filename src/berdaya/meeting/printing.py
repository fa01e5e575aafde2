"""Papers of a meeting from values: invitation letter, attendance sheet, berita acara, notes.

`minutes_values(meeting, sections)` is the hook for the rooms above: their tables and lists come in as
`Section` and are printed between the decisions and the signatures (`services.papers.attach_sections`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from berdaya.access.places import place_title
from berdaya.documents.paper import Letterhead, Paper, Signatory
from berdaya.documents.plain import as_plain
from berdaya.documents.tables import Column, Kind, Sheet, for_paper
from berdaya.kernel.calendar import format_day
from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding
from berdaya.kernel.sexes import BySex
from berdaya.meeting.book import forums_at, quorum_at
from berdaya.meeting.doors import agenda_of, attendance_of, latest_minutes, quorum_of
from berdaya.meeting.models import Attendance, InvitedBody, Meeting
from berdaya.meeting.rules.attendance import Tally
from berdaya.meeting.rules.forums import Forum, level_word, timed
from berdaya.meeting.rules.quorum import women_take_part
from berdaya.meeting.rules.records import Record
from berdaya.meeting.words import by_sex, hour, hours, when
from berdaya.region.rules.codes import Level, level_of, part_of

LETTER, RECORD = "undangan", "berita-acara"
KINDS: Final = {LETTER: "Undangan", RECORD: "Berita Acara"}
TEMPLATES: Final = {LETTER: "meeting/letter", RECORD: "meeting/record"}
SHEET: Final = "meeting/sheet"
DOTS: Final = "." * 28
_FEW = 8


@dataclass(frozen=True, slots=True)
class Section:
    """What a room above adds to the berita acara: a heading, sentences, a table."""

    heading: str
    words: tuple[str, ...] = ()
    sheet: Sheet | None = None

    def as_data(self) -> dict[str, Any]:
        """As it is kept and printed: every cell already in words."""
        table = for_paper(self.sheet) if self.sheet else None
        data: dict[str, Any] = as_plain({"heading": self.heading, "words": list(self.words), "table": table})
        return data


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the office held, the name (empty: written by hand) and the civil servant's number."""

    title: str
    name: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """The people on a paper: chair, who wrote the notes, where it is signed, who signs."""

    chair: str = ""
    scribe: str = ""
    town: str = ""
    signers: tuple[Signer, ...] = ()


def office_of(meeting: Meeting) -> str:
    """The office on paper: the place itself, without what holds it."""
    return place_title(meeting.territory).split(", ")[0]


def paper_of(meeting: Meeting, which: str, hands: Hands, **facts: Any) -> Paper:
    """The paper around the values: heading, letterhead, signatures. `facts` are number, date and mark."""
    title = meeting.title if which == LETTER else f"Berita Acara\n{meeting.title}"
    return Paper(
        kind=KINDS[which],
        title=title,
        subtitle=f"Tahun Anggaran {meeting.year}" if which == RECORD else "",
        office=office_of(meeting),
        place=hands.town or office_of(meeting),
        short=f"{KINDS[which]} {meeting.title}",
        letterhead=letterhead_of(meeting),
        signatories=tuple(_signatory(one) for one in hands.signers),
        **facts,
    )


def letterhead_of(meeting: Meeting) -> Letterhead:
    """Kop: the kabupaten or kota and the office under it; for RT and RW, the village and they below it."""
    code = meeting.territory
    if level_of(code).depth > Level.VILLAGE.depth:
        village = part_of(code, Level.VILLAGE) or code
        return Letterhead(place_title(village), office_of(meeting))
    top = part_of(code, Level.KABUPATEN) or code
    kecamatan = part_of(code, Level.KECAMATAN)
    lines = (place_title(kecamatan).split(", ")[0],) if kecamatan and kecamatan != code else ()
    return Letterhead(f"Pemerintah {place_title(top).split(', ')[0]}", office_of(meeting), lines)


def _signatory(one: Signer) -> Signatory:
    return Signatory(title=one.title, name=one.name or DOTS, nip=one.nip)


# ---------- the invitation ----------


def letter_values(meeting: Meeting) -> dict[str, Any]:
    """What the invitation says; a long list of invitees stands on a page of its own."""
    invited = list(meeting.invitees.all())
    groups = forums_at(meeting.day, meeting.territory).groups
    return {
        "about": f"Undangan {meeting.title}",
        "to": [one.body_name for one in invited] if len(invited) <= _FEW else [],
        "enclosed": _invited_by_group(invited, groups) if len(invited) > _FEW else [],
        "many": len(invited),
        "day": format_day(meeting.day),
        "hours": hours(meeting),
        "place": meeting.place,
        "convener": meeting.convener,
        "year": meeting.year,
        "again": _goes_on(meeting),
        "agenda": _agenda(meeting),
    }


def _invited_by_group(invited: Iterable[InvitedBody], groups: Mapping[str, str]) -> list[dict[str, Any]]:
    found: dict[str, list[str]] = {}
    for one in invited:
        found.setdefault(one.group, []).append(one.body_name)
    return [{"label": groups.get(group, group), "names": names} for group, names in found.items()]


def _agenda(meeting: Meeting) -> list[list[str]]:
    return [
        [f"{hour(one.begins)}–{hour(one.ends)}", one.item.what]
        for one in timed(agenda_of(meeting), meeting.starts)
    ]


def _goes_on(meeting: Meeting) -> str:
    before = meeting.continues
    return f"Rembug lanjutan dari pertemuan {format_day(before.day)}." if before else ""


# ---------- the attendance sheet ----------


def sheet_paper(meeting: Meeting) -> Paper:
    """The sheet that goes round; it is no numbered paper and carries no code."""
    return Paper(
        kind="Daftar Hadir",
        title=f"Daftar Hadir\n{meeting.title}",
        office=office_of(meeting),
        number="lembar kerja",
        date=meeting.day,
        short=f"Daftar Hadir {meeting.title}",
    )


def sheet_values(meeting: Meeting, people: Sequence[Attendance] = ()) -> dict[str, Any]:
    """Blank rows for the pen, or one row for each name (only for those who may see names)."""
    groups = forums_at(meeting.day, meeting.territory).groups
    return {
        "what": meeting.title,
        "when": when(meeting),
        "place": meeting.place,
        "blank": 0 if people else 40,
        "rows": [
            [one.open_name, "" if one.women else "✓", "✓" if one.women else "", _represents(one, groups)]
            for one in people
        ],
        "total": by_sex(_sum(people)),
    }


def _represents(one: Attendance, groups: Mapping[str, str]) -> str:
    return one.body or groups.get(one.group, one.group)


def _sum(people: Sequence[Attendance]) -> BySex | None:
    return sum((one.people for one in people), BySex(0, 0)) if people else None


# ---------- the berita acara ----------


def minutes_values(
    meeting: Meeting, sections: Sequence[Mapping[str, Any]] = (), hands: Hands = Hands()
) -> dict[str, Any]:
    """Everything that the berita acara says, by design §3.4; people who came are counted, never named."""
    forum = forums_at(meeting.day, meeting.territory).get(meeting.forum)
    minutes = latest_minutes(meeting)
    text = minutes.text if minutes else Record()
    came = attendance_of(meeting)
    verdict = quorum_of(meeting)
    values = {
        "opening": _opening(meeting, forum),
        "facts": _facts(meeting, text, hands),
        "agenda": _agenda(meeting),
        "attendance": for_paper(_attendance(forum, came)),
        "voices": [f"{what}: {words}" for what, words in _voices(meeting) if words],
        "quorum": verdict.words[:1].upper() + verdict.words[1:],
        "conditions": [one.words for one in verdict.conditions],
        "flag": _flag(meeting),
        "rule": verdict.rule,
        "women": [f"{one.where[:1].upper()}{one.where[1:]}: {one.problem}." for one in _few_women(meeting)],
        "items": [[what, said] for what, said in text.items if said.strip()],
        "decisions": list(text.decisions),
        "rejected": list(text.rejected),
        "actions": list(text.actions),
        "sections": [dict(section) for section in sections],
        "version": minutes.version if minutes else 0,
    }
    return values | {"digest": digest_of(values)}


def _opening(meeting: Meeting, forum: Forum) -> str:
    level = level_word(meeting.territory)
    level = level.upper() if level in ("rt", "rw") else level
    held = f"Pada hari {when(meeting)}, bertempat di {meeting.place}, telah diadakan {meeting.title}"
    return f"{held} ({forum.title}, tingkat {level}) untuk tahun anggaran {meeting.year}."


def _facts(meeting: Meeting, text: Record, hands: Hands) -> list[list[str]]:
    rows = [["Pengundang", meeting.convener]]
    rows += [["Pimpinan rapat", hands.chair or DOTS], ["Notulis", hands.scribe or DOTS]]
    rows += [["Cara memutuskan", text.rule]]
    return [*rows, ["Dokumen yang dipakai", "; ".join(text.sources) or "tidak dicatat"]]


def _attendance(forum: Forum, came: Tally) -> Sheet:
    names = {**forum.groups, **{group: group for group in came.by_group if group not in forum.groups}}
    rows = [
        (words, people.men, people.women, people.total)
        for group, words in names.items()
        if (people := came.by_group.get(group, BySex(0, 0))) is not None
    ]
    total = came.total
    columns = (
        Column("Unsur yang diwakili"),
        Column("L", Kind.COUNT, mm=18),
        Column("P", Kind.COUNT, mm=18),
        Column("Jumlah", Kind.COUNT, mm=22),
    )
    return Sheet("Hadir", columns, rows, totals=("Seluruhnya", total.men, total.women, total.total))


def _voices(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        ("Peserta", by_sex(attendance_of(meeting).total)),
        ("Berbicara", by_sex(meeting.speakers)),
        ("Utusan terpilih", by_sex(meeting.delegates)),
    ]


def _flag(meeting: Meeting) -> str:
    """What the paper says of a meeting that lacked its quorum, or that goes on with another."""
    parts = [_goes_on(meeting)]
    if meeting.without_quorum:
        parts.append("Pertemuan ini tidak mencapai kuorum dan diadakan sebagai rembug lanjutan.")
    return " ".join(filter(None, parts))


def _few_women(meeting: Meeting) -> list[Finding]:
    share = quorum_at(meeting.day, meeting.territory).women_share
    voices = {"peserta": meeting.people, "utusan": meeting.delegates, "pembicara": meeting.speakers}
    return women_take_part(share, voices)
