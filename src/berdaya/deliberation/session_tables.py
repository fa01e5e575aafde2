"""Tables of a session as papers and workbooks have them: agreed, not agreed, changes, the annex, balances."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.text import capfirst

from berdaya.access.places import place_title
from berdaya.deliberation import session_doors as doors
from berdaya.deliberation.models import Draft, ForumChange, Proposal, Session
from berdaya.deliberation.rules import annex
from berdaya.deliberation.rules.explaining import amount, placed_anew
from berdaya.deliberation.rules.forum import Decided
from berdaya.deliberation.rules.forum import Kind as Changed
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.vector import session_of
from berdaya.documents.tables import NONE, Cell, Column, Kind, Sheet
from berdaya.kernel.numbers import format_rupiah

AGREED, OTHERS, ANNEX = "disepakati", "tidak-disepakati", "lampiran"
KINDS: Final = {
    AGREED: "Daftar Usulan Disepakati",
    OTHERS: "Daftar Usulan Tidak Disepakati",
    ANNEX: "Lampiran Penggabungan",
}
FEW: Final = 10


@dataclass(frozen=True, slots=True)
class Book:
    """A session with its draft, the decided list and its proposals by label."""

    session: Session
    draft: Draft
    decided: Decided
    proposals: dict[str, Proposal]
    changes: tuple[ForumChange, ...]

    @property
    def place(self) -> str:
        return place_title(self.session.territory).split(", ")[0]

    def reason(self, label: str) -> str:
        """The forum's own reason where it decided otherwise, else the explanation of the merge."""
        said = [one for one in self.changes if one.proposal.label == label]
        if said and said[-1].kind != Changed.AMOUNT.value:
            words = Changed(said[-1].kind).words
            return f"{capfirst(words)} oleh forum atas permintaan {said[-1].proposer}: {said[-1].reason}"
        return reason_after(self.draft, self.decided, label, changed=bool(self.changes))


def reason_after(draft: Draft, decided: Decided, label: str, *, changed: bool) -> str:
    """The explanation of the merge; where the forum changed the list, with the place after that."""
    text = str(draft.answer["explanations"][label])
    if changed and label in decided.reserve:
        return placed_anew(text, decided.reserve.index(label) + 1)
    return text


def book_of(session: Session, draft: Draft) -> Book:
    rows = Proposal.objects.filter(cycle=session.cycle, number__isnull=False).select_related("item", "cycle")
    changes = session.changes.select_related("proposal", "proposal__cycle")
    decided = doors.decided_of(session, draft)
    return Book(session, draft, decided, {one.label: one for one in rows}, tuple(changes))


# ---------- tables ----------


def agreed_sheet(book: Book) -> Sheet:
    """What the forum agreed on, in order."""
    names = book.decided.chosen
    rows: list[Sequence[Cell]] = [_row(book, place, name) for place, name in enumerate(names, start=1)]
    total = sum(book.decided.costs[name] for name in names)
    totals: list[Cell] = ["Jumlah", *[None] * (len(_COLUMNS) - 1)]
    totals[_COST] = total
    return Sheet("Disepakati", _COLUMNS, rows, totals=totals, title=KINDS[AGREED])


def others_sheet(book: Book) -> Sheet:
    """What is not in the list, the next in line first, with the reason of each."""
    columns = (
        Column("Cadangan", Kind.COUNT, mm=18, width=9),
        Column("Nomor usulan", Kind.CODE, mm=17, width=11),
        Column("Usulan", mm=45, width=34),
        Column("Biaya", Kind.RUPIAH, unit="Rp", mm=24, width=15),
        Column("Pengusul", mm=22, width=18),
        Column("Alasan", width=80),
    )
    rows = [
        (place, name, one.title, book.decided.costs[name], _proposer(one), book.reason(name))
        for place, name in enumerate(book.decided.reserve, start=1)
        for one in (book.proposals[name],)
    ]
    return Sheet("Tidak disepakati", columns, rows, title=KINDS[OTHERS])


