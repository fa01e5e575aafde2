"""A village at work: the lurah plans, people come, the operator writes. Times stand around `NOW`."""

import io
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from berdaya.access.clock import now
from berdaya.access.models import Holding
from berdaya.access.rules.roles import Role
from berdaya.documents.uploads import Limits, clean_image
from berdaya.kernel.sexes import BySex
from berdaya.meeting.models import Meeting, Photo
from berdaya.meeting.rules.forums import Item
from berdaya.meeting.rules.invitees import Invitee
from berdaya.meeting.rules.records import Record
from berdaya.meeting.services.attending import close_meeting, record_attendance
from berdaya.meeting.services.planning import Plan, plan_meeting, set_invitees
from berdaya.meeting.services.recording import add_photo, write_minutes
from tests.office import PLAKARAN, hat

RT = f"{PLAKARAN}.002.003"
SIX = ("tokoh", "perempuan", "pemuda", "lansia", "difabel", "rentan")
# The real case of a musbangkel: L 35, P 11.
REAL = {
    "rt_rw": BySex(16, 2),
    "pemerintah": BySex(4, 0),
    "lembaga": BySex(3, 2),
    "tokoh": BySex(5, 0),
    "perempuan": BySex(0, 4),
    "pemuda": BySex(2, 1),
    "lansia": BySex(2, 1),
    "difabel": BySex(2, 0),
    "rentan": BySex(1, 1),
}
RECORD = Record(
    items=(("Pembukaan", "Dibuka lurah."),),
    decisions=("Drainase RT 02 menjadi prioritas pertama",),
    rejected=("Paving gang 3: di luar kewenangan desa",),
    actions=("Operator menyusun daftar, paling lambat 20 Januari",),
    sources=("Daftar usulan tahun lalu",),
)
INVITED = tuple(Invitee(f"RT {n:03}/RW 002", f"{PLAKARAN}.002.{n:03}", "rt_rw") for n in range(1, 25))


def lurah(name: str = "Bu Lurah") -> Holding:
    return hat(name, Role.LURAH, PLAKARAN)


def operator(name: str = "Mas Agus") -> Holding:
    return hat(name, Role.OPERATOR, PLAKARAN)


def planned(worn: Holding, **changed: Any) -> Meeting:
    """A musrenbang of the village in three days, unless it is said otherwise."""
    facts: dict[str, Any] = {
        "forum": "musrenbang_desa",
        "territory": PLAKARAN,
        "starts_at": now() + timedelta(days=3),
        "place": "Balai desa, RT 01",
    }
    return plan_meeting(worn, Plan(**(facts | changed)))


def begun(worn: Holding, invited: tuple[Invitee, ...] = INVITED, **changed: Any) -> Meeting:
    """A meeting that began three hours ago and has not been closed."""
    meeting = planned(worn, **({"starts_at": _three_hours_ago()} | changed))
    return set_invitees(worn, meeting, invited)


def _three_hours_ago() -> datetime:
    return now() - timedelta(hours=3)


def held(worn: Holding, counts: dict[str, BySex] | None = None, **changed: Any) -> Meeting:
    """A meeting that was closed with attendance."""
    meeting = record_attendance(worn, begun(worn, **changed), REAL if counts is None else counts)
    return close_meeting(worn, meeting, held_anyway=True)


def minuted(worn: Holding, **changed: Any) -> Meeting:
    meeting = held(worn, **changed)
    write_minutes(worn, meeting, RECORD)
    meeting.refresh_from_db()
    return meeting


def picture(colour: str = "green") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def photographed(worn: Holding, meeting: Meeting, colour: str = "green") -> Photo:
    full = clean_image(picture(colour), "foto.jpg", Limits(5, 50, 1600))
    small = clean_image(picture(colour), "foto.jpg", Limits(5, 50, 480))
    return add_photo(worn, meeting, full, small, "Peserta membaca daftar")


AGENDA = (Item(10, "Pembukaan"), Item(50, "Pembahasan"))
