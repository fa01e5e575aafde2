"""What the night does in this room: files that may not be kept any longer go, and what was left over."""

import time
from datetime import date
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.keys import key_ring
from berdaya.access.services.inbox import send_to
from berdaya.kernel.calendar import format_date
from berdaya.register.importing.snapshot import clear_leftovers
from berdaya.register.models import Snapshot, Upload
from berdaya.register.rules.uploads import State
from berdaya.register.services import shelf
from berdaya.register.services.snapshots import erase_people
from berdaya.register.services.uploads import end, erase_ended

_OLD_ENOUGH = 24 * 3600


def destroy_overdue(day: date) -> int:
    """Originals whose days are over, with everything that was read from them."""
    done = 0
    for pk in list(Upload.objects.overdue(day).values_list("pk", flat=True)):
        with transaction.atomic():
            upload = Upload.objects.overdue(day).select_for_update().filter(pk=pk).first()
            if upload is None:
                continue
            end(upload, State.DESTROYED)
            send_to(
                upload.maker,
                f"Berkas register edisi {format_date(upload.edition)} dimusnahkan",
                "Masa simpannya habis sebelum disahkan. Unggah lagi bila masih diperlukan.",
                link=reverse("register-upload", args=[upload.pk]),
            )
            record(None, "register.file_expired", "upload", upload.pk, upload.territory)
        done += 1
    return done


def finish_erasing() -> int:
    """Files of uploads and registers that are over, should the plug have been pulled in between."""
    ended = list(Upload.objects.not_erased())
    for upload in ended:
        erase_ended(upload.pk, upload.folder)
    destroyed = Snapshot.objects.exclude(destruction=None)
    return len(ended) + sum(erase_people(snapshot) for snapshot in destroyed)


def sweep() -> int:
    """Folders that no row knows: a file that was replaced, a snapshot that was not confirmed after all;
    and what imports left that were killed."""
    swept = 0
    live = set(Upload.objects.on_the_way().values_list("folder", flat=True))
    for parent in (shelf.uploads_folder(), shelf.open_folder(), shelf.staged_folder()):
        for folder in _old(parent):
            if folder.name not in live:
                shelf.discard_staged(folder.name)
                shelf.erase(folder.name)
                swept += 1
    known = set(Snapshot.objects.values_list("folder", flat=True))
    for folder in _old(shelf.snapshots_folder()):
        if folder.name not in known and folder.name.rpartition("-")[2] not in {name[:12] for name in live}:
            shelf.discard(folder)
            swept += 1
    return swept + clear_leftovers(key_ring())


def _old(parent: Path) -> list[Path]:
    """Folders that nobody has touched for a day."""
    if not parent.is_dir():
        return []
    before = time.time() - _OLD_ENOUGH
    return [folder for folder in sorted(parent.iterdir()) if folder.stat().st_mtime < before]
