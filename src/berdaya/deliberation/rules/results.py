"""The result of a musrenbang as it is published or passed on: its items, what it says of them, and whether
its figures hold together. Every figure is computed again; what differs is told with both figures.

What a file does not state is not made up: an item without a cost is counted as one without a cost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from berdaya.deliberation.rules.money_words import amount_in, sums_in
from berdaya.deliberation.rules.unit_costs import unit_cost_findings
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count, format_decimal, format_rupiah

MEN: Final = ("L", "laki_laki", "laki")
WOMEN: Final = ("P", "perempuan")
PEOPLE: Final = ("jumlah", "total", "penerima", "peserta")
STATED: Final = "_stated"
TOTALS: Final = {"total_budget": "jumlah anggaran", "requested_total": "jumlah usulan"}
CEILING, CITY, VILLAGES = "pagu_indikatif_per_kelurahan", "pagu_kota", "kelurahan_count"
BEYOND: Final = 10**18
_DIGITS: Final = 18
_NAMED: Final = 10
_LONGEST_JUMP: Final = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a result. None: the file does not say. `given` is the line as it came, all of it."""

    where: str
    no: int | None
    title: str
    village: str = ""
    place: str = ""
    volume: Fraction | None = None
    unit: str = ""
    cost: int | None = None
    unit_price: int | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Total:
    """A row that adds up the items above it, as a table states it."""

    where: str
    cost: int | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One forum's result. `partial`: the file shows only some of its items. `given` is all that came."""

    name: str
    items: tuple[Item, ...]
    given: Mapping[str, Any]
    partial: bool = False
    totals: tuple[Total, ...] = ()

    def count_of(self, key: str) -> int | None:
        return _count(self.given.get(key))


@dataclass(frozen=True, slots=True)
class Check:
    """A figure that was computed again: what the file says, what it should be, and what a wrong one means."""

    code: str
    where: str
    about: str
    quoted: int | Fraction
    expected: int | Fraction
    advice: str
    severity: Severity = Severity.ERROR
    money: bool = True
    holds: bool | None = None

    @property
    def right(self) -> bool:
        return self.quoted == self.expected if self.holds is None else self.holds

    def finding(self) -> Finding:
        """Both figures and the difference, in words."""
        quoted, expected = _figure(self.quoted, self.money), _figure(self.expected, self.money)
        gap = _figure(abs(Fraction(self.quoted) - self.expected), self.money)
        problem = f"{self.about} tertulis {quoted}, hitungannya {expected} (selisih {gap})"
        return Finding(f"results.{self.code}", self.where, problem, self.advice, self.severity)

    def as_json(self) -> dict[str, Any]:
        return {
            "code": f"results.{self.code}",
            "where": self.where,
            "about": self.about,
            "quoted": _exact(self.quoted),
            "expected": _exact(self.expected),
            "holds": self.right,
        }


def checks_of(result: Result) -> list[Check]:
    """Every figure of a result that can be computed again from others of its figures."""
    return [
        *_stated_in_words(result),
        *_totals(result),
        *_ceilings(result),
        *(check for item in result.items for check in _of_item(item)),
        *_people(result.given, result.name),
        *_written_sums(result),
    ]


def findings_of(result: Result, factor: int) -> list[Finding]:
    """What does not hold and what should be looked at; `factor` is the spread of unit costs that is told."""
    return [
        *(check.finding() for check in checks_of(result) if not check.right),
        *_over_ceiling(result),
        *unit_cost_findings(result.name, result.items, factor),
        *_numbering(result),
        *_twice(result),
        *_villages(result),
        *_missing(result),
    ]


# ---------- figures that must agree ----------


def _stated_in_words(result: Result) -> Iterator[Check]:
    """`Rp 4,047 miliar` beside 4047000000."""
    for key, text in result.given.items():
        figure = result.count_of(key.removesuffix(STATED))
        if not key.endswith(STATED) or figure is None or not isinstance(text, str):
            continue
        found = amount_in(text)
        if found is not None:
            about = f"{TOTALS.get(key.removesuffix(STATED), key)} “{text}”"
            yield Check(
                "words", result.name, about, found.value, figure, "Cocokkan dengan naskah aslinya.",
                holds=found.means(figure),
            )  # fmt: skip


