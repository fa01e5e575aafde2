"""Bring a list, lay it before a second person, drop it."""

import hashlib
from typing import Final

from django.db import transaction
from django.urls import reverse

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.places import place_exists
from berdaya.access.rules.rights import Right
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role, settle
from berdaya.documents.store import drop_file, file_path, put_file
from berdaya.kernel.findings import Finding, Refused
from berdaya.plan import doors
from berdaya.plan.files import LOCALES, Looked, look_at_content
from berdaya.plan.models import Draft
from berdaya.plan.rules.drafts import Frame, State, frame_faults
from berdaya.plan.rules.lists import ListKind
from berdaya.plan.rules.reading import Manner
from berdaya.region.doors import own_title

DEEPEST: Final = 4  # parts of a code down to the village


def bring(
    hat: Holding | None, kind: ListKind, frame: Frame, content: bytes, title: str, locale: str = "id"
) -> Draft:
    """Keep a file as a draft, faults and all; refused when there is no table in it or the frame is wrong.

    A title that is left empty is made here. The same file with the same frame again is the same draft.
    Without a hat it comes from the terminal.
    """
    if found := [*_no_such_place(frame.territory), *frame_faults(frame)]:
        raise Refused(*found)
    if hat is not None:
        require(hat, Right.PLAN_EDIT, frame.territory)
    checked = look_at_content(kind, content, title, Manner(LOCALES[locale], frame.valid_from)).checked
    sha256 = hashlib.sha256(content).hexdigest()
    facts = {
        "kind": kind.value,
        "territory": frame.territory,
        "series": checked.series,
        "title": " ".join(frame.title.split()) or _title_of(kind, frame),
        "source": " ".join(frame.source.split()),
        "valid_from": frame.valid_from,
        "valid_to": frame.valid_to,
        "file_title": title,
        "sha256": sha256,
        "locale": locale,
        "made_by": hat.person if hat else None,
    }
    with transaction.atomic():
        same = Draft.objects.filter(**facts).open().select_for_update().first()
        if same is not None:
            return same
        draft = Draft(rows=len(checked.rows), errors=checked.errors, **facts)
        draft.file = put_file(content, title.rpartition(".")[2])
        draft.save(force_insert=True)
        told = {"kind": kind.value, "sha256": sha256, "rows": draft.rows, "errors": draft.errors}
        record(hat, "plan.brought", "listdraft", draft.pk, frame.territory, told)
    return draft


def submit(hat: Holding | None, pk: int) -> Draft:
    """Lay a draft without errors before a second person. Once submitted, again changes nothing."""
    with transaction.atomic():
        draft = _locked(hat, pk)
        _require_editor(hat, draft)
        if draft.standing is State.SUBMITTED:
            return draft
        _require_state(draft, State.DRAFT)
        if draft.errors or not draft.rows:
            raise Refused(_faulty(draft))
        draft.state = State.SUBMITTED.value
        draft.save(update_fields=["state"])
        _tell_checkers(hat, draft)
        record(hat, "plan.submitted", "listdraft", draft.pk, draft.territory, {"sha256": draft.sha256})
    return draft


def awaits(draft: Draft) -> str:
    """The mark of messages that ask for a second person."""
    return f"listdraft:{draft.pk}"


def drop(hat: Holding, pk: int) -> Draft:
    """Give a draft up; its file is destroyed."""
    with transaction.atomic():
        draft = _locked(hat, pk)
        _require_editor(hat, draft)
        if draft.standing is State.DROPPED:
            return draft
        _require_state(draft, State.DRAFT, State.SUBMITTED, State.RETURNED)
        draft.state = State.DROPPED.value
        draft.save(update_fields=["state"])
        settle(awaits(draft), hat.person)
        record(hat, "plan.dropped", "listdraft", draft.pk, draft.territory)
        transaction.on_commit(lambda: drop_file(draft.file))
    return draft


def look_again(draft: Draft) -> Looked:
    """Read the file of a draft as it was read when it came; refused when the file is gone or another."""
    path = file_path(draft.file)
    content = path.read_bytes() if path else b""
    if hashlib.sha256(content).hexdigest() != draft.sha256:
        raise Refused(_file_gone(draft))
    return look_at_content(draft.list_kind, content, draft.file_title, manner_of(draft))


def manner_of(draft: Draft) -> Manner:
    return Manner(LOCALES[draft.locale], draft.valid_from)


def _title_of(kind: ListKind, frame: Frame) -> str:
    """`Kamus usulan Kota Malang 2026`, for a list that nobody has given a title."""
    return f"{kind.words} {own_title(frame.territory)} {frame.valid_from.year}"[:160]


def _locked(hat: Holding | None, pk: int) -> Draft:
    return doors.draft_for(hat, pk, lock=True) if hat else Draft.objects.select_for_update().get(pk=pk)


def _require_editor(hat: Holding | None, draft: Draft) -> None:
    if hat is not None:
        require(hat, Right.PLAN_EDIT, draft.territory)


def _require_state(draft: Draft, *states: State) -> None:
    if draft.standing not in states:
        raise Refused(_elsewhere(draft))


def _tell_checkers(hat: Holding | None, draft: Draft) -> None:
    send_to_role(
        Role.BAPPEDA,
        draft.territory,
        f"{draft.title} menunggu orang kedua",
        f"{draft.rows} baris dari {draft.file_title}. Periksa, lalu sahkan atau kembalikan.",
        reverse("plan-draft", args=[draft.pk]),
        hat.person if hat else None,
        awaits=awaits(draft),
    )


def _no_such_place(territory: str) -> list[Finding]:
    if place_exists(territory) and territory.count(".") < DEEPEST:
        return []
    advice = "Pakai kode provinsi, kabupaten/kota, kecamatan atau desa/kelurahan."
    return [Finding("plan.territory", f"wilayah {territory[:21]}", "tidak dikenal untuk daftar ini", advice)]


def _faulty(draft: Draft) -> Finding:
    return Finding(
        "plan.faulty",
        draft.file_title,
        "masih ada temuan yang menghalangi",
        "Unduh berkas dengan Keterangan, perbaiki, lalu unggah lagi.",
    )


def _elsewhere(draft: Draft) -> Finding:
    advice = "Muat ulang halamannya untuk melihat keadaan terakhir."
    return Finding("plan.state", draft.title, f"keadaannya {draft.state}", advice)


def _file_gone(draft: Draft) -> Finding:
    return Finding(
        "plan.file_gone",
        draft.file_title,
        "berkasnya tidak ada lagi, atau isinya berubah, di simpanan kantor",
        "Pulihkan dari cadangan, atau unggah berkas itu sekali lagi.",
    )