def short_sheet(book: Book) -> Sheet:
    """The agreed list as it fits into the berita acara."""
    columns = (
        Column("No.", Kind.COUNT, mm=9),
        Column("Nomor usulan", Kind.CODE, mm=17),
        Column("Usulan"),
        Column("Lokasi", mm=30),
        Column("Biaya", Kind.RUPIAH, unit="Rp", mm=24),
        Column("L", Kind.COUNT, mm=10),
        Column("P", Kind.COUNT, mm=10),
        Column("Pengusul", mm=22),
    )
    rows = [
        (
            place,
            name,
            one.title,
            _place(one),
            book.decided.costs[name],
            few(one.men),
            few(one.women),
            _proposer(one),
        )
        for place, name in enumerate(book.decided.chosen, start=1)
        for one in (book.proposals[name],)
    ]
    return Sheet("Disepakati", columns, rows)


def _proposer(one: Proposal) -> str:
    return one.body or place_title(one.territory).split(", ")[0]


def _place(one: Proposal) -> str:
    return one.place or place_title(one.place_code or one.territory).split(", ")[0]


_COLUMNS: Final = (
    Column("No.", Kind.COUNT, mm=8, width=5),
    Column("Nomor usulan", Kind.CODE, mm=17, width=11),
    Column("Kamus", Kind.CODE, mm=15, width=10),
    Column("Usulan", width=34),
    Column("Lokasi", mm=38, width=26),
    Column("Volume", Kind.TEXT, mm=18, width=12),
    Column("Biaya", Kind.RUPIAH, unit="Rp", mm=24, width=15),
    Column("Sumber", mm=15, width=10),
    Column("Pelaksana", mm=22, width=18),
    Column("L", Kind.COUNT, mm=10, width=6),
    Column("P", Kind.COUNT, mm=10, width=6),
    Column("KK miskin", Kind.COUNT, mm=13, width=8),
    Column("Pengusul", mm=22, width=18),
    Column("Status", mm=22, width=16),
)
_COST: Final = 6


def _row(book: Book, place: int, name: str) -> tuple[Cell, ...]:
    one = book.proposals[name]
    volume = f"{one.volume.normalize():f}".replace(".", ",") if one.volume is not None else ""
    return (
        place,
        name,
        one.item.code if one.item else None,
        one.title,
        _place(one),
        f"{volume} {one.unit}".strip() or None,
        book.decided.costs[name],
        Source(one.source).words if one.source else None,
        (one.item.agency if one.item else "") or book.place,
        few(one.men),
        few(one.women),
        few(one.poor),
        _proposer(one),
        "prioritas",
    )


def few(count: int | None) -> Cell:
    """A count as others may see it: below ten only that it is."""
    return f"<{FEW}" if count is not None and 0 < count < FEW else count


def changes_sheet(book: Book) -> Sheet | None:
    """What the forum decided otherwise than the computation, with reasons."""
    if not book.changes:
        return None
    rows = [
        (
            one.proposal.label,
            one.proposal.title,
            Changed(one.kind).words + (f" menjadi {format_rupiah(one.amount)}" if one.amount else ""),
            one.proposer,
            one.reason,
        )
        for one in book.changes
    ]
    columns = (
        Column("Nomor usulan", Kind.CODE, mm=17, width=11),
        Column("Usulan", mm=34, width=30),
        Column("Perubahan", mm=30, width=30),
        Column("Atas permintaan", mm=28, width=20),
        Column("Alasan", width=60),
    )
    return Sheet("Perubahan forum", columns, rows, title="Perubahan oleh forum")


