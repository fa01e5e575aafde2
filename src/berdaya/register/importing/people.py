"""NIK and KK numbers of a whole file. Numbers that look whole are checked by arithmetic, the rest one by one
by `rules.identity`; both give the same fault."""

from collections.abc import Callable, Collection
from datetime import date

import polars as pl

from berdaya.register.importing.notes import Notes
from berdaya.register.rules.identity import WOMEN_ADD, kk_fault, nik_fault

_LEAST = 10**15
_ALL_EQUAL = 1_111_111_111_111_111
_NIK_CODES = ("nik.same_digits", "nik.province", "nik.day", "nik.month", "nik.date", "nik.serial")


def nik_faults(texts: pl.Series, provinces: Collection[int]) -> pl.Series:
    """The fault of each NIK as its code, null when it passes or is empty."""
    frame = texts.rename("text").to_frame()
    frame = frame.with_columns(_number().alias("n"))
    quick = frame.select(_nik_fault(provinces).alias("fault"))["fault"]
    return _with_odd(frame, quick, lambda text: nik_fault(text, provinces))


def kk_faults(texts: pl.Series, provinces: Collection[int]) -> pl.Series:
    """The fault of each KK number as its code, null when it passes or is empty."""
    frame = texts.rename("text").to_frame().with_columns(_number().alias("n"))
    day, month, year, serial = _parts(pl.col("n"))
    wrong = (
        ~(pl.col("n") // 10**14).is_in(sorted(provinces))
        | ~day.is_between(1, 31)
        | ~month.is_between(1, 12)
        | (day > _days(month, year))
        | (serial == 0)
    )
    quick = frame.select(pl.when(wrong).then(pl.lit("kk.form")).alias("fault"))["fault"]
    return _with_odd(frame, quick, lambda text: kk_fault(text, provinces))


def _number() -> pl.Expr:
    """A text of exactly 16 digits as a number, else null."""
    text = pl.col("text")
    number = text.cast(pl.UInt64, strict=False)
    return pl.when((text.str.len_bytes() == 16) & (number >= _LEAST)).then(number)


def _parts(number: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]:
    return (
        number // 10**8 % 100,
        number // 10**6 % 100,
        number // 10**4 % 100,
        number % 10**4,
    )


def _days(month: pl.Expr, year: pl.Expr) -> pl.Expr:
    february = pl.when(year % 4 == 0).then(29).otherwise(28)
    return pl.when(month == 2).then(february).when(month.is_in([4, 6, 9, 11])).then(30).otherwise(31)


def _birth_day(number: pl.Expr) -> pl.Expr:
    day = number // 10**8 % 100
    return pl.when(day > WOMEN_ADD).then(day - WOMEN_ADD).otherwise(day)


def _nik_fault(provinces: Collection[int]) -> pl.Expr:
    number = pl.col("n")
    _, month, year, serial = _parts(number)
    day = _birth_day(number)
    wrong = (
        number % _ALL_EQUAL == 0,
        ~(number // 10**14).is_in(sorted(provinces)),
        ~day.is_between(1, 31),
        ~month.is_between(1, 12),
        day > _days(month, year),
        serial == 0,
    )
    return pl.coalesce(pl.when(mask).then(pl.lit(code)) for code, mask in zip(_NIK_CODES, wrong, strict=True))


def _with_odd(frame: pl.DataFrame, quick: pl.Series, rule: Callable[[str], str | None]) -> pl.Series:
    """Ask the rule about every text that is not 16 digits, once each."""
    odd = frame["n"].is_null() & frame["text"].is_not_null()
    if not odd.any():
        return quick
    texts = frame["text"].filter(odd).unique().to_list()
    slow = frame["text"].replace_strict(
        texts, [rule(text) for text in texts], default=None, return_dtype=pl.String
    )
    return frame.select(pl.when(odd).then(slow).otherwise(quick).alias("fault"))["fault"]


def check_niks(
    frame: pl.DataFrame,
    name: str,
    title: str,
    provinces: Collection[int],
    reference: date,
    tolerance: int,
    notes: Notes,
) -> pl.DataFrame:
    """Note every NIK fault and what differs from the row; adds `nik_ok`: may serve for look-up."""
    faults = nik_faults(frame[name], provinces)
    for code in faults.drop_nulls().unique().sort().to_list():
        notes.add(code, frame["row"].filter(faults == code), "", title)
    frame = frame.with_columns((faults.is_null() & frame[name].is_not_null()).alias("nik_ok"))
    notes.add_masks(frame, [("nik.missing", "", title, pl.col(name).is_null())])
    if frame["nik_ok"].any():
        notes.add_masks(_with_birth(frame, name, reference), _differing(frame, title, reference, tolerance))
    return frame


def _with_birth(frame: pl.DataFrame, name: str, reference: date) -> pl.DataFrame:
    number = pl.col("_n")
    year = (number // 10**4 % 100).cast(pl.Int16)
    century = pl.when(year <= reference.year % 100).then(pl.lit(2000, pl.Int16)).otherwise(1900)
    born = century + year
    if "umur" in frame.columns:
        far = (reference.year - born - pl.col("umur")).abs() >= 90
        born = pl.when(far).then(3900 - century + year).otherwise(born)
    told = [column for column in ("row", "umur", "jk") if column in frame.columns]
    valid = pl.when(pl.col("nik_ok")).then(pl.col(name).cast(pl.UInt64, strict=False)).alias("_n")
    return (
        frame.lazy()
        .select(*told, valid)
        .with_columns((number // 10**8 % 100 > WOMEN_ADD).alias("_woman"), born.alias("_born"))
        .collect()
    )


def _differing(
    frame: pl.DataFrame, title: str, reference: date, tolerance: int
) -> list[tuple[str, str, str, pl.Expr]]:
    masks: list[tuple[str, str, str, pl.Expr]] = []
    if "jk" in frame.columns:
        masks.append(("nik.sex", "", title, (pl.col("jk") == 2) != pl.col("_woman")))
    if "umur" in frame.columns:
        apart = (reference.year - pl.col("_born") - pl.col("umur")).abs()
        masks.append(("nik.age", "", title, apart > tolerance))
    return masks


def check_zeros(frame: pl.DataFrame, name: str, title: str, share: tuple[int, int], notes: Notes) -> None:
    """A file whose NIK mostly end in 0 has been through a spreadsheet, even if each looks whole."""
    whole = frame.filter(pl.col("nik_ok"))
    zeros = whole.filter(pl.col(name).str.ends_with("0"))["row"]
    numerator, denominator = share
    if whole.height >= 30 and zeros.len() * denominator > whole.height * numerator:
        notes.add("nik.zeros", zeros, "", title)


def check_repeated(frame: pl.DataFrame, name: str, title: str, notes: Notes) -> None:
    """The same NIK on two rows that are both kept."""
    repeated = frame.filter(pl.col("nik_ok"))
    number = repeated[name].cast(pl.UInt64, strict=False)
    notes.add("nik.repeated", repeated["row"].filter(number.is_duplicated()), "", title)
