"""One step of a meeting: by somebody who may hold it here, as he saw it, written to the trail."""

from collections.abc import Mapping
from typing import Final

from django.db.models import F

from berdaya.access.audit import Fact, record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.findings import Finding, Refused
from berdaya.meeting.models import Meeting
from berdaya.meeting.rules.steps import Move, after, judge

CHANGED: Final = "meeting.changed_meanwhile"
VERBS: Final[Mapping[Move, str]] = {
    Move.PLAN: "meeting.changed",
    Move.INVITE: "meeting.invited",
    Move.ATTEND: "meeting.attended",
    Move.PHOTO: "meeting.photographed",
    Move.CLOSE: "meeting.closed",
    Move.WRITE: "meeting.minuted",
    Move.ISSUE: "meeting.paper_prepared",
    Move.CANCEL: "meeting.cancelled",
}


def require_move(hat: Holding, meeting: Meeting, move: Move) -> None:
    """Go on, or be refused: no such right here, or not now."""
    require(hat, Right.MEETING_HOLD, meeting.territory)
    judge(move, meeting.standing, str(meeting)).require()


def locked(hat: Holding, meeting: Meeting, move: Move, seen: int | None = None) -> Meeting:
    """The meeting as it stands now, held until the transaction ends; refused when it changed since `seen`.

    `seen` is the version that a form was filled in for; None: whoever calls has looked just now.
    """
    found = Meeting.objects.select_for_update(of=("self",)).select_related("record").get(pk=meeting.pk)
    require_move(hat, found, move)
    if seen is not None and found.version != seen:
        raise Refused(
            Finding(
                CHANGED,
                str(found),
                "diubah orang lain sejak halaman ini dibuka",
                "Muat ulang halaman, lihat perubahannya, lalu simpan lagi bila masih perlu.",
            )
        )
    return found


def take(hat: Holding, meeting: Meeting, move: Move, facts: Mapping[str, Fact], **fields: object) -> Meeting:
    """Write the step of a locked meeting down: its fields, its next state, its next version, its trail."""
    state = after(move, meeting.standing)
    Meeting.objects.filter(pk=meeting.pk).update(state=state.value, version=F("version") + 1, **fields)
    meeting.refresh_from_db()
    told: dict[str, Fact] = {"to": state.value, "version": meeting.version, **facts}
    record(hat, VERBS[move], "meeting", meeting.pk, meeting.territory, told)
    return meeting
