"""How long somebody who keeps missing has to wait. The same for names that exist and names that do not."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def wait_until(misses: Sequence[datetime], limit: int, window: timedelta, now: datetime) -> datetime | None:
    """The moment from which the next try counts again, or None when it may be made now.

    `limit` misses within the window are free; after that the oldest of the last `limit` has to leave the
    window first.
    """
    recent = sorted(moment for moment in misses if now - window < moment <= now)
    return recent[-limit] + window if len(recent) >= limit else None
