"""Both sizes of a picture are put away together, and nothing stays behind where no row was kept."""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError

from berdaya.documents.photos import Stored, keep_photo
from berdaya.documents.uploads import Clean
from berdaya.kernel.findings import Finding, Refused

FULL, SMALL = Clean(b"gambar", "jpg"), Clean(b"kecil", "jpg")


@dataclass(frozen=True)
class Row:
    file: str
    sha256: str


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    return lambda: [one for one in tmp_path.rglob("*.jpg") if one.is_file()]


def written(stored: Stored) -> Row:
    return Row(stored.file, stored.sha256)


def never(digest: str) -> Row:
    raise AssertionError("nobody was faster")


def test_both_sizes_stay_with_their_row(files):
    row = keep_photo(FULL, SMALL, written, never)
    assert sorted(one.read_bytes() for one in files()) == [b"gambar", b"kecil"]
    assert row.file in {one.name for one in files()}


def test_the_same_picture_again_leaves_no_second_file(files):
    first = keep_photo(FULL, SMALL, written, never)
    assert keep_photo(FULL, SMALL, lambda stored: first, never) == first
    assert len(files()) == 2


def test_somebody_who_was_faster_has_the_row(files):
    def too_late(stored: Stored) -> Row:
        raise IntegrityError

    first = Row("lain.jpg", "")
    assert keep_photo(FULL, SMALL, too_late, lambda digest: first) == first
    assert files() == []


def test_a_refusal_leaves_nothing_behind(files):
    def refused(stored: Stored) -> Row:
        raise Refused(Finding("photo.too_many", "foto", "sudah 12", "Hapus satu foto dahulu."))

    with pytest.raises(Refused):
        keep_photo(FULL, SMALL, refused, never)
    assert files() == []
