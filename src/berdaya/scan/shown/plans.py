"""Plans as pages show them: lines with how far they are, sums that add up, what nothing answers to yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_percent, format_rupiah
from berdaya.kernel.status import StatusLine
from berdaya.kernel.veil import NONE
from berdaya.scan.models.plans import LineNews, Plan, PlanLine
from berdaya.scan.rules.planning import Move, PlanRule, State, Sums, judge, sums_of
from berdaya.scan.rules.telling import NO_NEWS, told_done, told_silent


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: what, for what, how much, who; and how far it is."""

    pk: int
    number: int
    action: str
    target: str
    volume: str
    cost: int
    source: str
    year: int
    who: str
    where: str
    done: str
    percent: int
    spent: int | None
    told: str


def line_rows(
    lines: Sequence[PlanLine], news: Mapping[int, LineNews], titles: Mapping[str, str], rule: PlanRule
) -> list[LineRow]:
    return [_line_row(line, news.get(line.pk), titles, rule) for line in lines]


def _line_row(line: PlanLine, news: LineNews | None, titles: Mapping[str, str], rule: PlanRule) -> LineRow:
    share = Fraction(news.done, line.volume) if news else Fraction(0)
    return LineRow(
        line.pk,
        line.number,
        line.action,
        titles.get(line.target, line.target),
        f"{format_count(line.volume)} {line.unit}",
        line.cost,
        rule.sources.get(line.source, line.source),
        line.year,
        line.who,
        line.where,
        told_done(news.done if news else None, line.volume, line.unit),
        min(100, int(share * 100)),
        news.spent if news else None,
        f"per {format_date(news.on)}{': ' + news.note if news.note else ''}" if news else "",
    )


def sum_tables(sums: Sums, titles: Mapping[str, str], rule: PlanRule) -> list[dict[str, Any]]:
    """The same total by year, by source, by target."""
    return [
        _table("tahun", {str(year): cost for year, cost in sums.by_year.items()}, sums.total),
        _table("sumber dana", {rule.sources.get(k, k): v for k, v in sums.by_source.items()}, sums.total),
        _table("sasaran", {titles.get(k, k): v for k, v in sums.by_target.items()}, sums.total),
    ]


def _table(words: str, rows: Mapping[str, int], total: int) -> dict[str, Any]:
    return {"words": words, "rows": list(rows.items()), "total": total}


def boxes_of(lines: Sequence[PlanLine], news: Mapping[int, LineNews]) -> list[dict[str, Any]]:
    """Lines, cost, what was spent, how many are done."""
    sums = sums_of([line.line for line in lines])
    spent = sum(one.spent for one in news.values())
    done = sum(news[line.pk].done >= line.volume for line in lines if line.pk in news)
    share = format_percent(Fraction(spent, sums.total), 0) + " dari rencana" if sums.total else ""
    silent = told_silent(sum(line.pk not in news for line in lines))
    return [
        {"label": "Baris", "figure": len(lines), "context": f"{done} selesai"},
        {"label": "Biaya", "figure": format_rupiah(sums.total), "context": "seluruh tahun dan sumber"},
        {
            "label": "Realisasi",
            "figure": format_rupiah(spent) if news else NONE,
            "context": ", ".join(filter(None, (share, silent))) if news else NO_NEWS,
        },
    ]


@dataclass(frozen=True, slots=True)
class Buttons:
    """What the reader may do with the plan now."""

    edit: bool = False
    send: bool = False
    check: bool = False
    revise: bool = False
    report: bool = False


def buttons_of(plan: Plan, person: int, makers: set[int], *, works: bool, holds: bool) -> Buttons:
    def may(move: Move) -> bool:
        return judge(move, plan.standing, person, makers).allowed

    return Buttons(
        edit=works and may(Move.EDIT),
        send=works and may(Move.SEND),
        check=holds and may(Move.FIX),
        revise=works and may(Move.REVISE),
        report=works and may(Move.REPORT),
    )


_TOLD = {
    State.DRAFT: (
        "Versi {v} sedang disusun.",
        "Lengkapi barisnya, lalu kirim untuk diperiksa.",
        "Perangkat daerah pendamping bersama desa.",
    ),
    State.SENT: (
        "Versi {v} menunggu orang kedua.",
        "Baca barisnya, lalu tetapkan atau kembalikan.",
        "Seseorang yang tidak ikut menyusunnya.",
    ),
    State.FIXED: (
        "Versi {v} berlaku.",
        "Catat kemajuan tiap baris; desa dapat mengambilnya sebagai usulan.",
        "Pelaksana tiap baris.",
    ),
    State.REPLACED: (
        "Versi {v} sudah diganti.",
        "Buka versi yang berlaku.",
        "Siapa pun yang membacanya.",
    ),
}


def status_of(plan: Plan, buttons: Buttons) -> StatusLine:
    what, then, who = _TOLD[plan.standing]
    return StatusLine(
        what.format(v=plan.version), _why(plan), then, who, waiting=buttons.send or buttons.check
    )


def _why(plan: Plan) -> str:
    checked = plan.checked_by.name if plan.checked_by else ""
    note = f": {plan.check_note.rstrip('. ')}" if plan.check_note else ""
    match plan.standing:
        case State.DRAFT if plan.check_note:
            return f"Dikembalikan {checked}{note}."
        case State.SENT:
            sent = plan.sent_by.name if plan.sent_by else ""
            return f"Dikirim {sent}{': ' + plan.note.rstrip('. ') if plan.note else ''}."
        case State.FIXED | State.REPLACED:
            return f"Ditetapkan {checked}{note}."
    return f"Dibuka {plan.begun_by.name}."
