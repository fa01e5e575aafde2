"""The register comes to the demo office: brought in pieces, doubts settled, confirmed by a second person."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.register import doors
from berdaya.register.models import Snapshot, Upload
from berdaya.register.rules.uploads import OVER, Intent, State
from berdaya.register.services.decisions import confirm, submit
from berdaya.register.services.rulings import limits_in
from berdaya.register.services.settling import settle_places
from berdaya.register.services.uploads import announce, begin, finish, put_part
from berdaya.site.demo.office.hands import PLACE, hat_of, work, work_what_waits

WHOLE: Final = date(2024, 7, 1)
NEWER: Final = date(2025, 1, 1)
BASIS: Final = "Peraturan Bupati rekaan Nomor 12 Tahun 2024"


def the_register(folder: Path) -> bool:
    """Ratna brings the register of the kabupaten, Agus confirms it."""
    if Snapshot.objects.filter(territory=PLACE, edition=WHOLE).standing().exists():
        return False
    _brought(folder / "bdt-pemalang.csv", "ratna", WHOLE, "agus")
    work_what_waits()
    return True


def a_file_that_waits(folder: Path) -> bool:
    """Tri brings a newer file of one kecamatan; whoever plays Ratna or Agus may confirm it."""
    if Upload.objects.filter(territory=PLACE, edition=NEWER).exists():
        return False
    _brought(folder / "bdt-watukumpul.xlsx", "tri", NEWER)
    return True


def newest_snapshot() -> Snapshot:
    return Snapshot.objects.filter(territory=PLACE).standing().newest_first()[0]


def _brought(file: Path, maker: str, edition: date, checker: str = "") -> None:
    """One file, taken up where an earlier build left it, until it is confirmed or waits for a checker."""
    hat = hat_of(maker)
    upload = _on_the_way(hat, edition) or begin(hat, _intent(edition))
    while upload.stands not in OVER and (checker or upload.stands is not State.CHECKED):
        if upload.stands is State.CHECKED:
            confirm(hat_of(checker), upload.pk, upload.version, without_rejected=True)
        else:
            _NEXT[upload.stands](hat, upload, file)
        upload.refresh_from_db()


def _on_the_way(hat: Holding, edition: date) -> Upload | None:
    return Upload.objects.on_the_way().filter(maker=hat.person, edition=edition).first()


def _intent(edition: date) -> Intent:
    until = today_in(PLACE) + timedelta(days=3 * 365)
    return Intent("bdt2015", edition, "penetapan sasaran", BASIS, until)


def _send(hat: Holding, upload: Upload, file: Path) -> None:
    size, limits = file.stat().st_size, limits_in(PLACE)
    here = announce(hat, upload.pk, file.name, size)
    with file.open("rb") as source:
        for number in range(limits.parts(size)):
            piece = source.read(limits.part_size(size, number))
            if number not in here:
                put_part(hat, upload.pk, number, piece)
    work(finish(hat, upload.pk))


def _read(hat: Holding, upload: Upload, file: Path) -> None:
    work(finish(hat, upload.pk))


def _settle(hat: Holding, upload: Upload, file: Path) -> None:
    """Doubtful villages are settled once: each is the first of those that it may mean."""
    if not upload.doubts:
        submit(hat, upload.pk, upload.version)
        return
    doubts = (doors.preview_of(upload) or {}).get("doubts", ())
    chosen = {doubt["key"]: next(iter(doubt["candidates"]), "") for doubt in doubts}
    work(settle_places(hat, upload.pk, chosen))


_NEXT: Final[Mapping[State, Callable[[Holding, Upload, Path], None]]] = {
    State.BEGUN: _send,
    State.UPLOADED: _read,
    State.READ: _settle,
    State.SENT_BACK: _settle,
}
