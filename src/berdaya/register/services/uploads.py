"""Bringing a file: say what it is for, send it in pieces, hand it over to be read.

A piece that is here stays here, whatever happens to the line or the office; sending it again changes nothing.
"""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum

from berdaya.access.audit import record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.access.services.inbox import settle
from berdaya.kernel.findings import Finding, Refused
from berdaya.register import doors
from berdaya.register.models import Upload, UploadPart
from berdaya.register.rules.contents import HEAD, is_what_it_says
from berdaya.register.rules.harmless import file_name, harmless
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.uploads import (
    REPLACEABLE,
    Intent,
    State,
    may_begin,
    may_send,
    stands_at,
)
from berdaya.register.services import shelf
from berdaya.register.services.rulings import limits_in

READ = "register.read"


def begin(hat: Holding, intent: Intent) -> Upload:
    """Say what a file is and what it is for; the file itself follows."""
    territory = hat.territory
    require(hat, Right.REGISTER_UPLOAD, territory)
    today = today_in(territory)
    may_begin(intent, frozenset(shipped_profiles()), today).require()
    with transaction.atomic():
        upload = Upload.objects.create(
            territory=territory,
            profile=intent.profile,
            edition=intent.edition,
            field_date=intent.field_date,
            purpose=harmless(intent.purpose, 120),
            legal_basis=harmless(intent.legal_basis, 300),
            until=intent.until,
            maker=hat.person,
            folder=secrets.token_hex(16),
            keep_until=_keep_until(territory, today),
        )
        record(hat, "register.begun", "upload", upload.pk, territory, {"profile": upload.profile})
    return upload


def announce(hat: Holding, pk: int, name: str, size: int) -> list[int]:
    """Say which file comes. Gives the numbers of its pieces that are here already."""
    name = file_name(name)
    with transaction.atomic():
        upload = doors.own_upload(hat, pk, lock=True)
        may_send(name, size, limits_in(upload.territory)).require()
        stands_at(upload.stands, State.BEGUN).require()
        here = list(upload.parts.values_list("number", flat=True))
        if here and (upload.name, upload.size) != (name, size):
            raise Refused(_other_file(upload.name))
        shelf.make_key(upload)
        upload.name, upload.size = name, size
        upload.save(update_fields=["name", "size"])
    return here


def put_part(hat: Holding, pk: int, number: int, content: bytes, digest: str = "") -> None:
    """Keep one piece. The same piece again is no fault; another one in its place is."""
    upload = doors.own_upload(hat, pk)
    stands_at(upload.stands, State.BEGUN).require()
    limits = limits_in(upload.territory)
    found = hashlib.sha256(content).hexdigest()
    whole = number < limits.parts(upload.size) and len(content) == limits.part_size(upload.size, number)
    if not whole or (digest and digest != found):
        raise Refused(_broken_piece(number))
    if number == 0:
        is_what_it_says(upload.name, content[:HEAD]).require()
    if _is_here(upload, number, found):
        return
    shelf.put_piece(upload, number, content)
    try:
        with transaction.atomic():
            UploadPart.objects.create(upload=upload, number=number, size=len(content), digest=found, at=now())
    except IntegrityError:  # the same piece came twice in this moment
        _is_here(upload, number, found)


def finish(hat: Holding, pk: int) -> Job:
    """All pieces are here: let the file be read in the background. A second click gives the same job."""
    with transaction.atomic():
        upload = doors.own_upload(hat, pk, lock=True)
        stands_at(upload.stands, State.BEGUN, State.UPLOADED).require()
        if upload.stands is State.BEGUN:
            _require_all_pieces(upload)
            upload.state, upload.sent_at = State.UPLOADED.value, now()
            upload.keep_until = _keep_until(upload.territory, today_in(upload.territory))
            upload.version += 1
            upload.save(update_fields=["state", "sent_at", "keep_until", "version"])
            record(hat, "register.sent", "upload", upload.pk, upload.territory, {"bytes": upload.size})
        return start(hat.person, READ, str(upload.pk), upload.territory)


