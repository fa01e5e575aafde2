"""The tables of the summary: kecamatan, near misses, ambang places inside. Small counts stay hidden."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from berdaya.documents.tables import Cell, Column, Kind, Sheet
from berdaya.kernel.numbers import format_percent
from berdaya.kernel.shares import round_half_up
from berdaya.rulebook.rules import Rule
from berdaya.targeting.printing.answers import SHORT, Json, Selected, in_order
from berdaya.targeting.rules.publication import NONE, Shown

MOST_NEAR = 18
KINDS = {"desa": "Desa", "kelurahan": "Kel."}


@dataclass(frozen=True)
class SummaryTables:
    selected: Selected
    publication: Rule

    # ---------- kecamatan ----------

    @cached_property
    def shown(self) -> Shown:
        return self.selected.shown(self.publication.values["least_in_village"])

    def kecamatan(self) -> Sheet:
        places, decided = list(self.selected.places.values()), self.selected.decided
        rows = [(group[0]["kecamatan"], *self._sums(group)) for group in self.selected.by_kecamatan()]
        return Sheet(
            name="Kecamatan",
            columns=(
                Column("Kecamatan", width=20),
                Column("Tempat", Kind.COUNT, mm=14),
                Column("Terpilih", Kind.COUNT, mm=15),
                Column(f"{SHORT[self.selected.unit].capitalize()} desil 1", Kind.COUNT, mm=15),
                Column("Tercakup", Kind.COUNT, mm=16),
                Column("Bagian", Kind.COUNT, mm=14),
            ),
            rows=rows,
            totals=(
                "Jumlah",
                len(places),
                len(decided),
                self.shown.total(row["N"] for row in places),
                self.shown.total(row["N"] for row in decided),
                self.selected.reached_share(self.shown),
            ),
            notes=self._notes(),
        )

    def _sums(self, group: list[Json]) -> tuple[Cell, ...]:
        whole = [row["N"] for row in group]
        inside = [row["N"] for row in group if row["decided"]]
        base = self.shown.open_sum(whole)
        share = format_percent(Fraction(self.shown.open_sum(inside), base), 0) if base else NONE
        return len(group), len(inside), self.shown.total(whole), self.shown.total(inside), share

    def _notes(self) -> tuple[str, ...]:
        if not self.shown.small:
            return ()
        least = self.shown.least
        return (
            f"Jumlah bertanda “+” belum termasuk tempat dengan 1 sampai {least - 1} rumah tangga, yang"
            " angkanya tidak dicetak; bagian dihitung dari jumlah yang tercetak. Peringkat, skor dan"
            " hasil uji yang akan membuka angka itu juga tidak dicetak.",
        )

    # ---------- places ----------

    def near_misses(self) -> Sheet:
        """The first places outside the decided list."""
        rows = [
            row
            for row in self.selected.answer["near_misses"]
            if not row["decided"] and row["code"] not in self.shown.small
        ][:MOST_NEAR]
        columns = (*self._place_columns(), Column("Keteguhan"))
        return Sheet(
            "Cadangan",
            columns,
            [(*self._place(row), self._firm(row, row["class"])) for row in self._kept(rows)],
        )

    def ambang(self) -> Sheet:
        """The places inside that stand in some trial lists only, with the weight that would move them."""
        rows = [
            row
            for row in self.selected.answer["selected"]
            if row["class"] == "ambang"
            and row["code"] not in self.shown.small
            and self.selected.places[row["code"]]["decided"]
        ]
        columns = (*self._place_columns(), Column("Keluar bila bobotnya"))
        found = [(*self._place(row), self._firm(row, row["tipping"]["words"])) for row in self._kept(rows)]
        return Sheet("Ambang", columns, found)

    def _kept(self, rows: list[Json]) -> list[Json]:
        """In the order of the list; where a rank is not printed, the order does not tell it either."""
        return in_order(rows, self.shown)

    def _firm(self, row: Json, words: str) -> str:
        return words if row["code"] in self.shown.trials else NONE

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
        code, shown = row["code"], self.shown
        return (
            row["rank"] if code in shown.ranks else None,
            f"{KINDS[row['stratum']]} {row['name']} ({row['kecamatan']})",
            shown.count(row["N"]),
            None if row["idm"] is None else Decimal(row["idm"]),
            round_half_up(Fraction(row["score"]), 4) if code in shown.scores else None,
            self._firm(row, f"{row['lists']}/{self.selected.answer['sensitivity']['lists']}"),
        )