def input_sheets(draft: Draft) -> list[Sheet]:
    """Every input of the merge: `rules.annex` reads them back."""
    data = draft.input
    units = (
        Column(annex.UNITS[0], mm=38, width=24),
        Column(annex.UNITS[1], Kind.COUNT, mm=14),
        Column(annex.UNITS[2], Kind.COUNT, mm=14),
        Column(annex.UNITS[3], Kind.COUNT, mm=18),
        Column(annex.UNITS[4], Kind.CODE, mm=40, width=24),
        Column(annex.UNITS[5], width=60),
    )
    proposals = (
        Column(annex.PROPOSALS[0], Kind.COUNT, mm=14),
        Column(annex.PROPOSALS[1], Kind.CODE, mm=22),
        Column(annex.PROPOSALS[2], width=40),
        Column(annex.PROPOSALS[3], mm=28, width=16),
        Column(annex.PROPOSALS[4], Kind.RUPIAH, mm=30, width=16),
        Column(annex.PROPOSALS[5], Kind.CODE, mm=24),
        Column(annex.PROPOSALS[6], Kind.COUNT, mm=22),
    )
    rules = (Column(annex.RULES[0], mm=110, width=50), Column(annex.RULES[1], Kind.CODE, width=24))
    return [
        Sheet("Aturan", rules, annex.rule_rows(data), title="Pagu dan aturan"),
        Sheet("Unit", units, annex.unit_rows(data), title="Unit, bobot dan daftarnya"),
        Sheet("Usulan", proposals, annex.proposal_rows(data), title="Usulan"),
    ]


def result_sheets(book: Book) -> list[Sheet]:
    """What the merge gave, step by step, and the balances of the units."""
    answer, names = book.draft.answer, book.draft.input["proposals"]
    costs = {name: one["cost"] for name, one in names.items()}
    rows = [
        (place, name, costs[name], str(price), _paid(answer["payments"].get(name, {})))
        for place, (name, price) in enumerate(
            zip(answer["selected"], answer["price_or_coverage"], strict=True), start=1
        )
    ]
    columns = (
        Column("No.", Kind.COUNT, mm=10),
        Column("Terpilih", Kind.CODE, mm=24),
        Column("Biaya terhitung", Kind.RUPIAH, mm=30, width=16),
        Column("Harga per bobot atau cakupan", Kind.CODE, mm=50, width=26),
        Column("Dibayar oleh", width=70),
    )
    return [
        Sheet("Hasil", columns, rows, title="Hasil penggabungan"),
        Sheet("Alasan", _WHY, _whys(book), title="Alasan setiap usulan"),
        ledger_sheet(book),
    ]


_WHY: Final = (Column("Usulan dan alasannya", width=110),)


def _whys(book: Book) -> list[tuple[Cell, ...]]:
    order = [*book.draft.answer["selected"], *book.draft.answer["not_funded"]]
    return [(str(book.draft.answer["explanations"][name]),) for name in order]


def _paid(payments: dict[str, str]) -> str:
    return "; ".join(f"{unit} {amount(Fraction(value))}" for unit, value in payments.items()) or NONE


def ledger_sheet(book: Book) -> Sheet:
    """What each unit carries into next year, exact and in rupiah."""
    shares = session_of(book.draft.input).shares()
    opening = book.draft.input["opening"]
    rows = [
        (name, _rupiah(shares[name]), _rupiah(Fraction(opening.get(name, "0"))), _rupiah(exact), str(exact))
        for name, exact in book.decided.ledger.items()
    ]
    columns = (
        Column("Unit", mm=45, width=24),
        Column("Bagian pagu", Kind.RUPIAH, mm=32, width=16),
        Column("Saldo awal", Kind.RUPIAH, mm=32, width=16),
        Column("Saldo ke tahun depan", Kind.RUPIAH, mm=36, width=18),
        Column("Saldo eksak", Kind.CODE, width=40),
    )
    return Sheet("Saldo", columns, rows, title="Saldo bagian dari tahun ke tahun")


def _rupiah(value: Fraction) -> int:
    """Half up, away from the exact value that stands beside it."""
    return int((abs(value) + Fraction(1, 2)) // 1) * (1 if value >= 0 else -1)
