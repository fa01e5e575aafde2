"""Bodies from a table in the office: brought, looked at, confirmed.

A file waits sealed until it is confirmed, dropped, or older than the days of the rule; then it is destroyed.
"""

import base64
import hashlib
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.seal_text import seal_text, unseal_text
from berdaya.community.inputs import Lines, read_lines
from berdaya.community.models import Bringing
from berdaya.community.rules.kinds import practice_on
from berdaya.community.services.applying import Preview, compared, remarks, write_down
from berdaya.documents.remarks import with_remarks
from berdaya.documents.store import drop_file, file_path, put_file
from berdaya.kernel.findings import Finding, Refused


class Upload(Protocol):
    """A file as it arrives with a form."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...


def bring(hat: Holding, territory: str, upload: Upload) -> Bringing:
    """Keep a table, sealed, to be looked at. Refused when there is no table in it."""
    require(hat, Right.COMMUNITY_EDIT, territory)
    practice = practice_on(today_in(territory))
    title = Path((upload.name or "berkas").replace("\\", "/")).name[-80:]
    if not upload.size:
        raise Refused(_fault("file_empty", title, "berkas kosong", "Isi templatnya, lalu unggah lagi."))
    if upload.size > practice.import_bytes:
        raise Refused(_fault("file_large", title, "berkas terlalu besar", "Kirim tabel lembaganya saja."))
    content = upload.read()
    lines = _read(content, title, territory)
    sha256 = hashlib.sha256(content).hexdigest()
    waiting = Bringing.objects.filter(
        territory=territory, sha256=sha256, confirmed_at=None, dropped_at=None
    ).first()
    if waiting is not None:
        return waiting
    sealed = seal_text(base64.b64encode(content).decode(), _label(sha256))
    with transaction.atomic():
        kept = Bringing.objects.create(
            territory=territory,
            title=title,
            file=put_file(sealed.encode(), "seal"),
            sha256=sha256,
            rows=len(lines.table.rows),
            keep_until=today_in(territory) + timedelta(days=practice.import_keep_days),
            brought_by=hat.person,
        )
        record(hat, "community.file_brought", "bringing", kept.pk, territory, {"rows": kept.rows})
    return kept


def preview(brought: Bringing) -> Preview:
    return compared(_read(_content(brought), brought.title, brought.territory), brought.territory)


def answer_of(brought: Bringing) -> bytes:
    """The same rows with `Keterangan`."""
    seen = preview(brought)
    return with_remarks(seen.lines.table, remarks(seen))


def confirm(hat: Holding, brought: Bringing) -> Preview:
    """Write down what the table says, and destroy it. Refused while anything in it blocks."""
    require(hat, Right.COMMUNITY_EDIT, brought.territory)
    brought = Bringing.objects.get(pk=brought.pk)
    if not brought.waits:
        raise Refused(_fault("file_over", brought.title, "tabel ini sudah ditutup", "Unggah yang baru."))
    seen = preview(brought)
    if seen.blocked:
        raise Refused(*seen.findings)
    write_down(hat, seen, brought.territory)
    with transaction.atomic():
        brought = Bringing.objects.select_for_update().get(pk=brought.pk)
        if brought.waits:
            _settle(brought, "confirmed_at")
    return seen


def drop(hat: Holding, brought: Bringing) -> None:
    """Nothing is written down; the file is destroyed."""
    require(hat, Right.COMMUNITY_EDIT, brought.territory)
    with transaction.atomic():
        brought = Bringing.objects.select_for_update().get(pk=brought.pk)
        if brought.waits:
            _settle(brought, "dropped_at")
            record(hat, "community.file_dropped", "bringing", brought.pk, brought.territory)


def drop_overdue(day: date) -> int:
    """Tables that nobody confirmed in time are destroyed."""
    late = Bringing.objects.filter(confirmed_at=None, dropped_at=None, keep_until__lt=day)
    for brought in late:
        with transaction.atomic():
            _settle(brought, "dropped_at")
            record(None, "community.file_expired", "bringing", brought.pk, brought.territory)
    return len(late)


def _settle(brought: Bringing, how: str) -> None:
    name, brought.file = brought.file, ""
    setattr(brought, how, now())
    brought.save(update_fields=["file", how])
    transaction.on_commit(lambda: drop_file(name))


# ---------- the file ----------


def _content(brought: Bringing) -> bytes:
    path = file_path(brought.file) if brought.file else None
    if path is None:
        problem = "berkasnya sudah dimusnahkan"
        raise Refused(_fault("file_gone", brought.title, problem, "Unggah berkas itu sekali lagi."))
    return base64.b64decode(unseal_text(path.read_text(), _label(brought.sha256)))


def _read(content: bytes, title: str, territory: str) -> Lines:
    today = today_in(territory)
    return read_lines(title or "berkas", content, territory, practice_on(today), today)


def _label(sha256: str) -> str:
    return f"community bringing {sha256}"


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"community.{code}", where, problem, advice)
