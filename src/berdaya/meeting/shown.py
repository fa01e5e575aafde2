"""How a meeting is shown: where it stands, what comes next and by whom, its rows in lists."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from berdaya.access.clock import now
from berdaya.access.places import place_title
from berdaya.documents.rules import Standing
from berdaya.kernel.calendar import format_date
from berdaya.kernel.sexes import BySex
from berdaya.kernel.status import StatusLine
from berdaya.meeting.book import forums_at, quorum_at
from berdaya.meeting.doors import Page, Story
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.attendance import NOBODY
from berdaya.meeting.rules.forums import timed
from berdaya.meeting.rules.steps import COMING, State
from berdaya.meeting.words import by_sex, hour, hours

SHADES = {
    State.PLANNED: "no",
    State.INVITED: "",
    State.HELD: "wait",
    State.MINUTED: "wait",
    State.SIGNED: "",
    State.CANCELLED: "no",
}


@dataclass(frozen=True, slots=True)
class Status(StatusLine):
    """The status line, and the button that is due."""

    address: str = ""
    button: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in a list."""

    meeting: Meeting
    hours: str
    place: str
    chip: str
    shade: str
    came: str


def shown_row(meeting: Meeting) -> Row:
    state = meeting.standing
    return Row(
        meeting=meeting,
        hours=hours(meeting),
        place=place_title(meeting.territory),
        chip=_going_on_word(meeting) if goes_on(meeting) else state.value,
        shade="wait" if goes_on(meeting) else SHADES[state],
        came=by_sex(meeting.people),
    )


def goes_on(meeting: Meeting) -> bool:
    """It has begun and nobody has closed it yet."""
    return meeting.standing in COMING and meeting.starts_at <= now()


def _going_on_word(meeting: Meeting) -> str:
    return "belum ditutup" if meeting.ends_at and meeting.ends_at < now() else "berlangsung"


def heading_of(page: Page) -> str:
    many = len(page.coming)
    if many:
        return f"{many} pertemuan belum selesai" if many > 1 else "Satu pertemuan belum selesai"
    return "Pertemuan" if page.rows or page.page > 1 else "Belum ada pertemuan"


def status_of(story: Story) -> Status:
    """Where the meeting stands, in the words of its page."""
    meeting = story.meeting
    match meeting.standing:
        case State.CANCELLED:
            return _cancelled(meeting)
        case State.SIGNED:
            return _signed(meeting)
        case State.MINUTED:
            return _minuted(story)
        case State.HELD:
            return _held(story)
    return _going_on(story) if goes_on(meeting) else _coming(story)


def _coming(story: Story) -> Status:
    meeting, many = story.meeting, sum(story.invited.values())
    if meeting.standing is State.INVITED:
        return Status(
            "Undangan sudah keluar",
            f"{many} diundang. Kotak masuk ketua RT/RW terisi; yang lain lewat surat atau WhatsApp.",
            "Cetak daftar hadir; pada harinya catat kehadiran.",
            meeting.convener,
            address=reverse("meeting-sheet", args=[meeting.pk]),
            button="Cetak daftar hadir",
        )
    if not many:
        return Status(
            "Pertemuan dirancang",
            f"{len(story.agenda)} acara; belum ada yang diundang.",
            "Isi siapa yang diundang.",
            meeting.convener,
            waiting=True,
            address=reverse("meeting-invitees", args=[meeting.pk]),
            button="Isi undangan",
        )
    return Status(
        "Pertemuan dirancang",
        f"{len(story.agenda)} acara, {many} undangan.",
        "Undang.",
        meeting.convener,
        True,
    )


def _going_on(story: Story) -> Status:
    meeting = story.meeting
    if not story.tally.total.total:
        return Status(
            "Pertemuan berlangsung, atau sudah selesai",
            "Jam mulainya sudah lewat dan kehadiran belum dicatat.",
            "Catat kehadiran menurut unsur, lalu tutup rapat.",
            meeting.convener,
            True,
            reverse("meeting-attendance", args=[meeting.pk]),
            "Catat kehadiran",
        )
    return Status(
        "Kehadiran tercatat",
        f"{by_sex(story.tally.total)}; {story.quorum.words}.",
        "Tutup rapat bila sudah selesai.",
        meeting.convener,
        True,
        reverse("meeting-close", args=[meeting.pk]),
        "Tutup rapat",
    )


def _held(story: Story) -> Status:
    meeting = story.meeting
    days = quorum_at(meeting.day, meeting.territory).minutes_days
    return Status(
        f"Rapat ditutup pukul {hour(meeting.ends)}" if meeting.ends else "Rapat ditutup",
        f"{by_sex(meeting.people)}; {_quorum_words(story)}.",
        f"Tulis notulen paling lambat {format_date(meeting.day + timedelta(days=days))}.",
        "Notulis",
        True,
        reverse("meeting-minutes", args=[meeting.pk]),
        "Tulis notulen",
    )


def _minuted(story: Story) -> Status:
    meeting, paper = story.meeting, story.meeting.record
    if paper is None or paper.standing not in (Standing.ISSUED, Standing.SIGNED):
        return Status(
            f"Notulen versi {story.minutes[0].version} tersimpan" if story.minutes else "Notulen tersimpan",
            f"{by_sex(meeting.people)}; {_quorum_words(story)}.",
            "Terbitkan berita acara, lalu mintakan tanda tangan.",
            ", ".join(story.forum.signs),
            True,
            reverse("meeting-paper", args=[meeting.pk, "berita-acara"]),
            "Berita acara",
        )
    return Status(
        f"Berita acara nomor {paper.number} terbit",
        "Belum ada pindaian kertas yang ditandatangani.",
        "Cetak, mintakan tanda tangan, lalu unggah pindaiannya. Orang kedua memeriksanya.",
        "Operator desa atau kelurahan",
        True,
        reverse("document", args=[paper.pk]),
        "Buka berita acara",
    )


def _signed(meeting: Meeting) -> Status:
    paper = meeting.record
    assert paper is not None
    return Status(
        "Berita acara ditandatangani",
        f"Nomor {paper.number}, {format_date(paper.date)}; pindaiannya sudah diperiksa orang kedua.",
        "Selesai. Pembahasan berikutnya lewat pertemuan lanjutan.",
        meeting.convener,
        address=reverse("document", args=[paper.pk]),
        button="Buka berita acara",
    )


def _cancelled(meeting: Meeting) -> Status:
    return Status(
        "Pertemuan dibatalkan", f"{meeting.reason}.", "Rancang yang baru bila perlu.", meeting.convener
    )


def _quorum_words(story: Story) -> str:
    return "rembug lanjutan tanpa kuorum" if story.meeting.without_quorum else story.quorum.words


# ---------- parts of the page ----------


def agenda_rows(story: Story) -> list[tuple[str, int, str]]:
    rows = timed(story.agenda, story.meeting.starts)
    return [(f"{hour(row.begins)}–{hour(row.ends)}", row.item.minutes, row.item.what) for row in rows]


def attendance_rows(story: Story) -> list[tuple[str, BySex]]:
    """Each group of the forum with its count; groups outside the forum only where somebody came."""
    by_group = story.tally.by_group
    names = dict(story.forum.groups)
    known = forums_at(story.meeting.day, story.meeting.territory).groups
    names |= {group: known.get(group, group) for group in by_group if group not in names}
    return [(words, by_group.get(group, NOBODY)) for group, words in names.items()]


def invited_rows(story: Story) -> list[tuple[str, int]]:
    known = forums_at(story.meeting.day, story.meeting.territory).groups
    return [(known.get(group, group), many) for group, many in story.invited.items()]
