"""Rows of a table of proposals as offices exchange it: who asks for what, at which rank, with which fate.

Every row is read whole; what cannot be read is a finding with its row. Rows that add up others are left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from berdaya.deliberation.exchange_columns import COLUMNS
from berdaya.deliberation.results_file import is_total, unknown_cells
from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.privacy import public_text_faults
from berdaya.deliberation.rules.proposing import Facts, Unit
from berdaya.deliberation.rules.states import BACKWARD, Reason, State, Target
from berdaya.deliberation.table_cells import is_blank, rupiah_in, volume_in
from berdaya.documents.formulas import formula_findings
from berdaya.documents.reading import Row, Table, read_content
from berdaya.kernel.addresses import parse_rt_rw
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.kernel.numbers import parse_count
from berdaya.plan.rules.words import menu_of, sub_items_on
from berdaya.region.rules.codes import has_form
from berdaya.region.rules.neighbourhoods import NO_RW, rt_code

_SOURCES: Final = {one.words.casefold(): one for one in Source} | {one.value: one for one in Source} | {
    "swadaya": Source.SWADAYA, "apbn": Source.CENTRE, "pusat": Source.CENTRE, "dak": Source.CENTRE,
    "tsp": Source.CSR, "add": Source.DANA_DESA, "apbd kota": Source.APBD, "apbd kabupaten": Source.APBD,
    "apbd provinsi": Source.APBD, "hibah": Source.OTHER, "baznas": Source.OTHER,
}  # fmt: skip
_STATES: Final = {one.words: one for one in State} | {one.value.replace("_", " "): one for one in State}
_REASONS: Final = {one.words: one for one in Reason} | {one.value.replace("_", " "): one for one in Reason}
_TARGETS: Final = {one.words: one for one in Target} | {one.value: one for one in Target}
_GROUP: Final = re.compile(r"\b(rt|rw)\b|[\d\s./-]", re.IGNORECASE)  # what is left names a group
_MOST_PEOPLE: Final = 9_999_999


@dataclass(frozen=True, slots=True)
class Line:
    """One row that could be read. `number` is its registration number, `row` its position."""

    row: int
    where: str
    village: str
    unit: Unit | None
    facts: Facts
    number: str = ""
    rank: int | None = None
    state: State | None = None
    reason: str = ""
    target: str = ""
    words: str = ""
    unknown: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Lines:
    """What was read of a table, and what is wrong, by row (-1: the whole table)."""

    table: Table
    good: list[Line] = field(default_factory=list)
    faults: list[tuple[int, Finding]] = field(default_factory=list)


def read_lines(name: str, content: bytes, villages: Mapping[str, str], day: date, most: int) -> Lines:
    """Every row of the table. `villages`: the names (lower case) and codes that may stand in it, to codes."""
    table = read_content(name, content, COLUMNS)
    if len(table.rows) > most:
        problem = f"{len(table.rows)} baris; paling banyak {most} sekali unggah"
        raise Refused(_fault("rows", name, problem, "Bagi menurut RW."))
    whole = [*table.findings, *formula_findings(name, content)]
    found = Lines(table, faults=[(-1, finding) for finding in whole])
    for number, row in enumerate(table.rows):
        if is_total(row):
            continue
        reader = _Reader(table, number, row, villages, day)
        line = reader.line()
        found.faults += [(number, finding) for finding in reader.found]
        if not reader.failed:
            found.good.append(line)
    return found


@dataclass(slots=True)
class _Reader:
    """Reads one row and remembers what is wrong with it."""

    table: Table
    number: int
    row: Row
    villages: Mapping[str, str]
    day: date
    found: list[Finding] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def say(self, code: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> None:
        self.found.append(_fault(code, self.row.where, problem, advice, severity))

    def line(self) -> Line:
        village = self.village()
        state = self.word("status", _STATES, "state", "Pakai kata dari daftar yang diekspor.")
        facts = self.facts()
        self.found += public_text_faults(
            {
                "usulan": facts.title, "masalah": facts.problem, "lokasi": facts.place,
                "di luar kamus": facts.free_reason, "penjelasan": self.row["penjelasan"],
            },
            self.row.where,
        )  # fmt: skip
        return Line(
            row=self.number,
            where=self.row.where,
            village=village,
            unit=self.unit(village) if village else None,
            facts=facts,
            number=self.row["nomor_usulan"],
            rank=self.count("peringkat"),
            state=State(state) if state else None,
            reason=self.reason(state),
            target=self.word(
                "tujuan", _TARGETS, "target", "Misalnya kecamatan, perangkat daerah, swadaya warga."
            ),
            words=self.row["penjelasan"][:400],
            unknown=unknown_cells(self.table, self.row),
        )

    def village(self) -> str:
        text = _plain(self.row["kelurahan"])
        for prefix in ("kelurahan ", "desa ", "kel. ", "kel ", "ds. "):
            text = text.removeprefix(prefix)
        codes = set(self.villages.values())
        if not text and len(codes) == 1:
            return next(iter(codes))
        if text not in self.villages:
            problem = "kelurahan belum diisi" if not text else "kelurahan di luar berkas ini"
            self.say("elsewhere", problem, "Periksa kolom kelurahan; hanya usulan wilayah ini yang dicatat.")
        return self.villages.get(text, "")

    def unit(self, village: str) -> Unit | None:
        """By the columns RT and RW, else by the proposer, else by the place."""
        said = self.row["pengusul"]
        rt, rw = self.row["rt"], self.row["rw"]
        if not rt and not rw:
            if said and _GROUP.sub("", said):
                return Unit(village, " ".join(said.split())[:120])
            found = parse_rt_rw(said or self.row["lokasi"])
            rt, rw = (found.rt or "", found.rw or "") if found else ("", "")
        if not rt and not rw:
            return None
        try:
            code = rt_code(village, rt, rw or NO_RW) if rt else f"{village}.{int(rw):03}"
        except (Refused, ValueError):
            code = ""
        if not has_form(code):
            self.say("unit", "nomor RT atau RW tidak terbaca", "Isi angka 1 sampai 999.")
            return None
        return Unit(code)

    def facts(self) -> Facts:
        row, sub = self.row, self.sub_item()
        menu = menu_of(row["menu"], self.day) if row["menu"] else None
        if row["menu"] and menu is None:
            self.say("menu", "menu tidak dikenal", "Tulis sarana prasarana atau pemberdayaan.")
        if not row["usulan"]:
            self.say("title", "nama usulan kosong", "Isi kolom usulan.")
        source = self.word("sumber_dana", _SOURCES, "source", "Misalnya APBD, swadaya, CSR, APBN.")
        return Facts(
            title=row["usulan"][:120],
            item=row["kode_kamus"],
            free_reason=row["di_luar_kamus"][:300],
            menu=menu.code if menu else "",
            sub_item=sub,
            problem=row["masalah"][:400],
            place=row["lokasi"][:200],
            volume=self.volume(),
            unit=row["satuan"][:40],
            cost=self.cost(),
            men=self.count("laki_laki"),
            women=self.count("perempuan"),
            households=self.count("kk"),
            poor=self.count("kk_miskin"),
            source=source,
        )

    def sub_item(self) -> str:
        text = _plain(self.row["sub_kondisi"])
        known = sub_items_on(self.day)
        return next((one.code for one in known.values() if text in (one.code, one.title.casefold())), "")

    def word(self, column: str, known: Mapping[str, str], code: str, advice: str) -> str:
        text = _plain(self.row[column])
        if not text:
            return ""
        if text not in known:
            self.say(code, f"kolom {column} tidak dikenal", advice)
            return ""
        return str(known[text])

    def reason(self, state: str) -> str:
        """A reason code by its words; free words are told to be chosen anew."""
        found = self.word(
            "alasan", _REASONS, "reason", f"Pakai salah satu: {', '.join(r.words for r in Reason)}."
        )
        back = {one.value for one in BACKWARD} - {State.MERGED.value}
        if state in back and (not found or not self.row["penjelasan"]) and not self.failed:
            advice = "Isi kolom alasan dan penjelasan; keduanya dibaca pengusul."
            self.say("no_reason", f"status “{State(state).words}” tanpa alasan", advice, Severity.WARNING)
        return found

    def cost(self) -> int | None:
        text = self.row["anggaran"]
        if is_blank(text):
            return None
        value = rupiah_in(text)
        if not value:
            self.say("cost", "anggaran bukan rupiah bulat di atas nol", "Tulis misalnya 13.000.000.")
            return None
        return value

    def volume(self) -> Decimal | None:
        text = self.row["volume"]
        if is_blank(text):
            return None
        value = volume_in(text)
        if value is None:
            self.say("volume", "volume tidak terbaca", "Tulis angka di atas nol, misalnya 120 atau 2,5.")
            return None
        return value

    def count(self, column: str) -> int | None:
        """A count; `<10` of an exported table is a count that was not told."""
        text = self.row[column]
        if is_blank(text) or text.startswith("<"):
            return None
        number = parse_count(text)
        if number is None or number > _MOST_PEOPLE:
            self.say("number", f"kolom {column} bukan angka bulat", "Tulis angkanya saja.")
            return None
        return number


def names_of(places: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The ways in which a table names villages: `merjosari`, `35.73.05.1002`."""
    found: dict[str, str] = {}
    for code, title in places:
        name = _plain(title.split(",")[0])
        for prefix in ("kelurahan ", "desa "):
            name = name.removeprefix(prefix)
        found |= {code: code, name: code}
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())


def _fault(code: str, where: str, problem: str, advice: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(f"exchange.{code}", where, problem, advice, severity)
