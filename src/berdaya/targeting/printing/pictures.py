"""The two pictures of a selection: counts against the index, and where the places lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from berdaya.documents.charts import Mark, Point, axis_over, scatter
from berdaya.documents.drawing import Shade
from berdaya.documents.look import PAPER, SCREEN, Theme
from berdaya.documents.tiles import Tile, TileGroup, tile_map
from berdaya.kernel.numbers import format_count
from berdaya.targeting.printing.answers import Json, Selected

SHADES = (Shade("Tidak terpilih"), Shade("Cadangan (ambang)"), Shade("Terpilih"))
COLUMNS = {SCREEN: 4, PAPER: 3}  # on paper the map stands beside a table


@dataclass(frozen=True)
class Pictures:
    selected: Selected
    least: int  # fewer than this are not drawn: a point is as exact as a figure

    def for_screen(self) -> dict[str, str]:
        return self._drawn(SCREEN)

    def for_paper(self) -> dict[str, str]:
        return self._drawn(PAPER)

    def _drawn(self, theme: Theme) -> dict[str, str]:
        return {"peta.svg": self._map(theme), "pencar.svg": self._scatter(theme)}

    # ---------- counts against the index ----------

    def _small(self, row: Json) -> bool:
        return bool(0 < row["N"] < self.least)

    def drawn(self) -> list[Json]:
        """The places of the chart: with an index, and not so few that the point would tell them."""
        places = self.selected.places.values()
        return [row for row in places if row["idm"] is not None and not self._small(row)]

    def _scatter(self, theme: Theme) -> str:
        rows = self.drawn()
        labelled = self._labelled(rows)
        points = [
            Point(
                Decimal(row["idm"]),
                row["N"],
                Mark(row["class"]),
                row["name"] if row["code"] in labelled else "",
            )
            for row in rows
        ]
        return scatter(
            points,
            axis_over(f"{self.selected.index_title}, makin ke kanan makin maju", [p.x for p in points], 4),
            axis_over(f"{self.selected.counted.capitalize()}", [p.y for p in points]),
            title="Miskin terbanyak, indeks terendah",
            words=self.scatter_words(),
            theme=theme,
        )

    def _labelled(self, rows: Iterable[Json]) -> set[str]:
        """The first, and among the selected the one with the highest index: two places worth a question."""
        inside = [row for row in rows if row["decided"]]
        if not inside:
            return set()
        return {
            min(inside, key=lambda row: (row["rank"], row["code"]))["code"],
            max(inside, key=lambda row: (Decimal(row["idm"]), row["code"]))["code"],
        }

    def scatter_words(self) -> str:
        rows = self.drawn()
        inside = sum(row["decided"] for row in rows)
        return (
            f"Diagram pencar {format_count(len(rows))} tempat: jumlah {self.selected.counted} terhadap"
            f" {self.selected.index_title}. {format_count(inside)} di antaranya terpilih."
            f" {self.left_out_words()}".rstrip()
        )

    def left_out_words(self) -> str:
        """How many places are too small to be drawn; empty where none is."""
        left = sum(map(self._small, self.selected.places.values()))
        if not left:
            return ""
        return f"{format_count(left)} tempat dengan 1 sampai {self.least - 1} tidak digambar."

    # ---------- where they lie ----------

    def _shade(self, row: Json) -> int:
        if row["decided"]:
            return 2
        return 1 if row["class"] == "ambang" and not self._small(row) else 0

    def _map(self, theme: Theme) -> str:
        tiles = [
            TileGroup(group[0]["kecamatan"], tuple(Tile(row["name"], self._shade(row)) for row in group))
            for group in self.selected.by_kecamatan()
        ]
        title = f"Tempat dampingan di {self.selected.district}"
        return tile_map(tiles, SHADES, title=title, columns=COLUMNS[theme], theme=theme)

    def map_words(self) -> str:
        shades = [self._shade(row) for row in self.selected.places.values()]
        counts = "; ".join(f"{shade.word}: {shades.count(i)}" for i, shade in enumerate(SHADES))
        return f"Peta petak {len(shades)} desa dan kelurahan menurut kecamatan. {counts}."
