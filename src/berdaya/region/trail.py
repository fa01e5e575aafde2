"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {
    "places.rt_added": "mencatat RT",
    "places.rt_changed": "mencatat perubahan RT",
    "places.map_filed": "mengesahkan peta batas",
}
KINDS: Final = {"region": "wilayah", "territorymap": "peta batas"}
PAGES: Final = {"region": ("place", "territory"), "territorymap": ("place-map", "territory")}
