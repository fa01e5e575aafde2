"""Two lists in, proposals out. The first (recipients) is to be found in the second (the register)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Findings, Refused
from berdaya.region.rules.gazetteer import Gazetteer
from berdaya.register.linking import blocking, faults
from berdaya.register.linking.fields import Reading, comparable, names_every_village_by_code
from berdaya.register.linking.lists import PeopleList, read_list
from berdaya.register.linking.model import Weights, shipped_weights
from berdaya.register.reading.limits import Limits
from berdaya.register.rules.linking import Candidate, Link, Nik, Tally, Thresholds, settled, tally
from berdaya.rulebook.rules import Rulebook

Step = Callable[[str], None]
_KEYS = (("nik",), ("nama", "tahun"), ("nama", "desa"), ("kk",))


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: two files, and the days for which the ages in them hold."""

    a: Path
    b: Path
    a_on: date | None
    b_on: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Linked:
    """The proposals with the ids of both lists, in the order of the first list, and the account of them; the
    rows of both as they were written (`raw`) and as they were compared (`fields`)."""

    links: list[Link]
    a_ids: Mapping[int, str]
    b_ids: Mapping[int, str]
    description: dict[str, Any]
    findings: Findings
    raw: tuple[pl.DataFrame, ...]
    fields: tuple[pl.DataFrame, ...]
    tally: Tally


def link_files(request: Request, book: Rulebook, places: Gazetteer, step: Step) -> Linked:
    """Read both files and match them."""
    limits = Limits.of(book.in_force("register_limits", request.today).values)
    step("membaca")
    lists = [read_list(path, limits, provinces_in(places)) for path in (request.a, request.b)]
    return link_people(lists, (request.a_on, request.b_on), request.today, book, places, step)


def provinces_in(places: Gazetteer) -> list[int]:
    """The first two digits that a NIK can have."""
    return [int(place.code) for place in places.children("")]


def link_people(
    lists: list[PeopleList],
    days: tuple[date | None, date | None],
    today: date,
    book: Rulebook,
    places: Gazetteer,
    step: Step,
) -> Linked:
    """Match two lists of people, read from a file or not; `days` are those for which their ages hold."""
    values = book.in_force("register_linking", today).values
    step("menyamakan bentuk")
    frames = _comparable(lists, days, today, places, values["most_names_per_nik"])
    return link_lists(lists, frames, values, step)


def _comparable(
    lists: list[PeopleList],
    days: tuple[date | None, date | None],
    today: date,
    places: Gazetteer,
    most: int,
) -> list[pl.DataFrame]:
    by_code = all(names_every_village_by_code(people) for people in lists)
    frames = []
    for people, on, option in zip(lists, days, ("--a-on", "--b-on"), strict=True):
        if on is None and people.has("umur") and not people.has("tgl_lahir"):
            people.findings.add(faults.age_without_date(people.name, option, format_date(today)))
        frames.append(comparable(people, Reading(places, on or today, by_code, most)))
    return frames


def link_lists(
    lists: list[PeopleList], frames: list[pl.DataFrame], values: Mapping[str, Any], step: Step
) -> Linked:
    """Match two lists that have been read."""
    a, b = frames
    findings = Findings()
    if lists[0].sha256 == lists[1].sha256:
        findings.add(faults.same_file(lists[0].name))
    where = f"{lists[0].name} dan {lists[1].name}"
    if not any(_filled(a, key) and _filled(b, key) for key in _KEYS):
        raise Refused(faults.no_common_key(where))
    plan = blocking.plan(a, b, values["most_pairs"], where, findings)
    weights, limits = shipped_weights(), Thresholds.of(values)
    step("membandingkan")
    links = settled(candidates(a, b, plan.rules, weights, values), limits)
    if not links:
        findings.add(faults.nobody_found(where))
    step("selesai")
    ids = [dict(frame.select("row", "id").iter_rows()) for frame in (a, b)]
    sums = tally(frames[0].height, ((link.band, link.probability) for link in links), limits)
    described = _describe(lists, frames, links, sums, plan, weights, values)
    raw = tuple(people.frame for people in lists)
    return Linked(links, ids[0], ids[1], described, _gathered(lists, findings), raw, tuple(frames), sums)


