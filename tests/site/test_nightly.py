import json
from datetime import date

import pytest

from berdaya.access.audit import record
from berdaya.site.nightly import nightly

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def test_the_night_writes_down_the_head_of_the_trail(tmp_path):
    entry = record(None, "places.loaded", "region", "33.27", "33.27")
    found = nightly(tmp_path, DAY)
    assert entry.hash[:8] in found["audit_head"].replace(" ", "")
    assert json.loads((tmp_path / "nightly" / "2026-11-21.json").read_text())["audit_entries"] == 1


def test_a_second_run_the_same_night_changes_nothing(tmp_path):
    record(None, "places.loaded", "region", "33.27", "33.27")
    assert nightly(tmp_path, DAY) == nightly(tmp_path, DAY)


def test_a_trail_that_lost_its_tail_is_seen_the_next_night(tmp_path):
    (tmp_path / "nightly").mkdir()
    (tmp_path / "nightly" / "2026-11-20.json").write_text(json.dumps({"audit_entries": 5}))
    record(None, "places.loaded", "region", "33.27", "33.27")
    assert [f["code"] for f in nightly(tmp_path, DAY)["findings"]] == ["audit.shorter"]
