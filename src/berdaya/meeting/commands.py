"""`berdaya meeting …`: kinds of meeting and their agenda, from the rulebook."""

import re
from datetime import date, datetime, time
from typing import Any

import click

from berdaya.kernel.calendar import WIB, today
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.terminal import answer_json, json_option, say, speaks_plainly
from berdaya.meeting.book import forums_at
from berdaya.meeting.rules.forums import Forum, timed

DAY = click.option(
    "--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Menurut aturan hari itu; bawaan hari ini."
)


@click.group("meeting")
def commands() -> None:
    """Pertemuan: jenis forum, acara, unsur, kuorum."""


@commands.command("forums")
@DAY
@json_option
@speaks_plainly
def forums(on: datetime | None, as_json: bool) -> None:
    """Semua jenis pertemuan: tingkat, lama, unsur, syarat kuorum, penanda tangan."""
    found = forums_at(on.date() if on else today())
    if as_json:
        answer_json(
            {
                "rule": found.rule.key,
                "source": found.rule.source,
                "groups": dict(found.groups),
                "forums": [_as_json(forum) for forum in found.by_code.values()],
            }
        )
        return
    for forum in found.by_code.values():
        click.echo(f"{forum.code:24} {forum.title}; {', '.join(forum.levels)}; {forum.minutes} menit")


@commands.command("agenda")
@click.argument("forum")
@click.option("--start", default="19.00", show_default=True, help="Jam mulai, misalnya 19.00.")
@DAY
@json_option
@speaks_plainly
def agenda(forum: str, start: str, on: datetime | None, as_json: bool) -> None:
    """Acara satu jenis pertemuan dengan jam dan menitnya."""
    day = on.date() if on else today()
    found = forums_at(day).get(forum)
    rows = timed(found.agenda, _begins(day, start))
    if as_json:
        items = [
            {
                "begins": f"{row.begins:%H:%M}",
                "ends": f"{row.ends:%H:%M}",
                "minutes": row.item.minutes,
                "what": row.item.what,
            }
            for row in rows
        ]
        answer_json({"forum": found.code, "title": found.title, "minutes": found.minutes, "agenda": items})
        return
    for row in rows:
        click.echo(f"{row.begins:%H.%M}–{row.ends:%H.%M}  {row.item.minutes:3} menit  {row.item.what}")
    say(f"{found.title}: {found.minutes} menit.")


def _begins(day: date, start: str) -> datetime:
    parts = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", start.strip())
    if parts is None:
        raise Refused(Finding("agenda.start", f"--start {start[:10]}", "bukan jam", "Tulis seperti 19.00."))
    return datetime.combine(day, time(int(parts[1]), int(parts[2])), tzinfo=WIB)


def _as_json(forum: Forum) -> dict[str, Any]:
    return {
        "code": forum.code,
        "title": forum.title,
        "levels": list(forum.levels),
        "convener": forum.convener,
        "minutes": forum.minutes,
        "agenda": [{"minutes": item.minutes, "what": item.what} for item in forum.agenda],
        "groups": dict(forum.groups),
        "quorum": {"counted": list(forum.counted), "must": list(forum.must)},
        "signs": list(forum.signs),
        "delegates": forum.delegates,
    }
