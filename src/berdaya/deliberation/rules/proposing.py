"""What is judged of a proposal before it goes on: completeness, size, price, source, likeness, criteria."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from berdaya.deliberation.rules.ballots import CRITERIA
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.states import is_desa
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.soundkey import sound_of
from berdaya.plan.rules.lists import Level
from berdaya.rulebook.rules import Rulebook, shipped

_FEW_LETTERS: Final = 3
_RT_PARTS, _RW_PARTS = 6, 5


@dataclass(frozen=True, slots=True)
class Practice:
    """What a day's rulebook says of proposals."""

    most: Mapping[str, int]
    hanging_after: int
    feedback_days: int
    season_days: int
    alike: int
    weights: Mapping[str, int]
    anchors: Mapping[str, Sequence[int]]
    stages: Sequence[Mapping[str, Any]]


def practice_on(day: date, book: Rulebook | None = None) -> Practice:
    values = (book or shipped()).in_force("deliberation.proposals", day).values
    return Practice(
        most=values["most"],
        hanging_after=values["hanging_after"],
        feedback_days=values["feedback_days"],
        season_days=values["season_days"],
        alike=values["alike"],
        weights=values["alike_weights"],
        anchors=values["anchors"],
        stages=values["stages"],
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """Who hands in a list: an RT or RW by its code, a group by the place where it stands and its name."""

    territory: str
    body: str = ""

    @property
    def kind(self) -> str:
        """`rt`, `rw` or `group`."""
        if self.body:
            return "group"
        return "rt" if self.territory.count(".") + 1 == _RT_PARTS else "rw"

    @property
    def key(self) -> str:
        return f"{self.territory}|{self.body}" if self.body else self.territory

    @property
    def known(self) -> bool:
        """An RT or RW, or a group that has a name."""
        return bool(self.body) or self.territory.count(".") + 1 in (_RW_PARTS, _RT_PARTS)


def most_of(unit: Unit, practice: Practice) -> int:
    """How many proposals the list of a unit may hold."""
    return practice.most[unit.kind]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is typed of a proposal. `item` is the code of the kamus; without one a reason stands instead."""

    title: str
    item: str = ""
    free_reason: str = ""
    menu: str = ""
    condition: str = ""
    sub_item: str = ""
    problem: str = ""
    place: str = ""
    place_code: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    volume: Decimal | None = None
    unit: str = ""
    cost: int | None = None
    men: int | None = None
    women: int | None = None
    households: int | None = None
    poor: int | None = None
    source: str = ""
    origin: str = "rembug"
    origin_text: str = ""
    origin_link: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of the paper form, with its number there: a new proposal, or one that the unit has already
    (carried over from last year, or typed in before) by its key."""

    at: int
    facts: Facts | None = None
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Had:
    """A proposal that a unit has already, as a row of the paper form is compared with it."""

    key: int
    label: str
    likely: "Likely"


def paper_faults(rows: Sequence[PaperRow], had: Sequence[Had]) -> list[Finding]:
    """What is missing in a row, and rows that type a proposal of the unit a second time."""
    found = []
    for row in rows:
        where = f"baris {row.at}"
        if row.facts is None:
            if row.known not in {one.key for one in had}:
                advice = "Muat ulang halamannya, lalu pilih lagi."
                found.append(_fault("paper_known", where, "usulan yang dipilih tidak ada lagi", advice))
            continue
        found += proposal_faults(row.facts, where)
        typed = words_of(row.facts.title)
        same = next((one for one in had if words_of(one.likely.title) == typed), None)
        if same is not None and _same_ground(row.facts.place, same.likely.place):
            advice = f"Pilih {same.label} di kolom Usulan yang sudah ada, supaya riwayatnya ikut."
            found.append(_fault("paper_again", where, f"sama dengan {same.label} milik pengusul ini", advice))
    return found


def _same_ground(one: str, other: str) -> bool:
    return not one.strip() or not other.strip() or bool(words_of(one) & words_of(other))


def proposal_faults(facts: Facts, where: str = "usulan") -> list[Finding]:
    """What is missing or cannot be, before a draft may be proposed."""
    found = [
        _fault(code, f"{where}: {name}", "belum diisi", advice)
        for code, name, missing, advice in _needed(facts)
        if missing
    ]
    for name, amount in (("volume", facts.volume), ("biaya", facts.cost)):
        if amount is not None and amount <= 0:
            found.append(
                _fault("zero", f"{where}: {name}", "harus lebih dari nol", f"Isi {name} yang benar.")
            )
    if (facts.poor or 0) > (facts.households or 0):
        problem = "KK miskin lebih banyak daripada KK penerima manfaat"
        found.append(_fault("poor", f"{where}: penerima manfaat", problem, "Periksa kedua angka itu."))
    return found


def _needed(facts: Facts) -> Iterable[tuple[str, str, bool, str]]:
    reason_missing = not facts.item and not facts.free_reason.strip()
    yield "title", "nama usulan", not facts.title.strip(), "Tulis dengan kata warga, misalnya Paving gang 3."
    yield "item", "kamus usulan", reason_missing, "Pilih dari kamus, atau jelaskan mengapa di luar kamus."
    yield "menu", "menu", not facts.menu, "Pilih sarana prasarana atau pemberdayaan."
    yield (
        "place",
        "lokasi",
        not facts.place.strip() and not facts.place_code,
        "Sebut RT, gang atau rumah dekat.",
    )
    yield "volume", "volume", facts.volume is None, "Isi volume, misalnya 120."
    yield "unit", "satuan", not facts.unit.strip(), "Isi satuan, misalnya m, unit atau orang."
    yield "cost", "perkiraan biaya", facts.cost is None, "Isi biaya dalam rupiah, walau perkiraan."
    yield "source", "sumber dana", not facts.source, "Pilih sumber dana; saran ada di formulir."
    yield "men", "penerima manfaat L/P", facts.men is None or facts.women is None, "Isi L dan P; boleh nol."


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"deliberation.{code}", where, problem, advice)


