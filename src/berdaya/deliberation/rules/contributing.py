"""Swadaya, CSR and central money: what was pledged, what came in, what was let go; sums that add up.

Every entry stands for itself and is never changed: a pledge is let go (whole or the rest) by an entry, a
receipt is taken back by an entry. So for each pledge: received + still open = pledged - let go.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.reasons import says_why
from berdaya.deliberation.rules.states import State
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_rupiah


class Giver(StrEnum):
    """Who gives. Residents and neighbourhoods are never named."""

    PEOPLE = "warga"
    NEIGHBOURHOOD = "rt"
    BODY = "lembaga"
    FIRM = "csr"
    CENTRE = "pusat"

    @property
    def words(self) -> str:
        return _GIVERS[self]

    @property
    def named(self) -> bool:
        return self not in (Giver.PEOPLE, Giver.NEIGHBOURHOOD)


_GIVERS: Final = {
    Giver.PEOPLE: "Warga",
    Giver.NEIGHBOURHOOD: "Kas RT/RW",
    Giver.BODY: "Lembaga (Pokmas, LPMK, BAZNAS, …)",
    Giver.FIRM: "Perusahaan (CSR/TSP)",
    Giver.CENTRE: "Pemerintah pusat atau provinsi",
}


class Form(StrEnum):
    """What is given; goods and labour are valued in rupiah by those who agree on it."""

    MONEY = "uang"
    GOODS = "barang"
    LABOUR = "tenaga"

    @property
    def words(self) -> str:
        return {"uang": "Uang", "barang": "Barang atau bahan", "tenaga": "Tenaga"}[self.value]


class Kind(StrEnum):
    """What an entry says. All but a pledge are about one."""

    PLEDGE = "janji"
    RECEIPT = "terima"
    LET_GO = "lepas"
    TAKEN_BACK = "batal"

    @property
    def words(self) -> str:
        return {"janji": "dijanjikan", "terima": "diterima", "lepas": "dilepas", "batal": "dibatalkan"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `pledge` is the key of the pledge that it is about; of a pledge, its own."""

    kind: Kind
    value: int
    pledge: int
    form: Form = Form.MONEY
    giver: Giver = Giver.PEOPLE
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """Rupiah pledged (less what was let go) and received (less what was taken back)."""

    pledged: int = 0
    received: int = 0

    @property
    def open(self) -> int:
        return self.pledged - self.received

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.pledged + other.pledged, self.received + other.received)


_EFFECT: Final = {
    Kind.PLEDGE: (1, 0),
    Kind.LET_GO: (-1, 0),
    Kind.RECEIPT: (0, 1),
    Kind.TAKEN_BACK: (0, -1),
}


def sums_of(entries: Iterable[Entry]) -> Sums:
    total = Sums()
    for one in entries:
        pledged, received = _EFFECT[one.kind]
        total += Sums(pledged * one.value, received * one.value)
    return total


def by_pledge(entries: Iterable[Entry]) -> dict[int, Sums]:
    """The sums of each pledge, in the order of the pledges."""
    found: dict[int, Sums] = {}
    for one in entries:
        found[one.pledge] = found.get(one.pledge, Sums()) + sums_of([one])
    return found


def by_giver(entries: Sequence[Entry]) -> dict[tuple[Giver, str], Sums]:
    """The sums of each kind of giver, firms and bodies each by their name."""
    pledges = {one.pledge: one for one in entries if one.kind is Kind.PLEDGE}
    found: dict[tuple[Giver, str], Sums] = {}
    for one in entries:
        pledge = pledges[one.pledge]
        key = (pledge.giver, pledge.name)
        found[key] = found.get(key, Sums()) + sums_of([one])
    return {key: sums for key, sums in found.items() if sums.pledged}


