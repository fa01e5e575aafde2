"""A whole snapshot judged in one pass: every household to a file, totals and places by the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import narwhals as nw
import polars as pl

from berdaya.hardship import population
from berdaya.hardship.rules.classes import ClassTable
from berdaya.hardship.rules.criteria import Criteria, criteria_of
from berdaya.hardship.rules.needs import SignCount
from berdaya.hardship.rules.patterns import Totals, totals_of
from berdaya.hardship.rules.places import PlaceNeeds, district_of, needs_by_place
from berdaya.kernel.findings import Finding, Severity
from berdaya.register.folded import Folded, field_date, folded_on, full_years
from berdaya.register.held import Held, open_snapshot
from berdaya.register.rules.fold import Ages
from berdaya.register.rules.ranking import POOREST
from berdaya.rulebook.rules import Rule, Rulebook

RULES = ("hardship.criteria", "hardship.class", "targeting.needs", "register_fold")


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a snapshot is judged: the rules in force, the criteria for its codes, the day of the scan."""

    on: date
    rules: Mapping[str, Rule]
    criteria: Criteria
    table: ClassTable

    @property
    def codes(self) -> list[str]:
        return [sign.code for sign in self.criteria.signs]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it."""

    held: Held
    terms: Terms
    totals: Totals
    places: Sequence[PlaceNeeds]
    findings: Sequence[Finding]


def terms_of(held: Held, book: Rulebook, today: date, on: date | None, variants: Sequence[str] = ()) -> Terms:
    """The rules of the day of the scan, of the kabupaten where the register has only one. Without a day the
    ages stay as they were written down, and the rules are those of today."""
    manifest, territory = held.manifest, _district(held)
    rules = {name: book.in_force(name, on or today, territory=territory) for name in RULES}
    first = field_date(manifest)
    day = on or first
    criteria = criteria_of(
        rules["hardship.criteria"],
        manifest.get("origin", {}).get("code_list", ""),
        Ages.of(rules["register_fold"].values),
        years=max(0, full_years(first, day)),
        variants=variants,
    )
    return Terms(day, rules, criteria, ClassTable.of(rules["hardship.class"].values))


def _district(held: Held) -> str:
    districts = {district_of(code) for code in held.read("places.parquet")["code"].to_list()}
    return districts.pop() if len(districts) == 1 else ""


def judge_snapshot(
    folder: Path,
    book: Rulebook,
    today: date,
    *,
    on: date | None = None,
    variants: Sequence[str] = (),
    households: Path | None = None,
) -> Judged:
    """Judge all households of a snapshot; with a path they are written there, one row each."""
    terms = terms_of(open_snapshot(folder), book, today, on, variants)
    held, parts = folded_on(folder, terms.on, terms.rules["register_fold"].values)
    with held.plainly():
        absent = _absent(parts, terms.criteria)
        frame = judged_frame(parts, terms.criteria)
        totals, counts = _collected(frame, terms, households)
    places = needs_by_place(counts, **_dominance(terms.rules["targeting.needs"]))
    findings = [*held.cautions(today), *_found(held, terms, absent, totals, places)]
    return Judged(held, terms, totals, places, findings)


def _dominance(rule: Rule) -> dict[str, int]:
    return {name: rule.values[name] for name in ("dominant", "enough_known")}


def judged_frame(parts: Sequence[Folded], criteria: Criteria) -> pl.LazyFrame:
    """All households with their signs, judged once for all that is asked of them; besides `household` and
    `code` what the notes look at."""
    keep = ("household", "code", "decile", "head_age", "heads_in_need_of_care")
    judged = (
        population.judged(population.completed(part.frame, criteria), criteria, *keep) for part in parts
    )
    return pl.concat(judged, how="vertical_relaxed").cache()


def _collected(
    frame: pl.LazyFrame, terms: Terms, out: Path | None
) -> tuple[Totals, dict[str, tuple[int, dict[str, SignCount]]]]:
    works = [
        population.patterns(frame, terms.criteria),
        population.counts_by_place(frame, terms.criteria, POOREST),
    ]
    if out is not None:
        works.append(as_rows(frame, terms).sink_parquet(out, lazy=True, metadata=_about(terms)))
    found = pl.collect_all(works, engine="streaming")
    totals = totals_of(
        found[0].select("decile", "pattern", "households").iter_rows(), terms.codes, terms.table
    )
    counts = {
        row["code"]: (
            row["households"],
            {code: SignCount(*population.met_and_known(row[code])) for code in terms.codes},
        )
        for row in found[1].iter_rows(named=True)
    }
    return totals, counts


def _about(terms: Terms) -> dict[str, str]:
    """Beside the results: by which rules and variants they came about."""
    return {
        "berdaya.rules": " ".join(rule.key for rule in terms.rules.values()),
        "berdaya.variants": " ".join(terms.criteria.variants),
        "berdaya.on": terms.on.isoformat(),
    }


def as_rows(frame: pl.LazyFrame, terms: Terms) -> pl.LazyFrame:
    """One row for each household as it is written: the signs as 1, 0 and null, counts, class, marks."""
    criteria, table = terms.criteria, terms.table
    counted = nw.from_native(population.counted(frame, criteria)).with_columns(
        population.class_number(table).alias("class_number")
    )
    rows = counted.select(
        "household",
        nw.col("code").alias("place"),
        *(nw.col(code).cast(nw.Int8) for code in terms.codes),
        "n_known",
        "count",
        population.class_name(table).alias("class"),
        population.marks(criteria, table).alias("marks"),
    )
    return nw.to_native(rows)


def _absent(parts: Sequence[Folded], criteria: Criteria) -> list[str]:
    """Titles of questions that the register does not hold at all."""
    present = {name for part in parts for name in part.frame.collect_schema().names()}
    columns = (criteria.column(name) for name in population.needed(criteria) if name not in present)
    return [column.title for column in columns if column]


def _found(
    held: Held, terms: Terms, absent: Sequence[str], totals: Totals, places: Sequence[PlaceNeeds]
) -> list[Finding]:
    where, found = str(held.folder), []
    unknown = [
        f"{sign.code} {sign.short}" for sign in terms.criteria.signs if not totals.signs[sign.code].known
    ]
    if totals.households and (absent or unknown):
        told = [f"tidak memuat {', '.join(absent)}"] if absent else []
        told += [f"tidak diketahui di semua rumah tangga: {', '.join(unknown)}"] if unknown else []
        advice = "Lengkapi lewat kunjungan lapangan, atau pakai daftar yang memuatnya."
        found.append(Finding("register.not_asked", where, "; ".join(told), advice, Severity.WARNING))
    if terms.criteria.years:
        problem = (
            f"umur digeser {terms.criteria.years} tahun; sekolah, kerja dan kesehatan tetap menurut daftar"
        )
        advice = "Makin lama daftar itu, makin perlu kunjungan lapangan."
        found.append(Finding("scan.moved_ages", where, problem, advice, Severity.WARNING))
    if totals.households and not places:
        problem = "tidak ada rumah tangga desil 1, jadi kebutuhan tiap tempat tidak dihitung"
        advice = "Pakai daftar yang memuat desil."
        found.append(Finding("register.no_decile1", where, problem, advice, Severity.WARNING))
    return found
