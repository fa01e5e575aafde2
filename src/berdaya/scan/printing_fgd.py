"""What the FGD adds to the berita acara of its meeting: the double check, both views, what follows.

A berita acara goes to many hands. So small numbers of households are hidden on it, whoever prints it.
"""

from berdaya.documents.tables import Column, Kind, Row, Sheet
from berdaya.hardship.rules.showing import Thresholds
from berdaya.hardship.shown import limits_in
from berdaya.kernel.calendar import format_date
from berdaya.meeting.printing import Section
from berdaya.scan.doors.fgd import rule_on, title_words
from berdaya.scan.models.fgd import Fgd, FgdTopic
from berdaya.scan.rules.checking import COLUMN_WORDS, COLUMNS, difference
from berdaya.scan.rules.telling import told_marks, told_value


def sections_of(fgd: Fgd) -> list[Section]:
    """Tables and words for the berita acara."""
    limits = limits_in(fgd.cycle.territory)
    topics = [row for row in fgd.topics.all() if any(row.column(name) for name in COLUMNS)]
    return [
        Section(
            "Pemeriksaan ganda",
            (
                f"Putaran {fgd.cycle.year}. Tiap angka: rumah tangga dengan tanda itu, dari yang"
                f" diketahui. Potensi: bagian dari angka tertinggi. Di bawah {limits.least} ditulis"
                f" <{limits.least}.",
            ),
            _checked(topics, limits),
        ),
        Section("Alasan selisih", tuple(_reasons(fgd, topics)) or ("Tidak ada selisih yang besar.",)),
        Section("Pendapat laki-laki", (fgd.men_view,)),
        Section("Pendapat perempuan", (fgd.women_view,)),
        *_following(topics),
    ]


def _title(code: str) -> str:
    words = title_words()[code]
    return words[:1].upper() + words[1:]


def _checked(topics: list[FgdTopic], limits: Thresholds) -> Sheet:
    columns = (Column("Topik"), *(Column(COLUMN_WORDS[name], Kind.TEXT, mm=25) for name in COLUMNS))
    return Sheet("Pemeriksaan ganda", columns, [_row(topic, limits) for topic in topics])


def _row(topic: FgdTopic, limits: Thresholds) -> Row:
    values = [topic.column(name) for name in COLUMNS]
    if topic.code.startswith("P"):
        return (_title(topic.code), *(told_marks(value) for value in values))
    return (_title(topic.code), *(told_value(value, limits) for value in values))


def _reasons(fgd: Fgd, topics: list[FgdTopic]) -> list[str]:
    rule, found = rule_on(fgd.cycle), []
    for topic in topics:
        told = difference(topic.topic("").columns, rule)
        if topic.reason and told is not None and told.large:
            found.append(f"{_title(topic.code)}: {topic.reason}")
    return found


def _following(topics: list[FgdTopic]) -> list[Section]:
    rows = [
        (_title(one.code), one.action, one.who or "–", format_date(one.due) if one.due else "–")
        for one in topics
        if one.action
    ]
    columns = (
        Column("Topik", mm=42),
        Column("Tindak lanjut"),
        Column("Siapa", mm=36),
        Column("Kapan", mm=30),
    )
    return (
        [Section("Tindak lanjut menurut topik", sheet=Sheet("Tindak lanjut", columns, rows))] if rows else []
    )
