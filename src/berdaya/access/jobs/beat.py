"""Does anybody work behind the pages? The worker leaves the time in a file of the office, again and again."""

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone

from berdaya.kernel.calendar import format_date
from berdaya.kernel.settings import data_folder

EVERY: Final = timedelta(seconds=15)
MISSING_AFTER: Final = timedelta(minutes=1)


def beat_file() -> Path:
    return data_folder() / "tmp" / "worker.seen"


def beat() -> None:
    file = beat_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def keep_beating() -> threading.Event:
    """Beat beside the work until the process ends, or until the event that this gives is set."""
    over = threading.Event()

    def go_on() -> None:
        while not over.wait(EVERY.total_seconds()):
            with suppress(OSError):  # a full disk stops the beat, not the work
                beat()

    beat()
    threading.Thread(target=go_on, name="berdaya-beat", daemon=True).start()
    return over


def worker_seen() -> datetime | None:
    """When the worker was last heard of; None where none ever was."""
    try:
        return datetime.fromtimestamp(beat_file().stat().st_mtime, UTC)
    except OSError:
        return None


def missing_worker() -> str:
    """What to tell people while nobody works on jobs; empty as long as somebody does."""
    seen = worker_seen()
    if seen is not None and timezone.now() - seen < MISSING_AFTER:
        return ""
    if seen is None:
        return "Pekerja kantor belum pernah terlihat"
    here = timezone.localtime(seen)
    return f"Pekerja kantor tidak terlihat sejak {format_date(here.date())} pukul {here:%H.%M}"
