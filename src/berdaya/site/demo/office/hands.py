"""Hands of the demo office: its people as hats, a file as a form brings it, jobs worked at once.

Everything is done by the services that the pages call, so the demo is an office that people have worked in.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from berdaya.access import reads
from berdaya.access.clock import today_in
from berdaya.access.jobs.models import Job, State
from berdaya.access.jobs.services import run_job
from berdaya.access.models import Holding
from berdaya.access.services.inbox import mark_read
from berdaya.access.territory import within_filter
from berdaya.kernel.findings import Finding, Refused
from berdaya.site.demo.people import MARK

PLACE: Final = "33.27"
MAJALANGU: Final = "33.27.04.2010"
ACCOMPANIED: Final = (MAJALANGU, "33.27.13.2005", "33.27.09.2018")
BEFORE: Final = "188.4/275/Tahun 2022"


def hat_of(username: str) -> Holding:
    """The hat that somebody of the cast wears today."""
    held = Holding.objects.filter(person__username=username + MARK).in_force_on(today_in(PLACE))
    return held.select_related("person").earliest("pk")


def read_all(username: str) -> None:
    """What lies in the inbox has been read."""
    hat = hat_of(username)
    for message in reads.inbox_for(hat.person, hat).rows:
        mark_read(message, hat.person)


class Arrived:
    """Content as it arrives with a form, as a file of that name."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self._content = content

    @property
    def size(self) -> int:
        return len(self._content)

    def read(self) -> bytes:
        return self._content


class Brought(Arrived):
    """A file that lies in a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name, path.read_bytes())


def work(job: Job) -> None:
    """Do a job here and now; the demo has no worker beside it while it is built."""
    if not job.over:
        run_job.call(str(job.pk))
        job.refresh_from_db()
    if job.state == State.FAILED:
        raise Refused(Finding("demo.job", job.kind, job.note, "Laporkan; peragaan tidak dapat dilanjutkan."))


def work_what_waits() -> None:
    """Jobs that a step left in the queue of Pemalang; those of other stories are the worker's."""
    for job in Job.objects.open().filter(**within_filter(PLACE, "territory")):
        work(job)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scanned paper with an invented signature, and the word that it is a demo."""

    title: str
    number: str
    signatory: str

    def scan(self, folder: Path, name: str) -> Brought:
        path = folder / name
        path.write_bytes(self._drawn())
        return Brought(path)

    def _drawn(self) -> bytes:
        page = Image.new("L", (1240, 1754), 247)
        pen = ImageDraw.Draw(page)
        lines = ((200, 44, self.title), (270, 30, f"Nomor {self.number}"), (1320, 30, self.signatory))
        for top, size, words in lines:
            pen.text((620, top), words, fill=30, font=ImageFont.load_default(size), anchor="mm")
        pen.line((140, 330, 1100, 330), fill=60, width=3)
        for top in range(400, 1080, 44):
            pen.line((140, top, 1100 - top * 7 % 180, top), fill=190, width=9)
        pen.line(
            ((480, 1240), (540, 1170), (560, 1260), (630, 1160), (660, 1250), (780, 1190)), fill=40, width=6
        )
        pen.text(
            (620, 1650), "PERAGAAN, BUKAN NASKAH RESMI", fill=90, font=ImageFont.load_default(28), anchor="mm"
        )
        out = io.BytesIO()
        page.save(out, "JPEG", quality=80)
        return out.getvalue()
