"""`berdaya scan …`: the stages of the work in a village, from the rulebook."""

from datetime import datetime

import click

from berdaya.kernel.calendar import format_date, today
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.settings import local_rules_folder
from berdaya.kernel.terminal import answer_json, json_option, speaks_plainly
from berdaya.region.rules.codes import Level, has_form, level_of
from berdaya.rulebook.rules import load
from berdaya.scan.rules.stages import NOT_FOR_KELURAHAN, due_dates, stages_of


@click.group("scan")
def commands() -> None:
    """Kerja di desa dampingan: kunjungan, musyawarah, rencana."""


@commands.command("stages")
@click.argument("code")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Hari tempat itu dibuka; bawaan hari ini.")
@json_option
@speaks_plainly
def stages(code: str, on: datetime | None, as_json: bool) -> None:
    """Tahap kerja sebuah desa atau kelurahan dengan tenggatnya, bila dibuka pada satu hari."""
    if not has_form(code) or level_of(code) is not Level.VILLAGE:
        raise Refused(_no_village(code))
    day = on.date() if on else today()
    rule = load(local_rules_folder()).in_force("scan.work", day, territory=code)
    found = stages_of(rule.values)
    dues = due_dates(found, code, day)
    if as_json:
        rows = [
            {
                "stage": stage.key,
                "title": stage.title_at(code),
                "applies": stage.applies_at(code),
                "due": dues[stage.key].isoformat() if stage.key in dues else None,
            }
            for stage in found
        ]
        answer_json({"code": code, "rule": rule.key, "opened": day.isoformat(), "stages": rows})
        return
    for stage in found:
        due = format_date(dues[stage.key]) if stage.key in dues else NOT_FOR_KELURAHAN
        click.echo(f"{stage.title_at(code):28} {due}")


def _no_village(code: str) -> Finding:
    advice = "Tulis kode desa atau kelurahan, misalnya 33.27.04.2010."
    return Finding("scan.no_village", f"kode {code[:24]!r}", "bukan kode desa atau kelurahan", advice)
