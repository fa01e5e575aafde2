"""Giving a file back to whoever brought it, with what became of each row."""

from collections.abc import Iterator

from django.http import Http404

from berdaya.access.audit import record
from berdaya.access.models import Holding
from berdaya.register import doors
from berdaya.register.services import shelf


def answer_for(hat: Holding, pk: int) -> tuple[str, Iterator[bytes]]:
    """The ending of the answer file and its content. Written down first: it holds everything."""
    upload = doors.own_upload(hat, pk)
    if not upload.answer or upload.erased_at is not None:
        raise Http404
    record(hat, "register.answer_taken", "upload", upload.pk, upload.territory, {"rows": upload.rows})
    return upload.answer, shelf.answer_of(upload)
