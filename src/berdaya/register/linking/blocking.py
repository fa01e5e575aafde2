"""Which pairs are compared at all: those that share something. Counted before anything is compared."""

from dataclasses import dataclass

import polars as pl

from berdaya.kernel.findings import Findings, Refused
from berdaya.kernel.numbers import format_count
from berdaya.register.linking import faults


@dataclass(frozen=True, slots=True)
class Rule:
    """Pairs that agree in all of these columns. `instead_of` serves lists that do not know the village."""

    columns: tuple[str, ...]
    words: str
    without_village: bool = False


RULES = (
    Rule(("nik",), "NIK yang sama"),
    Rule(("kk",), "nomor KK yang sama"),
    Rule(("kec", "kunci"), "bunyi nama dan kecamatan yang sama"),
    Rule(("desa", "tahun"), "desa dan tahun lahir yang sama"),
    Rule(("desa", "kata1"), "desa dan kata pertama nama yang sama"),
    Rule(("hari",), "tanggal lahir yang sama"),
    Rule(("kunci", "tahun"), "bunyi nama dan tahun lahir yang sama", without_village=True),
    Rule(("kunci", "jk"), "bunyi nama dan jenis kelamin yang sama", without_village=True),
)


@dataclass(frozen=True, slots=True)
class Blocking:
    """The rules that will be used, and how many pairs each brings at the most."""

    rules: tuple[Rule, ...]
    pairs: dict[str, int]


def plan(a: pl.DataFrame, b: pl.DataFrame, most: int, where: str, findings: Findings) -> Blocking:
    """Rules for these two lists, the widest left out until the pairs are no more than `most`.

    The order in which they are left out is by pairs, then by their order here. Refused when even one rule
    is too wide.
    """
    no_kecamatan = not (_known(a, "kec") and _known(b, "kec"))
    wanted = [rule for rule in RULES if no_kecamatan or not rule.without_village]
    counts = {rule: pairs_of(a, b, rule.columns) for rule in wanted}
    used = [rule for rule in wanted if counts[rule]]
    while sum(counts[rule] for rule in used) > most:
        widest = max(used, key=lambda rule: (counts[rule], RULES.index(rule)))
        used.remove(widest)
        findings.add(faults.rule_left_out(widest.words, format_count(counts[widest])))
        if not used:
            raise Refused(faults.too_many_pairs(where, format_count(most)))
    return Blocking(tuple(used), {"+".join(rule.columns): counts[rule] for rule in used})


def _known(frame: pl.DataFrame, column: str) -> bool:
    return bool(frame[column].is_not_null().any())


def pairs_of(a: pl.DataFrame, b: pl.DataFrame, columns: tuple[str, ...]) -> int:
    """How many pairs agree in all these columns, exactly, without making them."""
    keys = list(columns)
    left = a.select(keys).drop_nulls().group_by(keys).len("n_a")
    right = b.select(keys).drop_nulls().group_by(keys).len("n_b")
    both = left.join(right, on=keys, how="inner")
    return int(both.select((pl.col("n_a").cast(pl.Int64) * pl.col("n_b").cast(pl.Int64)).sum()).item() or 0)
