"""A table that somebody brought, sealed in the store until it is dropped or its days are over."""

import base64
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from berdaya.access.clock import now
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.deliberation.models.brought import BroughtTable
from berdaya.documents.store import drop_file, file_path, put_file
from berdaya.kernel.findings import Finding, Refused
from berdaya.rulebook.rules import shipped


def put_away(content: bytes, sha256: str) -> str:
    """The name under which it lies sealed."""
    sealed = seal_text(base64.b64encode(content).decode(), _label(sha256))
    return put_file(sealed.encode(), "seal")


def content_of(brought: BroughtTable) -> bytes:
    """As it came. Refused when its days are over."""
    path = file_path(brought.file) if brought.file else None
    if path is None:
        problem, advice = "berkasnya sudah dimusnahkan", "Unggah sekali lagi."
        raise Refused(Finding("exchange.gone", brought.title, problem, advice))
    return base64.b64decode(unseal_text(path.read_text(), _label(brought.sha256)))


def destroy(brought: BroughtTable, *, dropped: bool) -> None:
    """The file is gone once this is committed; `dropped`: nobody had confirmed it."""
    name, brought.file = brought.file, ""
    if dropped:
        brought.dropped_at = now()
    brought.save(update_fields=["file", "dropped_at"])
    transaction.on_commit(lambda: drop_file(name))


def most_rows(day: date) -> int:
    return int(_practice(day)["rows"])


def last_day(day: date) -> date:
    """Until when a table that came on this day is kept."""
    return day + timedelta(days=_practice(day)["keep_days"])


def _practice(day: date) -> Any:
    return shipped().in_force("deliberation.exchange", day).values


def _label(sha256: str) -> str:
    return f"deliberation exchange {sha256}"
