"""What was found in the rows: counted for the findings, told beside each row in the answer file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from berdaya.kernel.findings import Findings
from berdaya.register.rules.faults import Fault, fault

Where = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Note:
    """One fault with the rows that have it; `count` when it is counted otherwise than by rows."""

    code: str
    column: str
    rows: pl.Series
    count: int
    title: str = ""


@dataclass(slots=True)
class Notes:
    """All faults of an import, by row number."""

    notes: list[Note] = field(default_factory=list)

    def add(
        self, code: str, rows: pl.Series, column: str = "", title: str = "", count: int | None = None
    ) -> None:
        if rows.len():
            self.notes.append(Note(code, column, rows, rows.len() if count is None else count, title))

    def add_masks(self, frame: pl.DataFrame, masks: Sequence[tuple[str, str, str, pl.Expr]]) -> None:
        """Note the rows of each mask (code, column, title, mask); all masks are counted in one pass."""
        if not masks or not frame.height:
            return
        counts = frame.select(mask.fill_null(False).sum().alias(str(n)) for n, (*_, mask) in enumerate(masks))
        for (code, column, title, mask), count in zip(masks, counts.row(0), strict=True):
            if count:
                self.add(code, frame.filter(mask)["row"], column, title)

    def rejected(self) -> pl.Series:
        """The rows that some fault takes out, each once, in order."""
        rows = [note.rows for note in self.notes if fault(note.code).rejects]
        return pl.concat(rows).unique().sort() if rows else pl.Series("row", [], pl.UInt32)

    def findings(self, where: Where) -> Findings:
        """Grouped by code; the example is the first row of each, by line and title, never by content."""
        grouped = Findings()
        for note in self.notes:
            title = f", kolom {note.title}" if note.title else ""
            example = where(int(note.rows.item(0))) + title
            grouped.add(fault(note.code).finding(example, note.column), note.count)
        return grouped

    def remarks(self) -> pl.DataFrame:
        """`row`, `remark`: every fault of a row in words, those that reject first."""
        frames = [
            note.rows.rename("row")
            .cast(pl.UInt32)
            .to_frame()
            .with_columns(
                pl.lit(_words(note)).alias("remark"), pl.lit(not fault(note.code).rejects).alias("later")
            )
            for note in self.notes
        ]
        if not frames:
            return pl.DataFrame(schema={"row": pl.UInt32, "remark": pl.String})
        told = pl.concat(frames).unique(maintain_order=True).sort("row", "later", maintain_order=True)
        return told.group_by("row", maintain_order=True).agg(pl.col("remark").str.join("; "))


def _words(note: Note) -> str:
    kind = fault(note.code)
    title = f" (kolom {note.title})" if note.title else ""
    return f"{_prefix(kind)}: {kind.problem}{title}"


def _prefix(kind: Fault) -> str:
    if kind.rejects:
        return "DITOLAK"
    return "GANDA" if kind.code == "row.repeated" else "Periksa"