def _totals(result: Result) -> Iterator[Check]:
    """The total against its items. A partial list may hold less than the total, never more."""
    advice = "Jumlahkan lagi; satu di antaranya keliru."
    listed = sum(item.cost or 0 for item in result.items)
    whole = all(item.cost is not None for item in result.items) and not result.partial
    for key, words in TOTALS.items():
        figure = result.count_of(key)
        if figure is None or not listed:
            continue
        holds = figure == listed if whole else figure >= listed
        about = words if whole else f"{words} (daftar ini hanya sebagian)"
        yield Check("total", result.name, about, figure, listed, advice, holds=holds)
    for total in result.totals:
        costs = [item.cost for item in total.items]
        if total.cost is not None and costs and None not in costs:
            yield Check("total", total.where, "jumlah", total.cost, sum(c or 0 for c in costs), advice)


def _ceilings(result: Result) -> Iterator[Check]:
    each, villages, city = (result.count_of(key) for key in (CEILING, VILLAGES, CITY))
    if each is not None and villages is not None and city is not None:
        about = f"pagu kota untuk {format_count(villages)} kelurahan"
        yield Check("product", result.name, about, city, each * villages, "Periksa ketiga angkanya.")


def _of_item(item: Item) -> Iterator[Check]:
    if item.volume is not None and item.unit_price is not None and item.cost is not None:
        about, advice = "anggaran", "Volume kali harga satuan harus sama dengan anggarannya."
        yield Check("product", item.where, about, item.cost, item.volume * item.unit_price, advice)
    parts = _parts(item.title, item.unit)
    if len(parts) > 1 and item.volume is not None:
        about, advice = "volume", "Jumlahkan bagian yang disebut dalam nama usulan."
        yield Check("volume", item.where, about, item.volume, sum(parts), advice, money=False)


def _parts(title: str, unit: str) -> list[int]:
    """`Paving (7 titik) dan drainase (6 titik)` counted in `titik`: 7 and 6."""
    words = title.replace("(", " ").replace(")", " ").split()
    if not unit:
        return []
    pairs = pairwise(words)
    return [int(n) for n, word in pairs if _is_part(n) and word.casefold() == unit.casefold()]


def _is_part(word: str) -> bool:
    return word.isdecimal() and len(word) <= _DIGITS


def _people(given: Any, where: str) -> Iterator[Check]:
    """L + P = total, wherever a file counts people."""
    if isinstance(given, Mapping):
        men, women, people = (_first(given, names) for names in (MEN, WOMEN, PEOPLE))
        if men is not None and women is not None and people is not None:
            advice = "L ditambah P harus sama dengan jumlahnya."
            yield Check("people", where, "jumlah orang", people, men + women, advice, money=False)
        for key, value in given.items():
            yield from _people(value, f"{where} {key}")
    elif isinstance(given, (list, tuple)):
        for number, value in enumerate(given, start=1):
            yield from _people(value, f"{where} {number}")


def _first(given: Mapping[str, Any], names: Sequence[str]) -> int | None:
    found = (_count(given.get(name)) for name in names)
    return next((value for value in found if value is not None), None)


def _count(value: Any) -> int | None:
    """A whole number that people can have meant; None for anything else."""
    return value if type(value) is int and abs(value) < BEYOND else None


def _written_sums(result: Result) -> Iterator[Check]:
    """Sums that the file itself writes out, such as `2+2+1 = 5 titik`."""
    for key, value in result.given.items():
        texts = value if isinstance(value, (list, tuple)) else [value]
        for text in texts:
            if key == "items" or not isinstance(text, str):
                continue
            for one in sums_in(text):
                where, advice = f"{result.name} {key}", "Hitung lagi jumlah yang tertulis itu."
                about = f"“{one.text}”"
                yield Check("sum", where, about, one.quoted, one.expected, advice, money=False)


# ---------- what should be looked at ----------


