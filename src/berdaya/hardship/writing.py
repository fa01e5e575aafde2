"""The files of an evaluation, for the office alone: household keys, exact small counts."""

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from berdaya.documents.csvtext import Cell, csv_text
from berdaya.hardship.evaluating import Judged
from berdaya.hardship.rules.criteria import variant_words
from berdaya.hardship.rules.places import PlaceNeeds
from berdaya.kernel.files import write_text
from berdaya.kernel.shares import as_ratio, round_half_up

HOUSEHOLDS, PLACES, ANSWER = "households.parquet", "places.csv", "evaluation.json"
COLUMNS = ("code", "criterion", "met", "known", "z", "share")
_PLACES = 12


def answer_of(judged: Judged) -> dict[str, Any]:
    """The one object of `--json`, also kept beside the results."""
    terms, totals, manifest = judged.terms, judged.totals, judged.held.manifest
    words = variant_words(terms.rules["hardship.criteria"])
    return {
        "register": manifest["register"],
        "edition": manifest["edition"],
        "fingerprint": judged.held.fingerprint,
        "on": terms.on.isoformat(),
        "years_moved": terms.criteria.years,
        "variants": {name: words[name] for name in terms.criteria.variants},
        "rules": [rule.key for rule in terms.rules.values()],
        "households": totals.households,
        "criteria": {
            sign.code: {
                "short": sign.short,
                "words": sign.words,
                "met": totals.signs[sign.code].met,
                "known": totals.signs[sign.code].known,
                "share": _ratio(totals.signs[sign.code].share),
            }
            for sign in terms.criteria.signs
        },
        "classes": {name: totals.classes[name] for name in terms.table.names()},
        "without_class": totals.classes[None],
        "marks": dict(sorted(totals.marks.items())),
        "decile1": {"places": len(judged.places), "households": sum(p.households for p in judged.places)},
        "findings": [finding.as_json() for finding in judged.findings],
    }


def _ratio(share: Fraction | None) -> str | None:
    return None if share is None else as_ratio(share)


def write_places(path: Path, judged: Judged) -> None:
    """Every sign of every place; blank z where nobody answered; `share` is the need share of the place."""
    rows = (row for place in judged.places for row in _rows(place))
    write_text(path, csv_text(COLUMNS, rows), private=True)


def _rows(place: PlaceNeeds) -> Iterator[tuple[Cell, ...]]:
    for sign, count in place.counts.items():
        share = round_half_up(place.needs.shares.get(sign, Fraction(0)), _PLACES)
        yield place.code, sign, count.met, count.known, place.z[sign], share


def write_answer(path: Path, answer: dict[str, Any]) -> None:
    write_text(path, json.dumps(answer, ensure_ascii=False, indent=1) + "\n", private=True)
