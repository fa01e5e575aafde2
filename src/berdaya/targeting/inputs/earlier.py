"""The list of an earlier edition, from the answer file that `select` wrote then: `--previous`."""

import json
from pathlib import Path
from typing import Any

from berdaya.kernel.findings import Finding, Refused
from berdaya.targeting.rules.judgements import Earlier
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.stability import Incumbent


def read_earlier(path: Path, register: str, edition: str, unit: Unit) -> Earlier:
    """Who is on the list now, with the count of their first year and the warnings so far."""
    try:
        answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        source = answer["register"]
        rows = [
            Incumbent(row["code"], int(row["base_N"]), int(row["times_beyond"])) for row in answer["decided"]
        ]
        same_register = source["name"] == register and answer["unit"]["used"] == unit.value
    except (ValueError, KeyError, TypeError):
        raise Refused(
            Finding(
                "stability.unreadable",
                path.name,
                "bukan jawaban perintah targeting select",
                "Sebut berkas JSON yang ditulis select untuk tahun sebelumnya.",
            )
        ) from None
    same_edition = bool(edition) and source["edition"] == edition
    if same_edition:
        rows = [Incumbent(row.code, row.base_n, max(0, row.times_beyond - 1)) for row in rows]
    return Earlier({row.code: row for row in rows}, same_register, same_edition)
