"""The list as people decided it, beside the one that was computed: the same answer with their changes."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from berdaya.targeting.answer_seal import sealed
from berdaya.targeting.answering import change_as_json
from berdaya.targeting.models import Computation, PlaceChange
from berdaya.targeting.rules.changes import Change, ChangeKind, decided

Json = dict[str, Any]


def standing_changes(computation: Computation) -> list[PlaceChange]:
    """The changes that nobody took back, in the order entered."""
    return list(computation.changes.standing().order_by("pk"))


def as_rule(change: PlaceChange) -> Change:
    return Change(
        change.code,
        ChangeKind(change.action),
        change.reason,
        change.proposer,
        change.meeting,
        f"perubahan {change.code}",
    )


def answer_of(computation: Computation) -> Json:
    answer: Json = json.loads(computation.answer.content)
    return answer


def answer_as_decided(computation: Computation) -> Json:
    """What papers, the assignment and the next edition read."""
    return sealed(with_changes(answer_of(computation), [as_rule(c) for c in standing_changes(computation)]))


def with_changes(answer: Mapping[str, Any], changes: Sequence[Change]) -> Json:
    """The computed list stays as it is; the decided one, and each place's mark, follow the changes."""
    if not changes:
        return dict(answer)
    computed = frozenset(row["code"] for row in answer["decided"])
    final = decided(computed, changes)
    known = {row["code"]: row for row in answer["decided"]}
    return {
        **answer,
        "changes": [*answer["changes"], *(change_as_json(change) for change in changes)],
        "places": [row | {"decided": row["code"] in final} for row in answer["places"]],
        "decided": [
            known.get(row["code"]) or _added(row) for row in answer["places"] if row["code"] in final
        ],
        **{
            part: [row | {"decided": row["code"] in final} for row in answer[part]]
            for part in ("selected", "near_misses")
        },
    }


def _added(row: Mapping[str, Any]) -> Json:
    kept = {key: row[key] for key in ("code", "name", "stratum", "rank", "N")}
    return kept | {"source": "added", "base_N": row["N"], "times_beyond": 0}