def _over_ceiling(result: Result) -> Iterator[Finding]:
    ceiling, asked = result.count_of(CEILING), result.count_of("requested_total")
    if ceiling is not None and asked is not None and asked > ceiling and result.given.get("level") != "kota":
        problem = (
            f"diminta {format_rupiah(asked)}, pagu kelurahan {format_rupiah(ceiling)}: "
            f"lebih {format_rupiah(asked - ceiling)}"
        )
        advice = f"Kurangi {format_rupiah(asked - ceiling)}, atau alihkan ke kecamatan atau dinas."
        yield _told("over_ceiling", result.name, problem, advice)
    for item in result.items:
        if ceiling is not None and item.cost is not None and item.cost > ceiling:
            problem = f"{format_rupiah(item.cost)} lebih besar daripada pagu {format_rupiah(ceiling)}"
            yield _told("over_ceiling", item.where, problem, "Alihkan ke kecamatan atau dinas.")


def _numbering(result: Result) -> Iterator[Finding]:
    numbers = [item.no for item in result.items if item.no is not None]
    twice = sorted(number for number, many in Counter(numbers).items() if many > 1)
    if twice:
        problem = f"nomor {_few(twice)} dipakai lebih dari sekali"
        yield _told("number_twice", result.name, problem, "Beri setiap usulan nomor sendiri.")
    gaps = _left_out(numbers)
    if gaps and not result.partial and len(numbers) == len(result.items):
        problem = f"nomor {_few(gaps)} tidak ada"
        yield _told("number_missing", result.name, problem, "Periksa apakah ada baris yang tertinggal.")


def _left_out(numbers: Iterable[int]) -> list[int]:
    """The numbers that a running list leaves out. A longer jump than any list makes begins another series
    (`2026000123`): nothing was left out there."""
    running = pairwise(sorted({0, *(number for number in numbers if number > 0)}))
    return [gap for low, high in running if high - low <= _LONGEST_JUMP for gap in range(low + 1, high)]


def _few(numbers: Sequence[int]) -> str:
    rest = len(numbers) - _NAMED
    return ", ".join(map(str, numbers[:_NAMED])) + (f" dan {format_count(rest)} lainnya" if rest > 0 else "")


def _twice(result: Result) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], str] = {}
    for item in result.items:
        key = tuple(" ".join(part.casefold().split()) for part in (item.title, item.village, item.place))
        first = seen.setdefault(key, item.where)
        if first != item.where and (item.village or item.place):
            advice = "Hapus satu, atau bedakan lokasinya."
            yield _told("twice", item.where, f"sama dengan {first}: usulan, kelurahan dan lokasi", advice)


def _villages(result: Result) -> Iterator[Finding]:
    stated = result.count_of(VILLAGES)
    named = {item.village.casefold() for item in result.items if item.village}
    if stated is not None and len(named) > stated:
        problem = f"disebut {stated} kelurahan, padahal usulannya dari {len(named)}"
        yield _told("villages", result.name, problem, "Periksa ejaan nama kelurahan.")


def _missing(result: Result) -> Iterator[Finding]:
    """Counted once for each column, with the numbers of the items."""
    columns: tuple[tuple[str, str, Iterable[Item]], ...] = (
        ("cost", "anggaran", (i for i in result.items if i.cost is None)),
        ("place", "lokasi", (i for i in result.items if not i.place)),
        ("volume", "volume", (i for i in result.items if i.volume is None)),
    )
    for code, words, items in columns:
        names = [str(item.no) if item.no is not None else item.title for item in items]
        if names:
            problem = f"{len(names)} usulan tanpa {words}: nomor {', '.join(names[:12])}"
            yield _told(f"no_{code}", result.name, problem, f"Minta {words} kepada penerbitnya.", "I")
    listed, figure = sum(item.cost or 0 for item in result.items), result.count_of("total_budget")
    if result.partial and figure is not None and 0 < listed < figure:
        problem = (
            f"daftar memuat {format_rupiah(listed)} dari {format_rupiah(figure)}; "
            f"{format_rupiah(figure - listed)} tidak terdaftar"
        )
        yield _told("partial", result.name, problem, "Minta daftar lengkapnya.", "I")


def _told(code: str, where: str, problem: str, advice: str, severity: str = "W") -> Finding:
    return Finding(f"results.{code}", where, problem, advice, Severity(severity))


def _figure(value: int | Fraction, money: bool) -> str:
    if money and value == int(value):
        return format_rupiah(int(value))
    whole = Fraction(value)
    return format_count(int(whole)) if whole.denominator == 1 else format_decimal(whole, 2)


def _exact(value: int | Fraction) -> int | str:
    whole = Fraction(value)
    return whole.numerator if whole.denominator == 1 else str(whole)
