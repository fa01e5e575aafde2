"""Laying a file before a second person, and what he decides."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, sheets
from berdaya.access.doors import require, require_second_person
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.access.services.inbox import send_to, send_to_role, settle
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.register import doors
from berdaya.register.held import open_snapshot
from berdaya.register.models import Decision, Snapshot, SnapshotPlace, Upload
from berdaya.register.rules.harmless import harmless
from berdaya.register.rules.uploads import (
    State,
    may_confirm,
    may_submit,
    same_version,
    stands_at,
)
from berdaya.register.services import shelf
from berdaya.register.services.outcomes import KNOWN, known
from berdaya.register.services.uploads import awaits, end

FIGURES = "register.figures"
_NO_DECILE = "tanpa desil"


def submit(hat: Holding, pk: int, version: int) -> None:
    """The maker is done: somebody else looks."""
    with transaction.atomic():
        upload = doors.own_upload(hat, pk, lock=True)
        stands_at(upload.stands, State.READ, State.SENT_BACK).require()
        same_version(version, upload.version).require()
        may_submit(upload.blocked, upload.doubts).require()
        upload.state, upload.version = State.CHECKED.value, upload.version + 1
        upload.attempt += 1
        upload.save(update_fields=["state", "version", "attempt"])
        settle(awaits(upload), hat.person)
        _tell_checkers(hat, upload)
        record(hat, "register.submitted", "upload", upload.pk, upload.territory, {"attempt": upload.attempt})


def send_back(hat: Holding, pk: int, version: int, reason: str) -> None:
    """Not yet: the maker mends the file or explains."""
    with transaction.atomic():
        upload = _before_checker(hat, pk, version)
        reason = harmless(reason, 300)
        if not reason:
            raise Refused(_no_reason())
        upload.state, upload.version = State.SENT_BACK.value, upload.version + 1
        upload.save(update_fields=["state", "version"])
        _decide(hat, upload, Decision.Verdict.SENT_BACK, reason=reason)
        settle(awaits(upload), hat.person)
        send_to(
            upload.maker,
            f"Berkas register edisi {format_date(upload.edition)} dikembalikan",
            reason,
            link=reverse("register-upload", args=[upload.pk]),
            sender=hat.person,
            awaits=awaits(upload),
        )
        record(hat, "register.sent_back", "upload", upload.pk, upload.territory, {"attempt": upload.attempt})


def confirm(hat: Holding, pk: int, version: int, *, without_rejected: bool = False) -> Snapshot:
    """The file is a register of the office from now on. Original and answer are destroyed."""
    with transaction.atomic():
        upload = _before_checker(hat, pk, version)
        may_confirm(upload.rejected, without_rejected).require()
        if known(upload, upload.sha256):
            raise Refused(KNOWN)
        folder = _put_in_place(upload)
        snapshot = _snapshot(hat, upload, folder)
        _decide(hat, upload, Decision.Verdict.CONFIRMED, without_rejected=bool(upload.rejected))
        end(upload, State.CONFIRMED, hat.person)
        send_to(
            upload.maker,
            f"Register {snapshot.register} edisi {format_date(snapshot.edition)} disahkan",
            "Berkas asli dan berkas jawaban sudah dimusnahkan menurut aturan.",
            link=reverse("register-snapshot", args=[snapshot.pk]),
            sender=hat.person,
        )
        start(hat.person, FIGURES, str(snapshot.pk), snapshot.territory)
        facts: dict[str, Fact] = {"upload": upload.pk, "manifest": snapshot.manifest_sha256}
        record(hat, "register.confirmed", "snapshot", snapshot.pk, snapshot.territory, facts)
    return snapshot


def _before_checker(hat: Holding, pk: int, version: int) -> Upload:
    """The file, for somebody who may decide about it, as he saw it."""
    upload = doors.upload_for(hat, pk, lock=True)
    require(hat, Right.REGISTER_CONFIRM, upload.territory)
    require_second_person(hat, upload.maker_id, "berkas register")
    stands_at(upload.stands, State.CHECKED).require()
    same_version(version, upload.version).require()
    return upload


def _decide(hat: Holding, upload: Upload, verdict: Decision.Verdict, **told: Any) -> None:
    Decision.objects.create(
        upload=upload, attempt=upload.attempt, verdict=verdict, by=hat.person, at=now(), **told
    )


def _put_in_place(upload: Upload) -> Path:
    """The staged snapshot takes its place. One that a power cut left there already is the same one."""
    manifest = open_snapshot(_where_it_lies(upload)).manifest
    name = f"{manifest['register'].lower()}-{manifest['edition']}-{upload.folder[:12]}"
    target = shelf.snapshots_folder() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shelf.staged_of(upload).rename(target)
    return target


def _where_it_lies(upload: Upload) -> Path:
    staged = shelf.staged_of(upload)
    if staged.exists():
        return staged
    moved = list(shelf.snapshots_folder().glob(f"*-{upload.folder[:12]}"))
    if not moved:
        raise Refused(_gone())
    return moved[0]


def _snapshot(hat: Holding, upload: Upload, folder: Path) -> Snapshot:
    held = open_snapshot(folder)
    manifest = held.manifest
    ranked = any(decile != _NO_DECILE for decile in manifest["deciles"])
    snapshot = Snapshot.objects.create(
        upload=upload,
        territory=upload.territory,
        register=manifest["register"],
        edition=upload.edition,
        profile=upload.profile,
        unit=manifest["unit"],
        purpose=upload.purpose,
        legal_basis=upload.legal_basis,
        until=upload.until,
        accepted=upload.accepted,
        rejected=upload.rejected,
        duplicate=upload.duplicate,
        households=upload.households,
        members=upload.members,
        places=upload.places,
        ranked=ranked,
        sha256=upload.sha256,
        manifest_sha256=held.fingerprint,
        key_name=manifest["key"],
        folder=folder.name,
        maker=upload.maker,
        confirmed_by=hat.person,
        confirmed_at=now(),
    )
    table = held.read("places.parquet")
    SnapshotPlace.objects.bulk_create(
        (
            SnapshotPlace(
                snapshot=snapshot,
                code=row["code"],
                households=row["households"],
                persons=row["persons"] or 0,
                decile1=row["decile1_households"] if ranked else None,
            )
            for row in table.iter_rows(named=True)
        ),
        batch_size=500,
    )
    return snapshot


def _tell_checkers(hat: Holding, upload: Upload) -> None:
    for role, sheet in sheets().items():
        if Right.REGISTER_CONFIRM in sheet.rights:
            send_to_role(
                role,
                upload.territory,
                f"Periksa berkas register edisi {format_date(upload.edition)}",
                "Baca temuan dan hitungannya, lalu sahkan atau kembalikan dengan alasan.",
                link=reverse("register-upload", args=[upload.pk]),
                sender=hat.person,
                awaits=awaits(upload),
            )


def _no_reason() -> Finding:
    return Finding(
        "upload.no_reason",
        "alasan",
        "belum diisi",
        "Tulis apa yang perlu diperbaiki, supaya pengunggah tahu langkahnya.",
    )


def _gone() -> Finding:
    return Finding(
        "snapshot.staged_gone",
        "hasil bacaan berkas ini",
        "tidak ada lagi di penyimpanan kantor",
        "Kembalikan berkas ini kepada pengunggah, supaya dibaca sekali lagi.",
    )
