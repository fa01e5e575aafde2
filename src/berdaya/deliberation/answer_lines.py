"""Rows of a table of answers: which proposal, which answer, how much, as which activity, and why.

Every row is read whole; what cannot be read is a finding with its row. A row without an answer is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from berdaya.deliberation.results_file import is_total
from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.states import Reason, State, Target
from berdaya.deliberation.table_cells import is_blank, rupiah_in, volume_in
from berdaya.documents.formulas import formula_findings
from berdaya.documents.reading import Column, Row, Table, read_content
from berdaya.documents.remarks import REMARK
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.region.rules.codes import has_form

COLUMNS: Final = (
    Column("nomor_usulan", ("no_usulan", "no._usulan", "nomor"), required=True),
    Column("kode_wilayah", ("kode_kelurahan", "kode_desa")),
    Column("kelurahan", ("desa", "desa/kelurahan", "kelurahan/desa")),
    Column("usulan", ("nama_usulan",)),
    Column("lokasi", ("tempat", "alamat")),
    Column("volume", ("vol",)),
    Column("satuan"),
    Column("biaya", ("anggaran", "perkiraan_biaya", "biaya_(rp)")),
    Column("jawaban", ("hasil", "keputusan"), required=True),
    Column("jumlah_disetujui", ("jumlah", "nilai_disetujui", "jumlah_disetujui_(rp)")),
    Column("volume_disetujui"),
    Column("kegiatan", ("sub_kegiatan", "nama_kegiatan")),
    Column("kode", ("kode_kegiatan", "kode_sub_kegiatan")),
    Column("alasan"),
    Column("penjelasan", ("catatan", "penjelasan_alasan")),
    Column("dialihkan_ke", ("tujuan",)),
    Column("perangkat_daerah_tujuan", ("perangkat_daerah", "opd_tujuan")),
    Column(REMARK.casefold()),
)
NAMES: Final = tuple(column.name for column in COLUMNS if column.name != REMARK.casefold())
CHANGED: Final = "diubah"
ANSWERS: Final[Mapping[str, State]] = {
    "diterima": State.ACCEPTED,
    CHANGED: State.ACCEPTED,
    "ditunda": State.DEFERRED,
    "ditolak": State.REFUSED,
    "dikembalikan": State.RETURNED,
    "dialihkan": State.ROUTED,
}
"""`diubah` is accepted with another amount or volume than was asked for."""
_REASONS: Final = {one.words.casefold(): one for one in Reason} | {one.value: one for one in Reason}
_TARGETS: Final = {one.words.casefold(): one for one in Target} | {one.value: one for one in Target}
_NUMBER: Final = re.compile(r"(\d{4})-(\d{1,6})")
_MOST: Final = {"kegiatan": 200, "kode": 40, "penjelasan": 400, "perangkat_daerah_tujuan": 120}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One row with an answer. No amount and no volume: as asked for."""

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
    reason: str = ""
    words: str = ""
    target: str = ""
    agency: str = ""


@dataclass(slots=True)
class AnswerLines:
    """What was read, what is wrong by row (-1: the whole table), and the rows without an answer."""

    table: Table
    good: list[AnswerLine] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)


def read_answers(name: str, content: bytes, most: int) -> AnswerLines:
    """Every row of the table. Refused when it has more rows than one table may have."""
    table = read_content(name, content, COLUMNS)
    if len(table.rows) > most:
        problem = f"{len(table.rows)} baris; paling banyak {most} sekali unggah"
        raise Refused(_fault("rows", name, problem, "Bagi menurut kecamatan."))
    whole = [*table.findings, *formula_findings(name, content)]
    found = AnswerLines(table, faults=[(-1, finding) for finding in whole])
    for number, row in enumerate(table.rows):
        if is_total(row):
            continue
        if is_blank(row["jawaban"]):
            _blank(found, number, row)
            continue
        reader = _Reader(row)
        line = reader.line(number)
        found.faults += [(number, finding) for finding in reader.found]
        if line is not None and not reader.failed:
            found.good.append(line)
    return found


