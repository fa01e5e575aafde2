"""Why a place is in or out, in plain Indonesian, redoing the sum with its own numbers.

A reader with the list and a pencil finds the same figures. Rounded figures are said to be rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from berdaya.kernel.numbers import format_count, format_decimal
from berdaya.kernel.shares import round_half_up
from berdaya.targeting.rules.places import Place, Stratum, Unit
from berdaya.targeting.rules.scores import Method, Score, Side, joined
from berdaya.targeting.rules.selection import Ranked
from berdaya.targeting.rules.stability import Margins, Move, Step
from berdaya.targeting.rules.tipping import Tipping

PLACES = 4
COUNTED = {Unit.HOUSEHOLDS: "rumah tangga desil 1", Unit.PERSONS: "jiwa desil 1"}
WORDS = {Stratum.DESA: "desa", Stratum.KELURAHAN: "kelurahan"}


@dataclass(frozen=True, slots=True)
class Telling:
    """What every sentence of one stratum needs: the whole ranking, the method, the words."""

    ranking: Sequence[Ranked]
    seats: int
    method: Method
    weight: Fraction
    unit: Unit
    index_name: str
    high: Fraction
    steps: Mapping[str, Step] = field(default_factory=dict)
    margins: Margins | None = None

    def reason(self, ranked: Ranked) -> str:
        """The sentences of one place."""
        parts = [self._verdict(ranked), *self._sum(ranked), self._tie(ranked), self._contrast(ranked)]
        return " ".join(part for part in parts if part)

    def _verdict(self, ranked: Ranked) -> str:
        word = WORDS[ranked.place.stratum]
        name = f"{word.capitalize()} {ranked.place.name}"
        where = f"peringkat {ranked.rank} dari {len(self.ranking)} {word}"
        if self.margins is not None and self.steps:
            return self._renewed(ranked, f"{name} {{}}: {where}, untuk {self.seats} kursi{{}}.")
        if ranked.selected:
            return f"{name} terpilih: {where}, untuk {self.seats} kursi."
        if not self.seats:
            return f"{name} tidak terpilih: {where}, tanpa kursi untuk {word}."
        return f"{name} tidak terpilih: {where}, sedangkan kursi habis di peringkat {self.seats}."

    def _renewed(self, ranked: Ranked, frame: str) -> str:
        """The verdict where an earlier list holds: a place is not dropped because its rank wavers."""
        assert self.margins is not None
        step = self.steps.get(ranked.place.code)
        limit = self.margins.last_rank(self.seats)
        if step is None:
            free = ", tetapi tidak ada kursi kosong" if ranked.selected else ""
            return frame.format("tidak terpilih", free)
        if step.move is Move.STAYS and not ranked.selected:
            return frame.format("tetap didampingi", f"; belum melewati peringkat {limit}")
        if step.move is Move.WARNED:
            return frame.format("tetap didampingi", f"; melewati peringkat {limit} untuk pertama kali")
        if step.move is Move.SLIPPED:
            times = f"; melewati peringkat {limit} dalam {step.times_beyond} edisi berturut-turut"
            return frame.format("keluar dari daftar", times)
        if step.move is Move.GRADUATED:
            return frame.format("lulus menurut musyawarah desa", "")
        return frame.format("tetap didampingi" if step.move is Move.STAYS else "terpilih", "")

    # ---------- the sum ----------

    def _sum(self, ranked: Ranked) -> list[str]:
        if self.method is Method.M0:
            return [self._by_colour(ranked.place)]
        count, index = self._count_side(ranked), self._index_side(ranked)
        if index is None:
            return [count, self._no_index(ranked.place), f"Skor {_shown(ranked.score)}."]
        return [count, index, self._joined(ranked)]

    def _by_colour(self, place: Place) -> str:
        counted = f"{format_count(place.n)} {COUNTED[self.unit]}"
        if place.red:
            return f"Tempat ini merah dan memiliki {counted}; tempat merah didahulukan."
        return f"Tempat ini tidak merah; diurutkan menurut jumlahnya, {counted}."

    def _count_side(self, ranked: Ranked) -> str:
        place = ranked.place
        others = [r.place.n for r in self.ranking if r.place is not place]
        fewer, equal = sum(n < place.n for n in others), others.count(place.n)
        counted = f"{format_count(place.n)} {COUNTED[self.unit]}"
        value = self._value(ranked.side.by_count, fewer, equal, len(others))
        compared = self._compared(
            fewer, equal, len(others), WORDS[place.stratum], "lebih sedikit", "sama banyak"
        )
        return f"{counted}: {compared}{value}."

    def _index_side(self, ranked: Ranked) -> str | None:
        place = ranked.place
        if place.index is None or ranked.side.by_index is None:
            return None
        others = [r.place.index for r in self.ranking if r.place is not place and r.place.index is not None]
        higher, equal = sum(i > place.index for i in others), others.count(place.index)
        value = self._value(ranked.side.by_index, higher, equal, len(others))
        compared = self._compared(higher, equal, len(others), WORDS[place.stratum], "lebih tinggi", "sama")
        return f"{self.index_name} {_shown(place.index)}: {compared}{value}."

    def _compared(self, over: int, equal: int, of: int, word: str, than: str, same: str) -> str:
        if not of:
            return f"tidak ada {word} lain untuk dibandingkan"
        halves = f" dan {equal} {same} (dihitung setengah)" if equal else ""
        return f"{over} dari {of} {word} lain {than}{halves}"

    def _value(self, by_side: Score, over: int, equal: int, of: int) -> str:
        """The figure that enters the sum, with what a pencil needs to find it."""
        shown = _shown(joined(self.method, Side(by_side, None), self.weight))
        if self.method is Method.M2:
            return f", nilai baku {shown}"
        if self.method is Method.M3:
            rank = _weight(over + Fraction(equal, 2) + 1)
            return f", urutan {rank} dari {of + 1}, nilai {shown}"
        return f", nilai {shown}"

    def _joined(self, ranked: Ranked) -> str:
        assert ranked.side.by_index is not None
        w, rest = self.weight, 1 - self.weight
        count, index = (
            joined(self.method, Side(side, None), w) for side in (ranked.side.by_count, ranked.side.by_index)
        )
        if self.method is Method.M3:
            return (
                f"Skor: {_shown(count)} pangkat {_weight(w)} × {_shown(index)} pangkat {_weight(rest)}"
                f" = {_shown(ranked.score)}."
            )
        parts = [round_half_up(w * Fraction(count), PLACES), round_half_up(rest * Fraction(index), PLACES)]
        rounded = "" if sum(parts) == round_half_up(ranked.score, PLACES) else " (selisih karena pembulatan)"
        return (
            f"Skor: {_weight(w)} × {_shown(count)} + {_weight(rest)} × {_shown(index)}"
            f" = {_shown(parts[0])} + {_shown(parts[1])} = {_shown(ranked.score)}{rounded}."
        )

    def _no_index(self, place: Place) -> str:
        if place.stratum is Stratum.KELURAHAN:
            return (
                "Kelurahan tidak memiliki indeks desa, jadi dinilai dari jumlah itu saja"
                " dan hanya dibandingkan dengan kelurahan lain."
            )
        return (
            f"{self.index_name} desa ini belum ada, jadi dinilai dari jumlah itu saja;"
            " lengkapi bila sudah terbit."
        )

    # ---------- what a reader would ask next ----------

    def _tie(self, ranked: Ranked) -> str:
        """A place next to the line whose score equals that of the place on the other side."""
        if ranked.rank not in (self.seats, self.seats + 1):
            return ""
        across = self.seats + 1 if ranked.selected else self.seats
        if not 1 <= across <= len(self.ranking) or self.ranking[across - 1].score != ranked.score:
            return ""
        other = self.ranking[across - 1].place
        first, second = (ranked.place, other) if ranked.selected else (other, ranked.place)
        return f"Skornya sama dengan {other.name}; {settled_by(first, second)}."

    def _contrast(self, ranked: Ranked) -> str:
        """IDM high and poverty high, or both low, is no mistake; the reader must hear why."""
        by_count, by_index = ranked.side.by_count, ranked.side.by_index
        if self.method is not Method.M1 or by_index is None:
            return ""
        name, people = self.index_name, COUNTED[self.unit]
        if by_count >= self.high and 1 - by_index >= self.high:
            return (
                f"{name} tinggi dan kemiskinan tinggi bukan salah hitung: {name} mengukur layanan dan"
                f" lembaga, sedangkan desil 1 menghitung orang. Layanan sudah ada, tetapi"
                f" {format_count(ranked.place.n)} {people} belum ikut sejahtera."
            )
        if by_count <= 1 - self.high and 1 - by_index <= 1 - self.high:
            return (
                f"{name} yang rendah dibanding desa lain tidak selalu berarti banyak warga sangat miskin:"
                f" {people} di sini hanya {format_count(ranked.place.n)}."
            )
        return ""


def settled_by(first: Place, second: Place) -> str:
    """Which of the written rules put one place ahead of another with the same score."""
    if first.n != second.n:
        return f"{first.name} didahulukan karena jumlah desil 1-nya lebih banyak"
    if first.rate is not None and second.rate is not None and first.rate != second.rate:
        return f"{first.name} didahulukan karena bagian desil 1-nya lebih besar"
    if first.index != second.index:
        return f"{first.name} didahulukan karena indeksnya lebih rendah"
    return f"semuanya sama, jadi {first.name} didahulukan menurut kode wilayah"


def tipping_sentence(tipping: Tipping | None, selected: bool, listed: bool | None = None) -> str:
    """Beyond which weight of the count the place changes sides.

    `selected` is what the ranking alone says. Where the list says otherwise (`listed`), because places of
    the last list keep their seats, only the ranking is spoken of.
    """
    move = "keluar dari daftar" if selected else "masuk daftar"
    alone = listed is not None and listed is not selected
    subject, opening = ("ia", "Menurut peringkat saja, ") if alone else ("Ia", "")
    if tipping is None:
        found = f"Tidak ada bobot yang membuatnya {move}."
        return f"{opening}{found[0].lower()}{found[1:]}" if alone else found
    return f"{opening}{subject} {move} bila bobot desil 1 {tipping_words(tipping)}."


def tipping_words(tipping: Tipping | None) -> str:
    """`turun di bawah 0,5216`: at that weight itself, or only beyond it."""
    if tipping is None:
        return "tidak berpindah"
    falls = tipping.change < 0
    beyond = "menjadi" if tipping.reached else ("di bawah" if falls else "di atas")
    return f"{'turun' if falls else 'naik'} {beyond} {_shown(tipping.weight)}"


def _shown(value: Score) -> str:
    return format_decimal(value, PLACES)


def _weight(value: Fraction) -> str:
    return format_decimal(value, 4).rstrip("0").rstrip(",")
