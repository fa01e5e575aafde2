"""What is compared, and the levels of agreement of each comparison, best first, as conditions on two rows.

The weights of the levels stand in `weights.toml` under the same names. A comparison with an unknown side says
nothing (its `unknown` condition). Page: docs/explanations/list-matching.md.
"""

from dataclasses import dataclass

ELSE = "else"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement: a name, its condition, and the column whose rarity counts, if any."""

    name: str
    condition: str
    rarity: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels in order; the first that holds counts. What fits none is `else`."""

    name: str
    unknown: str
    levels: tuple[Level, ...]

    @property
    def level_names(self) -> tuple[str, ...]:
        return (*(level.name for level in self.levels), ELSE)


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _missing(*columns: str) -> str:
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")


_NEAR = "jaro_winkler_similarity({0}_l, {0}_r) >= {1}"
_WITHIN = "contains(' ' || {0} || ' ', ' ' || {1} || ' ')"
_ONE_DIGIT = (  # the dear comparison only where the cheap one leaves it open
    "CASE WHEN hamming(nik_l, nik_r) > 2 THEN false ELSE damerau_levenshtein(nik_l, nik_r) <= 1 END"
)
_ELSEWHERE = "coalesce(desa_l != desa_r, false)"
_ONE_HOME = "coalesce(kk_l = kk_r, false)"  # the same KK says already where both live

COMPARISONS = (
    Comparison(
        "nik",
        _missing("nik"),
        (
            Level("same", _same("nik")),
            Level("one_digit", _ONE_DIGIT),
            Level("first_12", "substr(nik_l, 1, 12) = substr(nik_r, 1, 12)"),
        ),
    ),
    Comparison(
        "nama",
        _missing("nama"),
        (
            Level("same", _same("nama"), rarity="nama"),
            Level("same_sound", _same("kunci"), rarity="kunci"),
            Level("same_joined", _same("gabung"), rarity="gabung"),
            Level("near_94", _NEAR.format("kunci", "0.94")),
            Level(
                "within", f"{_WITHIN.format('kunci_l', 'kunci_r')} OR {_WITHIN.format('kunci_r', 'kunci_l')}"
            ),
            Level("near_88", _NEAR.format("kunci", "0.88")),
            Level("same_first_word", _same("kata1")),
        ),
    ),
    Comparison(
        "lahir",
        _missing("tahun"),
        (
            Level("same_day", _same("hari")),
            Level("same_year", f"{_same('tahun')} AND ({_missing('hari')})"),
            Level("same_year_other_day", _same("tahun")),
            Level("year_beside", "abs(tahun_l - tahun_r) <= 1"),
        ),
    ),
    Comparison("jk", _missing("jk"), (Level("same", _same("jk")),)),
    Comparison("kk", _missing("kk"), (Level("same", _same("kk")),)),
    Comparison(
        "desa",
        f"{_missing('desa')} OR {_ONE_HOME}",
        (Level("same", _same("desa")), Level("same_kecamatan", _same("kec"))),
    ),
    Comparison(
        "rt_rw",
        f"{_missing('rt', 'rw')} OR {_ELSEWHERE} OR {_ONE_HOME}",
        (
            Level("same", f"{_same('rt')} AND {_same('rw')}"),
            Level("swapped", "rt_l = rw_r AND rw_l = rt_r"),
            Level("same_rw", _same("rw")),
        ),
    ),
    Comparison(
        "dusun",
        f"{_missing('dusun')} OR {_ELSEWHERE} OR {_ONE_HOME} OR NOT ({_missing('rt', 'rw')})",
        (Level("same", _same("dusun")), Level("near_90", _NEAR.format("dusun", "0.90"))),
    ),
)
RARITIES = tuple(sorted({level.rarity for one in COMPARISONS for level in one.levels if level.rarity}))
