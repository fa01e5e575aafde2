"""From the tables of a file to accepted rows and their households; everything found on the way is noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from berdaya.kernel.findings import Findings
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.register.importing import households as homes
from berdaya.register.importing.checks import Styles, check_values
from berdaya.register.importing.folding import fold_expressions
from berdaya.register.importing.notes import Notes
from berdaya.register.importing.people import check_niks, check_repeated, check_zeros, kk_faults
from berdaya.register.importing.places import Doubt, Placed, place_rows
from berdaya.register.importing.ranks import rank_column, with_decile
from berdaya.register.importing.values import Values, read_values
from berdaya.register.reading.files import Opened
from berdaya.register.rules.fold import Ages
from berdaya.register.rules.manifest import Rows
from berdaya.register.rules.places import Office
from berdaya.register.rules.profiles import Kind, Profile, Role, Type

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the person and the rulebook say about an import."""

    profile: Profile
    edition: date
    gazetteer: Gazetteer
    office: Office
    styles: Styles
    folding: dict[str, Any]
    checks: dict[str, Any]
    field_date: date

    @property
    def ages(self) -> Ages:
        return Ages.of(self.folding)

    @property
    def senior_diplomas(self) -> Sequence[int]:
        diplomas: Sequence[int] = self.folding["senior_diplomas"].get(self.profile.code_list, ())
        return diplomas


@dataclass(slots=True)
class Examined:
    """The accepted rows (by place, household, number), the households, and the account of all rows."""

    rows: Rows
    members: pl.DataFrame
    households: pl.DataFrame
    codes: list[str]
    rank: str | None
    values: Values
    notes: Notes
    doubts: list[Doubt] = field(default_factory=list)

    def where(self, names: Sequence[str]) -> Callable[[int], str]:
        """How to call a row: the file (and sheet) and its line."""
        lines, parts = self.values.where["line"], self.values.where["part"]
        return lambda row: f"{names[parts.item(row)]} baris {lines.item(row)}"


def examine(opened: Opened, terms: Terms, step: Step) -> Examined:
    """Read, place, check and fold. Nothing is written."""
    profile = terms.profile
    step("membaca")
    values = read_values(opened.tables, profile)
    notes = Notes()
    notes.add("row.cells", values.broken)
    if values.merged:
        notes.add("household.joined", values.merged.rows)
        notes.add("household.listed_again", values.merged.again)
        notes.add("household.not_listed", values.merged.alone)
    step("mencocokkan wilayah")
    placed = place_rows(values, profile, terms.gazetteer, terms.office, notes)
    step("memeriksa isian")
    homes.key_rows(values, profile, notes)
    homes.check_key_places(values, profile, placed.codes, notes)
    check_values(values, profile, terms.styles, terms.ages.adult_from, notes)
    _check_numbers(values, terms, notes)
    step("menyusun rumah tangga")
    return _gather(values, terms, placed, notes)


def _role(values: Values, role: Role) -> str | None:
    return next((column.name for column in values.columns if column.role is role), None)


def _check_numbers(values: Values, terms: Terms, notes: Notes) -> None:
    provinces = [int(place.code) for place in terms.gazetteer.children("")]
    share = tuple(terms.checks["zeros_share"])
    for column in values.columns:
        if column.role is Role.NIK:
            tolerance = terms.checks["age_tolerance"]
            values.frame = check_niks(
                values.frame, column.name, column.title, provinces, terms.field_date, tolerance, notes
            )
            check_zeros(values.frame, column.name, column.title, (share[0], share[1]), notes)
        if column.role is Role.KK:
            faults = kk_faults(values.frame[column.name], provinces)
            for code in faults.drop_nulls().unique().sort().to_list():
                notes.add(code, values.frame["row"].filter(faults == code), "", column.title)
            ok = (faults.is_null() & values.frame[column.name].is_not_null()).alias("kk_ok")
            values.frame = values.frame.with_columns(ok)


def _gather(values: Values, terms: Terms, placed: Placed, notes: Notes) -> Examined:
    ranked = rank_column(values)
    rank = ranked.name if ranked else None
    number = _role(values, Role.MEMBER_NUMBER)
    live = with_decile(_without(values.frame, notes.rejected()), values, notes)
    live = homes.check_agreement(live, rank, notes)
    remaining = live.height
    live = homes.take_repeated(live, number, notes)
    duplicate = remaining - live.height
    nik = _role(values, Role.NIK)
    if nik:
        title = terms.profile.column(nik).title
        check_repeated(live, nik, title, notes)
    live = homes.in_order(homes.with_random_keys(live), number)
    households = _fold(live, values, terms, rank, notes)
    rejected = values.height - remaining
    return Examined(
        rows=Rows(live.height, rejected, duplicate),
        members=live,
        households=households,
        codes=placed.codes,
        rank=rank,
        values=values,
        notes=notes,
        doubts=placed.doubts,
    )


def _without(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    if not rows.len():
        return frame
    return frame.join(rows.rename("row").to_frame(), on="row", how="anti", maintain_order="left")


def _fold(live: pl.DataFrame, values: Values, terms: Terms, rank: str | None, notes: Notes) -> pl.DataFrame:
    facts = homes.household_columns(values)
    members = terms.profile.one_row_per_member
    if members:
        names = [c.name for c in values.columns if c.kind is Kind.MEMBER]
        folds = fold_expressions(names, terms.senior_diplomas, terms.ages, terms.folding["present"])
    else:
        size = pl.col("jumlah_art").max() if values.has("jumlah_art") else pl.lit(None, pl.Int16)
        folds = [size.cast(pl.UInt16).fill_null(1).alias("persons")]
    households = homes.fold_rows(live, facts, rank, _role(values, Role.MEMBER_NUMBER), folds, notes)
    relations = values.has("hub_krt") and live["hub_krt"].null_count() < live.height
    homes.check_households(households, members and relations, members, notes)
    return households


def counted_codes(examined: Examined) -> dict[str, dict[str, int]]:
    """How often each code occurs in the accepted rows, by title; what is unknown counts as "kosong"."""
    coded = (Type.CODE, Type.YES_NO, Type.PAPERS, Type.BITS)
    told: dict[str, dict[str, int]] = {}
    for column in examined.values.columns:
        if column.type in coded:
            counts = examined.members[column.name].value_counts().sort(column.name, nulls_last=True)
            told[column.title] = {"kosong" if code is None else str(code): n for code, n in counts.rows()}
    return told


def all_findings(opened: Opened, examined: Examined) -> Findings:
    """Findings of the file, of its titles and of its rows, grouped by code."""
    names = [table.where for table in opened.tables]
    grouped = Findings.of(opened.findings)
    grouped.extend(examined.values.findings)
    for finding, count in examined.notes.findings(examined.where(names)):
        grouped.add(finding, count)
    return grouped
