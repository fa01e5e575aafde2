"""Things of this room that stand in addresses, for the matrix of routes: a register of Moga, judged."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from berdaya.access.models import Holding
from berdaya.hardship.models import Evaluation, PlaceSign
from berdaya.register.models import Snapshot
from tests.hardship.cases import CRITERIA
from tests.office import PLAKARAN
from tests.register.things import a_snapshot

Counts = Mapping[str, Mapping[str, tuple[int, int]]]


def an_evaluation(maker: Holding, counts: Counts | None = None, **fields: Any) -> Evaluation:
    """Signs (met, known) by village, without a file behind them."""
    counts = {PLAKARAN: {"C3": (12, 60), "C7": (30, 60)}} if counts is None else counts
    snapshot: Snapshot = fields.pop("snapshot", None) or a_snapshot(maker, dict.fromkeys(counts, (200, 60)))
    made = Evaluation.objects.create(
        **{
            "snapshot": snapshot,
            "territory": snapshot.territory,
            "on_date": date(2015, 12, 31),
            "rules": "hardship.criteria@1",
            "fingerprint": snapshot.manifest_sha256,
            "households": snapshot.households,
            "answer": json.dumps(_answer(counts)),
            "made_by": maker.person,
            **fields,
        }
    )
    PlaceSign.objects.bulk_create(
        PlaceSign(
            evaluation=made, code=code, sign=sign, households=max(known for _, known in signs.values()),
            met=met, known=known, z=Decimal(met - known // 4) if known else None, share=Decimal(met) / 100,
        )
        for code, signs in counts.items()
        for sign, (met, known) in signs.items()
    )  # fmt: skip
    return made


def _answer(counts: Counts) -> Mapping[str, Any]:
    signs = sorted({sign for told in counts.values() for sign in told})
    about = CRITERIA.values["signs"]
    return {
        "on": "2015-12-31",
        "rules": [CRITERIA.key],
        "households": 200 * len(counts),
        "criteria": {sign: {"short": about[sign]["short"], "words": about[sign]["words"]} for sign in signs},
        "classes": {"A+": 3, "A": 20, "B": 30},
        "marks": {"dugaan_inclusion": 2},
        "without_class": 0,
        "decile1": {"places": len(counts), "households": 60 * len(counts)},
    }


def evaluation(maker: Holding) -> Mapping[str, Any]:
    """Whoever works in a village that its register holds may see it."""
    return {"pk": an_evaluation(maker).pk, "territory": PLAKARAN}


def place(maker: Holding) -> Mapping[str, Any]:
    return {"pk": an_evaluation(maker).pk, "code": PLAKARAN, "territory": PLAKARAN}
