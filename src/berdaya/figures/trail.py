"""What the deeds of this room are called in the trail."""

from typing import Final

VERBS: Final = {"figures.filed": "mencatat angka", "figures.filed_many": "mencatat banyak angka sekaligus"}
KINDS: Final = {"figure": "angka"}
PAGES: Final = {"figure": ("figures:figure", "territory", "ident")}
