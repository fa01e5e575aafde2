"""Where this office keeps its state: one folder, `BERDAYA_DATA`."""

import os
from pathlib import Path


def data_folder() -> Path:
    """The one folder that holds all state of an office (`BERDAYA_DATA`, default `./data`)."""
    return Path(os.environ.get("BERDAYA_DATA", "data")).absolute()


def local_rules_folder() -> Path:
    return data_folder() / "rules"


def local_regions_folder() -> Path:
    """Files of this office about places that changed (`docs/recipes/record-village-change.md`)."""
    return data_folder() / "regions"