def read_again(hat: Holding, upload: Upload) -> Job:
    """The office has settled something about columns or places: read the same file with it."""
    upload.state, upload.version = State.UPLOADED.value, upload.version + 1
    upload.save(update_fields=["state", "version", "paper_style", "school_style"])
    return start(hat.person, READ, str(upload.pk), upload.territory)


def replace_file(hat: Holding, pk: int) -> None:
    """Take another file in place of this one, for the same purpose. The old one is destroyed."""
    with transaction.atomic():
        upload = doors.own_upload(hat, pk, lock=True)
        stands_at(upload.stands, *REPLACEABLE).require()
        before = upload.folder
        transaction.on_commit(lambda: _erase(before))
        upload.parts.all().delete()
        upload.findings.all().delete()
        upload.folder, upload.name, upload.size = secrets.token_hex(16), "", 0
        upload.state, upload.sent_at, upload.sha256, upload.answer = State.BEGUN.value, None, "", ""
        upload.keep_until = _keep_until(upload.territory, today_in(upload.territory))
        upload.blocked = False
        upload.version += 1
        upload.save()
        record(hat, "register.file_replaced", "upload", upload.pk, upload.territory)


def withdraw(hat: Holding, pk: int) -> None:
    """The file will not become a register: destroy it and all that was read from it."""
    with transaction.atomic():
        upload = doors.upload_for(hat, pk, lock=True)
        require(hat, Right.REGISTER_UPLOAD, upload.territory)
        stands_at(upload.stands, *REPLACEABLE, State.CHECKED).require()
        end(upload, State.DESTROYED, hat.person)
        record(hat, "register.withdrawn", "upload", upload.pk, upload.territory)


def awaits(upload: Upload) -> str:
    """The mark of messages that ask for something to be done with a file."""
    return f"upload:{upload.pk}"


def end(upload: Upload, state: State, by: Person | None = None) -> None:
    """The last state of an upload; its files go as soon as this is written."""
    settle(awaits(upload), by)
    upload.state, upload.version = state.value, upload.version + 1
    upload.save(update_fields=["state", "version"])
    upload.parts.all().delete()
    transaction.on_commit(lambda: erase_ended(upload.pk, upload.folder))


def erase_ended(pk: int, folder: str) -> None:
    """Destroy the files of an upload that is over, and write down that they are gone."""
    _erase(folder)
    Upload.objects.filter(pk=pk).update(erased_at=now())


def _erase(folder: str) -> None:
    shelf.discard_staged(folder)
    shelf.erase(folder)


def _keep_until(territory: str, today: date) -> date:
    return today + timedelta(days=limits_in(territory).keep_days)


def _is_here(upload: Upload, number: int, digest: str) -> bool:
    here = upload.parts.filter(number=number).first()
    if here is not None and here.digest != digest:
        raise Refused(_other_file(upload.name))
    return here is not None


def _require_all_pieces(upload: Upload) -> None:
    here = upload.parts.aggregate(bytes=Sum("size"), pieces=Count("pk"))
    pieces = limits_in(upload.territory).parts(upload.size)
    if not upload.size or here["pieces"] != pieces or here["bytes"] != upload.size:
        raise Refused(
            Finding(
                "upload.incomplete",
                upload.name or "berkas",
                f"baru {here['pieces']} dari {pieces} bagian yang sampai",
                "Pilih berkas yang sama sekali lagi; pengiriman berlanjut dari bagian terakhir.",
            )
        )


def _other_file(name: str) -> Finding:
    return Finding(
        "upload.other_file",
        name,
        "baru sebagian terkirim, dan berkas yang Anda pilih bukan berkas itu",
        "Pilih berkas yang sama untuk melanjutkan, atau tekan Ganti berkas untuk mulai dari awal.",
    )


def _broken_piece(number: int) -> Finding:
    return Finding(
        "upload.broken_piece",
        f"bagian {number + 1}",
        "rusak atau terpotong di jalan",
        "Kirim bagian itu sekali lagi.",
    )
