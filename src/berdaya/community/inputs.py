"""The table of bodies as offices fill it in: one row for each body, with chair, term and families.

Every row is read whole; what cannot be read is a finding with its row, and nothing is guessed.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from berdaya.community.rules.bodies import faults, name_of
from berdaya.community.rules.kinds import Kind, Office, Practice, Sex
from berdaya.community.template import COLUMNS
from berdaya.documents.reading import Row, Table, read_content
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import parse_count
from berdaya.region.rules.codes import Level, level_of, read_code
from berdaya.region.rules.neighbourhoods import NO_RW, rt_code

_WORDS: Final = {
    "lpm": Kind.LPMK,
    "lpmk": Kind.LPMK,
    "lpmd": Kind.LPMK,
    "lkmd": Kind.LPMK,
    "lkmk": Kind.LPMK,
    "kelompok masyarakat": Kind.POKMAS,
    "pokmas": Kind.POKMAS,
    "tp pkk": Kind.PKK,
    "rukun tetangga": Kind.RT,
    "rukun warga": Kind.RW,
    "kartar": Kind.KARANG_TARUNA,
}
_SEXES: Final = {
    "l": Sex.L,
    "laki laki": Sex.L,
    "pria": Sex.L,
    "p": Sex.P,
    "perempuan": Sex.P,
    "wanita": Sex.P,
}
OTHERS: Final = (Office.SEKRETARIS, Office.BENDAHARA)
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")


@dataclass(frozen=True, slots=True)
class Chair:
    name: str
    sex: Sex
    phone: str = ""
    period: int | None = None


@dataclass(frozen=True, slots=True)
class Families:
    kk: int
    poor: int | None
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row that could be read. `row` is its position in the table, for the remark beside it."""

    row: int
    where: str
    kind: Kind
    territory: str
    name: str
    source: str = ""
    chair: Chair | None = None
    board: tuple[tuple[Office, Chair], ...] = ()
    first: date | None = None
    last: date | None = None
    families: Families | None = None


@dataclass(slots=True)
class Lines:
    """What was read of a table: good rows, and what is wrong, by row (-1: the whole table)."""

    table: Table
    good: list[Line] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [finding for _, finding in self.faults]

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read_lines(name: str, content: bytes, territory: str, practice: Practice, today: date) -> Lines:
    """Every row of the table, each about a body of the territory. Refused when there is no table in it."""
    table = read_content(name, content, COLUMNS)
    found = Lines(table, faults=[(-1, finding) for finding in table.findings])
    if len(table.rows) > practice.import_rows:
        problem = f"{len(table.rows)} baris; paling banyak {practice.import_rows} sekali unggah"
        raise Refused(_fault("rows", name, problem, "Bagi menurut desa atau kelurahan."))
    seen: dict[tuple[Kind, str, str], str] = {}
    for number, row in enumerate(table.rows):
        reader = _Reader(number, row, territory, practice, today)
        line = reader.line()
        if line is not None and (first := seen.setdefault(_key(line), row.where)) != row.where:
            reader.say(
                "twice", f"lembaga ini sudah ada di {first}", "Sisakan satu baris untuk setiap lembaga."
            )
            line = None
        found.faults += [(number, finding) for finding in reader.found]
        if line is not None and not reader.failed:
            found.good.append(line)
    return found


def _key(line: Line) -> tuple[Kind, str, str]:
    return (line.kind, line.territory, line.name.lower())


