"""Rows of a table that answers proposals, of an agency or of Bappeda: which proposal, which answer, how much,
as which activity, by what, and why.

Every row is read whole; what cannot be read is a finding with its row. A row without an answer is left out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeVar

from berdaya.deliberation.results_file import is_total, unknown_cells
from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.states import State
from berdaya.deliberation.table_cells import is_blank, rupiah_in, volume_in
from berdaya.documents.formulas import formula_findings
from berdaya.documents.reading import Column, Row, Table, read_content
from berdaya.documents.remarks import REMARK
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.region.rules.codes import has_form

WHICH: Final = (
    Column("nomor_usulan", ("no_usulan", "no._usulan", "nomor"), required=True),
    Column("kode_wilayah", ("kode_kelurahan", "kode_desa")),
    Column("kelurahan", ("desa", "desa/kelurahan", "kelurahan/desa")),
    Column("usulan", ("nama_usulan",)),
    Column("lokasi", ("tempat", "alamat")),
    Column("volume", ("vol",)),
    Column("satuan"),
    Column("biaya", ("anggaran", "perkiraan_biaya", "biaya_(rp)")),
)
"""The columns that say which proposal a row is about."""
LAST: Final = Column(REMARK.casefold())
T = TypeVar("T")
_NUMBER: Final = re.compile(r"(\d{4})-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One row with an answer. No amount, no volume, no activity: as asked for or answered last."""

    row: int
    where: str
    label: tuple[int, int]
    code: str
    village: str
    title: str
    word: str
    to: State
    amount: int | None = None
    volume: Decimal | None = None
    activity: str = ""
    activity_code: str = ""
    basis: str = ""
    reason: str = ""
    words: str = ""
    target: str = ""
    agency: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class AnswerLines:
    """What was read, what is wrong by row (-1: the whole table), and the rows without an answer."""

    table: Table
    good: list[AnswerLine] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one kind of table is read. `answer`: the column without which a row is left out, with the `words`
    that it knows and those that are `listed`; `beside`: columns that nobody fills in without it; `public`:
    texts that everybody reads; `more`: what only this kind has."""

    columns: Sequence[Column]
    answer: str
    words: Mapping[str, State]
    listed: Sequence[str]
    beside: Sequence[str]
    amount: str
    volume: str
    longest: Mapping[str, int]
    public: Sequence[str]
    more: Callable[["Reader"], Mapping[str, str]]


def read_rows(name: str, content: bytes, layout: Layout, most: int) -> AnswerLines:
    """Every row of the table. Refused when it has more rows than one table may have."""
    table = read_content(name, content, layout.columns)
    if len(table.rows) > most:
        problem = f"{len(table.rows)} baris; paling banyak {most} sekali unggah"
        raise Refused(_fault("rows", name, problem, "Bagi menurut kecamatan."))
    whole = [*table.findings, *formula_findings(name, content)]
    found = AnswerLines(table, faults=[(-1, finding) for finding in whole])
    for number, row in enumerate(table.rows):
        if is_total(row):
            continue
        if is_blank(row[layout.answer]):
            _blank(found, number, row, layout)
            continue
        reader = Reader(row, layout, unknown_cells(table, row))
        line = reader.line(number)
        found.faults += [(number, finding) for finding in reader.found]
        if line is not None and not reader.failed:
            found.good.append(line)
    return found


def _blank(found: AnswerLines, number: int, row: Row, layout: Layout) -> None:
    """Not answered yet. Told where something else of an answer stands in the row."""
    found.blank.append(number)
    if any(row[column] for column in layout.beside):
        advice = f"Isi kolom {layout.answer}: {', '.join(layout.listed)}."
        problem = f"kolom {layout.answer} belum diisi"
        found.faults.append((number, _fault("blank", row.where, problem, advice)))


@dataclass(slots=True)
class Reader:
    """Reads one row and remembers what is wrong with it."""

    row: Row
    layout: Layout
    unknown: Mapping[str, str]
    found: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def say(self, code: str, problem: str, advice: str) -> None:
        self.found.append(_fault(code, self.row.where, problem, advice))

    def line(self, number: int) -> AnswerLine | None:
        row, layout = self.row, self.layout
        word = plain(row[layout.answer])
        if word not in layout.words:
            problem = f"{layout.answer.replace('_', ' ')} tidak dikenal"
            self.say("answer", problem, f"Tulis salah satu: {', '.join(layout.listed)}.")
            return None
        label = _NUMBER.fullmatch(row["nomor_usulan"])
        if label is None:
            self.say("number", "nomor usulan tidak terbaca", "Salin dari tabel unduhan, misalnya 2027-014.")
            return None
        texts = {name: self.text(name) for name in layout.longest}
        self.found += public_text_faults({name: texts[name] for name in layout.public}, row.where)
        return AnswerLine(
            row=number,
            where=row.where,
            label=(int(label[1]), int(label[2])),
            code=self.code(),
            village=village_name(row["kelurahan"]),
            title=row["usulan"],
            word=word,
            to=layout.words[word],
            amount=self.amount(),
            volume=self.volume(),
            activity=texts["kegiatan"],
            activity_code=texts["kode"],
            words=texts["penjelasan"],
            unknown=self.unknown,
            **layout.more(self),
        )

    def code(self) -> str:
        code = self.row["kode_wilayah"]
        if code and not has_form(code):
            self.say("code", "kode wilayah tidak terbaca", "Salin dari tabel unduhan.")
            return ""
        return code

    def text(self, column: str) -> str:
        found, most = " ".join(self.row[column].split()), self.layout.longest[column]
        if len(found) > most:
            self.say("long", f"kolom {column} lebih dari {most} huruf", "Pendekkan.")
        return found

    def amount(self) -> int | None:
        problem, advice = "bukan rupiah bulat", "Tulis misalnya 13.000.000."
        return self._figure("amount", self.layout.amount, rupiah_in, problem, advice)

    def volume(self) -> Decimal | None:
        problem, advice = "tidak terbaca", "Tulis angka di atas nol, misalnya 2,5."
        return self._figure("volume", self.layout.volume, volume_in, problem, advice)

    def _figure(
        self, code: str, column: str, read: Callable[[str], T | None], problem: str, advice: str
    ) -> T | None:
        text = self.row[column]
        if is_blank(text):
            return None
        value = read(text)
        if value is None:
            self.say(code, f"{column.replace('_', ' ')} {problem}", advice)
        return value

    def known(self, column: str, words: Mapping[str, str], listed: list[str]) -> str:
        text = plain(self.row[column])
        if text and text not in words:
            self.say(column, f"kolom {column} tidak dikenal", f"Pakai salah satu: {', '.join(listed)}.")
            return ""
        return str(words[text]) if text else ""


def village_name(text: str) -> str:
    """`Kelurahan Merjosari, Malang` -> `merjosari`."""
    found = plain(text.split(",")[0])
    for prefix in ("kelurahan ", "desa ", "kel. ", "kel ", "ds. "):
        found = found.removeprefix(prefix)
    return found


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"answers.{code}", where, problem, advice)
