"""What becomes of a confirmed register: its counts are filed as figures; one day its people are erased."""

import shutil
from collections.abc import Collection
from contextlib import suppress

from django.db import IntegrityError, transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.services import Progress
from berdaya.access.keys import key_ring
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.territory import covers
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.register import doors
from berdaya.register.coverage import covered_places
from berdaya.register.models import Destruction, Snapshot
from berdaya.register.rules.harmless import harmless
from berdaya.register.rules.manifest import NAME
from berdaya.register.rules.showing import Shown
from berdaya.register.services.shelf import snapshots_folder

ROOM = "register"
HOUSEHOLDS, DECILE1 = "Rumah tangga dalam register", "Rumah tangga desil 1"
KEPT = frozenset({NAME, "places.parquet"})
_BATCH = 50


def file_figures(pk: int, progress: Progress) -> None:
    """File what the register counts of each place, so that every room may read it. Again changes nothing.

    Counts that may not be shown are not filed either, and nothing is filed of a place of which the register
    lacks a village: such a sum would pass for the figure of the whole.
    """
    snapshot = Snapshot.objects.get(pk=pk)
    counted, whole = doors.counted(snapshot, snapshot.territory), covered_places(snapshot)
    facts = _facts(snapshot, HOUSEHOLDS, counted.households, whole)
    if counted.decile1 is not None:
        facts += _facts(snapshot, DECILE1, counted.decile1, whole)
    for first in range(0, len(facts), _BATCH):
        with transaction.atomic():
            for fact in facts[first : first + _BATCH]:
                file_figure(None, fact, room=ROOM)
        progress.move(min(first + _BATCH, len(facts)), len(facts), "mencatat angka tiap tempat")


def _facts(snapshot: Snapshot, name: str, shown: Shown, whole: Collection[str]) -> list[Facts]:
    source = f"Register {snapshot.register} edisi {format_date(snapshot.edition)}"
    return [
        Facts(
            territory=code,
            name=name,
            unit=Unit.HOUSEHOLDS,
            as_of=snapshot.edition,
            source=source,
            number=count,
            record=f"register.snapshot/{snapshot.pk}",
        )
        for code, count in sorted(shown.counts.items())
        if code in whole and shown.open(code) and covers(snapshot.territory, code)
    ]


def destroy(hat: Holding, pk: int, reason: str) -> Destruction:
    """Erase the people of a register: its key, then its files. Counts of places and this deed stay."""
    try:
        with transaction.atomic():
            snapshot = doors.snapshot_for(hat, pk)
            require(hat, Right.REGISTER_DESTROY, snapshot.territory)
            if snapshot.destroyed:
                raise Refused(_destroyed_before())
            _refuse_in_use(snapshot)
            reason = harmless(reason, 300)
            if not reason:
                raise Refused(_no_reason())
            done = Destruction.objects.create(snapshot=snapshot, reason=reason, by=hat.person, at=now())
            transaction.on_commit(lambda: erase_people(snapshot))
            facts: dict[str, Fact] = {"key": snapshot.key_name, "households": snapshot.households}
            record(hat, "register.destroyed", "snapshot", snapshot.pk, snapshot.territory, facts)
    except IntegrityError:  # somebody else did it in this moment
        raise Refused(_destroyed_before()) from None
    return done


def erase_people(snapshot: Snapshot) -> bool:
    """Finish a destruction, as often as needed. Gives whether anything was still there."""
    with suppress(Refused):
        key_ring().destroy(snapshot.key_name, today_in(snapshot.territory))
    folder = snapshots_folder() / snapshot.folder
    left = [path for path in folder.iterdir() if path.name not in KEPT] if folder.is_dir() else []
    for path in left:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return bool(left)


def _refuse_in_use(snapshot: Snapshot) -> None:
    """People still work on something that is computed from it. Past its end the law goes first."""
    busy = [use.words for use in doors.uses_of(snapshot) if use.open]
    if busy and today_in(snapshot.territory) <= snapshot.until:
        raise Refused(
            Finding(
                "snapshot.in_use",
                "register ini",
                f"masih dipakai: {', '.join(busy)}",
                f"Selesaikan atau batalkan dahulu. Sesudah {format_date(snapshot.until)} boleh dimusnahkan.",
            )
        )


def _destroyed_before() -> Finding:
    return Finding(
        "snapshot.destroyed",
        "register ini",
        "sudah dimusnahkan",
        "Muat ulang halaman untuk melihat siapa, kapan dan mengapa.",
    )


def _no_reason() -> Finding:
    return Finding(
        "snapshot.no_reason",
        "alasan",
        "belum diisi",
        "Tulis mengapa data ini dimusnahkan, misalnya masa simpannya habis.",
    )
