"""The FGD as its page shows it: a line for each topic, with the sum behind its difference."""

from dataclasses import dataclass

from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.hardship.rules.showing import Thresholds
from berdaya.hardship.shown import limits_in
from berdaya.kernel.status import StatusLine
from berdaya.meeting.rules.steps import HELD
from berdaya.scan.doors.cycles import may
from berdaya.scan.doors.fgd import rule_on, title_words
from berdaya.scan.models import Cycle
from berdaya.scan.models.fgd import Fgd, FgdTopic
from berdaya.scan.rules.checking import COLUMNS, CheckingRule, difference
from berdaya.scan.rules.telling import told_marks, told_value


@dataclass(frozen=True, slots=True)
class TopicRow:
    code: str
    title: str
    cells: tuple[str, ...]
    why: str
    large: bool
    reason: str
    follows: str


def limits_for(hat: Holding, cycle: Cycle) -> Thresholds | None:
    """Who works with the households of a place sees their counts; all others see no small ones."""
    return None if may(hat, Right.SCAN_WORK, cycle) else limits_in(cycle.territory)


def topic_rows(fgd: Fgd, limits: Thresholds | None) -> list[TopicRow]:
    titles, rule = title_words(), rule_on(fgd.cycle)
    return [topic_row(topic, titles[topic.code], rule, limits) for topic in fgd.topics.all()]


def topic_row(topic: FgdTopic, title: str, rule: CheckingRule, limits: Thresholds | None) -> TopicRow:
    values = [topic.column(name) for name in COLUMNS]
    told = difference(topic.topic(title).columns, rule)
    marks = topic.code.startswith("P")
    follows = ", ".join(filter(None, (topic.action, topic.who)))
    return TopicRow(
        topic.code,
        title[:1].upper() + title[1:],
        tuple(told_marks(value) if marks else told_value(value, limits) for value in values),
        told.why if told and (limits is None or marks) else "",
        bool(told and told.large),
        topic.reason,
        follows,
    )


def status_of(fgd: Fgd, faults: int, may_close: bool) -> StatusLine:
    """What happened, why, what next, who."""
    signed = "ditandatangani" if fgd.meeting.standing.value == "ditandatangani" else "belum ditandatangani"
    if fgd.closed:
        return StatusLine(
            f"Catatan FGD ditutup; berita acaranya {signed}.",
            "Semua selisih besar beralasan dan semua topik disepakati.",
            "Terbitkan berita acara di halaman pertemuan, lalu susun rencana intervensi.",
            "Perangkat daerah pendamping bersama desa.",
        )
    held = fgd.meeting.standing in HELD
    return StatusLine(
        "Catatan FGD masih dibuka." if held else "FGD disiapkan; pertemuannya belum ditutup.",
        f"{faults} hal masih kurang." if faults else "Tidak ada lagi yang kurang.",
        "Lengkapi yang tertulis di bawah." if faults else "Tutup catatannya.",
        "Perangkat daerah pendamping bersama desa.",
        waiting=may_close,
    )
