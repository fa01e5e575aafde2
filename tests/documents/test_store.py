import pytest

from berdaya.documents import store


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    return tmp_path


def test_the_same_figures_give_the_same_picture():
    assert store.put_picture("<svg/>", 1) == store.put_picture("<svg/>", 1)
    assert store.put_picture("<svg/>", 1) != store.put_picture("<svg/>", 2)


def test_a_file_gets_a_name_that_nobody_can_guess():
    first, second = store.put_file(b"a", "pdf"), store.put_file(b"a", "pdf")
    assert first != second
    assert store.file_path(first).read_bytes() == b"a"


@pytest.mark.parametrize("name", ["../keys/utama", "a.pdf", "", "f" * 40 + ".pdf/../x", "F" * 40 + ".pdf"])
def test_a_name_is_never_a_path(name):
    assert store.file_path(name) is None
    store.drop_file(name)


def test_a_dropped_file_is_gone():
    name = store.put_file(b"a", "pdf")
    store.drop_file(name)
    store.drop_file(name)
    assert store.file_path(name) is None
