"""What every test shares."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from berdaya.access import append_only
from berdaya.kernel.terminal import TRACE

# The same examples for everybody: a change must not fail for what chance found. `HYPOTHESIS_PROFILE=search`
# looks for new ones.
settings.register_profile("steady", derandomize=True, max_examples=40, deadline=None)
settings.register_profile("search", max_examples=1_000, deadline=None)
os.environ[TRACE] = "1"
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def _emptied_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions empties its tables afterwards. Append-only tables refuse that, as they
    should, so their triggers are taken off for the emptying; migrating puts them back."""
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    if not marked and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    append_only.install()
    yield
    append_only.remove()
