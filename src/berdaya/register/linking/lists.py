"""A list of people from a file: rows as text, and what is wrong with them, by line and never by person."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import polars as pl

from berdaya.kernel.digests import digest_of
from berdaya.kernel.findings import Finding, Findings, Refused, Severity
from berdaya.register.importing.people import kk_faults, nik_faults
from berdaya.register.importing.values import of_titles, read_rows
from berdaya.register.linking import faults
from berdaya.register.reading.files import fingerprint, open_file
from berdaya.register.reading.limits import Limits
from berdaya.register.rules.faults import found
from berdaya.register.rules.profiles import Profile, profile_of

_NEEDED_BESIDE_NAME = ("tgl_lahir", "umur", "kk", "desa")
_OPTIONAL = ("kecamatan",)


@cache
def list_profile() -> Profile:
    """The columns of such a list and the titles by which they are known."""
    path = Path(__file__).with_name("list.toml")
    return profile_of(tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(slots=True)
class PeopleList:
    """Rows with an id, in the order of the file. All columns are text, null where nothing (usable) stands.

    NIK and KK are null where their form cannot be right.
    """

    name: str
    sha256: str
    frame: pl.DataFrame
    lines: pl.DataFrame
    parts: tuple[str, ...]
    findings: Findings = field(default_factory=Findings)
    noted: list[tuple[pl.Series, Finding]] = field(default_factory=list)

    def has(self, *columns: str) -> bool:
        """Does any of these columns hold anything?"""
        return any(self.frame[column].is_not_null().any() for column in columns)

    def where(self, rows: pl.Series) -> str:
        """The first of some rows as a person finds it."""
        place = self.lines.row(int(rows.item(0)), named=True)
        return f"{self.parts[place['part']]} baris {place['line']}"

    def note(self, rows: pl.Series, finding: Finding) -> None:
        """Count a finding for each of some rows; the first is the example."""
        if rows.len():
            self.findings.add(replace(finding, where=self.where(rows)), rows.len())
            self.noted.append((rows, finding))

    def remarks(self) -> dict[int, list[Finding]]:
        """What was noted of each row, by its number."""
        told: dict[int, list[Finding]] = {}
        for rows, finding in self.noted:
            for row in rows:
                told.setdefault(row, []).append(finding)
        return told


def read_list(path: Path, limits: Limits, provinces: Collection[int]) -> PeopleList:
    """Read a CSV, XLSX, Parquet or other known file. Refused when no row can be matched at all."""
    profile = list_profile()
    opened = open_file(path, fingerprint(path), profile, limits)
    known = {name for table in opened.tables for name in table.header.positions}
    if "id" not in known:
        raise Refused(faults.no_id(opened.name))
    titles = [finding for table in opened.tables for finding in of_titles(table, profile)]
    if blocking := [finding for finding in titles if finding.severity is Severity.ERROR]:
        raise Refused(*blocking)
    rows = read_rows(opened.tables, [column for column in profile.columns if column.name in known])
    parts = tuple(table.where for table in opened.tables)
    people = PeopleList(opened.name, opened.sha256, _all_columns(rows.frame), rows.where, parts)
    people.findings.extend([*opened.findings, *titles])
    people.note(rows.broken, found("row.cells", people.name))
    _check(people, rows.frame.columns, provinces)
    return people


def people_of(
    name: str, rows: Sequence[Mapping[str, str]], lines: Sequence[int], provinces: Collection[int]
) -> PeopleList:
    """The same of rows that are in memory already, so that nobody's name has to lie in a file.

    Each row has the columns of the profile that are known and an `id`; `lines` are where they stand.
    """
    known = [column.name for column in list_profile().columns if any(column.name in row for row in rows)]
    cells = {column: [row.get(column, "").strip() or None for row in rows] for column in known}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(known, pl.String)).with_row_index("row")
    where = pl.DataFrame({"part": [0] * len(rows), "line": list(lines)})
    people = PeopleList(name, digest_of([name, cells]), _all_columns(frame), where, (name,))
    _check(people, known, provinces)
    return people


def _all_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column of the profile, those that the file lacks being null; `0` and `-` are no NIK."""
    names = [column.name for column in list_profile().columns]
    lacking = [pl.lit(None, pl.String).alias(name) for name in names if name not in frame.columns]
    return frame.with_columns(lacking).select("row", *names).with_columns(_numbers(n) for n in ("nik", "kk"))


def _numbers(name: str) -> pl.Expr:
    text = pl.col(name).str.replace_all(r"[\s.\-]", "")
    plain = pl.when(text.str.contains(r"^\d{16}$")).then(text).otherwise(pl.col(name))
    return pl.when(~pl.col(name).str.contains(r"^[0\-.\s]*$")).then(plain).alias(name)


def _check(people: PeopleList, present: Sequence[str], provinces: Collection[int]) -> None:
    if not people.frame.height:
        raise Refused(faults.no_rows(people.name))
    nameless = people.frame.filter(pl.col("id").is_null())["row"]
    people.note(nameless, faults.empty_id(people.name))
    people.frame = people.frame.filter(pl.col("id").is_not_null())
    repeated = people.frame.filter(pl.col("id").is_duplicated())["row"]
    if repeated.len():
        raise Refused(faults.repeated_id(people.where(repeated)))
    _check_numbers(people, provinces)
    _refuse_without_key(people, present)
    nobody = people.frame.filter(pl.col("nama").is_null() & pl.col("nik").is_null())["row"]
    people.note(nobody, faults.nobody_named(people.name))


def _check_numbers(people: PeopleList, provinces: Collection[int]) -> None:
    """Note every fault of NIK and KK; what cannot be right is not used, nor a whole column of damaged NIK."""
    for name, checked in (("nik", nik_faults), ("kk", kk_faults)):
        wrong = checked(people.frame[name], provinces)
        for code in wrong.drop_nulls().unique().sort().to_list():
            finding = replace(found(code, people.name), severity=Severity.WARNING)
            people.note(people.frame["row"].filter(wrong == code), finding)
        usable = pl.when(pl.Series(wrong.is_null())).then(pl.col(name))
        people.frame = people.frame.with_columns(usable.alias(name))
    zeros = people.frame["nik"].drop_nulls()
    if zeros.len() >= 30 and 2 * zeros.str.ends_with("0").sum() > zeros.len():
        people.findings.add(found("nik.zeros", people.name))
        people.frame = people.frame.with_columns(pl.lit(None, pl.String).alias("nik"))


def _refuse_without_key(people: PeopleList, present: Sequence[str]) -> None:
    usable = people.has("nik") or (people.has("nama") and people.has(*_NEEDED_BESIDE_NAME))
    empty = [c.title for c in list_profile().columns if c.name not in _OPTIONAL and not people.has(c.name)]
    if not usable:
        raise Refused(*_errors(people), faults.no_key(people.name, ", ".join(empty)))
    lacking = _titles_lacking(present)
    if lacking:
        people.findings.add(faults.absent(people.name, ", ".join(lacking)))


def _errors(people: PeopleList) -> list[Finding]:
    """What made the numbers unusable is part of the reason."""
    return [finding for finding, _ in people.findings if finding.code.startswith(("nik.", "kk."))]


def _titles_lacking(present: Sequence[str]) -> list[str]:
    either = {"tgl_lahir", "umur"}
    lacking = [c for c in list_profile().columns if c.name not in {*present, *_OPTIONAL}]
    return [c.title for c in lacking if c.name not in either or not either & set(present)]
