"""How every command speaks: one JSON object on standard output, everything else on standard error.

Exit 0 = done, 1 = findings that block, 2 = wrong use. Bad input never shows a traceback.
"""

import json
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from berdaya.kernel.findings import Finding, Refused, Severity

P = ParamSpec("P")
T = TypeVar("T")
TRACE = "BERDAYA_TRACE"
_UNFINISHED = re.compile(r"(?<=/)\.(?P<name>[^/]+)\.\d+[.-][0-9a-f]{8}\.part$")


def say(message: str) -> None:
    """A line for the person at the terminal."""
    click.echo(message, err=True)


def answer_json(value: Any) -> None:
    """The one object on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def say_findings(findings: Iterable[tuple[Finding, int]]) -> None:
    for finding, count in findings:
        times = f" ({count:,} kali)".replace(",", ".") if count > 1 else ""
        colour = {"E": "red", "W": "yellow", "I": "cyan"}[finding.severity.value]
        click.secho(f"{finding.severity.words}: {finding.code}{times}", fg=colour, bold=True, err=True)
        click.echo(f"  {finding.where}: {finding.problem}", err=True)
        click.echo(f"  → {finding.advice}", err=True)


@contextmanager
def progress(label: str, steps: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, one plain line elsewhere. Yields a function that moves it by n steps."""
    if not sys.stderr.isatty():
        say(label)
        yield lambda _steps: None
        return
    with click.progressbar(length=steps, label=label, file=sys.stderr, width=32) as bar:
        yield bar.update


def speaks_plainly(command: Callable[P, T]) -> Callable[P, T]:
    """Turn refusals, full disks and unreadable files into findings and an exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except Refused as refused:
            findings = refused.findings
        except BrokenPipeError:
            raise
        except OSError as error:
            findings = (_of_os_error(error),)
        say_findings((f, 1) for f in findings)
        if kwargs.get("as_json"):
            answer_json({"findings": [f.as_json() for f in findings]})
        raise SystemExit(1)

    return run


def tell_wrong_use(error: click.ClickException, *, as_json: bool) -> int:
    """Say what was wrong with a call; with `as_json` also as the one object. Gives the exit code, 2."""
    error.show()
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "berdaya"
    if as_json:
        advice = f"Penjelasan: {where} --help"
        finding = Finding("use.wrong", where, error.format_message(), advice, Severity.ERROR)
        answer_json({"findings": [finding.as_json()]})
    return 2


def place_of(error: BaseException) -> str:
    """`KeyError, files.py:25`: where in the program, never the values at hand."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "berdaya" in f.filename]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__}, {place}"


def tell_fault(error: Exception, *, as_json: bool) -> int:
    """A fault of ours: the place in the program, never the values at hand. Gives the exit code, 1."""
    problem = f"program bertemu keadaan yang belum dikenal ({place_of(error)})"
    advice = f"Tidak ada yang tersimpan. Laporkan baris ini; rincian: ulangi dengan {TRACE}=1."
    finding = Finding("program.fault", "berdaya", problem, advice, Severity.ERROR)
    say_findings([(finding, 1)])
    if as_json:
        answer_json({"findings": [finding.as_json()]})
    return 1


def _of_os_error(error: OSError) -> Finding:
    where = _named_by_the_person(str(error.filename or "berkas"))
    known = {
        28: ("disk penuh", "Kosongkan tempat di disk, lalu jalankan perintah yang sama sekali lagi."),
        2: ("berkas tidak ditemukan", "Periksa nama dan folder berkas."),
        13: ("berkas tidak boleh dibuka", "Minta hak baca atau tulis untuk berkas itu."),
        20: ("salah satu folder di jalan itu ternyata berkas", "Periksa nama dan foldernya."),
        21: ("ini folder, bukan berkas", "Sebut nama berkas di dalam folder itu."),
        30: ("disk hanya dapat dibaca", "Tulis hasilnya di disk atau folder lain."),
        36: ("nama berkas terlalu panjang", "Pakai nama yang lebih pendek."),
        39: ("folder itu sudah berisi hal lain", "Sebut folder lain."),
    }
    problem, advice = known.get(
        error.errno or 0, ("berkas tidak dapat dibaca atau ditulis", "Periksa berkas, folder dan disk.")
    )
    return Finding(f"file.os{error.errno or 0}", where, problem, advice, Severity.ERROR)


def _named_by_the_person(path: str) -> str:
    """The file that was asked for, where the fault names our unfinished copy of it."""
    return _UNFINISHED.sub(lambda found: found["name"], path)


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Satu objek JSON di keluaran baku, tanpa yang lain."
)
