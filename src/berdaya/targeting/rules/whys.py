"""Why one place is in or out, laid out as a sum that a reader checks line by line (method M1).

The sentences of `reasons` say the same in one paragraph, for papers; here the figures stand in a table, each
with what it was compared with. Inputs: the ranking of the stratum, the seats, the weight, the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from berdaya.kernel.numbers import format_count, format_decimal
from berdaya.kernel.shares import round_half_up
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.reasons import WORDS, tipping_sentence
from berdaya.targeting.rules.selection import Ranked
from berdaya.targeting.rules.tipping import Tippings

PLACES = 4
SHORT = {Unit.HOUSEHOLDS: "ruta", Unit.PERSONS: "jiwa"}
PEOPLE = {Unit.HOUSEHOLDS: "rumah tangga", Unit.PERSONS: "jiwa"}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the sum: what it is, what the figure was compared with, and the two steps to its value."""

    label: str
    context: str
    product: str
    value: str


@dataclass(frozen=True, slots=True)
class Why:
    """A verdict, the sum that gave it, and what a reader would ask next."""

    verdict: str
    lines: tuple[Line, ...]
    total_label: str
    total: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sum needs beside the place: all places of the stratum in order, seats, weight and words."""

    ranking: Sequence[Ranked]
    seats: int
    weight: Fraction
    unit: Unit
    index_name: str
    high: Fraction

    def why(self, code: str) -> Why:
        ranked = next(r for r in self.ranking if r.place.code == code)
        count, index = self._count(ranked), self._index(ranked)
        lines = (count,) if index is None else (count, index)
        parts = [Fraction(ranked.side.by_count)]
        if index is not None:
            assert ranked.side.by_index is not None
            parts = [self.weight * parts[0], (1 - self.weight) * Fraction(ranked.side.by_index)]
        whole = round_half_up(ranked.score, PLACES)
        rounded = sum(round_half_up(part, PLACES) for part in parts) != whole
        return Why(
            self._verdict(ranked),
            lines,
            f"Skor, peringkat {ranked.rank}" + (" (selisih karena pembulatan)" if rounded else ""),
            format_decimal(whole, PLACES),
            tuple(words for words in (self._no_index(ranked), self._contrast(ranked)) if words),
        )

    def tipping(self, code: str) -> str:
        """Beyond which weight of the count the place changes sides, in a sentence."""
        lines = Tippings([r.place for r in self.ranking], self.seats, self.weight)
        chosen = next(r.selected for r in self.ranking if r.place.code == code)
        return tipping_sentence(lines.of(code), chosen)

    # ---------- the sum ----------

    def _count(self, ranked: Ranked) -> Line:
        place, word = ranked.place, WORDS[ranked.place.stratum]
        others = [r.place.n for r in self.ranking if r.place is not place]
        fewer, equal = sum(n < place.n for n in others), others.count(place.n)
        compared = f"{format_count(place.n)} {SHORT[self.unit]}; " + (
            f"{fewer} dari {len(others)} {word} lain lebih sedikit" if others else f"tanpa {word} lain"
        )
        if equal:
            compared += f", {equal} sama banyak (dihitung setengah)"
        if ranked.side.by_index is None:
            shown = _shown(Fraction(ranked.side.by_count))
            return Line("Peringkat desil 1", compared, "", shown)
        return self._line("peringkat desil 1", compared, self.weight, Fraction(ranked.side.by_count))

    def _index(self, ranked: Ranked) -> Line | None:
        place = ranked.place
        if place.index is None or ranked.side.by_index is None:
            return None
        known = [r.place.index for r in self.ranking if r.place is not place and r.place.index is not None]
        higher, equal = sum(i > place.index for i in known), known.count(place.index)
        few = "hanya " if known and Fraction(higher, len(known)) <= 1 - self.high else ""
        compared = f"{_shown(Fraction(place.index))}; {few}{higher} dari {len(known)} desa lain lebih tinggi"
        if equal:
            compared += f", {equal} sama (dihitung setengah)"
        if missing := len(self.ranking) - 1 - len(known):
            compared += f"; {missing} desa tanpa {self.index_name} tidak dibandingkan"
        label = f"kebalikan peringkat {self.index_name}"
        return self._line(label, compared, 1 - self.weight, Fraction(ranked.side.by_index))

    def _line(self, label: str, compared: str, weight: Fraction, side: Fraction) -> Line:
        shown = weight_words(weight)
        return Line(f"{shown} × {label}", compared, f"{shown} × {_shown(side)}", _shown(weight * side))

    # ---------- the words ----------

    def _verdict(self, ranked: Ranked) -> str:
        name, word = ranked.place.name, WORDS[ranked.place.stratum]
        where = f"peringkat {ranked.rank} dari {len(self.ranking)} {word}"
        if not ranked.selected:
            end = f"kursi habis di peringkat {self.seats}" if self.seats else f"tidak ada kursi untuk {word}"
            return f"{name} belum terpilih: {where}, {end}."
        many, low = self._many(ranked), self._low_index(ranked)
        if ranked.side.by_index is None:
            return f"{name} terpilih: {where}, dinilai dari jumlah warganya yang sangat miskin."
        if many and low:
            return f"{name} terpilih karena banyak warganya sangat miskin dan indeks desanya rendah."
        if many:
            return f"{name} terpilih karena jumlah warganya yang sangat miskin, bukan karena indeks desanya."
        if low:
            return f"{name} terpilih terutama karena indeks desanya rendah."
        return f"{name} terpilih: {where}, untuk {self.seats} kursi."

    def _many(self, ranked: Ranked) -> bool:
        return ranked.side.by_count >= self.high

    def _low_index(self, ranked: Ranked) -> bool:
        return ranked.side.by_index is not None and ranked.side.by_index >= self.high

    def _no_index(self, ranked: Ranked) -> str:
        if ranked.side.by_index is not None:
            return ""
        if ranked.place.stratum is Stratum.KELURAHAN:
            return (
                "Kelurahan tidak memiliki indeks desa, jadi dinilai dari jumlah itu saja dan hanya"
                " dibandingkan dengan kelurahan lain."
            )
        return (
            f"{self.index_name} desa ini belum terbit, jadi dinilai dari jumlah itu saja. Lengkapi berkas"
            " indeks bila sudah ada."
        )

    def _contrast(self, ranked: Ranked) -> str:
        """A high index beside much poverty, or a low one beside little, is no mistake; say why."""
        by_index = ranked.side.by_index
        if by_index is None:
            return ""
        name, people = self.index_name, f"{format_count(ranked.place.n)} {PEOPLE[self.unit]}"
        if self._many(ranked) and 1 - Fraction(by_index) >= self.high:
            return (
                f"{name} tinggi dan kemiskinan tinggi bukan salah hitung. {name} mengukur layanan dan"
                f" lembaga; desil 1 menghitung orang. Layanan di {ranked.place.name} sudah ada, tetapi"
                f" {people} belum ikut sejahtera."
            )
        if ranked.side.by_count <= 1 - self.high and self._low_index(ranked):
            return (
                f"{name} rendah tidak selalu berarti banyak warga sangat miskin: di"
                f" {ranked.place.name} ada {people} desil 1."
            )
        return ""


def weight_words(weight: Fraction) -> str:
    """`0,6`: a weight without zeros at its end."""
    return format_decimal(weight, PLACES).rstrip("0").rstrip(",")


def _shown(value: Fraction) -> str:
    return format_decimal(value, PLACES)
