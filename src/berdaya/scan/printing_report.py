"""The half-yearly report of one village to the head of the region: planned, done, seen, next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.access.models import Holding
from berdaya.access.places import place_title
from berdaya.documents.paper import Letterhead, Paper, Signatory, Status
from berdaya.documents.tables import Column, Kind, Sheet, for_paper
from berdaya.hardship.shown import limits_in
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_rupiah
from berdaya.region.rules.codes import Level, part_of
from berdaya.scan.doors.counts import homes_in
from berdaya.scan.doors.fgd import title_words
from berdaya.scan.doors.plans import lines_of, news_of, plan_in_force
from berdaya.scan.doors.supervision import visits_of
from berdaya.scan.gathering import boxes_of
from berdaya.scan.models import Cycle
from berdaya.scan.models.plans import LineNews, Plan, PlanLine, Report, Supervision
from berdaya.scan.rules.halves import HalfYear
from berdaya.scan.rules.planning import sums_of
from berdaya.scan.rules.telling import NO_NEWS, told_done, told_homes, told_silent

KIND, TEMPLATE, DOTS = "Laporan Semester", "scan/report", "." * 28


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: office held, name (empty: written by hand), civil servant's number, and where."""

    title: str
    name: str = ""
    nip: str = ""
    town: str = ""


def half_of_report(report: Report) -> HalfYear:
    return HalfYear(report.year, report.half)


def report_paper(report: Report, signer: Signer) -> Paper:
    cycle = report.cycle
    place = place_title(cycle.territory).split(", ")[0]
    top = part_of(cycle.territory, Level.KABUPATEN) or cycle.territory
    office = cycle.agency or "Perangkat Daerah Pendamping"
    words = half_of_report(report).words
    return Paper(
        kind=KIND,
        title=f"Laporan Pendampingan\n{place}",
        subtitle=words,
        office=office,
        place=signer.town or None,
        date=report.date or half_of_report(report).last,
        number=report.number or None,
        status=None if report.final else Status.DRAFT,
        short=f"Laporan pendampingan {place}, {words}",
        letterhead=Letterhead(f"Pemerintah {place_title(top).split(', ')[0]}", office),
        signatories=(Signatory(title=signer.title, name=signer.name or DOTS, nip=signer.nip),),
    )


def report_values(hat: Holding, report: Report) -> dict[str, Any]:
    """Everything that the report says. No household is counted on it that must be hidden."""
    cycle, half = report.cycle, half_of_report(report)
    plan = plan_in_force(cycle)
    lines = lines_of(plan) if plan else []
    news = news_until(lines, half.last)
    visits = [one for one in visits_of(cycle) if one.on in half]
    return {
        "facts": _facts(cycle, half, plan),
        "lead": _lead(lines, news, visits, half),
        "stages": for_paper(_stages(hat, cycle)),
        "lines": for_paper(_lines(lines, news)) if lines else None,
        "visits": for_paper(_visits(visits)) if visits else None,
        "hindrance": report.hindrance,
        "next": report.next_steps,
        "to": f"Kepada Yth. {head_of(cycle.territory)}",
    }


def head_of(code: str) -> str:
    """`Bupati Pemalang`, `Wali Kota Malang`."""
    top = place_title(part_of(code, Level.KABUPATEN) or code).split(", ")[0]
    kind, _, name = top.partition(" ")
    return f"{'Wali Kota' if kind.casefold() == 'kota' else 'Bupati'} {name}"


def news_until(lines: Sequence[PlanLine], last: date) -> dict[int, LineNews]:
    """The last news of each line up to a day."""
    found = news_of(lines)
    late = [pk for pk, one in found.items() if one.on > last]
    if not late:
        return dict(found)
    return {pk: one for pk, one in found.items() if pk not in late} | _older(lines, late, last)


def _older(lines: Sequence[PlanLine], late: Sequence[int], last: date) -> dict[int, LineNews]:
    found = {}
    for line in (one for one in lines if one.pk in late):
        news = line.news.filter(on__lte=last).first()
        if news is not None:
            found[line.pk] = news
    return found


