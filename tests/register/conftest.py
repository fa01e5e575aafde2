from pathlib import Path

import pytest

from tests.register.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("BERDAYA_KEYS", raising=False)
    return Desk(tmp_path)
