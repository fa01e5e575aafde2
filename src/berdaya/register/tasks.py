"""What waits for a hat in this room."""

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.offers import Task
from berdaya.register import doors
from berdaya.register.models import Snapshot, Upload
from berdaya.register.rules.uploads import State

_MINE = {
    State.BEGUN: ("Lanjutkan unggahan register", "Berkasnya belum lengkap terkirim.", "Lanjutkan"),
    State.READ: ("Ajukan berkas register", "Sudah dibaca; periksa temuannya, lalu ajukan.", "Lihat"),
    State.SENT_BACK: ("Perbaiki berkas register", "Dikembalikan pemeriksa dengan alasan.", "Perbaiki"),
}


def tasks_for(hat: Holding) -> list[Task]:
    """Files to check for whoever confirms, files to mend for their makers, registers kept too long."""
    tasks = [task for upload in doors.uploads_waiting(hat) for task in _of_upload(hat, upload)]
    if allowed(hat, Right.REGISTER_DESTROY).allowed:
        day = today_in(hat.territory)
        tasks += [_of_snapshot(snapshot) for snapshot in doors.kept_too_long(hat, day)]
    return tasks


def _of_upload(hat: Holding, upload: Upload) -> list[Task]:
    if upload.stands is State.CHECKED:
        return [_to_check(upload)]
    what, why, button = _MINE[upload.stands]
    if upload.stands is State.READ and upload.blocked:
        what, why, button = "Perbaiki berkas register", "Ada temuan yang menghalangi.", "Perbaiki"
    return [_task(upload, what, why, button)]


def _to_check(upload: Upload) -> Task:
    why = f"Diunggah {upload.maker.name}; berkas dimusnahkan bila belum diputuskan sampai tanggal ini."
    return _task(upload, "Periksa register", why, "Periksa")


def _task(upload: Upload, what: str, why: str, button: str) -> Task:
    named = f"{what} edisi {format_date(upload.edition)}"
    return Task(named, why, reverse("register-upload", args=[upload.pk]), button, upload.keep_until)


def _of_snapshot(snapshot: Snapshot) -> Task:
    return Task(
        f"Musnahkan register {snapshot.register} edisi {format_date(snapshot.edition)}",
        "Masa simpan menurut tujuannya sudah habis.",
        reverse("register-snapshot", args=[snapshot.pk]),
        "Lihat",
        snapshot.until,
    )
