"""The tables of the summary: kecamatan, near misses, ambang places inside. Small counts stay hidden."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from berdaya.documents.tables import Cell, Column, Kind, Row, Sheet
from berdaya.kernel.numbers import format_percent
from berdaya.kernel.shares import round_half_up
from berdaya.rulebook.rules import Rule
from berdaya.targeting.printing.answers import SHORT, Json, Selected
from berdaya.targeting.rules.publication import NONE, WITHHELD, Veil, veil

MOST_NEAR = 18
KINDS = {"desa": "Desa", "kelurahan": "Kel."}


class _Kecamatan(NamedTuple):
    name: str
    places: int
    selected: int
    whole: int
    inside: int


@dataclass(frozen=True)
class SummaryTables:
    selected: Selected
    publication: Rule

    # ---------- kecamatan ----------

    def kecamatan(self) -> Sheet:
        rows = [_of(group) for group in self.selected.by_kecamatan()]
        least = self.publication.values["least_in_kecamatan"]
        whole_counts, inside_counts = {r.name: r.whole for r in rows}, {r.name: r.inside for r in rows}
        whole, inside = veil(whole_counts, least), self._inside(inside_counts)
        return Sheet(
            name="Kecamatan",
            columns=(
                Column("Kecamatan", width=20),
                Column("Tempat", Kind.COUNT, mm=18),
                Column("Terpilih", Kind.COUNT, mm=18),
                Column(f"{SHORT[self.selected.unit].capitalize()} desil 1", Kind.COUNT, mm=28),
                Column("Tercakup", Kind.COUNT, mm=24),
                Column("Bagian", Kind.COUNT, mm=20),
            ),
            rows=[_shown(row, whole, inside) for row in rows],
            totals=(
                "Jumlah",
                sum(row.places for row in rows),
                sum(row.selected for row in rows),
                whole.total(whole_counts),
                inside.total(inside_counts),
                self.selected.reached_share,
            ),
        )

    def _inside(self, counts: dict[str, int]) -> Veil:
        """A kecamatan with a place that the annex hides shows no sum either: it would give the place away."""
        hidden = self.selected.veil(self.publication.values["least_in_village"]).hidden
        names = frozenset(self.selected.places[code]["kecamatan"] for code in hidden)
        own = veil(counts, self.publication.values["least_in_kecamatan"])
        return Veil(own.least, own.small - names, own.withheld | names, own.total_withheld)

    # ---------- places ----------

    def near_misses(self) -> Sheet:
        """The first places outside the decided list."""
        rows = [row for row in self.selected.answer["near_misses"] if not row["decided"]][:MOST_NEAR]
        columns = (*self._place_columns(), Column("Keteguhan"))
        return Sheet("Cadangan", columns, [(*self._place(row), row["class"]) for row in rows])

    def ambang(self) -> Sheet:
        """The places inside that stand in some trial lists only, with the weight that would move them."""
        rows = [
            row
            for row in self.selected.answer["selected"]
            if row["class"] == "ambang" and self.selected.places[row["code"]]["decided"]
        ]
        columns = (*self._place_columns(), Column("Keluar bila bobotnya"))
        return Sheet("Ambang", columns, [(*self._place(row), row["tipping"]["words"]) for row in rows])

    def _place_columns(self) -> tuple[Column, ...]:
        return (
            Column("Peringkat", Kind.COUNT, mm=18),
            Column("Tempat", mm=50),
            Column("N", Kind.COUNT, mm=13),
            Column(self.selected.index_title, Kind.DECIMAL, places=4, mm=19),
            Column("Skor", Kind.DECIMAL, places=4, mm=15),
            Column("Daftar uji", Kind.COUNT, mm=18),
        )

    def _place(self, row: Json) -> tuple[Cell, ...]:
        least, n = self.publication.values["least_in_village"], row["N"]
        return (
            row["rank"],
            f"{KINDS[row['stratum']]} {row['name']} ({row['kecamatan']})",
            f"<{least}" if 0 < n < least else n,
            None if row["idm"] is None else Decimal(row["idm"]),
            round_half_up(Fraction(row["score"]), 4),
            f"{row['lists']}/{self.selected.answer['sensitivity']['lists']}",
        )


def _of(group: list[Json]) -> _Kecamatan:
    inside = [row for row in group if row["decided"]]
    return _Kecamatan(
        group[0]["kecamatan"],
        len(group),
        len(inside),
        sum(row["N"] for row in group),
        sum(row["N"] for row in inside),
    )


def _shown(row: _Kecamatan, whole: Veil, inside: Veil) -> Row:
    return (
        row.name,
        row.places,
        row.selected,
        whole.count(row.name, row.whole),
        inside.count(row.name, row.inside),
        _share(row, whole.hidden | inside.hidden),
    )


def _share(row: _Kecamatan, hidden: frozenset[str]) -> str:
    if not row.whole:
        return NONE
    return WITHHELD if row.name in hidden else format_percent(Fraction(row.inside, row.whole), 0)
