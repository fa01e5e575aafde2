"""Where a list stands, in four cells: what happened, why, what next, who. And the buttons that follow."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from berdaya.access.clock import today_in
from berdaya.kernel.calendar import format_date
from berdaya.kernel.status import StatusLine
from berdaya.targeting.models import Decree, Discussion, Run
from berdaya.targeting.rules.runs import Move, State


@dataclass(frozen=True, slots=True)
class Story:
    """What is known about a list when its page is opened."""

    run: Run
    discussion: Discussion | None
    decree: Decree | None
    follower: Decree | None
    changes: int
    moves: frozenset[Move]


def standing_of(story: Story) -> StatusLine:
    return _SAID[story.run.standing](story)


def _day(moment: datetime) -> str:
    return format_date(timezone.localtime(moment).date())


def _draft(story: Story) -> StatusLine:
    run = story.run
    what = "Masukannya sedang disusun, belum dihitung."
    if run.refusal:
        what = "Hitungan berhenti karena ada temuan; daftarnya belum berubah."
    elif run.computation is not None:
        what = "Masukan dibuka lagi. Yang tampak di bawah masih hitungan sebelumnya."
    return StatusLine(
        what,
        f"Daftar dampingan tahun anggaran {run.year} perlu disusun.",
        "Lengkapi sumber, indeks dan kursi, lalu hitung." + _until(run),
        f"Disusun {run.begun_by.name}.",
        Move.COMPUTE in story.moves,
    )


def _computed(story: Story) -> StatusLine:
    run, computation = story.run, story.run.computation
    assert computation is not None
    what = f"Daftar selesai dihitung {_day(computation.made_at)}" + _changed(story.changes)
    why = f"{computation.register_words} dan {computation.index_words} sudah ada."
    back = getattr(story.discussion, "returned", None)
    if back is not None:
        what = f"Dikembalikan {back.returned_by.name}, {_day(back.returned_at)}."
        why = back.reason
    return StatusLine(
        what,
        why,
        "Forum membahas yang ambang lebih dahulu, lalu pembahasan ditutup." + _until(run),
        f"Disusun {computation.made_by.name}.",
        Move.CLOSE in story.moves,
    )


def _discussed(story: Story) -> StatusLine:
    run, talk = story.run, story.discussion
    assert talk is not None
    mine = Move.CHECK in story.moves
    return StatusLine(
        f"Daftar selesai dihitung dan dibahas {talk.forum} {format_date(talk.held_on)}"
        + _changed(talk.changes),
        f"Berita acara {talk.minutes}.",
        "Pemeriksa kedua membaca yang ambang, lalu daftar ditetapkan." + _until(run),
        ("Anda memeriksa. " if mine else "Orang kedua memeriksa. ") + f"Disusun {talk.closed_by.name}.",
        mine,
    )


def _checked(story: Story) -> StatusLine:
    talk = story.discussion
    assert talk is not None
    checked = talk.check_made
    return StatusLine(
        f"Sudah diperiksa {checked.checked_by.name}, {_day(checked.checked_at)}.",
        f"Dibahas {talk.forum} {format_date(talk.held_on)}" + _changed(talk.changes),
        "Kepala daerah menandatangani; nomor, masa berlaku dan pindaiannya dicatat di sini."
        + _until(story.run),
        f"Disusun {talk.closed_by.name}, diperiksa {checked.checked_by.name}.",
        Move.DECREE in story.moves,
    )


def _decreed(story: Story) -> StatusLine:
    decree, talk = story.decree, story.discussion
    assert decree is not None
    assert talk is not None
    return StatusLine(
        f"Ditetapkan Keputusan {decree.head} Nomor {decree.number}, {format_date(decree.date)}.",
        f"Dibahas {talk.forum} {format_date(talk.held_on)}" + _changed(talk.changes),
        _period(decree, story.follower),
        f"Disusun {talk.closed_by.name}, diperiksa {talk.check_made.checked_by.name},"
        f" dicatat {decree.recorded_by.name}.",
        False,
    )


def _period(decree: Decree, after: Decree | None) -> str:
    days = f"{format_date(decree.valid_from)} sampai {format_date(decree.valid_to)}"
    waits = decree.valid_from > today_in(decree.territory)
    said = f"Menunggu berlaku, {days}." if waits else f"Berlaku {days}."
    if after is None:
        return said
    begins = format_date(after.valid_from)
    return f"{said} Mulai {begins} diganti Keputusan {after.head} Nomor {after.number}."


def _superseded(story: Story) -> StatusLine:
    said, after = _decreed(story), story.follower
    if after is None:
        return said
    return StatusLine(
        said.what,
        said.why,
        f"Diganti Keputusan {after.head} Nomor {after.number} mulai {format_date(after.valid_from)}.",
        said.who,
        False,
    )


def _dropped(story: Story) -> StatusLine:
    return StatusLine(
        "Daftar ini dibatalkan dan tidak dipakai.",
        "Alasannya ada di riwayat.",
        "Tidak ada. Susun daftar baru bila perlu.",
        f"Disusun {story.run.begun_by.name}.",
        False,
    )


def _changed(changes: int) -> str:
    return f", dengan {changes} perubahan." if changes else ", tanpa perubahan."


def _until(run: Run) -> str:
    return f" Batas {format_date(run.due)}." if run.due else ""


_SAID = {
    State.DRAFT: _draft,
    State.COMPUTED: _computed,
    State.DISCUSSED: _discussed,
    State.CHECKED: _checked,
    State.DECREED: _decreed,
    State.SUPERSEDED: _superseded,
    State.DROPPED: _dropped,
}
