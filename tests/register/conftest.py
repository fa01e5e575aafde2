from pathlib import Path
from typing import Any

import pytest

from tests.register.bringing import Cast, cast
from tests.register.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return Desk(tmp_path)


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Cast:
    """Bu Ratna, Mas Agus and Pak Joko in an office of their own."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return cast()


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Any:
    """What waits for the end of a transaction happens at the end of the block."""
    return django_capture_on_commit_callbacks
