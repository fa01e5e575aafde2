from datetime import timedelta

import pytest

from berdaya.access import clock


@pytest.fixture
def later(monkeypatch):
    """Move the clock of the office."""
    begin = clock.now()

    def move(by: timedelta) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: begin + by)

    return move
