"""The berita acara of the desk of an agency: every proposal that it was addressed to and what it answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.text import capfirst

from berdaya.access.places import place_title, place_titles
from berdaya.deliberation import shown
from berdaya.deliberation.models import Answer, Move, Proposal
from berdaya.documents.paper import Paper, Signatory, Status
from berdaya.documents.tables import Band, Cell, Column, Kind, Row, Sheet, for_paper
from berdaya.kernel.digests import digest_of
from berdaya.kernel.numbers import format_rupiah

DESK: Final = "Berita Acara Desk Perangkat Daerah"
DOTS: Final = "." * 28
_COLUMNS: Final = (
    Column("Nomor usulan", Kind.CODE, mm=18, width=11),
    Column("Usulan", width=36),
    Column("Kelurahan/desa, lokasi", mm=50, width=36),
    Column("Diminta", Kind.RUPIAH, unit="Rp", mm=26, width=16),
    Column("Diberi", Kind.RUPIAH, unit="Rp", mm=26, width=16),
    Column("Volume", mm=20, width=14),
    Column("Kegiatan", mm=48, width=36),
    Column("Penjelasan", mm=62, width=60),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """One agency (or all, without a name) of a city in a year, with its answers."""

    territory: str
    year: int
    agency: str
    answers: Sequence[Move]
    day: date

    @property
    def title(self) -> str:
        return self.agency or "Semua perangkat daerah"


def answered_sheet(desk: Desk) -> Sheet:
    """The answers under the word of each: accepted, refused …; the accepted first."""
    titles = place_titles(move.proposal.cycle.territory for move in desk.answers)
    villages = {code: title.split(",")[0] for code, title in titles.items()}
    groups: dict[str, list[Move]] = {}
    for move in sorted(desk.answers, key=lambda m: (getattr(_answer(m), "amount", None) is None, m.after)):
        groups.setdefault(capfirst(move.state.words), []).append(move)
    rows: list[Row | Band] = []
    for words, moves in groups.items():
        rows.append(Band(f"{words}: {len(moves)} usulan"))
        rows += [_row(move, villages) for move in moves]
    total = sum(_amount(move) or 0 for move in desk.answers)
    asked = sum(move.proposal.cost or 0 for move in desk.answers)
    totals: list[Cell] = ["Jumlah", None, None, asked, total, None, None, None]
    return Sheet("Jawaban", _COLUMNS, rows, totals=totals, title=DESK)


def _row(move: Move, villages: dict[str, str]) -> tuple[Cell, ...]:
    one, given = move.proposal, _answer(move)
    where = ", ".join(filter(None, (villages[one.cycle.territory], one.place)))
    activity = f"{given.activity} ({given.code})" if given.code else given.activity
    volume = shown.size_words(given.volume, given.unit) if given.volume is not None else _volume(one)
    why = ": ".join(filter(None, (capfirst(move.reason_words), move.words)))
    return (
        one.label,
        one.title,
        where,
        one.cost,
        given.amount,
        volume or None,
        activity or None,
        why or None,
    )


def _answer(move: Move) -> Answer:
    answer: Answer = move.answer
    return answer


def _amount(move: Move) -> int | None:
    return _answer(move).amount


def _volume(one: Proposal) -> str:
    return shown.volume_words(one)


def desk_paper(desk: Desk, number: str) -> Paper:
    """Without a number a RANCANGAN. Who signs writes the name by hand."""
    place = place_title(desk.territory).split(",")[0]
    signers = (("Kepala perangkat daerah", ""), ("Wakil Bappeda", ""), ("Wakil kecamatan", ""))
    facts: dict[str, Any] = {"number": number} if number else {"status": Status.DRAFT}
    return Paper(
        kind=DESK,
        title=f"{DESK}\n{desk.title}",
        subtitle=f"Tahun rencana {desk.year}",
        office=desk.title,
        place=place,
        date=desk.day,
        short=f"{DESK} {desk.year}",
        signatories=tuple(Signatory(title=t, name=DOTS, role=r, note="nama terang") for t, r in signers),
        **facts,
    )


def desk_values(desk: Desk, sheets: Iterable[Sheet]) -> dict[str, Any]:
    taken = [amount for move in desk.answers if (amount := _amount(move))]
    words = (
        f"{len(desk.answers)} usulan dijawab: {len(taken)} diterima dengan {format_rupiah(sum(taken))},"
        f" {len(desk.answers) - len(taken)} tidak, masing-masing dengan alasan. Yang diterima tidak"
        " berubah lagi alamat, volume, jenis dan lokasinya."
    )
    tables = [{"table": for_paper(sheet)} for sheet in sheets if sheet.rows]
    values = {"words": [words], "tables": tables}
    return values | {"digest": digest_of(values)}
