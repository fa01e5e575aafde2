"""What is read of a snapshot was not changed since it was written, or it is refused."""

import json
import os
import shutil
from pathlib import Path

import polars as pl
import pytest

from berdaya.access.keys import KeyRing
from berdaya.kernel.findings import Refused
from berdaya.register.held import Sealed, open_snapshot
from berdaya.register.opening import facts_of, find
from tests.register.desk import HOME, Desk, run
from tests.register.snapshots import put_manifest


@pytest.fixture
def out(desk: Desk) -> Path:
    return desk.typed(HOME).out


def edited(path: Path) -> None:
    """The same table with one number changed, in a file of the same size."""
    before = path.read_bytes()
    at = len(before) // 3
    path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])


def retold(out: Path, **told: object) -> None:
    """The manifest with something else in it."""
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps({**manifest, **told}, indent=2))


def described(out: Path) -> dict[str, object]:
    return dict(json.loads(run("register", "describe", out, "--json").stdout))


def refused(out: Path) -> str:
    answer = run("register", "describe", out, "--json")
    assert answer.exit_code == 1
    assert not answer.exception or isinstance(answer.exception, SystemExit)
    code: str = json.loads(answer.stdout)["findings"][0]["code"]
    return code


def test_what_was_written_is_opened_with_its_seal(out: Path) -> None:
    assert open_snapshot(out).sealed is Sealed.FITS
    assert described(out)["seal"] == "cocok"


@pytest.mark.parametrize("name", ["ranking", "places", "households", "members", "identity.lookup"])
def test_describe_names_a_file_that_was_edited(out: Path, name: str) -> None:
    edited(out / f"{name}.parquet")
    assert refused(out) == "snapshot.changed"


@pytest.mark.parametrize("name", ["places.parquet", "ranking.parquet"])
def test_selection_refuses_a_file_that_was_edited(out: Path, tmp_path: Path, name: str) -> None:
    edited(out / name)
    (tmp_path / "index.csv").write_text("code,idm\n33.27.04.2010,0.7\n")
    words = ("--register", out, "--index", tmp_path / "index.csv", "--district", "33.27", "--seats", 1)
    answer = run("targeting", "select", *words, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["findings"][0]["code"] == "snapshot.changed"


def test_look_up_and_facts_refuse_a_file_that_was_edited(out: Path, desk: Desk) -> None:
    edited(out / "identity.lookup.parquet")
    edited(out / "members.parquet")
    for reading in (
        lambda: find(out, KeyRing(desk.folder / "data" / "keys"), "3327045507750001"),
        lambda: facts_of(out, "members"),
    ):
        with pytest.raises(Refused) as caught:
            reading()
        assert caught.value.findings[0].code == "snapshot.changed"


def test_a_file_of_another_length_is_refused_though_nobody_reads_it(out: Path) -> None:
    with (out / "members.parquet").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(Refused):
        open_snapshot(out)


def test_a_missing_file_is_named(out: Path) -> None:
    (out / "ranking.parquet").unlink()
    assert refused(out) == "snapshot.file_missing"


def test_an_edited_manifest_breaks_its_seal(out: Path) -> None:
    retold(out, until="2099-12-31")
    assert refused(out) == "snapshot.changed"


def test_a_manifest_without_its_seal_is_refused_where_the_key_is(out: Path) -> None:
    retold(out, seal="")
    assert refused(out) == "snapshot.changed"


def test_without_the_key_the_seal_is_said_to_be_unknown_and_the_fingerprint_tells(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = described(out)["fingerprint"]
    monkeypatch.setenv("BERDAYA_KEYS", str(tmp_path / "elsewhere"))
    assert described(out)["seal"] == "belum dapat diperiksa"
    retold(out, until="2099-12-31")
    assert described(out)["fingerprint"] != before


def test_an_edited_file_with_a_new_digest_changes_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path / "data"))
    told = []
    for number in (1, 2):
        pl.DataFrame({"a": [number]}).write_parquet(tmp_path / "ranking.parquet")
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.move(tmp_path / "ranking.parquet", folder)
        put_manifest(folder)
        told.append(open_snapshot(folder).fingerprint)
    assert told[0] != told[1]


@pytest.mark.parametrize(
    "content", ["[]", "{}", "junk", '{"format": 7}', "[" * 5000, '{"format": "berdaya-snapshot/2"}']
)
def test_a_manifest_that_is_none_is_a_finding(out: Path, content: str) -> None:
    (out / "manifest.json").write_text(content)
    assert refused(out) in {"snapshot.broken", "snapshot.format"}


@pytest.mark.parametrize(
    "told",
    [
        {"rows": {}},
        {"findings": [{}]},
        {"files": {"../x": {"sha256": "", "bytes": 1}}},
        {"files": {"a": "b"}},
        {"until": "x"},
        {"key": "../../etc"},
    ],
)
def test_a_manifest_of_another_shape_is_a_finding(out: Path, told: dict[str, object]) -> None:
    retold(out, **told)
    assert refused(out) == "snapshot.broken"


def test_a_pipe_for_a_manifest_is_not_waited_for(out: Path) -> None:
    (out / "manifest.json").unlink()
    os.mkfifo(out / "manifest.json")
    assert refused(out) == "snapshot.broken"


@pytest.mark.parametrize("content", [b"", b"PAR1 no table PAR1"])
def test_a_table_that_cannot_be_read_is_a_finding(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "potret"
    folder.mkdir()
    for name in ("places", "ranking"):
        (folder / f"{name}.parquet").write_bytes(content)
    put_manifest(folder)
    (tmp_path / "index.csv").write_text("code,idm\n33.27.04.2010,0.7\n")
    words = ("--register", folder, "--index", tmp_path / "index.csv", "--district", "33.27", "--seats", 1)
    answer = run("targeting", "select", *words, "--json")
    assert json.loads(answer.stdout)["findings"][0]["code"] == "snapshot.broken"
