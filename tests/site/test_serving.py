"""Opening the office: an address that cannot be opened is said before anything is built or started."""

import json
import logging
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from click.testing import CliRunner

from berdaya.cli import berdaya
from berdaya.kernel.findings import Refused
from berdaya.site.serve import refuse_busy, serve
from tests.shape.sizes import ROOT


@pytest.fixture
def busy():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("words", [["demo", "--serve"], ["serve"]])
def test_a_port_in_use_is_said_with_another_one(busy, tmp_path, monkeypatch, words):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    done = CliRunner().invoke(berdaya, ["site", *words, "--port", str(busy)])
    assert done.exit_code == 1
    assert f"127.0.0.1:{busy}: sedang dipakai program lain" in done.stderr
    assert f"--port {busy + 1}" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use_is_one_object_when_asked(busy, tmp_path, monkeypatch):
    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    done = CliRunner().invoke(berdaya, ["site", "demo", "--serve", "--port", str(busy), "--json"])
    assert json.loads(done.stdout)["findings"][0]["code"] == "site.port"


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Refused) as refused:
        refuse_busy("192.0.2.1", 8000)
    assert "bukan alamat komputer ini" in str(refused.value)


def test_a_free_port_is_not_refused(busy):
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = server.getsockname()[1]
    refuse_busy("127.0.0.1", free)


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_a_port_that_is_none_is_wrong_use(port):
    assert CliRunner().invoke(berdaya, ["site", "serve", "--port", port]).exit_code == 2


def test_make_demo_can_build_anew_and_choose_a_port():
    def line(*words: str) -> str:
        told = subprocess.run(
            ["make", "-n", "--no-print-directory", "demo", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("MAKE", "MFLAGS", "PORT"))
            },
        )
        return told.stdout.splitlines()[-1].strip()

    assert line().endswith("site demo --serve --port 8000")
    assert line("FRESH=1", "PORT=8001").endswith("site demo --serve --port 8001 --fresh")
    assert line("FRESH=0").endswith("--port 8000")


def test_the_worker_speaks_indonesian_and_tells_troubles_only(caplog):
    from berdaya.site.commands import _only_troubles

    log = logging.getLogger("a library that talks")
    log.setLevel(logging.INFO)
    _only_troubles(log.name)
    log.info("Starting worker")
    log.error("disk full")
    assert [record.getMessage() for record in caplog.records] == ["disk full"]


@pytest.mark.parametrize(("words", "workers"), [([], 1), (["--without-worker"], 0)])
def test_an_office_brings_its_worker_unless_another_service_does(monkeypatch, tmp_path, words, workers):
    started: list[list[str]] = []

    class Started:
        def __init__(self, line: list[str]) -> None:
            started.append(line)

        def terminate(self) -> None: ...

        def wait(self, timeout: int) -> None: ...

    monkeypatch.setenv("BERDAYA_DATA", str(tmp_path))
    monkeypatch.setattr("berdaya.site.commands.subprocess.Popen", Started)
    monkeypatch.setattr("berdaya.site.commands._refuse_busy", lambda *_: None)
    monkeypatch.setattr("berdaya.site.serve.serve", lambda *_: None)
    assert CliRunner().invoke(berdaya, ["site", "serve", *words]).exit_code == 0
    assert [line[-2:] for line in started] == [["site", "worker"]] * workers


def test_serving_processes_are_no_copies_of_one_that_printed_papers(monkeypatch):
    """A copy has the printer's locks without its threads: its first paper would never come."""
    began: list[str] = []

    class Server:
        def __init__(self, *_: object, **__: object) -> None:
            began.append(multiprocessing.get_start_method())

        def serve(self) -> None: ...

    before = multiprocessing.get_start_method()
    monkeypatch.setattr("berdaya.site.serve.Granian", Server)
    try:
        serve("127.0.0.1", 8000, 1)
    finally:
        multiprocessing.set_start_method(before, force=True)
    assert began == ["spawn"]


def test_a_script_that_only_calls_the_command_can_serve(tmp_path):
    """As `.venv/bin/berdaya` does: a fresh process must not run it again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = tmp_path / "berdaya"
    script.write_text(f'from berdaya.site.serve import serve\nserve("127.0.0.1", {port}, 1)\n')
    environment = os.environ | {"BERDAYA_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen([sys.executable, str(script)], env=environment, stderr=subprocess.PIPE) as served:
        try:
            for _ in range(100):
                with suppress(OSError), socket.socket() as asked:
                    asked.settimeout(60)
                    if asked.connect_ex(("127.0.0.1", port)) == 0:
                        asked.sendall(b"GET /static/site/berdaya.css HTTP/1.0\r\n\r\n")
                        if asked.recv(5) == b"HTTP/":
                            break
                assert served.poll() is None
                time.sleep(0.3)
            else:
                raise AssertionError("nobody answers")
        finally:
            served.terminate()
