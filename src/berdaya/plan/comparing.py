"""`berdaya plan diff`: what a newer file of a list changes, without an office."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.findings import Findings
from berdaya.kernel.numbers import format_count
from berdaya.kernel.terminal import answer_json, json_option, say, say_findings, speaks_plainly
from berdaya.plan.files import LOCALES, look_at
from berdaya.plan.rules.checking import Checked
from berdaya.plan.rules.differences import Difference, difference
from berdaya.plan.rules.lists import ListKind, Row
from berdaya.plan.rules.reading import Manner

FILE = click.Path(path_type=Path, dir_okay=False)
MOST_TOLD = 20


@click.command("diff")
@click.argument("kind", type=click.Choice([kind.value for kind in ListKind]))
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option(
    "--locale",
    type=click.Choice(list(LOCALES)),
    default="id",
    show_default=True,
    help="Cara kedua berkas menulis angka: id 1.250.000 atau en 1,250,000.",
)
@json_option
@speaks_plainly
def diff(kind: str, before: Path, after: Path, locale: str, as_json: bool) -> None:
    """Bandingkan dua berkas satu daftar: baris baru, berubah dan hilang menurut kodenya."""
    manner, wanted = Manner(LOCALES[locale], today()), ListKind(kind)
    old, new = (look_at(wanted, file, manner).checked for file in (before, after))
    change = difference(wanted, old.rows.values(), new.rows.values())
    if as_json:
        answer_json(_as_json(change, old, new))
    else:
        say_findings(Findings.of((*old.findings, *new.findings)))
        _tell(change)
    if old.blocked or new.blocked:
        raise SystemExit(1)


def _as_json(change: Difference, old: Checked, new: Checked) -> dict[str, Any]:
    changed = [
        {
            "key": one.key,
            "name": one.name,
            "changes": [{"field": c.words, "before": c.before, "after": c.after} for c in one.changes],
        }
        for one in change.changed
    ]
    return {
        "kind": new.kind.value,
        "new": _named(change.new),
        "changed": changed,
        "gone": _named(change.gone),
        "same": change.same,
        "findings": [one.as_json() for one in (*old.findings, *new.findings)],
    }


def _named(rows: Iterable[Row]) -> list[dict[str, str]]:
    return [{"key": row.key, "name": row.name} for row in rows]


def _tell(change: Difference) -> None:
    for words, rows in (("baru", change.new), ("hilang", change.gone)):
        for row in rows[:MOST_TOLD]:
            click.echo(f"{words:<8} {row.key}  {row.name}")
        _rest(len(rows))
    for one in change.changed[:MOST_TOLD]:
        click.echo(f"{'berubah':<8} {one.key}  {one.name}: {'; '.join(map(str, one.changes))}")
    _rest(len(change.changed))
    counts = (change.new, change.changed, change.gone)
    new, changed, gone = (format_count(len(rows)) for rows in counts)
    say(f"{new} baru, {changed} berubah, {gone} hilang, {format_count(change.same)} tetap.")


def _rest(many: int) -> None:
    if many > MOST_TOLD:
        click.echo(f"         dan {format_count(many - MOST_TOLD)} lagi; semuanya dengan --json")
