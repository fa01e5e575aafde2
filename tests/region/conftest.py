"""Offices that wrote down changes of their places. The changes are invented; the places are real."""

from collections.abc import Callable
from pathlib import Path

import pytest

from berdaya.region.rules.gazetteer import Gazetteer, load

Write = Callable[[str], Gazetteer]


@pytest.fixture
def with_records(tmp_path: Path) -> Write:
    """A gazetteer with one more file of records."""

    def write(text: str) -> Gazetteer:
        (tmp_path / "perubahan.toml").write_text(text, encoding="utf-8")
        return load(tmp_path)

    return write


@pytest.fixture
def ended(with_records: Write) -> Gazetteer:
    """Majalangu became a part of Watukumpul after 2026."""
    return with_records(
        """
        [[place]]
        code = "33.27.04.2010"
        name = "Majalangu"
        valid_to = 2026-12-31
        change = "penggabungan"
        source = "rekaan untuk pengujian"
        replaced_by = [{ code = "33.27.04.2012" }]
        """
    )


@pytest.fixture
def renamed(with_records: Write) -> Gazetteer:
    return with_records(
        """
        [[place]]
        code = "33.27.04.2010"
        name = "Lama Sekali"
        valid_to = 2001-12-31
        change = "ganti nama"
        source = "rekaan untuk pengujian"
        """
    )
