"""The list of assisted places in the demo office: from draft to decree, and the draft after it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.site.demo.office.hands import ACCOMPANIED, BEFORE, PLACE, Brought, Sheet, hat_of, work
from berdaya.site.demo.office.registers import newest_snapshot
from berdaya.targeting.decided import standing_changes
from berdaya.targeting.laying_out import setting_of
from berdaya.targeting.models import AgencyPair, Computation, Decree, PlaceResult, Run
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.rules.changes import Change, ChangeKind
from berdaya.targeting.rules.runs import State
from berdaya.targeting.services.assigning import (
    ask_assignment,
    bring_table,
    set_up,
    setup_of,
    standing_assignment,
    tie,
)
from berdaya.targeting.services.computing import ask_computation
from berdaya.targeting.services.deciding import DecreeFacts, check_list, record_decree
from berdaya.targeting.services.discussing import Talk, change_places, close_discussion
from berdaya.targeting.services.drafting import begin_run, fill_in
from berdaya.targeting.services.files import bring_file

INDEX_DAY: Final = date(2024, 11, 21)
SEATS: Final = {"seats_total": 86, "seats_desa": 77, "seats_kelurahan": 9}
TABLES: Final = {
    "agencies": (FileKind.AGENCIES, "perangkat.csv"),
    "fit": (FileKind.FIT, "kecocokan.csv"),
    "needs": (FileKind.NEEDS, "kebutuhan.csv"),
    "points": (FileKind.POINTS, "titik.csv"),
}
LANDSLIDE: Final = "Longsor Februari merusak 41 rumah; jumlah desil 1 bertambah sesudah pendataan."
FUNDED: Final = "Sudah masuk program provinsi sampai tahun depan, menurut kadesnya sendiri."


def the_list(folder: Path) -> bool:
    """This year's list, taken up where an earlier build left it, until its decree is recorded."""
    year = today_in(PLACE).year
    run = _run_of(year) or begin_run(hat_of("ratna"), PLACE, year)
    if run.standing not in _NEXT:
        return False
    while run.standing in _NEXT:
        _NEXT[run.standing](run, folder)
        run.refresh_from_db()
    return True


def next_year(folder: Path) -> bool:
    """A draft for the year after, half filled in, so that both ends of a list can be seen."""
    today, ratna = today_in(PLACE), hat_of("ratna")
    run = _run_of(today.year + 1) or begin_run(ratna, PLACE, today.year + 1)
    if run.snapshot:
        return False
    given = {"snapshot": str(newest_snapshot().pk), **SEATS, "due": today + timedelta(days=21)}
    fill_in(ratna, run, run.version, given)
    return True


def the_decree() -> Decree:
    return Decree.objects.standing().filter(territory=PLACE).newest_first()[0]


def _run_of(year: int) -> Run | None:
    runs = Run.objects.filter(territory=PLACE, year=year).exclude(state=State.DROPPED.value)
    return runs.first()


def _compute(run: Run, folder: Path) -> None:
    ratna = hat_of("ratna")
    if run.index is None:
        fill_in(ratna, run, run.version, _inputs(ratna, run, folder))
    work(ask_computation(ratna, run, run.version))


def _inputs(hat: Holding, run: Run, folder: Path) -> dict[str, Any]:
    setting = setting_of(PLACE, run)
    files = {"index": (FileKind.INDEX, "indeks.csv"), "population": (FileKind.POPULATION, "penduduk.csv")}
    return {
        "snapshot": str(newest_snapshot().pk),
        **SEATS,
        "on_date": INDEX_DAY,
        "due": today_in(PLACE) - timedelta(days=8),
        **{
            name: bring_file(hat, kind, Brought(folder / file), setting).file
            for name, (kind, file) in files.items()
        },
    }


def _talk_over(run: Run, folder: Path) -> None:
    """Two places change by people, agencies are shared out, the forum closes."""
    ratna, held = hat_of("ratna"), today_in(PLACE) - timedelta(days=24)
    assert run.computation is not None
    if not standing_changes(run.computation):
        change_places(ratna, run, run.version, _changes(run.computation))
    _share_out(ratna, run, folder)
    minutes = f"BA 12/BAPPEDA/{held.year}"
    note = "Yang ambang dibahas satu per satu."
    close_discussion(ratna, run, run.version, Talk("Forum Perangkat Daerah", held, minutes, note))


def _changes(computation: Computation) -> Sequence[Change]:
    """The first desa below the line comes in for the last one above it, with reason, proposer and meeting."""
    desa = PlaceResult.objects.filter(computation=computation, stratum="desa").order_by("rank")
    comes = desa.filter(selected=False)[0]
    goes = desa.filter(selected=True).exclude(code__in=ACCOMPANIED).reverse()[0]
    meeting = "Forum Perangkat Daerah"
    return (
        Change(comes.code, ChangeKind.ADD, LANDSLIDE, f"Camat {comes.kecamatan}", meeting, comes.name),
        Change(goes.code, ChangeKind.DROP, FUNDED, f"Camat {goes.kecamatan}", meeting, goes.name),
    )


def _share_out(hat: Holding, run: Run, folder: Path) -> None:
    if setup_of(run).agencies is None:
        given = {
            name: bring_table(hat, run, kind, Brought(folder / file)) for name, (kind, file) in TABLES.items()
        }
        set_up(hat, run, run.version, given | {"level_loads": True, "seconds": 20})
    tied = set(AgencyPair.objects.filter(run=run).standing().values_list("code", flat=True))
    for code in sorted(set(ACCOMPANIED) - tied):
        tie(
            hat,
            run,
            run.version,
            agency="BAPPEDA",
            code=code,
            kind="tetap",
            reason="Sudah didampingi sejak 2022.",
            decree=BEFORE,
        )
    if standing_assignment(run) is None:
        work(ask_assignment(hat, run, run.version))
        run.refresh_from_db()


def _check(run: Run, folder: Path) -> None:
    check_list(hat_of("agus"), run, run.version, "Hitungan dan berita acara cocok.")


def _decree(run: Run, folder: Path) -> None:
    today = today_in(PLACE)
    signed = today - timedelta(days=12)
    facts = DecreeFacts(
        head="Bupati Pemalang",
        signatory="Sasmito Adiwarna",
        number=f"188.4/118/Tahun {signed.year}",
        date=signed,
        valid_from=today - timedelta(days=10),
        valid_to=date(today.year + 2, 12, 31),
    )
    scan = Sheet("KEPUTUSAN BUPATI PEMALANG", facts.number, facts.signatory).scan(folder, "keputusan.jpg")
    record_decree(hat_of("tri"), run, run.version, facts, scan)


_NEXT: Final[Mapping[State, Callable[[Run, Path], None]]] = {
    State.DRAFT: _compute,
    State.COMPUTED: _talk_over,
    State.DISCUSSED: _check,
    State.CHECKED: _decree,
}
