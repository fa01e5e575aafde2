"""The tables of the annex, each described once for paper and workbook. Small counts stay hidden in all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from berdaya.documents.tables import Band, Cell, Column, Kind, Row, Sheet
from berdaya.hardship.rules.needs import dominant_of
from berdaya.kernel.shares import round_half_up
from berdaya.rulebook.rules import Rule
from berdaya.targeting.printing.answers import SHORT, Assigned, Json, Selected, in_order
from berdaya.targeting.printing.decree import UNFILLED
from berdaya.targeting.rules.publication import NONE, Shown

KEPT = {True: "ditetapkan", False: "tidak"}
CHOSEN = {True: "terpilih", False: "tidak"}
ACTIONS = {"tambah": "ditambahkan", "cabut": "dicabut"}


@dataclass(frozen=True)
class AnnexTables:
    selected: Selected
    assigned: Assigned
    needs: Mapping[str, Mapping[str, Fraction]]
    publication: Rule
    signs: Rule

    @cached_property
    def shown(self) -> Shown:
        """What may be printed, decided once for every table: what one hides another must not tell."""
        return self.selected.shown(self.publication.values["least_in_village"])

    def rank(self, row: Json) -> int | None:
        return row["rank"] if row["code"] in self.shown.ranks else None

    def in_order(self, rows: list[Json]) -> list[Json]:
        return in_order(rows, self.shown)

    # ---------- the annex itself ----------

    def main(self) -> Sheet:
        rows: list[Row | Band] = []
        number = 0
        for group in self._by_kecamatan():
            rows.append(Band(self._band(group)))
            for row in group:
                number += 1
                rows.append((number, *self._row(row)))
        return Sheet(
            name="Lampiran",
            columns=self._columns(),
            rows=rows,
            totals=self._totals(),
            notes=self._notes(),
            numbered=True,
        )

    def _columns(self) -> tuple[Column, ...]:
        index = self.selected.answer["index"]
        share = "Bagian" if self.selected.of_all else "Bagian yang terdata"
        return (
            Column("No.", Kind.COUNT, mm=9, width=5),
            Column("Kode wilayah", Kind.CODE, mm=24, width=15),
            Column("Desa/kelurahan", mm=43, width=30),
            Column("Perangkat daerah pendamping", mm=76, width=48),
            Column(f"{SHORT[self.selected.unit].capitalize()} desil 1 (N)", Kind.COUNT, mm=20, width=10),
            Column(share, Kind.COUNT, mm=14, width=9),
            Column("Peringkat hitungan", Kind.COUNT, mm=17, width=10),
            Column(index["title"], Kind.DECIMAL, places=4, mm=14, width=9),
            Column(f"Status {index['name']}", mm=20, width=14),
            Column("Kebutuhan dominan", width=44),
        )

    def _by_kecamatan(self) -> list[list[Json]]:
        """Rows grouped by kecamatan in code order, desa before kelurahan."""
        groups: dict[str, list[Json]] = {}
        for row in self.selected.decided:
            groups.setdefault(row["code"].rpartition(".")[0], []).append(row)
        return [groups[code] for code in sorted(groups)]

    def _band(self, group: list[Json]) -> str:
        inside = self.shown.total(row["N"] for row in group)
        return f"Kecamatan {group[0]['kecamatan']}: {len(group)} tempat, {inside} {self.selected.counted}"

    def _row(self, row: Json) -> tuple[Cell, ...]:
        code, n = row["code"], row["N"]
        percent_base = self.publication.values["percent_base"]
        return (
            code,
            f"{row['stratum'].capitalize()} {row['name']}",
            self.assigned.agency.get(code, UNFILLED),
            self.shown.count(n),
            self.shown.share(n, self.selected.base(row), percent_base),
            self._rank_words(row),
            None if row["idm"] is None else Decimal(row["idm"]),
            row["status"],
            self._needs_words(row),
        )

    def _rank_words(self, row: Json) -> Cell:
        rank = self.rank(row)
        if row["source"] == "added":
            return f"{NONE if rank is None else rank} +"
        return rank

    def _needs_words(self, row: Json) -> str:
        if self.shown.is_small(row["N"]):
            return "data sedikit"
        signs = self.signs.values["signs"]
        shares = {need: share for need, share in self.needs.get(row["code"], {}).items() if need in signs}
        found = dominant_of(shares, self.signs.values["dominant"])
        return " · ".join(signs[need][0] for need in found) or NONE

    def _totals(self) -> Row:
        desa, kelurahan = self.selected.stratum_counts()
        kecamatan = len(self.selected.answer["coverage"]["kecamatan"])
        words = f"Jumlah: {desa} desa dan {kelurahan} kelurahan"
        of = f"dari {len(self.selected.places)} desa/kelurahan di {kecamatan} kecamatan"
        total = self.shown.total(row["N"] for row in self.selected.decided)
        return (words, None, None, None, total, of, None, None, None, None)

    def _notes(self) -> tuple[str, ...]:
        selected, least = self.selected, self.publication.values["least_in_village"]
        unit = "jiwa" if selected.unit == "persons" else "rumah tangga (ruta)"
        whole = f"seluruh {unit}" if selected.of_all else f"{unit} yang terdata, bukan seluruhnya"
        shown = ", ".join(f"{short} ({long})" for short, long in self.signs.values["signs"].values())
        return (
            f"Keterangan. N: jumlah {unit} desil 1 menurut {selected.register}. Bagian: N dibagi {whole},"
            " dibulatkan. Peringkat hitungan: peringkat menurut hitungan, desa dan kelurahan sendiri-sendiri;"
            " tanda + berarti ditambahkan menurut keputusan.",
            f"Tanda “{self.shown.sign}” berarti ada 1 sampai {least - 1} rumah tangga; angkanya tidak"
            " dicetak untuk melindungi keluarga itu, dan tempatnya dalam daftar tidak berubah. Jumlah"
            " bertanda “+” belum termasuk tempat-tempat itu. Tanda “–” berarti tidak ada, atau tidak dicetak"
            f" karena akan membuka angka yang dilindungi. Kelurahan tidak"
            f" memiliki {selected.answer['index']['name']} dan dipilih dalam kelompok sendiri menurut N.",
            f"Kebutuhan dominan: tanda yang paling menonjol dibanding rata-rata {selected.district}:"
            f" {shown}.",
        )

    # ---------- beside it ----------

    def changes(self) -> Sheet:
        """What people changed against the computed list."""
        columns = (
            Column("Desa/kelurahan", mm=52, width=34),
            Column("Menurut hitungan", mm=44, width=28),
            Column("Keputusan", mm=26, width=14),
            Column("Alasan", width=50),
            Column("Pengusul", mm=42, width=26),
            Column("Berita acara rapat", mm=42, width=30),
        )
        rows = [
            (
                self.selected.title(change["code"]),
                self._by_count(self.selected.places[change["code"]]),
                ACTIONS[change["action"]],
                change["reason"],
                change["proposer"],
                change["meeting"],
            )
            for change in self.selected.changes
        ]
        return Sheet(name="Perubahan", columns=columns, rows=rows, title="Perubahan terhadap hitungan")

    def _by_count(self, row: Json) -> str:
        rank = self.rank(row)
        words = "terpilih" if row["selected"] else "tidak terpilih"
        return words if rank is None else f"{words}, peringkat {rank}"

    def computed(self) -> Sheet:
        """The computed list beside the decided one, in rank order."""
        columns = (
            Column("Kelompok", width=12),
            Column("Peringkat", Kind.COUNT, width=10),
            Column("Kode wilayah", Kind.CODE, width=15),
            Column("Desa/kelurahan", width=30),
            Column("Kecamatan", width=18),
            Column("N", Kind.COUNT, width=9),
            Column("Skor", Kind.DECIMAL, places=4, width=9),
            Column("Keteguhan", width=12),
            Column("Hitungan", width=12),
            Column("Keputusan", width=14),
        )
        listed = [row for row in self.selected.places.values() if row["selected"] or row["decided"]]
        rows = [
            (
                row["stratum"],
                self.rank(row),
                row["code"],
                row["name"],
                row["kecamatan"],
                self.shown.count(row["N"]),
                round_half_up(Fraction(row["score"]), 4) if row["code"] in self.shown.scores else None,
                row["class"] if row["code"] in self.shown.trials else NONE,
                CHOSEN[row["selected"]],
                KEPT[row["decided"]],
            )
            for row in self.in_order(listed)
        ]
        return Sheet(name="Daftar hitungan", columns=columns, rows=rows, title="Daftar menurut hitungan")

    # ---------- agencies ----------

    def recap(self) -> list[tuple[str, int]]:
        """Agencies with their number of places: most first, then by name."""
        codes = [row["code"] for row in self.selected.decided]
        counts = Counter(self.assigned.agency[code] for code in codes if code in self.assigned.agency)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def agencies(self) -> Sheet:
        recap = self.recap()
        return Sheet(
            name="Rekap perangkat",
            columns=(Column("Perangkat daerah", width=60), Column("Desa/kelurahan", Kind.COUNT, width=16)),
            rows=recap,
            totals=("Jumlah", sum(n for _, n in recap)),
            title="Rekapitulasi per perangkat daerah",
        )
