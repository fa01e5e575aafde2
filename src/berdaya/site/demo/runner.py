"""Run `berdaya` commands one after another and show each as a planner would type it."""

import io
import json
import shlex
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import click

from berdaya.cli import berdaya
from berdaya.kernel.terminal import say


@dataclass(frozen=True, slots=True)
class Done:
    """A step that ran: its words, the command line, seconds taken, and the JSON it answered."""

    name: str
    title: str
    line: str
    seconds: float
    answer: dict[str, Any]


@dataclass(slots=True)
class Runner:
    """Counts the steps and remembers what was done."""

    total: int
    done: list[Done] = field(default_factory=list)

    def answer(self, name: str) -> dict[str, Any]:
        """What the step of that name answered."""
        return next(step.answer for step in self.done if step.name == name)

    def step(self, name: str, title: str, arguments: list[str]) -> dict[str, Any]:
        """Run one command with `--json`; findings (exit 1) belong to the story, a crash does not."""
        line = "berdaya " + shlex.join(arguments)
        say("")
        click.secho(f"[{len(self.done) + 1}/{self.total}] {title}", bold=True, err=True)
        click.secho(f"  $ {line}", dim=True, err=True)
        started, out = time.perf_counter(), io.StringIO()
        with redirect_stdout(out):
            code = _run([*arguments, "--json"])
        seconds = time.perf_counter() - started
        answer = _parsed(out.getvalue())
        if code not in (0, 1) or (code == 1 and set(answer) <= {"findings"}):
            say(f"  Perintah ini berhenti dengan kode {code}. Peragaan tidak dapat dilanjutkan.")
            sys.exit(1)
        say(f"  selesai dalam {seconds:.1f} detik".replace(".", ","))
        self.done.append(Done(name, title, line, seconds, answer))
        return answer


def _run(arguments: list[str]) -> int:
    try:
        berdaya.main(arguments, prog_name="berdaya", standalone_mode=False)
    except SystemExit as stop:
        return int(stop.code or 0)
    except click.UsageError as error:
        error.show()
        return 2
    return 0


def _parsed(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(text) if text.strip() else {}
    return parsed
