"""What is asked of a selection, and what stands in the way of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from berdaya.kernel.findings import Finding, Severity
from berdaya.rulebook.rules import Rule
from berdaya.targeting.rules.places import Place, Stratum, Unit
from berdaya.targeting.rules.scores import Method
from berdaya.targeting.rules.selection import Seats
from berdaya.targeting.rules.sensitivity import Trial
from berdaya.targeting.rules.stability import Margins


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force on the day, as the functions need them."""

    selection: Rule
    sensitivity: Rule
    publication: Rule

    @property
    def default_weight(self) -> Fraction:
        return Fraction(self.selection.values["weight"])

    @property
    def cut(self) -> Decimal:
        return Decimal(self.selection.values["cut"])

    @property
    def high(self) -> Fraction:
        return Fraction(self.selection.values["high"])

    @property
    def near_misses(self) -> int:
        return int(self.selection.values["near_misses"])

    @property
    def margins(self) -> Margins:
        values = self.selection.values
        return Margins(
            Fraction(values["release_margin"]),
            values["release_editions"],
            Fraction(values["graduation_fall"]),
        )

    def trial(self, seed: int | None) -> Trial:
        return Trial.of(self.sensitivity, seed)


@dataclass(frozen=True, slots=True)
class Request:
    district: str
    on: date
    seats: Seats
    method: Method
    weight: Fraction
    unit: Unit
    index_name: str
    seed: int | None = None


def judge_request(places: Sequence[Place], request: Request) -> list[Finding]:
    """Findings about the places and the seats together; the file readers have judged each row already."""
    if not places:
        advice = "Periksa isi berkas dan --district."
        return [_fault("no_places", "hitungan", "tidak ada tempat yang dapat diperingkat", advice)]
    return [
        *_too_many_seats(places, request.seats),
        *_no_decile(places),
        *_more_than_all(places),
        *_without_index(places, request.index_name),
    ]


def _too_many_seats(places: Sequence[Place], seats: Seats) -> list[Finding]:
    sizes = Counter(place.stratum for place in places)
    fixed: Mapping[Stratum, int] = seats.fixed or {}
    if fixed and sum(fixed.values()) != seats.total:
        parts = " + ".join(f"{n} {stratum}" for stratum, n in fixed.items())
        advice = "Samakan --seats dengan jumlah kedua kelompok."
        return [_fault("seats_differ", "kursi", f"{parts} tidak sama dengan {seats.total}", advice)]
    found = [_more_seats(f"kursi {s}", n, f"{sizes[s]} {s}") for s, n in fixed.items() if n > sizes[s]]
    if seats.total > len(places) and not found:
        found.append(_more_seats("kursi", seats.total, f"{len(places)} tempat"))
    return found


def _more_seats(where: str, seats: int, there_are: str) -> Finding:
    problem = f"{seats} kursi, padahal hanya ada {there_are} dalam hitungan"
    return _fault("more_seats", where, problem, "Kurangi kursinya atau lengkapi berkas hitungan.")


def _no_decile(places: Sequence[Place]) -> list[Finding]:
    if any(place.n for place in places):
        return []
    advice = "Pakai register yang memuat desil dari penerbitnya; Berdaya tidak menghitung desil sendiri."
    return [_fault("no_decile", "desil 1", "tidak satu tempat pun memiliki desil 1", advice)]


def _more_than_all(places: Sequence[Place]) -> list[Finding]:
    advice = "Periksa angka --population dan edisi register; keduanya harus mencakup tempat yang sama."
    return [
        _fault(
            "more_than_all",
            f"{place.code} {place.name}",
            f"desil 1 {place.n} lebih besar daripada seluruhnya {place.whole}",
            advice,
        )
        for place in places
        if place.whole is not None and place.n > place.whole
    ]


def _without_index(places: Sequence[Place], index_name: str) -> list[Finding]:
    missing = [p for p in places if p.stratum is Stratum.DESA and p.index is None]
    if not missing:
        return []
    where = f"{len(missing)} desa tanpa {index_name}"
    advice = "Dinilai dari jumlah desil 1 saja dan ditandai. Lengkapi berkas indeks bila sudah terbit."
    return [Finding("select.index_missing", where, listed(missing), advice, Severity.WARNING)]


def listed(places: Sequence[Place], most: int = 5) -> str:
    """The first few places by code and name, and how many more there are."""
    names = ", ".join(f"{place.code} {place.name}" for place in places[:most])
    return f"{names} dan {len(places) - most} lainnya" if len(places) > most else names


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"select.{code}", where, problem, advice)