@dataclass(slots=True)
class _Reader:
    """Reads one row and remembers what is wrong with it."""

    number: int
    row: Row
    territory: str
    practice: Practice
    today: date
    found: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def say(self, code: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> None:
        self.found.append(_fault(code, self.row.where, problem, advice, severity))

    def line(self) -> Line | None:
        kind, village = self.kind(), self.village()
        if kind is None or village is None:
            return None
        territory = self.place(kind, village)
        if territory is None:
            return None
        sheet = self.practice.kinds[kind]
        name = name_of(sheet, territory, self.row["nama"])
        self.found += [
            Finding(f.code, self.row.where, f.problem, f.advice, f.severity)
            for f in faults(sheet, territory, name, None, None, self.today)
        ]
        return Line(
            row=self.number,
            where=self.row.where,
            kind=kind,
            territory=territory,
            name=name,
            source=self.row["dasar"][:200],
            chair=self.person("ketua", "jk", self.row["telepon"][:20], self.count("periode_ke")),
            board=self.board(),
            first=self.day("mulai"),
            last=self.day("berakhir"),
            families=self.families(kind),
        )

    def kind(self) -> Kind | None:
        text = " ".join(self.row["jenis"].lower().replace("_", " ").replace("-", " ").split())
        by_value = {kind.value.replace("_", " "): kind for kind in Kind}
        kind = by_value.get(text) or _WORDS.get(text)
        if kind is None:
            words = ", ".join(sheet.title for sheet in self.practice.kinds.values())
            self.say("kind", "jenis lembaga kosong atau tidak dikenal", f"Pakai salah satu: {words}.")
        return kind

    def village(self) -> str | None:
        """The village of the row: its own code, or that of the table."""
        text = self.row["kode"]
        if not text:
            if self.territory and level_of(self.territory) is Level.VILLAGE:
                return self.territory
            self.say("no_village", "kode desa/kelurahan belum diisi", "Isi kolom kode pada setiap baris.")
            return None
        try:
            code = read_code(text)
        except Refused as refused:
            for finding in refused.findings:
                self.say("village", finding.problem, finding.advice)
            return None
        if level_of(code) is not Level.VILLAGE:
            self.say("village", "kode bukan kode desa/kelurahan", "Tulis kode seperti 35.73.03.1001.")
            return None
        if not (code + ".").startswith(self.territory + "." if self.territory else ""):
            self.say(
                "elsewhere", f"{code} di luar wilayah berkas ini", "Hapus baris itu, atau periksa kodenya."
            )
            return None
        return code

    def place(self, kind: Kind, village: str) -> str | None:
        rt, rw = self.number_of("rt"), self.number_of("rw")
        if kind is Kind.RT:
            if rt is None:
                self.say("no_rt", "nomor RT belum diisi atau bukan angka", "Isi kolom rt, misalnya 3.")
                return None
            try:
                return rt_code(village, rt, NO_RW if rw is None else rw)
            except Refused as refused:
                self.say("no_rt", refused.findings[0].problem, "Isi angka 1 sampai 999.")
                return None
        if kind is Kind.RW and rw is None:
            self.say("no_rw", "nomor RW belum diisi atau bukan angka", "Isi kolom rw, misalnya 2.")
            return None
        levels = self.practice.kinds[kind].levels
        return f"{village}.{rw:03}" if rw is not None and Level.RW in levels else village

    def number_of(self, column: str) -> int | None:
        digits = self.row[column].lower().removeprefix(column).strip(" .")
        return int(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) < 1000 else None

    def board(self) -> tuple[tuple[Office, Chair], ...]:
        """Secretary and treasurer, where the table names them."""
        found = [(office, self.person(office.value, f"jk_{office.value}")) for office in OTHERS]
        return tuple((office, person) for office, person in found if person is not None)

    def person(
        self, column: str, sex_column: str, phone: str = "", period: int | None = None
    ) -> Chair | None:
        name, sex_text = self.row[column][:120], self.row[sex_column]
        sex = _SEXES.get(sex_text.lower().replace("-", " ").strip())
        if not name and not sex_text:
            return None
        if not name:
            problem = f"kolom {sex_column} terisi tetapi nama {column} kosong"
            self.say("chair", problem, "Isi namanya, atau kosongkan keduanya.")
        elif sex is None:
            problem = f"kolom {sex_column} belum diisi L atau P"
            self.say("sex", problem, "Tulis L untuk laki-laki, P untuk perempuan.")
        else:
            return Chair(name, sex, phone, period)
        return None

    def families(self, kind: Kind) -> Families | None:
        kk, poor = self.count("kk"), self.count("kk_miskin")
        if kk is None:
            if poor is not None:
                self.say("kk", "kolom kk_miskin terisi tetapi kk kosong", "Isi keduanya dari satu sumber.")
            return None
        if not self.practice.kinds[kind].unit:
            self.say(
                "kk", "KK hanya dicatat untuk RT, RW dan Pokmas", "Angka ini dilewati.", Severity.WARNING
            )
            return None
        as_of, source = self.day("per_tanggal"), self.row["sumber"][:200]
        if as_of is None or not source:
            self.say(
                "kk_source",
                "KK tanpa tanggal atau sumber",
                "Isi per_tanggal dan sumber, misalnya 31/12/2025.",
            )
            return None
        if as_of > self.today:
            self.say("kk_future", "kolom per_tanggal di masa depan", "Periksa tanggalnya.")
            return None
        if poor is not None and poor > kk:
            self.say(
                "more_poor_than_all",
                "KK miskin lebih banyak daripada KK",
                "Periksa kedua angka pada sumbernya.",
                Severity.WARNING,
            )
        return Families(kk, poor, as_of, source)

    def count(self, column: str) -> int | None:
        text = self.row[column]
        number = parse_count(text) if text else None
        if text and (number is None or number > 99_999):
            self.say("number", f"kolom {column} bukan angka yang wajar", "Tulis angka bulat tanpa huruf.")
            return None
        return number

    def day(self, column: str) -> date | None:
        text = self.row[column]
        if not text:
            return None
        day = read_day(text)
        if day is None:
            self.say("day", f"kolom {column} bukan tanggal", "Tulis seperti 31/12/2025.")
        return day


def read_day(text: str) -> date | None:
    """`31/12/2025`, `31-12-2025`, `2025-12-31`, and a date cell of a workbook; None for anything else."""
    if found := _ISO.fullmatch(text.strip()):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY.fullmatch(text.strip()):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fault(code: str, where: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(f"community.{code}", where, problem, advice, severity)
