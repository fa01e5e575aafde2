"""The selection on two or three pages: figures, a chart, a tile map, near misses, and how firm it is."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from berdaya.documents.paper import Paper, Status
from berdaya.documents.pictures import as_picture
from berdaya.documents.tables import for_paper
from berdaya.kernel.numbers import format_count, format_decimal
from berdaya.rulebook.rules import Rule
from berdaya.targeting.printing.answers import SHORT, Selected
from berdaya.targeting.printing.firmness import firm_words
from berdaya.targeting.printing.pictures import Pictures
from berdaya.targeting.printing.summary_tables import SummaryTables

SUMS = {
    "M0": "Tempat merah didahulukan, lalu yang jumlah desil 1-nya terbanyak.",
    "M1": "Skor desa = {w} × peringkat jumlah desil 1 + {rest} × kebalikan peringkat {index}.",
    "M2": "Skor desa = {w} × nilai baku jumlah desil 1 + {rest} × kebalikan nilai baku {index}.",
    "M3": "Skor desa = peringkat jumlah desil 1 pangkat {w} × kebalikan peringkat {index} pangkat {rest}.",
}


@dataclass(frozen=True)
class Summary:
    selected: Selected
    publication: Rule
    on: date
    status: Status | None = None

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(self.selected, self.publication.values["least_in_village"])

    @cached_property
    def tables(self) -> SummaryTables:
        return SummaryTables(self.selected, self.publication)

    def paper(self) -> Paper:
        district = self.selected.district
        return Paper(
            kind="Ringkasan penetapan",
            title="Ringkasan Penetapan\nDesa/Kelurahan Dampingan",
            subtitle=f"{district}; {self.selected.register}; {self.selected.index_title}",
            office=f"Pemerintah {district}",
            date=self.on,
            short=f"Ringkasan penetapan desa/kelurahan dampingan {district}",
            status=Status.DRAFT
            if self.selected.doubts and self.status is Status.COPY
            else self.status or Status.DRAFT,
            code=f"RPD-{self.selected.list_digest(self.tables.shown)[:8].upper()}",
        )

    def values(self) -> dict[str, Any]:
        drawn = self.pictures.for_paper()
        tables = self.tables
        near, ambang = tables.near_misses(), tables.ambang()
        return {
            "lead": self._lead(),
            "boxes": self._boxes(),
            "how": self._how(),
            "scatter": as_picture(drawn["pencar.svg"], self.pictures.scatter_words()),
            "scatter-note": self._scatter_note(),
            "firm": firm_words(self.selected),
            "map": as_picture(drawn["peta.svg"], self.pictures.map_words()),
            "kecamatan": for_paper(tables.kecamatan()),
            "near": for_paper(near) if near.rows else None,
            "ambang": for_paper(ambang) if ambang.rows else None,
            "rules": [f"{rule['key']}: {rule['source']}" for rule in self.selected.answer["rules"]],
            "digest": self.selected.list_digest(self.tables.shown),
        }

    def _lead(self) -> str:
        desa, kelurahan = self.selected.stratum_counts()
        inside, whole = self._reached()
        return (
            f"{desa + kelurahan} dari {len(self.selected.places)} desa dan kelurahan {self.selected.district}"
            f" didampingi: {desa} desa dan {kelurahan} kelurahan. Di sana tinggal {inside} dari {whole}"
            f" {self.selected.counted} ({self.selected.reached_share(self.tables.shown)})."
        )

    def _reached(self) -> tuple[str, str]:
        """Decile 1 inside the decided list, and in all: every paper prints the same totals."""
        shown, rows = self.tables.shown, self.selected.places.values()
        return shown.total(row["N"] for row in rows if row["decided"]), shown.total(row["N"] for row in rows)

    def _boxes(self) -> list[list[str]]:
        """Label, figure, context: five boxes."""
        selected, shown, (inside, whole) = self.selected, self.tables.shown, self._reached()
        outside = shown.total(row["N"] for row in selected.places.values() if not row["decided"])
        within, beside = selected.firmness(True), selected.firmness(False)
        unit = SHORT[selected.unit]
        share = f"{selected.reached_share(shown)} dari {whole}"
        debated = f"{within['ambang']} di dalam, {beside['ambang']} di luar: bahas dahulu"
        return [
            ["Terpilih", format_count(len(selected.decided)), f"dari {len(selected.places)} tempat"],
            [f"{unit.capitalize()} desil 1 tercakup", inside, share],
            ["Inti", format_count(within["inti"]), "terpilih di hampir semua hitungan uji"],
            ["Ambang", format_count(within["ambang"] + beside["ambang"]), debated],
            ["Masih di luar", outside, f"{unit} desil 1, tetap dilayani program biasa"],
        ]

    def _how(self) -> list[str]:
        method, seats = self.selected.answer["method"], self.selected.answer["seats"]
        index = self.selected.answer["index"]["name"]
        weight = Fraction(method["weight"])
        sums = SUMS[method["code"]].format(w=_short(weight), rest=_short(1 - weight), index=index)
        fixed = "ditetapkan lebih dahulu" if seats["fixed"] else "dibagi menurut jumlah desil 1 tiap kelompok"
        return [
            f"Cara {method['code']}, {method['name']}. {sums} Kelurahan tidak memiliki {index}, jadi dinilai"
            " dari jumlah desil 1 saja; skor desa dan kelurahan tidak pernah dibandingkan.",
            f"Kursi: {seats['desa']} desa dan {seats['kelurahan']} kelurahan, {fixed}.",
        ]

    def _scatter_note(self) -> str:
        drawn = len(self.pictures.drawn())
        index = self.selected.answer["index"]["name"]
        rest = len(self.selected.places) - drawn
        lead = f"{drawn} tempat yang memiliki {index}; {rest} lainnya tidak tergambar."
        words = "Cakram penuh: inti. Belah ketupat setengah: ambang. Lingkaran kosong: luar."
        return " ".join(part for part in (lead, self.pictures.left_out_words(), words) if part)


def _short(weight: Fraction) -> str:
    return format_decimal(weight, 4).rstrip("0").rstrip(",")
