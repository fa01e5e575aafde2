"""Matching on invented people: good enough, the same for every order of arrival, and never too many pairs."""

from dataclasses import replace
from functools import cache
from random import Random

import polars as pl
import pytest
from benchmarks.people.faults import Lists, two_lists
from benchmarks.people.people import HERE, population
from benchmarks.people.proposing import pairs_from, proposals
from benchmarks.people.quality import quality
from benchmarks.people.writing import fields_of

from berdaya.kernel.digests import digest_of_file
from berdaya.kernel.findings import Findings, Refused
from berdaya.register.linking import blocking
from berdaya.register.linking.levels import COMPARISONS
from berdaya.register.linking.model import shipped_weights
from berdaya.register.rules.linking import Band, Link

SEED = 404


@cache
def lists() -> Lists:
    return two_lists(population(6_000, SEED), SEED)


@cache
def found() -> list[Link]:
    return proposals(lists())


@cache
def fields() -> tuple[pl.DataFrame, pl.DataFrame]:
    return fields_of(lists())


def test_the_shipped_weights_name_every_level_and_their_making() -> None:
    weights = shipped_weights()
    for one in COMPARISONS:
        assert set(weights.m[one.name]) == set(weights.u[one.name]) == set(one.level_names)
        assert sum(weights.m[one.name].values()) == pytest.approx(1, abs=1e-6)
        assert sum(weights.u[one.name].values()) == pytest.approx(1, abs=1e-6)
    assert weights.made_from["noise_sha256"] == digest_of_file(HERE / "noise.toml")


@pytest.mark.parametrize("group", ["all", "women", "men", "one word", "more words"])
def test_on_people_of_another_seed_the_fixed_threshold_reaches_the_aim(group: str) -> None:
    measured = quality(pairs_from(found(), shipped_weights().threshold), lists())[group]
    assert measured.true > 500
    assert measured.f1 > (0.96 if group == "all" else 0.95)


def test_of_a_thousand_that_may_be_accepted_in_bulk_at_most_two_are_wrong() -> None:
    sure = [link for link in found() if link.band is Band.SURE]
    assert len(sure) > 500
    assert quality(pairs_from(sure, 0), lists())["all"].precision > 0.998


def test_the_order_of_the_rows_does_not_matter() -> None:
    dice = Random(1)
    small = Lists(lists().listed[:300], lists().register)
    ids = ([row.id for row in small.listed], [row.id for row in small.register])
    listed, register = dice.sample(small.listed, 300), dice.sample(small.register, len(small.register))
    turned = Lists(
        [replace(row, id=f"A{at:07}") for at, row in enumerate(listed)],
        [replace(row, id=f"B{at:07}") for at, row in enumerate(register)],
    )
    back = ([row.id for row in listed], [row.id for row in register])
    before = {(ids[0][one.a], ids[1][one.b], one.probability) for one in proposals(small)}
    after = {(back[0][one.a], back[1][one.b], one.probability) for one in proposals(turned)}
    assert len(before ^ after) <= 2  # equal candidates are settled by the order of the files


def test_pairs_are_counted_without_making_them() -> None:
    a, b = (frame.head(80) for frame in fields())
    for rule in blocking.RULES:
        keys = list(rule.columns)
        made = a.select(keys).join(b.select(keys), on=keys, how="inner").height
        assert blocking.pairs_of(a, b, rule.columns) == made


def test_the_widest_rule_is_left_out_and_said_when_there_are_too_many_pairs() -> None:
    a, b = fields()
    counts = blocking.plan(a, b, 10**9, "-", Findings()).pairs
    findings = Findings()
    planned = blocking.plan(a, b, sum(counts.values()) - 1, "-", findings)
    assert set(counts) - set(planned.pairs) == {max(counts, key=lambda name: counts[name])}
    assert findings.codes() == {"link.wide_rule"}


def test_lists_that_share_too_much_are_refused_rather_than_compared_for_days() -> None:
    a, b = fields()
    with pytest.raises(Refused) as refused:
        blocking.plan(a, b, 3, "-", Findings())
    assert refused.value.findings[0].code == "link.too_many_pairs"


def test_forty_thousand_on_three_hundred_thousand_of_one_name_are_refused_at_once() -> None:
    """No NIK, no village, no common year: only the name is left."""
    unknown = [pl.lit(None, pl.String).alias(name) for name in ("nik", "desa", "kec", "kk", "hari")]
    known = [
        pl.lit(value).alias(name) for name, value in (("kata1", "siti"), ("kunci", "siti amina"), ("jk", "P"))
    ]
    a = pl.DataFrame({"row": range(40_000)}).with_columns(*unknown, *known, pl.lit(1970).alias("tahun"))
    b = pl.DataFrame({"row": range(300_000)}).with_columns(*unknown, *known, pl.lit(1971).alias("tahun"))
    with pytest.raises(Refused):
        blocking.plan(a, b, 50_000_000, "-", Findings())
