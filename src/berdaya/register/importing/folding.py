"""Members into households for a whole file: the twin of `rules.fold`."""

from collections.abc import Mapping, Sequence

import polars as pl

from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP
from berdaya.register.rules.fold import HEAD, MAN, NEVER, NO_LONGER, WOMAN, Ages

_DIFFICULTIES = "kesulitan_"
_HARD = 2


def member_facts(names: Sequence[str], senior: Sequence[int]) -> Mapping[str, pl.Expr]:
    """What the rule needs of a member, from the columns a file has. A column that is absent is unknown."""

    def column(name: str) -> pl.Expr:
        return pl.col(name) if name in names else pl.lit(None, pl.Int16)

    return {
        "age": column("umur"),
        "sex": column("jk"),
        "relation": column("hub_krt"),
        "works": column("bekerja") == 1,
        "papers": column("kartu_id"),
        "schooling": column("sekolah"),
        "senior_diploma": column("ijazah").is_in(list(senior)).fill_null(False),
        "disabled": _disabled(names),
        "ill": column("kronis") > 0,
        "pregnant": column("hamil") == 1,
    }


def _disabled(names: Sequence[str]) -> pl.Expr:
    """One code (BDT), or nine difficulties of which 1 and 2 are serious (Regsosek)."""
    if "cacat" in names:
        return pl.col("cacat") > 0
    difficulties = [pl.col(name) <= _HARD for name in names if name.startswith(_DIFFICULTIES)]
    return pl.any_horizontal(difficulties) if difficulties else pl.lit(None, pl.Boolean)


def fold_expressions(
    names: Sequence[str], senior: Sequence[int], ages: Ages, present_codes: Sequence[int] = ()
) -> list[pl.Expr]:
    """One aggregate for each name of `FOLDED`, for `group_by(household).agg(…)`."""
    m = member_facts(names, senior)
    present = _present(names, present_codes)
    head = m["relation"] == HEAD if present is None else (m["relation"] == HEAD) & present
    signs = _signs(m, ages)
    counts = {n: _count(holds if present is None else holds & present) for n, holds in signs.items()}
    persons = pl.len().cast(pl.UInt16) if present is None else _count(present)
    of_head = {
        "heads": _count(head),
        "head_age": pl.when(head).then(m["age"]).max(),
        "head_sex": pl.when(head).then(m["sex"]).max(),
        "head_works": pl.when(head).then(m["works"].cast(pl.Int16)).max(),
    }
    return [persons.alias("persons")] + [
        expression.alias(name) for name, expression in {**counts, **of_head}.items()
    ]


def _present(names: Sequence[str], codes: Sequence[int]) -> pl.Expr | None:
    """Who lives there, where the register says so; None when it does not ask."""
    if "keberadaan" not in names:
        return None
    return pl.col("keberadaan").is_in(list(codes)).fill_null(True)


def _count(holds: pl.Expr) -> pl.Expr:
    return holds.fill_null(False).cast(pl.UInt16).sum().cast(pl.UInt16)


def _signs(m: Mapping[str, pl.Expr], ages: Ages) -> dict[str, pl.Expr]:
    age, papers = m["age"], m["papers"]
    pupil = age.is_between(ages.school_from, ages.school_to)
    adult, minor = age >= ages.adult_from, age < ages.adult_from
    out = m["schooling"].is_in([NEVER, NO_LONGER]) & ~m["senior_diploma"]
    return {
        "men": m["sex"] == MAN,
        "women": m["sex"] == WOMAN,
        "age_unknown": age.is_null(),
        "children": age < ages.young_under,
        "elderly": age >= ages.elderly_from,
        "school_age": pupil,
        "school_age_out": pupil & out,
        "school_age_unknown": pupil & m["schooling"].is_null(),
        "adults_without_ktp": adult & (papers & KTP == 0),
        "minors_without_certificate": minor & (papers & BIRTH_CERTIFICATE == 0),
        "papers_unknown": papers.is_null(),
        "disabled": m["disabled"],
        "disabled_unknown": m["disabled"].is_null(),
        "ill": m["ill"],
        "ill_unknown": m["ill"].is_null(),
        "pregnant": m["pregnant"],
    }
