"""What the berita acara of a village meeting says of households: counts and numbers of the list, no names."""

from berdaya.documents.tables import Column, Kind, Sheet
from berdaya.meeting.printing import Section
from berdaya.scan.doors.counts import homes_in
from berdaya.scan.doors.musdes import decided_in, tally_of
from berdaya.scan.models import Decision, Session
from berdaya.scan.rules.musdes import Kind as Decided
from berdaya.scan.rules.telling import told_homes

_NONE = "belum diputuskan"


def sections_of(session: Session) -> list[Section]:
    """The sums of the round, then what this meeting decided by number of the list."""
    tally, homes = tally_of(session.cycle), homes_in(session.cycle)
    rows = [(kind.value.capitalize(), tally.by.get(kind.value, 0)) for kind in Decided]
    rows.append((_NONE.capitalize(), tally.open))
    sums = Sheet(
        "Jumlah",
        (Column("Putusan"), Column("Rumah tangga", Kind.COUNT, mm=34)),
        rows,
        totals=("Seluruhnya", homes.total),
    )
    found = decided_in(session)
    words = (
        f"Daftar kerja memuat {told_homes(homes, None)}.",
        "Nama dibacakan di dalam musyawarah saja. Nomor di bawah adalah nomor urut dalam daftar baca, "
        "yang disimpan terkunci oleh kantor desa atau kelurahan.",
    )
    return [
        Section("Putusan atas rumah tangga", words, sums),
        *([Section("Putusan menurut nomor urut", (), _by_number(found))] if found else []),
    ]


def _by_number(found: list[Decision]) -> Sheet:
    columns = (
        Column("No.", mm=14),
        Column("Putusan", mm=34),
        Column("Alasan", mm=40),
        Column("Cara", mm=40),
        Column("Keberatan", mm=26),
    )
    rows = [
        (
            str(one.household.urgency),
            one.kind if one.version == 1 else f"{one.kind} (versi {one.version})",
            one.removal or "–",
            votes_words(one),
            "ada" if one.objected else "tidak",
        )
        for one in found
    ]
    return Sheet("Putusan", columns, rows)


def votes_words(one: Decision) -> str:
    if one.votes_for is None:
        return "mufakat"
    return f"suara {one.votes_for} lawan {one.votes_against}"
