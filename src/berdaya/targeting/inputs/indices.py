"""The index of each desa, from a published file: `--index`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from berdaya.documents.reading import Column, Row, Table, read_table
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import LOCALE_EN, parse_decimal
from berdaya.region.rules.codes import Kind, kind_of
from berdaya.rulebook.rules import Rule
from berdaya.targeting.inputs.codes import CODE, NAME, Codes
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.rules.index import (
    IDM,
    INDEKS_DESA,
    SHORT_NAMES,
    IndexRecord,
    IndexVerdict,
    index_rule,
    judge_index,
)

VALUE = Column("idm", ("nilai_idm", "nilai_indeks"))
NEWER = Column("indeks_desa", ("id", "skor_indeks_desa", "nilai_indeks_desa"))
PARTS = (Column("iks"), Column("ike"), Column("ikl"))
YEAR = Column("year", ("tahun", "edisi"))
STATUS = Column("status", ("status_idm", "status_desa", "kategori"))
COLUMNS = (CODE, NAME, VALUE, NEWER, *PARTS, YEAR, STATUS)
HIGHEST = {IDM: 1, INDEKS_DESA: 100}


@dataclass(frozen=True, slots=True)
class IndexFile:
    """Which index, of which year, judged by which edition of its rule, and a verdict for each place."""

    name: str
    year: int | None
    rule: Rule
    verdicts: dict[str, IndexVerdict]

    @property
    def short_name(self) -> str:
        return SHORT_NAMES[self.name]

    @property
    def title(self) -> str:
        return f"{self.short_name} {self.year}" if self.year else self.short_name


def read_index(path: Path, setting: Setting) -> tuple[IndexFile, list[Finding]]:
    """Values and classes of the newest year in the file. Rows of other districts are passed over."""
    table = read_table(path, COLUMNS)
    findings = table.findings
    name = _which(table, path)
    year = _newest_year(table)
    rule = index_rule(setting.book, name, date(year, 12, 31) if year else setting.on, setting.district)
    codes = Codes(setting, findings, others_welcome=True)
    verdicts: dict[str, IndexVerdict] = {}
    for row in table.rows:
        code = codes.read(row, row[YEAR.name])
        if code is None or (year and row[YEAR.name] != str(year)):
            continue
        if kind_of(code) is Kind.KELURAHAN:
            findings.append(_of_kelurahan(row, code, SHORT_NAMES[name]))
            continue
        verdict, faults = judge_index(_record(row, code, name, findings), rule)
        findings += faults
        if verdict.value is not None:
            verdicts[code] = verdict
    return IndexFile(name, year, rule, verdicts), findings + _about(path, codes, verdicts)


def without_index(setting: Setting) -> IndexFile:
    """No index at all: every place is scored by its count, under the index that would hold on the day."""
    first_of_newer = setting.book.editions(INDEKS_DESA)[0].period.first
    name = IDM if setting.on < first_of_newer else INDEKS_DESA
    return IndexFile(name, None, index_rule(setting.book, name, setting.on, setting.district), {})


def _which(table: Table, path: Path) -> str:
    if VALUE.name in table.columns or all(part.name in table.columns for part in PARTS):
        return IDM
    if NEWER.name in table.columns:
        return INDEKS_DESA
    raise Refused(
        Finding(
            "index.no_value",
            path.name,
            "tidak ada kolom nilai indeks",
            "Perlu kolom idm, atau iks, ike dan ikl, atau indeks_desa.",
        )
    )


def _newest_year(table: Table) -> int | None:
    years = [int(row[YEAR.name]) for row in table.rows if row[YEAR.name].isdecimal()]
    return max((year for year in years if 2000 <= year <= 2100), default=None)


def _record(row: Row, code: str, name: str, findings: list[Finding]) -> IndexRecord:
    value = _number(row, VALUE.name if name == IDM else NEWER.name, HIGHEST[name], findings)
    parts = {p.name: v for p in PARTS if (v := _number(row, p.name, HIGHEST[name], findings)) is not None}
    return IndexRecord(code, value, parts, row[STATUS.name])


def _number(row: Row, column: str, highest: int, findings: list[Finding]) -> Decimal | None:
    """An index has no thousands, so a comma can only be its decimal sign, like a point."""
    text = row[column]
    if not text or text in ("-", "–"):
        return None
    value = parse_decimal(text.replace(",", "."), LOCALE_EN)
    if value is None or not 0 <= value <= highest:
        findings.append(
            Finding(
                "index.out_of_range",
                f"{row.where} kolom {column}",
                f"{text!r} bukan nilai antara 0 dan {highest}",
                f"Tulis nilai seperti diterbitkan, misalnya {'0,6754' if highest == 1 else '67,54'}.",
            )
        )
        return None
    return value


def _of_kelurahan(row: Row, code: str, name: str) -> Finding:
    return Finding(
        "index.of_kelurahan",
        row.where,
        f"{code} adalah kelurahan; {name} hanya untuk desa",
        "Nilai ini tidak dipakai. Periksa kodenya bila yang dimaksud sebuah desa.",
        Severity.WARNING,
    )


def _about(path: Path, codes: Codes, verdicts: dict[str, IndexVerdict]) -> list[Finding]:
    kinds = {place.kind for place in codes.setting.gazetteer.villages(codes.setting.district)}
    if not verdicts and kinds - {Kind.KELURAHAN}:
        return [
            Finding(
                "index.none_here",
                path.name,
                f"tidak ada nilai untuk desa di {codes.setting.title}",
                "Pakai berkas indeks kabupaten itu.",
            )
        ]
    if not codes.elsewhere:
        return []
    return [
        Finding(
            "index.other_districts",
            path.name,
            f"{codes.elsewhere} baris dari kabupaten lain dilewati",
            "Tidak perlu apa-apa.",
            Severity.INFO,
        )
    ]