# ---------- what may be written ----------


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wants to write down. `proof`: the number of a receipt or a letter."""

    value: int
    on: date
    words: str = ""
    proof: str = ""


def pledge_faults(giver: Giver, name: str, form: Form, what: Written, today: date) -> Iterator[Finding]:
    """Why a pledge cannot be written down so."""
    yield from _written_faults(what, today)
    if giver.named and not name.strip():
        yield _fault("giver", "nama pemberi", "belum diisi", "Isi nama perusahaan, lembaga atau programnya.")
    if not giver.named and name.strip():
        advice = "Kosongkan: warga dan RT dicatat tanpa nama."
        yield _fault("giver", "nama pemberi", "terisi untuk warga atau RT", advice)
    if form is not Form.MONEY and not what.words.strip():
        advice = "Misalnya 40 sak semen, atau 15 orang selama 2 hari."
        yield _fault("what", "keterangan", "barang atau tenaganya belum disebut", advice)
    yield from _public({"nama pemberi": name, "keterangan": what.words})


def receipt_faults(stands: Sums, pledged_on: date, what: Written, today: date) -> Iterator[Finding]:
    """Why something cannot be received on a pledge: more than is open, before it, without proof."""
    yield from _written_faults(what, today)
    if what.value > stands.open:
        advice = "Catat janji tambahan lebih dahulu, lalu penerimaannya."
        yield _fault("more", "nilai", f"melebihi sisa janji {format_rupiah(stands.open)}", advice)
    if what.on < pledged_on:
        yield _fault("before", "tanggal", "sebelum janjinya", "Periksa tanggalnya.")
    if not what.proof.strip():
        yield _fault("proof", "nomor bukti", "belum diisi", "Isi nomor kuitansi atau tanda terima.")
    yield from _public({"keterangan": what.words, "nomor bukti": what.proof})


def undoing_faults(value: int, most: int, reason: str) -> Iterator[Finding]:
    """Why a pledge cannot be let go, or a receipt be taken back."""
    if not 0 < value <= most:
        yield _fault("undo", "nilai", f"paling banyak {format_rupiah(most)}", "Muat ulang halamannya.")
    if not says_why(reason):
        yield _fault("reason", "alasan", "belum menjelaskan apa-apa", "Tulis satu kalimat.")
    yield from _public({"alasan": reason})


def _public(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Numbers of people in words that everybody in the village reads."""
    yield from (one for one in public_text_faults(texts, "dukungan") if one.severity is Severity.ERROR)


def _written_faults(what: Written, today: date) -> Iterator[Finding]:
    if what.value <= 0:
        yield _fault("value", "nilai", "harus lebih dari nol", "Isi rupiah, atau taksiran nilainya.")
    if what.on > today:
        yield _fault("future", "tanggal", "belum tiba", "Catat sesudah terjadi.")


# ---------- the path of a proposal ----------

PATH: Final = frozenset(
    {State.AGREED, State.CHECKED, State.CHOSEN, State.RESERVE, State.ROUTED, State.PLEDGED, State.MONEY_READY}
)
"""States in which pledges are written down; receipts still while the work goes on."""


def path_faults(to: State, cost: int, entries: Sequence[Entry], *, alone: bool) -> Iterator[Finding]:
    """Why a proposal cannot go on along its own path. `alone`: all receipts are by this person."""
    sums, pledges = sums_of(entries), by_pledge(entries)
    if to is State.PLEDGED and not sums.pledged:
        advice = "Catat siapa menjanjikan apa pada halaman dukungan."
        yield _fault("none", "dukungan", "belum ada yang menjanjikan", advice)
    if to is State.MONEY_READY:
        if sums.pledged < cost:
            problem = f"baru {format_rupiah(sums.pledged)} dari {format_rupiah(cost)}"
            advice = (
                f"Kurang {format_rupiah(cost - sums.pledged)}; cari dukungan lain atau kecilkan pekerjaannya."
            )
            yield _fault("short", "dukungan", problem, advice)
        forms = {one.pledge: one.form for one in entries if one.kind is Kind.PLEDGE}
        waiting = sum(one.open for key, one in pledges.items() if forms[key] is Form.MONEY)
        if waiting:
            advice = "Catat penerimaannya dengan nomor bukti. Barang dan tenaga boleh menyusul."
            yield _fault("money", "uang", f"{format_rupiah(waiting)} belum diterima", advice)
        if alone and sums.received:
            advice = "Minta orang kedua memeriksa bukti dan menyatakan dana siap."
            yield _fault("alone", "penerimaan", "semuanya dicatat oleh Anda sendiri", advice)
    if to is State.HANDED_OVER and sums.open:
        advice = "Catat penerimaannya, atau lepaskan sisa janji dengan alasan."
        yield _fault("open", "dukungan", f"{format_rupiah(sums.open)} dijanjikan dan belum diterima", advice)


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"support.{code}", where, problem, advice)
