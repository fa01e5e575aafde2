"""`berdaya rulebook …`: read the rules in force, check a local one."""

from datetime import datetime
from pathlib import Path

import click

from berdaya.kernel.calendar import today
from berdaya.kernel.settings import local_rules_folder
from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly
from berdaya.rulebook.rules import Rule, load, read_rules


@click.group("rulebook")
def commands() -> None:
    """Hukum dan kebijakan setempat sebagai data bertanggal."""


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "version": rule.version,
        "title": rule.title,
        "source": rule.source,
        "article": rule.article,
        "standing": rule.standing.value,
        "valid_from": rule.period.first.isoformat(),
        "valid_to": rule.period.last.isoformat() if rule.period.last else None,
        "territory": rule.territory or None,
        "body": rule.body or None,
        "number": rule.number or None,
        "digest": rule.digest,
        "values": rule.values,
    }


@commands.command("list")
@json_option
@speaks_plainly
def list_rules(as_json: bool) -> None:
    """Semua aturan dengan edisi dan sumbernya."""
    book = load(local_rules_folder())
    if as_json:
        answer_json({"rules": [_as_json(r) for name in book.names() for r in book.editions(name)]})
        return
    for name in book.names():
        for rule in book.editions(name):
            last = rule.period.last.isoformat() if rule.period.last else "sekarang"
            say(f"{rule.key:<44} {rule.period.first.isoformat()} – {last:<10}  {rule.source}")


@commands.command("show")
@click.argument("name")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Tanggal berlaku; bawaan hari ini.")
@click.option("--territory", default="", help="Kode wilayah, untuk aturan setempat.")
@json_option
@speaks_plainly
def show(name: str, on: datetime | None, territory: str, as_json: bool) -> None:
    """Satu aturan seperti berlaku pada satu tanggal."""
    day = on.date() if on else today()
    rule = load(local_rules_folder()).in_force(name, day, territory=territory)
    if as_json:
        answer_json(_as_json(rule))
        return
    say(f"{rule.title}\n  {rule.key}, {rule.source} {rule.article}".rstrip())
    for key, value in rule.values.items():
        say(f"  {key} = {value}")


@commands.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@speaks_plainly
def check(file: Path, as_json: bool) -> None:
    """Periksa satu berkas aturan setempat sebelum dipakai."""
    rules = read_rules(file, local=True)
    if as_json:
        answer_json({"findings": [], "rules": [_as_json(rule) for rule in rules]})
        return
    say(f"{file.name}: {len(rules)} edisi, siap dipakai. Taruh di {local_rules_folder()}.")
