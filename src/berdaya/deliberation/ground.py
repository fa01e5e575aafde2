"""The boundaries of a village under the pointer that picks a place, cut once out of the office's map.

Kept as DATA/grounds/<digest of the map>-<village>.json; a newer map has another digest.
"""

import json
from pathlib import Path
from typing import Final

from berdaya.access.jobs.services import start
from berdaya.access.models import Person
from berdaya.documents.outline import Ring, outline_of
from berdaya.kernel.files import write_text
from berdaya.kernel.settings import data_folder
from berdaya.region.doors import map_of

CUT: Final = "deliberation.ground"


def ground_for(person: Person, village: str) -> list[Ring]:
    """The outline of a village; nothing where the office has no boundaries of it, or while they are cut."""
    kept = _kept(village)
    if kept is None:
        return []
    if not kept.is_file():
        start(person, CUT, village, village)
    return json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else []


def cut(village: str) -> None:
    """Cut the outline out of the map that holds now."""
    kept, held = _kept(village), map_of(village)
    if kept is None or held is None or kept.is_file():
        return
    source = data_folder() / "maps" / held.territory / f"{held.digest}.geojson"
    rings = outline_of(source, village) if source.is_file() else []
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_text(kept, json.dumps(rings))


def _kept(village: str) -> Path | None:
    held = map_of(village)
    return data_folder() / "grounds" / f"{held.digest}-{village}.json" if held else None
