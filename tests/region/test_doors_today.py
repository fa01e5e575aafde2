"""What the pages of the office count: the places that stand today."""

import pytest

from berdaya.region import doors


@pytest.mark.parametrize("first, villages", [("2000-01-01", 16), ("9000-01-01", 15)])
def test_a_village_counts_from_its_first_day(tmp_path, monkeypatch, first, villages):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    (tmp_path / "regions").mkdir()
    (tmp_path / "regions" / "baru.toml").write_text(
        '[[place]]\ncode = "33.27.04.2016"\nname = "Rekaan"\nchange = "baru"\nsource = "rekaan"\n'
        f"valid_from = {first}\n"
    )
    assert doors.counts_of("33.27.04")["desa"] == villages
    assert ("33.27.04.2016" in [branch.code for branch in doors.branches("33.27.04")]) is (villages == 16)
