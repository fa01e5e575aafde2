"""Members into households for a whole file: the twin of `rules.fold`."""

from collections.abc import Mapping, Sequence

import polars as pl

from berdaya.register.rules.cells import BIRTH_CERTIFICATE, KTP
from berdaya.register.rules.fold import (
    HEAD,
    JKN,
    MAN,
    NEVER,
    NO_LONGER,
    PBI,
    THREE_PAPERS,
    WOMAN,
    Ages,
)

_DIFFICULTIES = "kesulitan_"
_HARD = 2
_ASKED = 9


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
        "senior_diploma": column("ijazah").is_in(list(senior)),
        "disabled": _disabled(names),
        "ill": column("kronis") > 0,
        "pregnant": column("hamil") == 1,
        "insurance": column("jaminan"),
        "pip": column("sta_pip") == 1,
    }


def _disabled(names: Sequence[str]) -> pl.Expr:
    """One code (BDT), or nine difficulties of which 1 and 2 are serious (Regsosek); one not asked is open."""
    if "cacat" in names:
        return pl.col("cacat") > 0
    difficulties = [pl.col(name) <= _HARD for name in names if name.startswith(_DIFFICULTIES)]
    if len(difficulties) < _ASKED:
        difficulties.append(pl.lit(None, pl.Boolean))
    return pl.any_horizontal(difficulties)


def fold_expressions(
    names: Sequence[str], senior: Sequence[int], ages: Ages, present_codes: Sequence[int] = ()
) -> list[pl.Expr]:
    """One aggregate for each name of `FOLDED`, and of `AID` where asked: for `group_by(household).agg(…)`."""
    m = member_facts(names, senior)
    present = _present(names, present_codes)
    head = m["relation"] == HEAD if present is None else (m["relation"] == HEAD) & present
    signs = _signs(m, ages) | _ageless(m) | _aid(m, names)
    counts = {n: _count(holds if present is None else holds & present) for n, holds in signs.items()}
    persons = pl.len().cast(pl.UInt16) if present is None else _count(present)
    of_head = {
        "heads": _count(head),
        "heads_work_unknown": _count(head & m["works"].is_null()),
        "heads_in_need_of_care": _count(head & (m["disabled"] | m["ill"])),
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


def _out_of_school(m: Mapping[str, pl.Expr]) -> tuple[pl.Expr, pl.Expr]:
    """Certainly out of school, and perhaps (the twin of `Member.out_of_school`)."""
    senior, schooling = m["senior_diploma"].fill_null(False), m["schooling"]
    return ~senior & schooling.is_in([NEVER, NO_LONGER]).fill_null(False), ~senior & schooling.is_null()


def _signs(m: Mapping[str, pl.Expr], ages: Ages) -> dict[str, pl.Expr]:
    age, papers = m["age"], m["papers"]
    pupil = age.is_between(ages.school_from, ages.school_to)
    adult, minor = age >= ages.adult_from, age < ages.adult_from
    out, maybe = _out_of_school(m)
    return {
        "men": m["sex"] == MAN,
        "women": m["sex"] == WOMAN,
        "age_unknown": age.is_null(),
        "children": age < ages.young_under,
        "elderly": age >= ages.elderly_from,
        "school_age": pupil,
        "school_age_out": pupil & out,
        "school_age_unknown": pupil & maybe,
        "adults_without_ktp": adult & (papers & KTP == 0),
        "minors_without_certificate": minor & (papers & BIRTH_CERTIFICATE == 0),
        "disabled": m["disabled"],
        "disabled_unknown": m["disabled"].is_null(),
        "ill": m["ill"],
        "ill_unknown": m["ill"].is_null(),
        "pregnant": m["pregnant"],
    }


def _ageless(m: Mapping[str, pl.Expr]) -> dict[str, pl.Expr]:
    papers, ageless = m["papers"], m["age"].is_null()
    both = papers & (BIRTH_CERTIFICATE | KTP)
    out, maybe = _out_of_school(m)
    return {
        "papers_unknown": papers.is_null(),
        "without_papers": papers & THREE_PAPERS == 0,
        "ageless_without_papers": ageless & (both == 0),
        "ageless_papers_unclear": ageless & both.is_in([BIRTH_CERTIFICATE, KTP]),
        "ageless_school_unknown": ageless & (out | maybe),
    }


def _aid(m: Mapping[str, pl.Expr], names: Sequence[str]) -> dict[str, pl.Expr]:
    """Insurance and PIP of each member, where the register asks them."""
    told: dict[str, pl.Expr] = {}
    if "jaminan" in names:
        bits = m["insurance"]
        told |= {"pbi": bits & PBI > 0, "jkn": bits & JKN > 0, "insurance_unknown": bits.is_null()}
    elif "sta_pbi" in names:
        told |= {"pbi": pl.col("sta_pbi") == 1, "insurance_unknown": pl.col("sta_pbi").ne_missing(1)}
    if "sta_pip" in names:
        told |= {"pip": m["pip"], "pip_unknown": m["pip"].is_null()}
    return told
