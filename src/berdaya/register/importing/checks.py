"""What each row shows by itself: its key, its rank, its codes, its counts. Faulty values become unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from berdaya.register.importing.notes import Notes
from berdaya.register.importing.values import Values, cut_of
from berdaya.register.rules.cells import (
    PaperStyle,
    none_shift,
    paper_style,
    papers,
    school_style,
    schooling,
    yes_or_no,
)
from berdaya.register.rules.profiles import Column, Kind, Profile, Role, Type

Mask = tuple[str, str, str, pl.Expr]


@dataclass(frozen=True, slots=True)
class Styles:
    """What the person says about how the file writes codes; None = find out."""

    papers: PaperStyle | None = None
    school: str | None = None
    shifts: Mapping[str, int] = field(default_factory=dict)


def check_values(values: Values, profile: Profile, styles: Styles, adult_from: int, notes: Notes) -> None:
    """Check every number column and bring it to its one form; checks that reject are noted first."""
    frame = values.frame
    notes.add_masks(frame, [*_of_rows(values, profile), *_of_rank(values, profile)])
    numbers = [c for c in values.columns if c.is_number and c.role not in (Role.PERCENTILE, Role.DECILE)]
    frame = _shifted(frame, numbers, styles, notes)
    notes.add_masks(frame, [mask for column in numbers for mask in _of_column(column)])
    frame = _without_cuts(frame, numbers, notes).with_columns(_cleaned(column) for column in numbers)
    frame = _with_schooling(frame, values, styles, notes)
    values.frame = _with_papers(frame, values, styles, adult_from, notes)


def _of_rows(values: Values, profile: Profile) -> list[Mask]:
    masks: list[Mask] = []
    if profile.one_row_per_member:
        told = [
            column.name
            for column in values.columns
            if column.kind is Kind.MEMBER or column.role in (Role.NAME, Role.NIK)
        ]
        if told:
            masks.append(("row.cut", "", "", pl.all_horizontal(pl.col(told).is_null())))
    return masks


def _of_rank(values: Values, profile: Profile) -> list[Mask]:
    masks: list[Mask] = []
    for column in values.columns:
        if column.role in (Role.PERCENTILE, Role.DECILE):
            value, title = pl.col(column.name), column.title
            masks.append(("percentile.text", "", title, value < 0))
            outside = (value >= 0) & ~value.is_between(column.minimum, column.maximum)
            masks.append(("percentile.range", "", title, outside))
    return masks


def _without_cuts(frame: pl.DataFrame, numbers: list[Column], notes: Notes) -> pl.DataFrame:
    """Note the areas of which something was left out, and take the marks away."""
    marked = [column for column in numbers if cut_of(column.name) in frame.columns]
    notes.add_masks(frame, [("area.cut", c.name, c.title, pl.col(cut_of(c.name))) for c in marked])
    return frame.drop([cut_of(column.name) for column in marked])


def _shifted(frame: pl.DataFrame, numbers: list[Column], styles: Styles, notes: Notes) -> pl.DataFrame:
    """Undo a renumbering of "none" from 0 to 1."""
    for column in numbers:
        if column.style != "detect" or column.type is not Type.CODE:
            continue
        counts = frame[column.name].filter(frame[column.name] >= 0).value_counts()
        seen = dict(zip(counts[column.name].to_list(), counts["count"].to_list(), strict=True))
        shift = styles.shifts.get(column.name, none_shift(seen))
        if shift:
            moved = pl.when(pl.col(column.name) >= 0).then(pl.col(column.name) - shift)
            if column.name not in styles.shifts:
                rows = frame.filter(pl.col(column.name) >= 0)["row"]
                notes.add("code.shifted", rows.head(1), column.name, column.title, rows.len())
            frame = frame.with_columns(moved.otherwise(pl.col(column.name)).alias(column.name))
    return frame


def _allowed(column: Column) -> pl.Expr:
    value, allowed = pl.col(column.name), column.allowed()
    if isinstance(allowed, frozenset):
        low, high = min(allowed), max(allowed)
        if allowed == frozenset(range(low, high + 1)):
            return value.is_between(low, high)
        return value.is_in(sorted(allowed))
    return value.is_between(*allowed)


def _school(column: Column) -> bool:
    return column.style in ("012", "123")


def _of_column(column: Column) -> list[Mask]:
    value, title = pl.col(column.name), column.title
    if column.type in (Type.COUNT, Type.AREA):
        unreadable = "area.unreadable" if column.type is Type.AREA else "number.unreadable"
        return [
            (unreadable, column.name, title, value < 0),
            ("number.range", column.name, title, (value >= 0) & ~_allowed(column)),
        ]
    if _school(column):
        return [("code.unknown", column.name, title, ~value.is_between(0, 3))]
    code = "code.yes_no" if column.type is Type.YES_NO else "code.unknown"
    return [(code, column.name, title, ~_allowed(column))]


def _cleaned(column: Column) -> pl.Expr:
    value = pl.col(column.name)
    if _school(column):
        return pl.when(value.is_between(0, 3)).then(value)
    if column.type is Type.YES_NO:
        forms = {code: yes_or_no(code) for code in (1, 2, 3, 4)}
        yes = [code for code, answer in forms.items() if answer == 1]
        no = [code for code, answer in forms.items() if answer == 0]
        one, none = pl.lit(1, pl.Int16), pl.lit(0, pl.Int16)
        read = pl.when(value.is_in(yes)).then(one).when(value.is_in(no)).then(none)
        return read.alias(column.name)
    known = _allowed(column)
    if column.unknown:
        known = known & ~value.is_in(sorted(column.unknown))
    return pl.when(known).then(value).alias(column.name)


def _with_schooling(frame: pl.DataFrame, values: Values, styles: Styles, notes: Notes) -> pl.DataFrame:
    for column in values.columns:
        if not _school(column):
            continue
        seen = frame[column.name].drop_nulls().unique().to_list()
        style = styles.school or school_style(seen, column.style)
        if style != column.style and styles.school is None and seen:
            rows = frame.filter(pl.col(column.name).is_not_null())["row"]
            notes.add("code.school_style", rows.head(1), "", column.title, rows.len())
        read = {code: schooling(code, style) for code in (0, 1, 2, 3)}
        bad = [code for code, answer in read.items() if answer is None]
        notes.add_masks(frame, [("code.unknown", column.name, column.title, pl.col(column.name).is_in(bad))])
        frame = frame.with_columns(_replaced(column.name, read))
    return frame


def _with_papers(
    frame: pl.DataFrame, values: Values, styles: Styles, adult_from: int, notes: Notes
) -> pl.DataFrame:
    for column in values.columns:
        if column.type is not Type.PAPERS:
            continue
        held = frame.select(column.name, *(["umur"] if values.has("umur") else []), "row")
        held = held.filter(pl.col(column.name).is_not_null())
        told = styles.papers or (PaperStyle(column.style) if column.style != "detect" else None)
        style = told or _detected(held, column.name, adult_from)
        if told is None and held.height and style is not PaperStyle.BITS:
            code = "papers.ask" if style is PaperStyle.ASK else "papers.single"
            unsure = held.filter(pl.col(column.name) > 2) if style is PaperStyle.ASK else held
            notes.add(code, unsure["row"].head(1), "", column.title, unsure.height)
        frame = frame.with_columns(_replaced(column.name, {n: papers(n, style) for n in range(16)}))
    return frame


def _detected(held: pl.DataFrame, name: str, adult_from: int) -> PaperStyle:
    adults = held.filter(pl.col("umur") >= adult_from) if "umur" in held.columns else held
    every = held[name].unique().to_list()
    counts = adults[name].value_counts()
    commonest = counts.filter(pl.col("count") == pl.col("count").max())[name].to_list()
    return paper_style(every, commonest)


def _replaced(name: str, read: Mapping[int, int | None]) -> pl.Expr:
    return (
        pl.col(name)
        .replace_strict(list(read), list(read.values()), default=None, return_dtype=pl.Int16)
        .alias(name)
    )
