"""Minutes in versions, and photos of the meeting. Two who write at once lose nothing: the second is told."""

from dataclasses import asdict

from django.db import transaction

from berdaya.access.models import Holding
from berdaya.access.services.drafts import drop_draft, save_draft
from berdaya.documents.photos import Stored, keep_photo
from berdaya.documents.store import drop_files
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.doors import latest_minutes
from berdaya.meeting.models import Meeting, Minutes, Photo
from berdaya.meeting.rules.records import Record, record_faults
from berdaya.meeting.rules.steps import Move
from berdaya.meeting.services.steps import locked, take

FORM = "notulen"
MOST_PHOTOS = 12


def keep_draft(hat: Holding, meeting: Meeting, record: Record, seen: int) -> None:
    """What has been written so far, sealed, for this role; `seen` is the version that it began from."""
    save_draft(hat, FORM, {"record": record.as_data(), "seen": seen}, subject=str(meeting.pk))


def write_minutes(hat: Holding, meeting: Meeting, record: Record, seen: int | None = None) -> Minutes:
    """A new version of the minutes. Refused when somebody wrote one since version `seen` (0: none yet).

    The same text again gives the version that stands.
    """
    if found := record_faults(record):
        raise Refused(*found)
    with transaction.atomic():
        mine = locked(hat, meeting, Move.WRITE)
        before = latest_minutes(mine)
        if before is not None and before.text == record:
            drop_draft(hat, FORM, str(mine.pk))
            return before
        number = before.version if before else 0
        if seen is not None and seen != number:
            raise Refused(_newer(number))
        made = Minutes.objects.create(
            meeting=mine,
            version=number + 1,
            content=Minutes.sealed(mine, number + 1, record),
            written_by=hat.person,
        )
        drop_draft(hat, FORM, str(mine.pk))
        take(hat, mine, Move.WRITE, {"minutes": made.version})
    return made


def add_photo(hat: Holding, meeting: Meeting, full: Clean, small: Clean, words: str) -> Photo:
    """Keep a picture, drawn anew already, with its small one. The same picture again is the same one."""
    return keep_photo(
        full,
        small,
        lambda stored: _kept(hat, meeting, stored, words),
        lambda digest: meeting.photos.get(sha256=digest),
    )


def _kept(hat: Holding, meeting: Meeting, stored: Stored, words: str) -> Photo:
    with transaction.atomic():
        mine = locked(hat, meeting, Move.PHOTO)
        same = mine.photos.filter(sha256=stored.sha256).first()
        if same is not None:
            return same
        if mine.photos.count() >= MOST_PHOTOS:
            advice = "Hapus satu foto dahulu; pilih yang memperlihatkan jalannya rapat."
            raise Refused(Finding("photo.too_many", "foto", f"sudah {MOST_PHOTOS}", advice))
        photo = Photo.objects.create(
            meeting=mine,
            **asdict(stored),
            words=" ".join(words.split())[:120] or str(mine)[:120],
            uploaded_by=hat.person,
        )
        take(hat, mine, Move.PHOTO, {"photo": photo.pk, "sha256": stored.sha256})
    return photo


def drop_photo(hat: Holding, photo: Photo) -> None:
    """Take a picture away, with its files; the trail keeps that it was there."""
    names = (photo.file, photo.small)
    with transaction.atomic():
        mine = locked(hat, photo.meeting, Move.PHOTO)
        mine.photos.filter(pk=photo.pk).delete()
        take(hat, mine, Move.PHOTO, {"dropped": photo.pk})
        transaction.on_commit(lambda: drop_files(*names))


def _newer(number: int) -> Finding:
    return Finding(
        "minutes.newer",
        "notulen",
        f"orang lain sudah menyimpan versi {number}",
        "Tulisan Anda disimpan sebagai draf. Gabungkan dengan versi itu, lalu simpan lagi.",
    )