def list_faults(unit: Unit, ranked: Sequence[int], own: frozenset[int], practice: Practice) -> list[Finding]:
    """Why an order is not a ranked list: too long, something twice, something of another unit."""
    found = []
    most = most_of(unit, practice)
    if len(ranked) > most:
        advice = f"Pilih paling banyak {most}; yang lain tetap tersimpan."
        found.append(_fault("too_many", "daftar", f"memuat {len(ranked)} usulan", advice))
    if len(set(ranked)) < len(ranked):
        advice = "Beri setiap usulan satu peringkat saja."
        found.append(_fault("twice", "daftar", "menyebut usulan yang sama dua kali", advice))
    if set(ranked) - own:
        advice = "Peringkat hanya untuk usulan sendiri dalam tahun rencana ini."
        found.append(_fault("foreign", "daftar", "memuat usulan pihak lain", advice))
    return found


def price_finding(where: str, reason: str, meant: str = "") -> Finding:
    """A cost outside the range of the kamus: told, never forbidden."""
    advice = f"Mungkin {meant}? Periksa jumlah nol." if meant else "Periksa volume dan biaya, atau jelaskan."
    return Finding("deliberation.price", where, reason, advice, Severity.WARNING)


def sources_of(territory: str) -> list[Source]:
    """Who may pay in a place: a kelurahan has no village fund."""
    return [one for one in Source if one is not Source.DANA_DESA or is_desa(territory)]


@dataclass(frozen=True, slots=True)
class SourceAdvice:
    source: Source
    reason: str


def source_for(level: Level | None, territory: str) -> SourceAdvice:
    """The source of money that the level of the work suggests; people confirm it or choose another."""
    desa = is_desa(territory)
    match level:
        case Level.RT_RW:
            return SourceAdvice(Source.SWADAYA, "pekerjaan tingkat RT/RW dapat dikerjakan swadaya")
        case Level.WIDER:
            return SourceAdvice(Source.CENTRE, "pekerjaan ini kewenangan provinsi atau pusat")
        case Level.VILLAGE if desa:
            return SourceAdvice(Source.DANA_DESA, "pekerjaan kewenangan desa")
        case None:
            return SourceAdvice(Source.APBD, "tingkatnya belum diketahui; APBD dipakai sementara")
    return SourceAdvice(Source.APBD, f"pekerjaan kewenangan {level.words.lower()}")


# ---------- likeness ----------


@dataclass(frozen=True, slots=True)
class Likely:
    """What likeness is judged by."""

    title: str
    item: str = ""
    sub_item: str = ""
    place: str = ""
    place_code: str = ""


def words_of(text: str) -> frozenset[str]:
    """The words of a title as they sound; short ones say nothing."""
    plain = re.findall(r"[a-z]+|\d+", text.lower())
    return frozenset(
        sound_of(w) if w.isalpha() else w for w in plain if len(w) >= _FEW_LETTERS or w.isdigit()
    )


def likeness(one: Likely, other: Likely, weights: Mapping[str, int]) -> int:
    """0 to 100: the same item, words that sound alike, the same place. The order of the two is all one.

    Only what is known of both counts, so that it can be told while a proposal is being typed.
    """
    points = _overlap(words_of(one.title), words_of(other.title)) * weights["title"]
    possible = weights["title"]
    same_sub = weights["sub_item"] if one.sub_item and one.sub_item == other.sub_item else 0
    if one.item and other.item:
        points += 100 * (weights["item"] if one.item == other.item else same_sub)
        possible += weights["item"]
    elif one.sub_item and other.sub_item:
        points += 100 * same_sub
        possible += weights["sub_item"]
    if (one.place and other.place) or (one.place_code and other.place_code):
        points += _same_place(one, other) * weights["place"]
        possible += weights["place"]
    return points // possible


def _same_place(one: Likely, other: Likely) -> int:
    if one.place_code and one.place_code == other.place_code:
        return 100
    return _overlap(words_of(one.place), words_of(other.place))


def _overlap(one: frozenset[str], other: frozenset[str]) -> int:
    """How much two sets have in common, in percent of the smaller one."""
    least = min(len(one), len(other))
    return 100 * len(one & other) // least if least else 0


# ---------- criteria ----------


def anchored(value: int, anchors: Sequence[int]) -> int:
    """1 below the first anchor … 5 from the last on."""
    return 1 + sum(value >= anchor for anchor in anchors)


def criteria_of(
    households: int, poor: int, given: Mapping[str, int | None], practice: Practice
) -> tuple[int, ...]:
    """The five values in the order of `CRITERIA`; what nobody has judged yet counts as 1."""
    percent = 100 * poor // households if households else 0
    counted = {
        "beneficiaries": anchored(households, practice.anchors["beneficiaries"]),
        "poor": anchored(percent, practice.anchors["poor_percent"]),
    }
    return tuple(counted.get(name) or given.get(name) or 1 for name in CRITERIA)
