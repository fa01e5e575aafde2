"""Numbers as pages show them: what each was taken for, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from berdaya.access.rules.rights import Right
from berdaya.documents.models import Document, Number, Series
from berdaya.documents.rules import Standing
from berdaya.documents.shown import CHIPS
from berdaya.kernel.listing import Column

BOOK_COLUMNS: Final[tuple[Column[Series], ...]] = (
    Column("jenis", "Jenis naskah", lambda book: book.kind.lower()),
    Column("kantor", "Kantor", lambda book: book.office.lower(), phone=False),
    Column("tahun", "Tahun", lambda book: book.year, numeric=True),
    Column("terakhir", "Nomor terakhir", lambda book: book.last, numeric=True),
    Column("tanpa", "Tanpa naskah", lambda book: getattr(book, "loose", 0), numeric=True, phone=False),
)


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """One number of a book: for what, and the paper that carries it where the reader may open that."""

    number: Number
    words: str
    chip: str
    shade: str
    document: Document | None = None

    @property
    def loose(self) -> bool:
        """Neither a paper nor a reason: somebody still has to say what became of it."""
        return self.shade == "wait"

    @property
    def sought(self) -> str:
        return f"{self.number.text} {self.words} {self.chip}".lower()


NUMBER_COLUMNS: Final[tuple[Column[ShownNumber], ...]] = (
    Column("nomor", "Nomor", lambda row: row.number.n, numeric=True),
    Column("untuk", "Untuk", lambda row: row.words.lower()),
    Column("oleh", "Diambil", lambda row: row.number.taken_at, phone=False),
    Column("keadaan", "Keadaan", lambda row: row.chip),
)


def shown_numbers(numbers: Iterable[Number], rights: Iterable[Right]) -> list[ShownNumber]:
    """The numbers of a book, each with what became of it."""
    readable = {right.value for right in rights}
    return [_shown_number(number, readable) for number in numbers]


def _shown_number(number: Number, readable: set[str]) -> ShownNumber:
    paper = getattr(number, "document", None)
    if paper is not None:
        opened = paper.reading in readable
        return ShownNumber(
            number, paper.title if opened else paper.kind, *_of_paper(paper), paper if opened else None
        )
    if (gap := getattr(number, "gap", None)) is not None:
        return ShownNumber(number, gap.reason, "Tidak dipakai", "no")
    return ShownNumber(number, number.purpose or "naskah yang belum tercetak", "Tanpa naskah", "wait")


def _of_paper(paper: Document) -> tuple[str, str]:
    """As on the list, but a paper that waits for its scan is no loose end of the book."""
    words, shade = CHIPS[paper.standing]
    return ("Terbit", "") if paper.standing is Standing.ISSUED else (words, shade)