def _filled(frame: pl.DataFrame, key: tuple[str, ...]) -> bool:
    return bool(frame.select(pl.all_horizontal(pl.col(key).is_not_null()).any()).item())


def candidates(
    a: pl.DataFrame,
    b: pl.DataFrame,
    rules: tuple[blocking.Rule, ...],
    weights: Weights,
    values: Mapping[str, Any],
) -> list[Candidate]:
    """All pairs that a person or the threshold may have a say in."""
    from berdaya.register.linking.scoring import scored

    if not rules:
        return []
    least = values["review_from_millionths"]
    return candidates_of(scored(a, b, rules, weights, prior_of(b, values), least), a, b)


def prior_of(register: pl.DataFrame, values: Mapping[str, Any]) -> float:
    """How likely two rows taken blindly are one person, when the expected share of the list is registered."""
    return float(values["expected_overlap_per_mille"]) / 1000 / max(register.height, 2)


def candidates_of(pairs: pl.DataFrame, a: pl.DataFrame, b: pl.DataFrame) -> list[Candidate]:
    """Scored pairs with what their NIK say."""
    alone = pl.col("same_nik") & pl.col("a").is_in(_single(a)) & pl.col("b").is_in(_single(b))
    nik = pl.when(alone & pl.col("agrees")).then(2).when("same_nik").then(1).otherwise(0)
    rows = pairs.select("a", "b", "probability", nik.alias("nik")).iter_rows()
    return [Candidate(a_row, b_row, probability, Nik(kind)) for a_row, b_row, probability, kind in rows]


def _single(frame: pl.DataFrame) -> list[int]:
    """Rows whose NIK stands on no other row of their list."""
    known = frame.filter(pl.col("nik").is_not_null())
    rows: list[int] = known.filter(~pl.col("nik").is_duplicated())["row"].to_list()
    return rows


def _gathered(lists: list[PeopleList], own: Findings) -> Findings:
    """The findings of both lists apart: the same fault in the second is another place to mend."""
    gathered = Findings()
    for side, people in zip("AB", lists, strict=True):
        for finding, count in people.findings:
            gathered.add(faults.of_list(finding, side), count)
    for finding, count in own:
        gathered.add(finding, count)
    return gathered


def _describe(
    lists: list[PeopleList],
    frames: list[pl.DataFrame],
    links: list[Link],
    sums: Tally,
    plan: blocking.Blocking,
    weights: Weights,
    values: Mapping[str, Any],
) -> dict[str, Any]:
    limits = Thresholds.of(values)
    rules = [str(link.rule) for link in links]
    return {
        "rows": {side: frame.height for side, frame in zip("ab", frames, strict=True)},
        "sha256": {side: people.sha256 for side, people in zip("ab", lists, strict=True)},
        "counts": {
            "links": sums.links,
            "sure": sums.sure,
            "review": sums.review,
            "review_likely": sums.likely,
            "not_found": sums.not_found,
            "by_rule": {rule: rules.count(rule) for rule in sorted(set(rules))},
        },
        "pairs_compared_at_most": plan.pairs,
        "model": {"version": weights.version, "digest": weights.digest, "made_from": dict(weights.made_from)},
        "thresholds": {
            "review_from": f"{values['review_from_millionths'] / 1_000_000:.2f}",
            "sure_from": f"{limits.sure_from / 1_000_000:.2f}",
            "same_person_from": f"{weights.threshold / 1_000_000:.2f}",
            "most_pairs": values["most_pairs"],
            "most_names_per_nik": values["most_names_per_nik"],
        },
    }
