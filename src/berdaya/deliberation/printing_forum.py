"""Papers of the levels above, from values: lists of a musrenbang kecamatan, receipts of lists that went up.

The same tables go into the berita acara of the meeting as sections, and into a workbook.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.text import capfirst

from berdaya.access.clock import today_in, zones
from berdaya.access.places import place_title, place_titles
from berdaya.deliberation import shown
from berdaya.deliberation.models import Forum, ForumEntry, HandOver
from berdaya.deliberation.rules.states import At, State, Target
from berdaya.deliberation.rules.upward import Sitting
from berdaya.documents.paper import Paper, Signatory, Status
from berdaya.documents.tables import Band, Cell, Column, Kind, Row, Sheet, for_paper
from berdaya.kernel.calendar import format_date
from berdaya.kernel.digests import digest_of
from berdaya.kernel.numbers import format_rupiah
from berdaya.meeting.printing import Section

AGREED, OTHERS = "disepakati", "tidak-disepakati"
KINDS: Final = {AGREED: "Daftar Usulan Kecamatan", OTHERS: "Daftar Usulan Tidak Disepakati"}
TEMPLATE, RECEIPT_TEMPLATE = "deliberation/forum", "deliberation/receipt"
RECEIPT: Final = "Tanda Terima Daftar Usulan"
DOTS: Final = "." * 28
_COLUMNS: Final = (
    Column("Urutan", Kind.COUNT, mm=14, width=7),
    Column("Nomor usulan", Kind.CODE, mm=18, width=11),
    Column("Usulan", width=40),
    Column("Kelurahan/desa, lokasi", mm=58, width=40),
    Column("Volume", mm=24, width=14),
    Column("Biaya", Kind.RUPIAH, unit="Rp", mm=28, width=16),
    Column("Lama menunggu", mm=30, width=24),
)
_NOT_COLUMNS: Final = (
    Column("Nomor usulan", Kind.CODE, mm=18, width=11),
    Column("Usulan", width=40),
    Column("Kelurahan/desa", mm=40, width=30),
    Column("Biaya", Kind.RUPIAH, unit="Rp", mm=28, width=16),
    Column("Menjadi", mm=30, width=20),
    Column("Alasan", mm=90, width=70),
)


def agreed_sheet(entries: Iterable[ForumEntry]) -> Sheet:
    """What was agreed on, under the name of each agency, in the order of the forum."""
    mine = [one for one in entries if one.agreed]
    villages = _villages(mine)
    rows: list[Row | Band] = []
    for agency in sorted({one.agency for one in mine}):
        group = [one for one in mine if one.agency == agency]
        total = sum(one.proposal.cost or 0 for one in group)
        rows.append(Band(f"{agency}: {len(group)} usulan, {format_rupiah(total)}"))
        rows += [_row(one, villages) for one in group]
    totals: list[Cell] = ["Jumlah", None, None, None, None, sum(one.proposal.cost or 0 for one in mine), None]
    return Sheet("Disepakati", _COLUMNS, rows, totals=totals, title=KINDS[AGREED])


def _row(one: ForumEntry, villages: dict[str, str]) -> tuple[Cell, ...]:
    mine = one.proposal
    where = ", ".join(filter(None, (villages[mine.cycle.territory], mine.place)))
    waited = f"dibawa {mine.years_carried} kali" if mine.years_carried else "baru"
    return (
        one.position, mine.label, mine.title, where, shown.volume_words(mine) or None, mine.cost, waited,
    )  # fmt: skip


def others_sheet(entries: Iterable[ForumEntry]) -> Sheet:
    """What was not agreed on: what becomes of it, and why."""
    mine = [one for one in entries if not one.agreed]
    villages = _villages(mine)
    rows = [
        (
            one.proposal.label, one.proposal.title, villages[one.proposal.cycle.territory], one.proposal.cost,
            _fate(one), f"{capfirst(one.reason_words)}: {one.words}",
        )
        for one in mine
    ]  # fmt: skip
    return Sheet("Tidak disepakati", _NOT_COLUMNS, rows, title=KINDS[OTHERS])


def _fate(one: ForumEntry) -> str:
    target = f" ke {Target(one.target).words}" if one.target else ""
    return f"{State(one.to).words}{target}"


def _villages(entries: Iterable[ForumEntry]) -> dict[str, str]:
    titles = place_titles(one.proposal.cycle.territory for one in entries)
    return {code: title.split(",")[0] for code, title in titles.items()}


def sheets_of(entries: Sequence[ForumEntry], which: str) -> list[Sheet]:
    return [agreed_sheet(entries) if which == AGREED else others_sheet(entries)]


def sections_of(forum: Forum, entries: Sequence[ForumEntry]) -> list[Section]:
    """The tables for the berita acara of the meeting."""
    agreed, others = agreed_sheet(entries), others_sheet(entries)
    none = ("Tidak ada.",)
    return [
        Section("Usulan yang disepakati, per perangkat daerah", () if agreed.rows else none, agreed),
        Section("Usulan yang tidak disepakati, dengan alasannya", () if others.rows else none, others),
    ]


def paper_of(forum: Forum, which: str) -> Paper:
    """Final with the decision, before that a RANCANGAN."""
    place = place_title(forum.territory).split(",")[0]
    final = forum.standing is Sitting.DECIDED
    day = forum.date if final and forum.date else today_in(forum.territory)
    facts: dict[str, Any] = {"number": forum.number} if final else {"status": Status.DRAFT}
    signers = (("Camat", ""), ("Wakil utusan kelurahan/desa", ""), ("Wakil perempuan", ""))
    return Paper(
        kind=KINDS[which],
        title=f"{KINDS[which]}\n{place}",
        subtitle=f"Tahun rencana {forum.cycle.plan_year}",
        office=place,
        place=place,
        date=day,
        short=f"{KINDS[which]} {place} {forum.cycle.plan_year}",
        signatories=tuple(Signatory(title=t, name=DOTS, role=r, note="nama terang") for t, r in signers),
        **facts,
    )


def values_of(forum: Forum, entries: Sequence[ForumEntry], which: str) -> dict[str, Any]:
    agreed = [one for one in entries if one.agreed]
    words = {
        AGREED: f"{len(agreed)} dari {len(entries)} usulan disepakati dan dialamatkan kepada"
        " perangkat daerah.",
        OTHERS: f"{len(entries) - len(agreed)} dari {len(entries)} usulan tidak disepakati. Yang masih"
        " diperlukan kembali ke rembug tahun depan dengan nomor dan riwayatnya.",
    }
    tables = [{"table": for_paper(sheet)} for sheet in sheets_of(entries, which) if sheet.rows]
    values = {"words": [words[which]], "tables": tables}
    return values | {"digest": digest_of(values)}


# ---------- receipts ----------


def receipt_paper(one: HandOver) -> Paper:
    where = place_title(_above(one)).split(",")[0]
    return Paper(
        kind=RECEIPT,
        title=f"{RECEIPT}\nTahun Rencana {one.cycle.plan_year}",
        office=where,
        number=f"TT-{one.cycle.plan_year}/{one.cycle.territory}/N{one.number}",
        date=one.handed_at.astimezone(zones().of(one.cycle.territory)).date(),
        signatories=tuple(
            Signatory(title=title, name=DOTS, note="nama terang")
            for title in ("Yang menyerahkan", "Yang menerima")
        ),
    )


def _above(one: HandOver) -> str:
    level = At.KECAMATAN if one.cycle.territory.count(".") == 3 else At.CITY
    return level.place(one.cycle.territory)


def receipt_values(one: HandOver) -> dict[str, Any]:
    items = [item.proposal for item in one.items.select_related("proposal__cycle")]
    place = place_title(one.cycle.territory).split(",")[0]
    total = sum(mine.cost or 0 for mine in items)
    day = one.handed_at.astimezone(zones().of(one.cycle.territory)).date()
    return {
        "opening": (
            f"Telah diterima dari {place} daftar {len(items)} usulan menurut urutan untuk tahun rencana"
            f" {one.cycle.plan_year}, seluruhnya {format_rupiah(total)}."
        ),
        "facts": [["Diserahkan", format_date(day)], ["Daftar ke", str(one.number)]],
        "rows": [[str(n), mine.label, mine.title] for n, mine in enumerate(items, 1)],
        "late": one.late,
        "qr": None,
        "address": "",
    }
