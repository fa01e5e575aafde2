"""A computed list as its page shows it: strata, the line where the seats end, what is folded away."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count, format_decimal, format_percent
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation
from berdaya.targeting.rules.changes import seats_words
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.reasons import WORDS
from berdaya.targeting.rules.whys import SHORT, weight_words
from berdaya.targeting.shown.whys import seats_of

FIRST, LAST, AROUND, NEAR = 8, 4, 2, 5
CHIPS = {"tambah": "ditambahkan forum", "cabut": "dicabut forum"}
KEPT, NO_SEAT = "dipertahankan", "tidak ada kursi kosong"
METHODS = {
    "M0": "desa merah lebih dahulu, lalu jumlah desil 1 terbanyak",
    "M2": "skor = rerata nilai baku desil 1 dan kebalikan indeks",
    "M3": "skor = rerata geometrik peringkat desil 1 dan kebalikan indeks",
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row with its rank in its group; texts are ready to be read."""

    number: int
    row: ResultRow
    share: str
    idm: str
    score: str
    chip: str
    opened: bool

    @property
    def out(self) -> bool:
        return not self.row.selected


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows that stand together: in sight, or folded away behind a link of its own."""

    rows: tuple[ShownRow, ...]
    fold: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One stratum on one side of the line."""

    heading: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole list: inside by stratum, the line, outside by stratum."""

    inside: tuple[Group, ...]
    cut: str
    gap: str
    outside: tuple[Group, ...]
    of_all: bool

    def every(self) -> list[ShownRow]:
        groups = (*self.inside, *self.outside)
        return [row for group in groups for segment in group.segments for row in segment.rows]


def shown_list(
    computation: Computation, rows: Sequence[ResultRow], opened: str, *, unfolded: bool = False
) -> Shown:
    """Desa and kelurahan apart, each by its own rank; first what is inside the line, then what is not."""
    of_all = all(row.whole for row in rows)
    inside = [row for row in rows if row.selected]
    ordered = [*_by_stratum(inside), *_by_stratum([row for row in rows if not row.selected])]
    seats = {stratum.value: seats_of(computation, stratum.value) for stratum in Stratum}
    shown = [_shown(row, of_all, opened, seats[row.stratum]) for row in ordered]
    folds = _Folds(opened, unfolded)
    return Shown(
        tuple(_inside(computation, shown, folds)),
        f"Garis batas: {seats_words(computation.seats, len(inside))} habis di sini",
        _gap(computation, rows),
        tuple(_outside(shown, folds)),
        of_all,
    )


def _by_stratum(rows: Sequence[ResultRow]) -> list[ResultRow]:
    return sorted(rows, key=lambda row: (row.stratum != Stratum.DESA.value, row.rank))


def _shown(row: ResultRow, of_all: bool, opened: str, seats: int) -> ShownRow:
    return ShownRow(
        row.rank,
        row,
        share_words(row, of_all),
        "" if row.idm is None else format_decimal(row.idm, 4),
        format_decimal(Fraction(row.score), 4),
        chip_of(row, seats),
        row.code == opened,
    )


def chip_of(row: ResultRow, seats: int) -> str:
    """What moved a place to the other side of its rank: people, or the places of the last list."""
    if row.change:
        return CHIPS[row.change]
    if row.selected is (row.rank <= seats):
        return ""
    return KEPT if row.selected else NO_SEAT


def share_words(row: ResultRow, of_all: bool) -> str:
    base = row.whole if of_all else row.listed
    return format_percent(Fraction(row.n, base)) if base else ""


@dataclass(frozen=True, slots=True)
class _Folds:
    """Which rows stay in sight: the first and the last, those beside the opened one, those people changed."""

    opened: str
    unfolded: bool

    def cut(self, rows: Sequence[ShownRow], first: int, last: int, name: str) -> tuple[Segment, ...]:
        seen = self._in_sight(rows, first, last)
        segments: list[Segment] = []
        start = 0
        while start < len(rows):
            end = start
            while end < len(rows) and (end in seen) == (start in seen):
                end += 1
            segments.append(self._segment(rows[start:end], start in seen, name))
            start = end
        return tuple(segments)

    def _in_sight(self, rows: Sequence[ShownRow], first: int, last: int) -> set[int]:
        size = len(rows)
        if self.unfolded or size <= first + last + 1:
            return set(range(size))
        seen = {*range(first), *range(size - last, size)}
        for i, shown in enumerate(rows):
            if shown.opened:
                seen |= set(range(max(0, i - AROUND), min(size, i + AROUND + 1)))
            if shown.chip:
                seen.add(i)
        return seen

    @staticmethod
    def _segment(rows: Sequence[ShownRow], seen: bool, name: str) -> Segment:
        if seen:
            return Segment(tuple(rows))
        first, last = rows[0].number, rows[-1].number
        words = f"peringkat {first}" if first == last else f"peringkat {first} sampai {last}"
        return Segment(tuple(rows), f"{name}-{first}-{last}", f"Tampilkan {words}")


def _of(rows: Sequence[ShownRow], stratum: Stratum, *, out: bool) -> list[ShownRow]:
    return [shown for shown in rows if shown.row.stratum == stratum.value and shown.out is out]


def _inside(computation: Computation, rows: Sequence[ShownRow], folds: _Folds) -> list[Group]:
    return [
        Group(heading_of(computation, stratum, len(found)), folds.cut(found, first, last, stratum.value))
        for stratum, first, last in ((Stratum.DESA, FIRST, LAST), (Stratum.KELURAHAN, 1, 2))
        if (found := _of(rows, stratum, out=False))
    ]


def _outside(rows: Sequence[ShownRow], folds: _Folds) -> list[Group]:
    return [
        Group(
            f"{WORDS[stratum].capitalize()} di luar daftar",
            folds.cut(found, near, 0, f"luar-{stratum.value}"),
        )
        for stratum, near in ((Stratum.DESA, NEAR), (Stratum.KELURAHAN, 2))
        if (found := _of(rows, stratum, out=True))
    ]


def heading_of(computation: Computation, stratum: Stratum, inside: int) -> str:
    """`Desa: 77 kursi dari 212 · skor = 0,6 × peringkat desil 1 + 0,4 × kebalikan peringkat IDM`."""
    name = computation.index_name
    if stratum is Stratum.KELURAHAN:
        seats, size = computation.kelurahan_seats, computation.kelurahan
        method = f"tanpa {name}, dinilai dari desil 1 saja"
    else:
        seats, size = computation.desa_seats, computation.desa
        method = METHODS.get(computation.method) or _mean_of_ranks(Fraction(computation.weight), name)
    return f"{WORDS[stratum].capitalize()}: {seats_words(seats, inside)} dari {format_count(size)} · {method}"


def _mean_of_ranks(weight: Fraction, name: str) -> str:
    return (
        f"skor = {weight_words(weight)} × peringkat desil 1 +"
        f" {weight_words(1 - weight)} × kebalikan peringkat {name}"
    )


def _gap(computation: Computation, rows: Sequence[ResultRow]) -> str:
    """How close it was: the last seat of the desa against the first place behind it."""
    seats = computation.desa_seats
    ranked = {row.rank: row for row in rows if row.stratum == Stratum.DESA.value}
    if not seats or seats + 1 not in ranked or computation.method == "M0":
        return ""
    if ranked[seats + 1].selected or not ranked[seats].selected:  # places of the last list keep their seats
        return ""
    gap = Fraction(ranked[seats].score) - Fraction(ranked[seats + 1].score)
    return f"Selisih desa peringkat {seats} dan cadangan pertama: {format_decimal(gap, 4)}"


def unit_words(computation: Computation) -> str:
    return SHORT[Unit(computation.unit)]


def telling_code(rows: Sequence[ResultRow]) -> str:
    """The place whose "Mengapa?" is open at first: the chosen one with the highest index, else the last."""
    chosen = [row for row in rows if row.selected]
    indexed = [row for row in chosen if row.idm is not None]
    if indexed:
        return max(indexed, key=lambda row: (row.idm, row.n, row.code)).code
    return chosen[-1].code if chosen else (rows[0].code if rows else "")


def columns(of_all: bool) -> tuple[Column[ResultRow], ...]:
    """What a list that somebody sorts can be sorted by. Scores of two strata are never compared."""
    return (
        Column("tempat", "Tempat", lambda row: row.name),
        Column("kecamatan", "Kecamatan", lambda row: row.kecamatan, phone=False),
        Column("n", "Desil 1", lambda row: row.n, numeric=True),
        Column("bagian", "Bagian", lambda row: _share(row, of_all), numeric=True, phone=False),
        Column("indeks", "Indeks", lambda row: row.idm, numeric=True, phone=False),
        Column("uji", "Keteguhan", lambda row: row.times, numeric=True),
    )


def _share(row: ResultRow, of_all: bool) -> Fraction | None:
    base = row.whole if of_all else row.listed
    return Fraction(row.n, base) if base else None
