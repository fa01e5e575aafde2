"""The office of Kab. Pemalang for the tests of pages."""

import pytest

from berdaya.targeting.printing import pictures
from tests.targeting.desk import bappeda


@pytest.fixture(autouse=True)
def _data(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))


@pytest.fixture(autouse=True, scope="session")
def _each_picture_once():
    """The same figures give the same picture: drawing it anew in every test would take most of the time."""
    drawn, known = pictures.scatter, {}

    def scatter(*args, **kwargs):
        shown = repr((args, kwargs))
        if shown not in known:
            known[shown] = drawn(*args, **kwargs)
        return known[shown]

    pictures.scatter = scatter
    yield
    pictures.scatter = drawn


@pytest.fixture
def ratna(db):
    return bappeda("Bu Ratna")


@pytest.fixture
def darmo(db):
    return bappeda("Pak Darmo")


@pytest.fixture
def agus(db):
    return bappeda("Mas Agus")
