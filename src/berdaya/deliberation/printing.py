"""Papers of a rembug from values: the berita acara of a list and the receipt that the unit takes home."""

from typing import Any, Final

from berdaya.access.clock import today_in, zones
from berdaya.access.places import place_title
from berdaya.deliberation import doors, shown
from berdaya.deliberation.models import Proposal, RankedList
from berdaya.deliberation.public import group_slug
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import Unit
from berdaya.deliberation.rules.states import State
from berdaya.documents.paper import Paper, Signatory
from berdaya.documents.qr import qr_code
from berdaya.documents.tables import Column, Kind, Sheet, for_paper
from berdaya.documents.verification import public_address
from berdaya.kernel.calendar import format_date, format_day
from berdaya.kernel.digests import digest_of
from berdaya.meeting.book import forums_at
from berdaya.meeting.doors import attendance_of

RECORD, RECEIPT = "Berita Acara Rembug", "Tanda Terima Daftar Usulan"
DOTS: Final = "." * 28


def record_paper(one: RankedList) -> Paper:
    """Who signs writes the name by hand: no names of residents in the file."""
    title = doors.unit_title(doors.unit_of(one))
    signers = (("Pimpinan rembug", ""), ("Wakil perempuan", ""), ("Lurah/Kepala Desa", "Mengetahui,"))
    return Paper(
        kind=RECORD,
        title=f"{RECORD}\n{title}",
        office=title,
        number=f"BA-{_number(one)}",
        date=one.held_on or today_in(one.territory),
        signatories=tuple(Signatory(title=t, name=DOTS, role=r, note="nama terang") for t, r in signers),
    )


def receipt_paper(one: RankedList) -> Paper:
    office = place_title(one.cycle.territory).split(", ")[0]
    signers = ("Yang menyerahkan", "Yang menerima")
    return Paper(
        kind=RECEIPT,
        title=f"{RECEIPT}\nTahun Rencana {one.cycle.plan_year}",
        office=office,
        number=f"TT-{_number(one)}",
        date=_handed_on(one),
        signatories=tuple(Signatory(title=title, name=DOTS, note="nama terang") for title in signers),
    )


def _number(one: RankedList) -> str:
    return f"{one.cycle.plan_year}/{one.territory}/{one.pk}/{one.version}"


def _handed_on(one: RankedList) -> Any:
    zone = zones().of(one.territory)
    return one.handed_at.astimezone(zone).date() if one.handed_at else today_in(one.territory)


def record_values(one: RankedList) -> dict[str, Any]:
    unit = doors.unit_of(one)
    ranked = doors.ranked(one)
    left = [
        f"{other.label} {other.title}"
        for other in doors.proposals_of_unit(one.cycle, unit)
        if other not in ranked and other.standing is State.PROPOSED
    ]
    values = {
        "opening": (
            f"Pada hari {format_day(one.held_on) if one.held_on else DOTS} telah diadakan rembug "
            f"{doors.unit_title(unit)}, {place_title(one.cycle.territory)}, yang menyepakati daftar usulan "
            f"untuk tahun rencana {one.cycle.plan_year} sebagai berikut."
        ),
        "facts": [
            ["Diserahkan", format_date(_handed_on(one))],
            ["Versi daftar", str(one.version)],
            *_attendance(one),
            ["Diisi", "operator atas nama pengusul" if one.on_behalf else "pengusul"],
        ],
        "table": for_paper(_sheet(ranked, unit)) if ranked else None,
        "left": left,
    }
    return values | {"digest": digest_of(values)}


def _sheet(ranked: list[Proposal], unit: Unit) -> Sheet:
    rows = [
        (
            n, one.label, _title(one, unit), one.place, shown.volume_words(one), one.cost,
            Source(one.source).words if one.source else "", one.men, one.women,
        )
        for n, one in enumerate(ranked, 1)
    ]  # fmt: skip
    columns = (
        Column("No.", Kind.COUNT, mm=10),
        Column("Nomor", Kind.CODE, mm=18),
        Column("Usulan"),
        Column("Lokasi", mm=26),
        Column("Volume", mm=17),
        Column("Biaya", Kind.RUPIAH, mm=23),
        Column("Sumber", mm=18),
        Column("L", Kind.COUNT, mm=10),
        Column("P", Kind.COUNT, mm=10),
    )
    return Sheet("Usulan", columns, rows)


def _title(one: Proposal, unit: Unit) -> str:
    """A joint work names the unit that proposed it."""
    owner = doors.unit_of(one)
    return one.title if owner == unit else f"{one.title} (bersama {doors.unit_title(owner)})"


def _attendance(one: RankedList) -> list[list[str]]:
    """Who came to the rembug by sex and group, from its meeting; nobody is named."""
    if one.meeting is None:
        return []
    tally = attendance_of(one.meeting)
    groups = forums_at(one.meeting.day, one.meeting.territory).groups
    came = [f"{groups.get(group, group)} {people.total}" for group, people in tally.by_group.items()]
    total = tally.total
    words = f"{total.total} orang: L {total.men}, P {total.women}" if total.total else "belum dicatat"
    return [
        ["Pertemuan", one.meeting.title],
        ["Hadir", words],
        *([["Unsur", "; ".join(came)]] if came else []),
    ]


def receipt_values(one: RankedList) -> dict[str, Any]:
    """The QR leads to the page of the unit, where anybody reads what became of each proposal."""
    unit, ranked = doors.unit_of(one), doors.ranked(one)
    office = public_address()
    page = "/".join(filter(None, ("W", unit.territory, group_slug(unit.body))))
    address = f"{office}/{page}" if office else ""
    return {
        "opening": (
            f"Telah diterima dari {doors.unit_title(unit)} daftar {len(ranked)} usulan menurut peringkat "
            f"untuk tahun rencana {one.cycle.plan_year}."
        ),
        "facts": [
            ["Diserahkan", format_date(_handed_on(one))],
            ["Kabar berikutnya", _next(one)],
        ],
        "rows": [[str(n), p.label, _title(p, unit)] for n, p in enumerate(ranked, 1)],
        "late": one.late,
        "qr": qr_code(address.upper()).svg if address else None,
        "address": address,
    }


def _next(one: RankedList) -> str:
    due = doors.deadline(one.cycle, "pra_musrenbang")
    return f"hasil verifikasi, paling lambat {format_date(due)}" if due else "hasil verifikasi"
