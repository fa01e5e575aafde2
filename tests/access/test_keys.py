"""Keys and sealed files: what is destroyed stays closed, what is changed does not open."""

import io
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from berdaya.access import sealing
from berdaya.access.keys import KeyRing, keys_folder
from berdaya.access.sealing import CHUNK, seal, seal_bytes, subkey, unseal, unseal_bytes
from berdaya.cli import berdaya
from berdaya.kernel.findings import Refused

SNAPSHOT = "snapshot-00112233445566778899aabbccddeeff"
KEY = bytes(range(32))
DAY = date(2026, 11, 21)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def sealed(content: bytes, label: str = "surat") -> bytes:
    target = io.BytesIO()
    seal([content], target, KEY, label)
    return target.getvalue()


def opened(content: bytes, key: bytes = KEY, label: str = "surat") -> bytes:
    return b"".join(unseal(io.BytesIO(content), key, label))


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.findings[0].code


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_is_sealed_opens_unchanged(size: int) -> None:
    content = os.urandom(size)
    assert opened(sealed(content)) == content


def test_sealed_bytes_hide_the_content() -> None:
    assert b"Bu Siti" not in sealed(b"Bu Siti " * 100)


def test_pieces_of_any_size_give_the_same_content() -> None:
    target = io.BytesIO()
    seal([b"a" * (CHUNK - 3), b"", b"b" * 7, b"c" * CHUNK], target, KEY, "surat")
    assert opened(target.getvalue()) == b"a" * (CHUNK - 3) + b"b" * 7 + b"c" * CHUNK


def test_file_cut_at_a_chunk_is_noticed() -> None:
    whole = sealed(os.urandom(2 * CHUNK + 5))
    head = len(sealing.MAGIC) + 7
    with pytest.raises(Refused) as refused:
        opened(whole[: head + CHUNK + sealing.TAG])
    assert code_of(refused) == "seal.broken"


def test_chunks_in_another_order_are_noticed() -> None:
    whole = sealed(os.urandom(2 * CHUNK + 5))
    head, size = len(sealing.MAGIC) + 7, CHUNK + sealing.TAG
    first, second = whole[head : head + size], whole[head + size : head + 2 * size]
    with pytest.raises(Refused):
        opened(whole[:head] + second + first + whole[head + 2 * size :])


def test_one_changed_bit_is_noticed() -> None:
    whole = bytearray(sealed(b"NIK Bu Siti"))
    whole[-1] ^= 1
    with pytest.raises(Refused):
        opened(bytes(whole))


def test_file_of_another_snapshot_is_noticed() -> None:
    with pytest.raises(Refused):
        opened(sealed(b"x"), label="surat lain")


def test_another_key_does_not_open() -> None:
    with pytest.raises(Refused):
        opened(sealed(b"x"), key=subkey(KEY, "seal"))


def test_a_file_that_was_never_sealed_is_refused() -> None:
    with pytest.raises(Refused):
        opened(b"nama,nik\n")


def test_subkeys_differ_by_use() -> None:
    assert subkey(KEY, "seal") != subkey(KEY, "lookup")
    assert subkey(KEY, "seal") == subkey(KEY, "seal")


def test_sealed_file_is_private(tmp_path: Path) -> None:
    seal_bytes(b"rahasia", tmp_path / "identity.sealed", KEY, "surat")
    assert (tmp_path / "identity.sealed").stat().st_mode & 0o777 == 0o600
    assert unseal_bytes(tmp_path / "identity.sealed", KEY, "surat") == b"rahasia"


def test_key_opens_as_it_was_made(ring: KeyRing) -> None:
    key = ring.create(SNAPSHOT)
    assert len(key) == 32
    assert ring.open(SNAPSHOT) == key


def test_two_keys_differ(ring: KeyRing) -> None:
    assert ring.create(SNAPSHOT) != ring.create("snapshot-ffffffffffffffff")


