"""The nine signs of ten million households, beside a bare decode of the columns that they are judged by.

The decode is Polars reading those columns and taking the `max` of each: what any reader must do at least. The
judging gives what `berdaya hardship evaluate` tells: totals, classes, and the signs of every place. Members
are folded into their households once, at import; that is measured apart, and so is writing one row for each
household. Runs are interleaved; medians are kept.
"""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.selection import interleaved
from berdaya.hardship.evaluating import RULES, Terms, as_rows, judged_frame
from berdaya.hardship.population import counts_by_place, needed, patterns
from berdaya.hardship.rules.classes import ClassTable
from berdaya.hardship.rules.criteria import criteria_of
from berdaya.hardship.rules.patterns import totals_of
from berdaya.register.folded import Folded
from berdaya.register.importing.folding import fold_expressions
from berdaya.register.rules.fold import Ages
from berdaya.register.rules.ranking import POOREST
from berdaya.rulebook.rules import shipped

BUILT = Path(__file__).parent.parent / "build" / "bench-hardship"
HOUSEHOLDS, MEMBERS = 10_000_000, 3_500_000
PLACES = 8_500  # the desa and kelurahan of a large province
DAY = date(2026, 1, 1)
CODES = {
    "lantai": 10, "dinding": 7, "kondisi_dinding": 2, "atap": 10, "kondisi_atap": 2, "sumber_airminum": 12,
    "fasbab": 4, "sumber_penerangan": 3,
}  # fmt: skip
SIZES = {"luas_lantai": 120, "jumlah_art": 8, "head_age": 90}


def measure() -> dict[str, dict[str, object]]:
    homes, people, terms = built_homes(), built_people(), terms_of_bdt()
    times = interleaved(
        {
            "decode": lambda: decode(homes, terms),
            "judge": lambda: judge(homes, terms),
            "write": lambda: write(homes, terms),
            "decode members": lambda: decode_members(people),
            "fold": lambda: fold(people, terms),
        }
    )
    base, fewer = times["decode"], times["decode members"]
    return {
        "hardship: 10 million households / bare Polars decode": {
            "ratio": round(times["judge"] / base, 2),
            "aim": "≤ 1.5",
            "seconds": times["judge"],
            "decode_seconds": base,
        },
        "hardship: the same with a row written for each / decode": {
            "ratio": round(times["write"] / base, 2),
            "aim": "-",
            "seconds": times["write"],
        },
        "hardship: folding 3.5 million members / decode of them": {
            "ratio": round(times["fold"] / fewer, 2),
            "aim": "-",
            "seconds": times["fold"],
        },
    }


def terms_of_bdt() -> Terms:
    rules = {name: shipped().in_force(name, DAY) for name in RULES}
    ages = Ages.of(rules["register_fold"].values)
    criteria = criteria_of(rules["hardship.criteria"], "BDT", ages)
    return Terms(DAY, rules, criteria, ClassTable.of(rules["hardship.class"].values))


def built_homes() -> Path:
    """Invented households in the register's layout, in place order, made once and kept."""
    path = BUILT / f"households-{HOUSEHOLDS}.parquet"
    if path.exists():
        return path
    BUILT.mkdir(parents=True, exist_ok=True)
    dice = np.random.default_rng(2022)
    share = dice.lognormal(0, 0.5, PLACES)
    place = np.sort(dice.choice(PLACES, HOUSEHOLDS, p=share / share.sum()).astype(np.uint32))
    percentile = np.minimum(dice.gamma(2.0, 9.0, HOUSEHOLDS).astype(np.int64) + 1, 50)
    names = pl.Series([f"33.{n // 500 + 1:02}.{n // 20 % 25 + 1:02}.{2000 + n % 20}" for n in range(PLACES)])
    columns = {
        "household": pl.Series(dice.integers(0, 2**63, HOUSEHOLDS, dtype=np.uint64)),
        "code": names.gather(place),
        "decile": pl.Series(((percentile + 9) // 10).astype(np.uint8)),
    }
    columns |= {name: _answers(name, dice) for name in asked(terms_of_bdt()) if name not in columns}
    pl.DataFrame(columns).write_parquet(path, row_group_size=100_000)
    return path


def asked(terms: Terms) -> list[str]:
    """The columns that are judged. Areas are whole square metres, as nearly every register has them."""
    return [name for name in needed(terms.criteria) if name != terms.criteria.space.tenths]


def _answers(name: str, dice: np.random.Generator) -> pl.Series:
    """Codes of which the worse are rarer, as in a real register; members as small counts; few blanks."""
    if name in SIZES:
        values = pl.Series(dice.integers(1, SIZES[name] + 1, HOUSEHOLDS, dtype=np.uint8))
    elif name in CODES:
        weights = 0.7 ** np.arange(CODES[name])
        values = (
            pl.Series(dice.choice(CODES[name], HOUSEHOLDS, p=weights / weights.sum()).astype(np.uint8)) + 1
        )
    else:
        often = 1 if name == "heads" else 0.001 if "un" in name or name.startswith("ageless") else 0.15
        values = pl.Series((dice.random(HOUSEHOLDS) < often).astype(np.uint8))
    with_blanks = name.startswith("sta_") or name in CODES
    return values.set(pl.Series(dice.random(HOUSEHOLDS) < 0.002), None) if with_blanks else values


def built_people() -> Path:
    path = BUILT / f"members-{MEMBERS}.parquet"
    if not path.exists():
        dice = np.random.default_rng(2022)
        most = {"umur": 90, "jk": 2, "hub_krt": 8, "kartu_id": 15, "hamil": 2, "cacat": 12, "kronis": 9,
                "sekolah": 2, "ijazah": 6, "bekerja": 2}  # fmt: skip
        household = np.sort(dice.integers(0, MEMBERS * 2 // 7, MEMBERS, dtype=np.uint64))
        answers = {name: dice.integers(0, top + 1, MEMBERS, dtype=np.uint8) for name, top in most.items()}
        pl.DataFrame({"household": household, **answers}).write_parquet(path, row_group_size=400_000)
    return path


def decode(path: Path, terms: Terms) -> object:
    names = ("code", *asked(terms))
    return pl.scan_parquet(path).select(pl.col(name).max() for name in names).collect(engine="streaming")


def judge(path: Path, terms: Terms) -> object:
    frame = judged_frame([Folded(pl.scan_parquet(path), 0)], terms.criteria)
    works = [patterns(frame, terms.criteria), counts_by_place(frame, terms.criteria, POOREST)]
    found = pl.collect_all(works, engine="streaming")
    rows = found[0].select("decile", "pattern", "households").iter_rows()
    return totals_of(rows, terms.codes, terms.table)


def write(path: Path, terms: Terms) -> None:
    frame = judged_frame([Folded(pl.scan_parquet(path), 0)], terms.criteria)
    with tempfile.NamedTemporaryFile(suffix=".parquet") as out:
        as_rows(frame, terms).sink_parquet(out.name)


def decode_members(path: Path) -> object:
    return pl.scan_parquet(path).select(pl.all().max()).collect(engine="streaming")


def fold(path: Path, terms: Terms) -> object:
    people = pl.scan_parquet(path)
    folds = fold_expressions(people.collect_schema().names(), (3, 4, 5, 6), terms.criteria.ages)
    return people.group_by("household").agg(folds).collect(engine="streaming")


if __name__ == "__main__":
    for what, row in measure().items():
        print(what, row)