def _facts(cycle: Cycle, half: HalfYear, plan: Plan | None) -> list[list[str]]:
    kecamatan = part_of(cycle.territory, Level.KECAMATAN) or cycle.territory
    told = (
        f"versi {plan.version}, ditetapkan {format_date(plan.checked_at.date())}"
        if plan and plan.checked_at
        else ""
    )
    return [
        ["Tempat", f"{place_title(cycle.territory).split(', ')[0]}, {place_title(kecamatan).split(', ')[0]}"],
        ["Pendamping", cycle.agency],
        ["Dasar", cycle.basis],
        ["Masa laporan", f"{format_date(half.first)} sampai {format_date(half.last)}"],
        ["Daftar kerja", told_homes(homes_in(cycle), limits_in(cycle.territory))],
        ["Rencana intervensi", told or "belum ditetapkan"],
    ]


def _lead(
    lines: Sequence[PlanLine], news: dict[int, LineNews], visits: Sequence[Supervision], half: HalfYear
) -> str:
    if not lines:
        return f"Sampai akhir {half.words.lower()} rencana intervensi belum ditetapkan."
    return (
        f"Dari {format_count(len(lines))} baris rencana {_reached(lines, news)}. Kunjungan pendampingan dalam"
        f" semester ini: {format_count(len(visits))}."
    )


def _reached(lines: Sequence[PlanLine], news: dict[int, LineNews]) -> str:
    """How many lines are done, of how many nobody wrote news, and what was spent."""
    cost = format_rupiah(sums_of([line.line for line in lines]).total)
    if not news:
        return f"semuanya {NO_NEWS}; biaya rencananya {cost}"
    done = sum(line.pk in news and news[line.pk].done >= line.volume for line in lines)
    silent = told_silent(sum(line.pk not in news for line in lines))
    spent = format_rupiah(sum(one.spent for one in news.values()))
    return f"{format_count(done)} selesai{f', {silent}' if silent else ''}. Realisasi {spent} dari {cost}"


def _stages(hat: Holding, cycle: Cycle) -> Sheet:
    rows = [
        (
            box.title,
            f"{box.told.figure} {box.told.words}".removeprefix("– ") if box.applies else box.told.words,
            format_date(box.due) if box.due else "–",
            "terlambat" if box.late else box.told.progress.value if box.applies else "tidak berlaku",
        )
        for box in boxes_of(hat, [cycle])[cycle.pk]
    ]
    columns = (Column("Tahap", mm=45), Column("Keadaan"), Column("Tenggat", mm=34), Column("Kemajuan", mm=28))
    return Sheet("Tahap kerja", columns, rows)


def _lines(lines: Sequence[PlanLine], news: dict[int, LineNews]) -> Sheet:
    titles = title_words()
    rows = [
        (
            line.number,
            f"{line.action} ({line.who})",
            titles.get(line.target, line.target),
            told_done(news[line.pk].done if line.pk in news else None, line.volume, line.unit),
            line.cost,
            news[line.pk].spent if line.pk in news else None,
        )
        for line in lines
    ]
    cost = sum(line.cost for line in lines)
    spent = sum(one.spent for one in news.values()) if news else None
    columns = (
        Column("No", Kind.COUNT, mm=9),
        Column("Tindakan dan pelaksana"),
        Column("Menjawab", mm=36),
        Column("Selesai", mm=28),
        Column("Rencana (Rp)", Kind.RUPIAH, mm=27),
        Column("Realisasi (Rp)", Kind.RUPIAH, mm=27),
    )
    return Sheet("Baris", columns, rows, totals=("", "Seluruhnya", None, None, cost, spent))


def _visits(visits: Sequence[Supervision]) -> Sheet:
    rows = [
        (
            format_date(one.on),
            one.team,
            one.findings,
            _followed(one),
        )
        for one in reversed(visits)
    ]
    columns = (
        Column("Tanggal", mm=26),
        Column("Tim", mm=34),
        Column("Temuan"),
        Column("Tindak lanjut", mm=48),
    )
    return Sheet("Kunjungan", columns, rows)


def _followed(visit: Supervision) -> str:
    if not visit.follow_up:
        return "–"
    if visit.followed_on:
        return f"{visit.follow_up} (selesai {format_date(visit.followed_on)})"
    return f"{visit.follow_up}{f' (paling lambat {format_date(visit.due)})' if visit.due else ''}"