def test_key_folder_and_files_are_private(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    modes = {path.name: path.stat().st_mode & 0o777 for path in ring.folder.rglob("*")}
    assert ring.folder.stat().st_mode & 0o777 == 0o700
    assert modes.pop("data") == 0o700
    assert set(modes.values()) == {0o600}


def test_no_key_lies_in_the_clear(ring: KeyRing) -> None:
    key = ring.create(SNAPSHOT)
    texts = [path.read_bytes() for path in ring.folder.rglob("*") if path.is_file()]
    assert not any(key in text or key.hex().encode() in text for text in texts)


def test_name_is_never_used_twice(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    with pytest.raises(Refused) as refused:
        ring.create(SNAPSHOT)
    assert code_of(refused) == "key.exists"


def test_name_cannot_leave_the_folder(ring: KeyRing) -> None:
    with pytest.raises(Refused) as refused:
        ring.create("../master-0001")
    assert code_of(refused) == "key.name"


def test_rotation_keeps_every_data_key(ring: KeyRing) -> None:
    key = ring.create(SNAPSHOT)
    before = (ring.folder / "data" / f"{SNAPSHOT}.json").read_text()
    assert ring.rotate() == 2
    assert ring.open(SNAPSHOT) == key
    assert (ring.folder / "data" / f"{SNAPSHOT}.json").read_text() != before


def test_rotation_removes_the_old_master(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    ring.rotate()
    assert ring.master_versions() == [2]


def test_old_wrapping_does_not_open_under_the_new_master(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    old = (ring.folder / "data" / f"{SNAPSHOT}.json").read_text()
    ring.rotate()
    (ring.folder / "data" / f"{SNAPSHOT}.json").write_text(old)
    with pytest.raises(Refused) as refused:
        ring.open(SNAPSHOT)
    assert code_of(refused) == "key.unfit"


def test_destroyed_key_says_so(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    ring.destroy(SNAPSHOT, DAY)
    with pytest.raises(Refused) as refused:
        ring.open(SNAPSHOT)
    assert code_of(refused) == "key.destroyed"
    assert "sudah dimusnahkan pada 2026-11-21" in refused.value.findings[0].problem


def test_destroying_twice_keeps_the_first_day(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    ring.destroy(SNAPSHOT, DAY)
    ring.destroy(SNAPSHOT, date(2027, 1, 1))
    assert ring.states()[0].destroyed_on == DAY


def test_rotation_leaves_a_destroyed_key_destroyed(ring: KeyRing) -> None:
    ring.create(SNAPSHOT)
    ring.destroy(SNAPSHOT, DAY)
    ring.rotate()
    assert ring.states()[0].destroyed_on == DAY


def test_key_of_another_snapshot_does_not_open_under_this_name(ring: KeyRing) -> None:
    other = "snapshot-ffffffffffffffff"
    ring.create(SNAPSHOT)
    ring.create(other)
    data = ring.folder / "data"
    (data / f"{SNAPSHOT}.json").write_text((data / f"{other}.json").read_text())
    with pytest.raises(Refused) as refused:
        ring.open(SNAPSHOT)
    assert code_of(refused) == "key.unfit"


def test_missing_key_names_the_remedy(ring: KeyRing) -> None:
    with pytest.raises(Refused) as refused:
        ring.open(SNAPSHOT)
    assert code_of(refused) == "key.missing"


def test_folder_of_keys_can_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BERDAYA_KEYS", str(tmp_path / "elsewhere"))
    assert keys_folder() == tmp_path / "elsewhere"


def test_commands_list_rotate_and_destroy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BERDAYA_KEYS", str(tmp_path))
    KeyRing(tmp_path).create(SNAPSHOT)
    run = CliRunner().invoke
    assert f'"name": "{SNAPSHOT}"' in run(berdaya, ["access", "keys", "list", "--json"]).stdout
    assert '"master": 2' in run(berdaya, ["access", "keys", "rotate", "--json"]).stdout
    destroyed = run(berdaya, ["access", "keys", "destroy", "--snapshot", SNAPSHOT[9:], "--yes", "--json"])
    assert f'"destroyed": "{SNAPSHOT}"' in destroyed.stdout
    assert "dimusnahkan" in run(berdaya, ["access", "keys", "list"]).stderr


def test_destroying_asks_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BERDAYA_KEYS", str(tmp_path))
    key = KeyRing(tmp_path).create(SNAPSHOT)
    result = CliRunner().invoke(berdaya, ["access", "keys", "destroy", "--snapshot", SNAPSHOT], input="n\n")
    assert result.exit_code != 0
    assert KeyRing(tmp_path).open(SNAPSHOT) == key
