from pathlib import Path

import pytest

from tests.register.bringing import Cast, cast


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Cast:
    """Bu Ratna and Mas Agus of Pemalang and Pak Joko of Tegal, in an office of their own."""
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return cast()
