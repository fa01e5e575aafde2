"""The counts of each place, from a file that an office filled in: `--counts`."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from berdaya.documents.reading import Column, Row, read_table
from berdaya.kernel.findings import Finding, Severity
from berdaya.kernel.numbers import format_count, parse_count
from berdaya.region.rules.codes import Kind, kind_of
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.region.rules.names import normal_name, split_kind_word
from berdaya.targeting.inputs.codes import CODE, NAME, Codes
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.rules.places import Unit

N = Column("decile1_households", ("desil1", "desil_1", "ruta_desil_1", "rumah_tangga_desil_1"), required=True)
LISTED = Column("households", ("rumah_tangga", "ruta", "jumlah_rumah_tangga"))
N_PERSONS = Column("decile1_persons", ("jiwa_desil_1", "orang_desil_1"))
PERSONS = Column("persons", ("jiwa", "orang", "jumlah_jiwa"))
RED = Column("red", ("merah", "desa_merah"))
KIND = Column("kind", ("jenis", "tipe", "type"))
COLUMNS = (CODE, NAME, KIND, N, LISTED, N_PERSONS, PERSONS, RED)

MOST = 10_000_000  # no desa or kelurahan has so many people
YES = {"1", "ya", "y", "yes", "true", "benar", "merah", "x"}
NO = {"0", "tidak", "t", "no", "n", "false", "bukan"}


@dataclass(frozen=True, slots=True)
class Counts:
    """What the register holds of one place. None: not said."""

    households: int
    persons: int | None = None
    listed_households: int | None = None
    listed_persons: int | None = None
    red: bool | None = None

    def decile1(self, unit: Unit) -> int | None:
        return self.households if unit is Unit.HOUSEHOLDS else self.persons

    def listed(self, unit: Unit) -> int | None:
        return self.listed_households if unit is Unit.HOUSEHOLDS else self.listed_persons


def read_counts(path: Path, setting: Setting) -> tuple[dict[str, Counts], list[Finding]]:
    """One row per place, with everything that is wrong in it."""
    table = read_table(path, COLUMNS)
    findings = table.findings
    codes = Codes(setting, findings)
    found: dict[str, Counts] = {}
    for row in table.rows:
        code = codes.read(row)
        if code is None:
            continue
        findings += _name_and_kind(row, code, setting.gazetteer)
        counts = _counts(row, findings)
        if counts is not None:
            found[code] = counts
    return found, findings + places_without_counts(codes.seen, setting)


def _counts(row: Row, findings: list[Finding]) -> Counts | None:
    before = len(findings)
    n = _whole(row, N.name, findings, needed=True)
    persons, listed, everyone = (_whole(row, c.name, findings) for c in (N_PERSONS, LISTED, PERSONS))
    red = read_yes(row, RED.name, findings)
    findings += [
        *_within(row, N.name, n, LISTED.name, listed),
        *_within(row, N_PERSONS.name, persons, PERSONS.name, everyone),
        *_someone_in_each(row, N.name, n, N_PERSONS.name, persons),
        *_someone_in_each(row, LISTED.name, listed, PERSONS.name, everyone),
    ]
    if n is None or any(f.severity is Severity.ERROR for f in findings[before:]):
        return None
    return Counts(n, persons, listed, everyone, red)


def _whole(row: Row, column: str, findings: list[Finding], needed: bool = False) -> int | None:
    text = row[column]
    where = f"{row.where} kolom {column}"
    if not text:
        if needed:
            advice = "Isi jumlahnya; tulis 0 bila sudah dihitung dan memang tidak ada."
            findings.append(Finding("counts.missing", where, "jumlah desil 1 kosong", advice))
        return None
    value = parse_count(text)
    if value is not None and value > MOST:
        problem = f"lebih dari {format_count(MOST)}"
        findings.append(
            Finding("counts.too_large", where, problem, "Periksa angkanya; ini untuk satu tempat.")
        )
        return None
    if value is None:
        negative = text.startswith(("-", "−"))
        code = "counts.negative" if negative else "counts.not_a_count"
        problem = f"{text!r} {'kurang dari nol' if negative else 'bukan bilangan bulat'}"
        findings.append(Finding(code, where, problem, "Tulis angka saja, misalnya 486 atau 1.594."))
    return value


def read_yes(row: Row, column: str, findings: list[Finding]) -> bool | None:
    text = row[column].casefold()
    if text and text not in YES | NO:
        where = f"{row.where} kolom {column}"
        findings.append(
            Finding("counts.not_yes_or_no", where, f"{text!r} bukan ya atau tidak", "Tulis ya atau tidak.")
        )
    return None if text not in YES | NO else text in YES


def _within(row: Row, part: str, n: int | None, whole: str, of: int | None) -> list[Finding]:
    if n is None or of is None or n <= of:
        return []
    return [
        Finding(
            "counts.more_than_all",
            row.where,
            f"{part} {n} lebih besar daripada {whole} {of}",
            "Periksa kedua kolom; desil 1 adalah bagian dari semuanya.",
        )
    ]


def _someone_in_each(row: Row, houses: str, of: int | None, people: str, n: int | None) -> list[Finding]:
    if n is None or of is None or n >= of:
        return []
    problem = f"{people} {n} lebih sedikit daripada {houses} {of}"
    advice = "Periksa kedua kolom; setiap rumah tangga berisi paling sedikit satu orang."
    return [Finding("counts.fewer_persons", row.where, problem, advice)]


def _name_and_kind(row: Row, code: str, gazetteer: Gazetteer) -> list[Finding]:
    """The code decides; a name or kind that does not fit it may mean that the rows have slipped."""
    found = []
    official = gazetteer.get(code)
    assert official is not None
    name, kind = row[NAME.name], row[KIND.name].casefold()
    if name and normal_name(split_kind_word(name)[1]) != normal_name(official.name):
        problem = f"{code} bernama {official.name}, di berkas tertulis {name}"
        advice = "Kode yang dipakai. Pastikan angkanya memang milik tempat itu."
        found.append(Finding("counts.name_differs", row.where, problem, advice, Severity.WARNING))
    kelurahan = kind_of(code) is Kind.KELURAHAN
    if kind and kind.startswith("kel") != kelurahan:
        problem = f"{code} adalah {'kelurahan' if kelurahan else 'desa'}, di berkas tertulis {kind}"
        advice = "Jenis menurut kode yang dipakai. Perbaiki kolom kind."
        found.append(Finding("counts.kind_differs", row.where, problem, advice, Severity.WARNING))
    return found


def places_without_counts(named: Collection[str], setting: Setting) -> list[Finding]:
    """Places of the district that the input does not name: unknown is not zero, so they do not stand."""
    missing = [place for place in setting.gazetteer.villages(setting.district) if place.code not in named]
    if not missing or not named:
        return []
    names = ", ".join(f"{place.code} {place.name}" for place in missing[:5])
    more = f" dan {len(missing) - 5} lainnya" if len(missing) > 5 else ""
    return [
        Finding(
            "counts.places_missing",
            setting.title,
            f"{len(missing)} tempat tidak ada dalam hitungan: {names}{more}",
            "Tempat tanpa data tidak ikut diperingkat. Lengkapi bila mereka seharusnya ikut.",
            Severity.WARNING,
        )
    ]
