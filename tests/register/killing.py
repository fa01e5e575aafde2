"""An import in another process that is killed at a chosen moment."""

import os
import signal
import subprocess
import sys
from pathlib import Path

AT_IDENTITY = """
from berdaya.register.importing import job
job.write_identity = slow
"""
AT_TEXT = """
from berdaya.register.importing import answer
def half(path, *rest):
    path.write_text("SITI")
    slow()
answer._write_text = half
"""
AT_WORKBOOK = """
from berdaya.register.importing import answer
def half(path, scratch, *rest):
    (scratch / "lembar").write_text("SITI")
    slow()
answer._write_workbook = half
"""
_CHILD = """
import time
def slow(*arguments):
    print("menulis", flush=True)
    time.sleep(60)
{moment}
from berdaya.cli import main
main()
"""


def killed_import(file: Path, out: Path, *options: object, moment: str = AT_IDENTITY) -> None:
    """Start an import and kill it while it writes."""
    arguments = ["register", "import", file, "--profile", "bdt2015", "--edition", "2015-12-31", "--out", out]
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD.format(moment=moment), *map(str, (*arguments, *options))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"BERDAYA_DATA": os.environ["BERDAYA_DATA"]},
    )
    assert process.stdout is not None
    with process.stdout as told:
        assert told.readline() == b"menulis\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
