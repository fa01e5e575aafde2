"""The nine judgements for whole registers, as expressions that Polars and Spark both have.

The definition is `hardship.rules`, one household after the other; a test compares them. A frame holds one row
for each household as `register.folded` gives it: the answers of the household, and its members folded at the
day of the scan. True, False and null follow Kleene's logic, which is that of the engines themselves.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import combinations

import narwhals as nw
from narwhals.typing import IntoLazyFrameT

from berdaya.hardship.rules.classes import EXCLUSION, FEW, INCLUSION, ClassTable
from berdaya.hardship.rules.criteria import Coded, Criteria
from berdaya.hardship.rules.judging import CARE, ELDERLY
from berdaya.hardship.rules.patterns import BASE, OPEN

_AID = {"pbi": "insurance_unknown", "jkn": "insurance_unknown", "pip": "pip_unknown"}
_OF_MEMBERS = {
    "papers": (
        "adults_without_ktp",
        "minors_without_certificate",
        "ageless_without_papers",
        "papers_unknown",
        "ageless_papers_unclear",
        "without_papers",
    ),
    "school": ("school_age_out", "school_age_unknown", "ageless_school_unknown"),
    "health": ("disabled", "ill", "disabled_unknown", "ill_unknown"),
    "head": ("heads", "head_works", "heads_work_unknown", "head_age", "heads_in_need_of_care"),
}
NO_CLASS = -1
KNOWN = 2**32
_FIT_IN_16_BITS = 9


def needed(criteria: Criteria) -> tuple[str, ...]:
    """The columns that the expressions look at, each once."""
    names = ["decile"]
    if criteria.has("programmes"):
        for key in criteria.programmes:
            names += [key, _AID[key]] if key in _AID else [key]
    for rule, columns in _OF_MEMBERS.items():
        names += columns if criteria.has(rule) else ()
    parts = ["floor", "wall", "roof"] if criteria.has("housing") else []
    for part in [*parts, *(part for part in ("water", "toilet", "light") if criteria.has(part))]:
        coded = criteria.coded[part]
        names += [coded.column, coded.condition] if coded.condition else [coded.column]
    if criteria.has("housing"):
        names += [criteria.space.column, criteria.space.tenths, criteria.space.persons]
    return tuple(dict.fromkeys(names))


def completed(frame: IntoLazyFrameT, criteria: Criteria) -> IntoLazyFrameT:
    """The frame with every needed column: what the register never asked is null."""
    given = nw.from_native(frame)
    present = set(given.collect_schema().names())
    missing = [name for name in needed(criteria) if name not in present]
    return nw.to_native(given.with_columns(nw.lit(None, nw.Int16).alias(name) for name in missing))


def judged(frame: IntoLazyFrameT, criteria: Criteria, *keep: str) -> IntoLazyFrameT:
    """One column for each sign: True = met, False = not, null = nobody can tell; `keep` stays."""
    expressions = _expressions(criteria)
    signs = [expressions[sign.rule].alias(sign.code) for sign in criteria.signs]
    return nw.to_native(nw.from_native(frame).select(*keep, *signs))


def counted(frame: IntoLazyFrameT, criteria: Criteria) -> IntoLazyFrameT:
    """Beside the signs: how many are known (`n_known`) and how many are met (`count`)."""
    codes = [sign.code for sign in criteria.signs]
    known = (~nw.col(code).is_null() for code in codes)
    return nw.to_native(
        nw.from_native(frame).with_columns(
            _total(known).alias("n_known"),
            _total(nw.col(code).fill_null(False) for code in codes).alias("count"),
        )
    )


def class_number(table: ClassTable) -> nw.Expr:
    """The class as its place in `ClassTable.names`, from `decile`, `count` and `n_known`; NO_CLASS where too
    little is known."""
    names = table.names()
    rows = [_of_row(tuple(names.index(name) for name in row), table) for row in table.classes]
    found = rows[-1]
    starts = table.deciles_from
    for number in reversed(range(len(rows) - 1)):
        found = nw.when(nw.col("decile") < starts[number + 1]).then(rows[number]).otherwise(found)
    return nw.when(nw.col("n_known") < table.known_least).then(nw.lit(NO_CLASS)).otherwise(found)


def _of_row(places: tuple[int, ...], table: ClassTable) -> nw.Expr:
    found = nw.lit(places[-1])
    for column in reversed(range(len(places) - 1)):
        below = nw.col("count") < table.counts_from[column + 1]
        found = nw.when(below).then(nw.lit(places[column])).otherwise(found)
    return found


def class_name(table: ClassTable, number: str = "class_number") -> nw.Expr:
    """The class by its name, null where there is none."""
    found: nw.Expr = nw.lit(None, nw.String)
    for at, name in enumerate(table.names()):
        found = nw.when(nw.col(number) == at).then(nw.lit(name)).otherwise(found)
    return found


def marks(criteria: Criteria, table: ClassTable) -> nw.Expr:
    """Questions and notes, parted by `;` in the order of the rules; empty where there are none."""
    decile, count, known = nw.col("decile"), nw.col("count"), nw.col("n_known")
    classed = known >= table.known_least
    from_decile, from_count = table.exclusion
    to_decile, to_count = table.inclusion
    poor = (decile <= to_decile).fill_null(False)
    left_out = (decile >= from_decile).fill_null(True) & (count >= from_count)
    wrongly_in = poor & (count <= to_count) & (known == len(criteria.signs))
    told = [(~classed, FEW), (classed & left_out, EXCLUSION), (classed & wrongly_in & ~left_out, INCLUSION)]
    head = next((sign.code for sign in criteria.signs if sign.rule == "head"), None)
    if head is not None:
        idle = nw.col(head).fill_null(False)
        old = nw.col("head_age") >= criteria.ages.elderly_from - criteria.years
        told += [(idle & old.fill_null(False), ELDERLY)]
        told += [(idle & (nw.col("heads_in_need_of_care") > 0).fill_null(False), CARE)]
    pieces = [nw.when(holds).then(nw.lit(f"{word};")).otherwise(nw.lit("")) for holds, word in told]
    return nw.concat_str(pieces).str.strip_chars(";")


def patterns(frame: IntoLazyFrameT, criteria: Criteria) -> IntoLazyFrameT:
    """Households by decile and by their answers to all signs, written as one number (`rules.patterns`)."""
    codes = [sign.code for sign in criteria.signs]
    width = nw.Int16 if len(codes) <= _FIT_IN_16_BITS else nw.Int32
    digits = (_digit(code, BASE**at, width) for at, code in enumerate(codes))
    # One whole number to group by is counted much faster than two: a decile is written above the answers.
    worth = BASE ** len(codes)
    pattern = reduce(lambda a, b: a + b, digits).cast(nw.Int64)
    decile = (nw.col("decile").cast(nw.Int64) + 1).fill_null(0)
    rows = nw.from_native(frame).select((decile * worth + pattern).alias("both"))
    counted = rows.group_by("both").agg(nw.len().alias("households"))
    known = nw.when(nw.col("both") >= worth).then(nw.col("both") // worth - 1)
    return nw.to_native(
        counted.select(
            known.cast(nw.Int16).alias("decile"), (nw.col("both") % worth).alias("pattern"), "households"
        )
    )


def _digit(code: str, worth: int, width: type[nw.Int16] | type[nw.Int32]) -> nw.Expr:
    """0 where the sign is not met, `worth` where it is, OPEN times as much where nobody can tell."""
    zero, one, two = (nw.lit(times * worth, width) for times in (0, 1, OPEN))
    otherwise = nw.when(nw.col(code).is_null()).then(two).otherwise(zero)
    return nw.when(nw.col(code)).then(one).otherwise(otherwise)


def counts_by_place(frame: IntoLazyFrameT, criteria: Criteria, poorest: int) -> IntoLazyFrameT:
    """Households of the poorest deciles by `code`; for each sign `KNOWN` for every known answer, and 1 for
    every one that is met, in one sum (`met_and_known`)."""
    codes = [sign.code for sign in criteria.signs]
    told = ((nw.col(code).cast(nw.Int64) + KNOWN).fill_null(0).alias(code) for code in codes)
    rows = nw.from_native(frame).filter(nw.col("decile") <= poorest).select("code", *told)
    sums = (nw.col(code).sum() for code in codes)
    return nw.to_native(rows.group_by("code").agg(nw.len().alias("households"), *sums))


def met_and_known(total: int) -> tuple[int, int]:
    """How many households meet a sign, and in how many it is known."""
    known, met = divmod(total, KNOWN)
    return met, known


def _expressions(criteria: Criteria) -> dict[str, nw.Expr]:
    return {
        "programmes": _programmes(criteria),
        "papers": _papers(criteria),
        "school": _some("school_age_out") | _unless("school_age_unknown", "ageless_school_unknown"),
        "health": _some("disabled") | _some("ill") | _unless("disabled_unknown", "ill_unknown"),
        "housing": _housing(criteria),
        "water": _among(criteria.coded["water"]),
        "toilet": _among(criteria.coded["toilet"]),
        "light": _among(criteria.coded["light"]),
        "head": _head(),
    }


def _some(name: str) -> nw.Expr:
    return nw.col(name) > 0


def _unless(*open_questions: str) -> nw.Expr:
    """False where nothing is open, else null: `| _unless(…)` leaves a yes and withdraws a no."""
    settled = reduce(lambda a, b: a & b, (nw.col(name) == 0 for name in open_questions))
    return nw.when(settled).then(nw.lit(False)).otherwise(nw.lit(None, nw.Boolean))


def _programmes(criteria: Criteria) -> nw.Expr:
    received = (
        _some(key) | _unless(_AID[key]) if key in _AID else nw.col(key) == 1 for key in criteria.programmes
    )
    return ~reduce(lambda a, b: a | b, received)


def _papers(criteria: Criteria) -> nw.Expr:
    if criteria.any_paper:
        return _some("without_papers") | _unless("papers_unknown")
    lacking = (
        _some("adults_without_ktp") | _some("minors_without_certificate") | _some("ageless_without_papers")
    )
    return lacking | _unless("papers_unknown", "ageless_papers_unclear")


def _among(coded: Coded) -> nw.Expr:
    """Is the code one of those that count, or the state poor? Null only while either could still be."""
    found = _one_of(coded.column, coded.met)
    return found | _one_of(coded.condition, coded.poor) if coded.condition else found


def _one_of(name: str, codes: Iterable[int]) -> nw.Expr:
    """Compared range by range, so that a null stays null on every engine."""
    ranges = ((nw.col(name) >= low) & (nw.col(name) <= high) for low, high in _runs(codes))
    return reduce(lambda a, b: a | b, ranges)


def _runs(codes: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs


def _housing(criteria: Criteria) -> nw.Expr:
    """At least so many of the four parts: one of the combinations of that many holds whole."""
    each, space = criteria.space.m2_each, criteria.space
    tenths = nw.col(space.tenths).cast(nw.Int32).fill_null(0)
    area, persons = nw.col(space.column).cast(nw.Int32), nw.col(space.persons).cast(nw.Int32)
    people = nw.when(persons > 0).then(persons).otherwise(nw.lit(None, nw.Int32))
    parts = [_among(criteria.coded[part]) for part in ("floor", "wall", "roof")]
    parts.append((area * 10 + tenths) * each.denominator < people * each.numerator * 10)
    whole = (reduce(lambda a, b: a & b, some) for some in combinations(parts, criteria.least_parts))
    return reduce(lambda a, b: a | b, whole)


def _head() -> nw.Expr:
    """Null without a head; False when one works; True when it is known that none does."""
    works = (nw.col("head_works") == 1).fill_null(False)
    idle = (nw.col("heads") > 0) & (nw.col("heads_work_unknown") == 0)
    silent = nw.when(idle).then(nw.lit(True)).otherwise(nw.lit(None, nw.Boolean))
    return ~works & silent


def _total(booleans: Iterable[nw.Expr]) -> nw.Expr:
    return reduce(lambda a, b: a + b, (one.cast(nw.Int8) for one in booleans))