def _blank(found: AnswerLines, number: int, row: Row) -> None:
    """Not answered yet. Told where something else of an answer stands in the row."""
    found.blank.append(number)
    if row["jumlah_disetujui"] or row["alasan"] or row["penjelasan"]:
        advice = f"Isi kolom jawaban: {', '.join(ANSWERS)}."
        found.faults.append((number, _fault("blank", row.where, "jawabannya belum diisi", advice)))


@dataclass(slots=True)
class _Reader:
    """Reads one row and remembers what is wrong with it."""

    row: Row
    found: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def say(self, code: str, problem: str, advice: str) -> None:
        self.found.append(_fault(code, self.row.where, problem, advice))

    def line(self, number: int) -> AnswerLine | None:
        row = self.row
        word = _plain(row["jawaban"])
        if word not in ANSWERS:
            self.say("answer", "jawaban tidak dikenal", f"Tulis salah satu: {', '.join(ANSWERS)}.")
            return None
        label = _NUMBER.fullmatch(row["nomor_usulan"])
        if label is None:
            self.say("number", "nomor usulan tidak terbaca", "Salin dari tabel unduhan, misalnya 2027-014.")
            return None
        texts = {name: self.text(name) for name in _MOST}
        self.found += public_text_faults(
            {"penjelasan": texts["penjelasan"], "kegiatan": texts["kegiatan"]}, row.where
        )
        return AnswerLine(
            row=number,
            where=row.where,
            label=(int(label[1]), int(label[2])),
            code=self.code(),
            village=village_name(row["kelurahan"]),
            title=row["usulan"],
            word=word,
            to=ANSWERS[word],
            amount=self.amount(),
            volume=self.volume(),
            activity=texts["kegiatan"],
            activity_code=texts["kode"],
            reason=self.known("alasan", _REASONS, [one.words for one in Reason]),
            words=texts["penjelasan"],
            target=self.known("dialihkan_ke", _TARGETS, [one.words for one in Target]),
            agency=texts["perangkat_daerah_tujuan"],
        )

    def code(self) -> str:
        code = self.row["kode_wilayah"]
        if code and not has_form(code):
            self.say("code", "kode wilayah tidak terbaca", "Salin dari tabel unduhan.")
            return ""
        return code

    def text(self, column: str) -> str:
        found = " ".join(self.row[column].split())
        if len(found) > _MOST[column]:
            self.say("long", f"kolom {column} lebih dari {_MOST[column]} huruf", "Pendekkan.")
        return found

    def amount(self) -> int | None:
        text = self.row["jumlah_disetujui"]
        if is_blank(text):
            return None
        value = rupiah_in(text)
        if value is None:
            self.say("amount", "jumlah disetujui bukan rupiah bulat", "Tulis misalnya 13.000.000.")
            return None
        return value

    def volume(self) -> Decimal | None:
        text = self.row["volume_disetujui"]
        if is_blank(text):
            return None
        value = volume_in(text)
        if value is None:
            self.say("volume", "volume disetujui tidak terbaca", "Tulis angka di atas nol, misalnya 2,5.")
            return None
        return value

    def known(self, column: str, words: Mapping[str, str], listed: list[str]) -> str:
        text = _plain(self.row[column])
        if text and text not in words:
            self.say(column, f"kolom {column} tidak dikenal", f"Pakai salah satu: {', '.join(listed)}.")
            return ""
        return str(words[text]) if text else ""


def village_name(text: str) -> str:
    """`Kelurahan Merjosari, Malang` -> `merjosari`."""
    found = _plain(text.split(",")[0])
    for prefix in ("kelurahan ", "desa ", "kel. ", "kel ", "ds. "):
        found = found.removeprefix(prefix)
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"answers.{code}", where, problem, advice)
