"""A pair side by side, the doubtful names, and who is left out: opened for those who may see names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.access.masking import masked
from berdaya.kernel.veil import NONE
from berdaya.register.doors import held
from berdaya.register.folded import field_date
from berdaya.register.rules.linking import MILLION, Why
from berdaya.scan.identity import Seal, label_of
from berdaya.scan.models import Cycle, Pair, PairAnswer, Recipient
from berdaya.scan.models.recipients import Ground
from berdaya.scan.rules.exclusion import Left, Outcome, Reach
from berdaya.scan.rules.pairs import Standing, Verdict
from berdaya.scan.services.leftout import Gathered
from berdaya.scan.services.recipients import pair_label, row_label

Row = Mapping[str, str]
VERDICTS = {
    Verdict.SAME: "orang yang sama",
    Verdict.NOT_SAME: "bukan orang yang sama",
    Verdict.LATER: "nanti",
}
RULES = {
    Why.NIK: "NIK dan nama cocok",
    Why.SAME_NIK_ONLY: "NIK sama, selebihnya perlu dilihat",
    Why.MODEL: "mirip tanpa NIK yang sama",
    Why.SHARED: "beberapa baris menunjuk orang yang sama ini",
    Why.SECOND: "pilihan kedua: pilihan pertama diambil baris lain",
}


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One line of the comparison; `same` marks what agrees to the letter."""

    label: str
    left: str
    right: str
    same: bool


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair as the page of the decision needs it."""

    pair: Pair
    lines: Sequence[SideBySide]
    answers: Sequence[tuple[str, str, str, Any]]

    @property
    def likely(self) -> str:
        whole = self.pair.probability * 100 // MILLION
        return "lebih dari 99%" if whole == 99 else f"sekitar {whole}%"

    @property
    def rule(self) -> str:
        return RULES[Why(self.pair.rule)]

    @property
    def standing(self) -> str:
        return Standing(self.pair.standing).words


def shown_pair(pair: Pair, seal: Seal) -> ShownPair:
    recipient = pair.recipient
    left = seal.opened_data(recipient.identity, row_label(recipient.list_id, recipient.number))
    right = seal.opened_data(pair.identity, pair_label(recipient.pk))
    given = pair.answers.select_related("by")
    days = (recipient.list.as_of, field_date(held(recipient.list.cycle.snapshot).manifest))
    return ShownPair(pair, _lines(left, right, *days), [_answer(one) for one in given])


@dataclass(frozen=True, slots=True)
class SureNames:
    """A pair that may be taken over in bulk: row and name of the list, name in the register, NIK masked."""

    pk: int
    number: int
    listed: str
    registered: str
    nik: str


def sure_names(pairs: Sequence[Pair], seal: Seal) -> list[SureNames]:
    return [_sure(one, seal) for one in pairs]


def _sure(one: Pair, seal: Seal) -> SureNames:
    row = one.recipient
    left = seal.opened_data(row.identity, row_label(row.list_id, row.number))
    right = seal.opened_data(one.identity, pair_label(row.pk))
    nik = left.get("nik", "")
    return SureNames(
        one.pk, row.number, left.get("nama", ""), right.get("nama", ""), masked(nik) if nik else ""
    )


def _answer(one: PairAnswer) -> tuple[str, str, str, Any]:
    return (one.by.name, VERDICTS[Verdict(one.verdict)], Ground(one.ground).label, one.at)


def _lines(left: Row, right: Row, listed: date, registered: date) -> list[SideBySide]:
    """What agrees is told of what is written, not of what is masked."""
    born = (_born(left, listed), _born(right, registered))
    places = (_rt_rw(left), _rt_rw(right))
    return [
        _line("Nama", left.get("nama", ""), right.get("nama", "")),
        _masked("NIK", left.get("nik", ""), right.get("nik", "")),
        _masked("Nomor KK", left.get("kk", ""), right.get("kk", "")),
        _line("Lahir atau umur", *born),
        _line("Jenis kelamin", left.get("jk", ""), right.get("jk", "")),
        _line("Alamat", left.get("alamat", ""), right.get("alamat", "")),
        _line("RT/RW", *places),
    ]


def _line(label: str, left: str, right: str) -> SideBySide:
    return SideBySide(label, left, right, bool(left) and left.casefold() == right.casefold())


def _masked(label: str, left: str, right: str) -> SideBySide:
    same = bool(left) and left == right
    return SideBySide(label, masked(left) if left else "", masked(right) if right else "", same)


def _born(row: Row, on: date) -> str:
    if row.get("tgl_lahir"):
        return row["tgl_lahir"]
    return f"{row['umur']} tahun pada {on.year}" if row.get("umur") else ""


def _rt_rw(row: Row) -> str:
    parts = [row[name].lstrip("0") or "0" for name in ("rt", "rw") if row.get(name)]
    return "/".join(parts)


# ---------- who is left out, by name ----------


@dataclass(frozen=True, slots=True)
class NamedHome:
    """A household as the Musdes reads it."""

    head: str
    address: str
    decile: str
    klass: str
    missed: str
    reasons: str


@dataclass(frozen=True, slots=True)
class NamedDoubt:
    """A row of a list that is a question."""

    name: str
    address: str
    programme: str
    question: str


def named_homes(cycle: Cycle, found: Gathered, left: Left, seal: Seal) -> list[NamedHome]:
    """In the order of work, so that who is worst off is read first."""
    return [_home(cycle, found, one, seal) for one in found.standing(left)]


def _home(cycle: Cycle, found: Gathered, one: Outcome, seal: Seal) -> NamedHome:
    household = found.homes[one.key]
    who = seal.opened(household.identity, label_of(cycle.pk, one.key))
    about = {Left.ASK: Reach.ASK, Left.UNSETTLED: Reach.UNSETTLED}.get(one.left, Reach.MISSED)
    kinds = found.programmes.kinds
    told = one.of(about)
    return NamedHome(
        head=who.head or "nama tidak dapat dibuka",
        address=who.address or NONE,
        decile=NONE if household.decile is None else str(household.decile),
        klass=household.decided_klass or household.field_klass or household.klass or NONE,
        missed=", ".join(kinds[kind].title for kind in told),
        reasons="; ".join(dict.fromkeys(one.programmes[kind][1] for kind in told)),
    )


def named_doubts(found: Gathered, seal: Seal) -> list[NamedDoubt]:
    rows = {one.pk: one for one in found.rows}
    names = {one.pk: one.programme.name for one in found.lists}
    doubts = [(rows[one.row], one.words) for one in found.doubts]
    return [_doubt(row, names[row.list_id], words, seal) for row, words in doubts]


def _doubt(row: Recipient, programme: str, words: str, seal: Seal) -> NamedDoubt:
    told = seal.opened_data(row.identity, row_label(row.list_id, row.number))
    place = _rt_rw(told)
    return NamedDoubt(
        name=told.get("nama") or "nama tidak dapat dibuka",
        address=", ".join(filter(None, (told.get("alamat", ""), f"RT/RW {place}" if place else ""))) or NONE,
        programme=programme,
        question=words,
    )
