"""The village meeting in words: where it stands, sums, objections with their clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.access.clock import now
from berdaya.hardship.rules.criteria import Sign
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine
from berdaya.meeting.rules.steps import State
from berdaya.scan.book import work_on
from berdaya.scan.doors.musdes import Tally
from berdaya.scan.models import Cycle, Objection, Session
from berdaya.scan.models.cycle import Standing
from berdaya.scan.rules.musdes import BROUGHT_BY, Kind, clock

_STANDS = {"1": "ada", "0": "tidak", "-": "tidak diketahui"}


def takes_decisions(session: Session) -> bool:
    """Has it begun, and is its berita acara not signed yet?"""
    over = session.meeting.standing in (State.SIGNED, State.CANCELLED)
    return not over and session.meeting.starts_at <= now()


def state_words(session: Session) -> str:
    """How far the meeting is. One that has begun is neither planned nor invited to any longer."""
    standing = session.meeting.standing
    begun = standing in (State.PLANNED, State.INVITED) and takes_decisions(session)
    return "belum ditutup" if begun else standing.value


def status_of(
    cycle: Cycle,
    tally: Tally,
    sessions: Sequence[Session],
    objections: Sequence[Objection],
    may_hold: bool,
) -> StatusLine:
    who = "Lurah dan operator" if cycle.kelurahan else "Kepala desa, BPD dan operator"
    waiting = sum(one.answered_on is None for one in objections)
    if waiting:
        what = f"{waiting} keberatan belum dijawab."
        why = "Keberatan dijawab dalam tenggatnya; yang diterima menjadi putusan versi baru."
        return StatusLine(what, why, "Jawab keberatan.", who, waiting=may_hold)
    if not sessions:
        why = "Hitungan tidak memutuskan apa pun; musyawarah yang memutuskan."
        return StatusLine("Belum ada musyawarah.", why, "Rancang musyawarah.", who, waiting=may_hold)
    if tally.open:
        what = f"{format_count(tally.open)} dari {format_count(tally.total)} rumah tangga belum diputuskan."
        why = "Yang belum diputuskan tetap dalam daftar."
        return StatusLine(what, why, "Catat putusannya.", who, waiting=may_hold)
    why = "Setiap rumah tangga dalam daftar sudah dibahas."
    next_ = "Tulis notulen, terbitkan berita acara, tandatangani."
    return StatusLine("Semua rumah tangga sudah diputuskan.", why, next_, who)


def sums_of(tally: Tally) -> list[dict[str, Any]]:
    words = {
        Kind.KEEP: "tetap dalam daftar",
        Kind.REMOVE: "pindah, meninggal atau mampu",
        Kind.ADD: "belum ada di register",
        Kind.CORRECT: "tandanya diperbaiki forum",
    }
    boxes = [
        {"label": kind.value.capitalize(), "figure": tally.by.get(kind.value, 0), "context": context}
        for kind, context in words.items()
    ]
    boxes.append(
        {"label": "Belum diputuskan", "figure": tally.open, "context": f"dari {format_count(tally.total)}"}
    )
    return boxes


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection in a list, without its words."""

    one: Objection
    by: str
    where: str
    chip: str
    words: str


def objection_rows(objections: Sequence[Objection], today: date) -> list[ObjectionRow]:
    return [_row(one, today) for one in objections]


def _row(one: Objection, today: date) -> ObjectionRow:
    where = f"Ruta {one.household.urgency}" if one.household else "di luar daftar"
    by = BROUGHT_BY.get(one.brought_by, one.brought_by)
    if one.answered_on:
        return ObjectionRow(one, by, where, "", f"{one.outcome}, {format_date(one.answered_on)}")
    return ObjectionRow(one, by, where, "wait", clock(one.due, today).words)


def sign_choices(signs: Sequence[Sign], bits: str) -> list[tuple[str, str, str]]:
    """Code, words, what stands now."""
    return [(sign.code, sign.words, _STANDS[bit]) for sign, bit in zip(signs, bits, strict=True)]


def visit_words(cycle: Cycle) -> dict[str, str]:
    """What a visit found, and how far one is, for the list that is read aloud."""
    outcomes = work_on(cycle.on_date, cycle.territory)["outcomes"]
    return {one.value: one.label for one in Standing} | {
        key: about["words"] for key, about in outcomes.items()
    }
