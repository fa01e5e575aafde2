"""Reading an uploaded file in the background: findings, a preview, the answer file, and the snapshot as it
would be. Nothing of it counts before a second person has confirmed it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.jobs.services import Progress
from berdaya.access.keys import key_ring
from berdaya.access.places import place_title
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_count
from berdaya.region.doors import gazetteer
from berdaya.register import doors
from berdaya.register.importing.answer import write_answer
from berdaya.register.importing.asking import Request
from berdaya.register.importing.checks import Styles
from berdaya.register.importing.examine import Examined, all_findings, examine
from berdaya.register.importing.job import write_snapshot
from berdaya.register.importing.run import order_of, terms_of
from berdaya.register.importing.snapshot import clear_beside, clear_leftovers
from berdaya.register.models import Upload
from berdaya.register.reading.files import Opened, fingerprint, likely_titles, open_file
from berdaya.register.reading.limits import Limits
from berdaya.register.rules.cells import PaperStyle
from berdaya.register.rules.places import Office
from berdaya.register.rules.profiles import shipped_profiles
from berdaya.register.rules.settled import with_settled
from berdaya.register.rules.uploads import State
from berdaya.register.services import shelf
from berdaya.register.services.outcomes import Read, write_down
from berdaya.register.services.preview import preview_of_rows, preview_of_strange, preview_of_titles
from berdaya.register.services.rulings import book, limits_in

STEPS = 9
_TEXT = frozenset({".csv", ".txt", ".tsv"})
_SHEET_ROWS = 1_000_000
Step = Callable[[str], None]


def read(pk: int, progress: Progress) -> str:
    """Read one file as it lies there. Stopped and begun again, it reads anew and leaves nothing twice."""
    upload = Upload.objects.get(pk=pk)
    address = reverse("register-upload", args=[pk])
    if upload.stands is not State.UPLOADED:
        return address
    kept = False
    try:
        seen = _in_clear(upload, _told(progress))
        shelf.put_preview(upload, seen.preview)
        kept = write_down(upload, seen)
    finally:
        if not kept:
            shelf.discard_staged(upload.folder)
    return address


def _in_clear(upload: Upload, step: Step) -> Read:
    """The file stands in clear only here."""
    shelf.discard_staged(upload.folder)
    clear_leftovers(key_ring())
    clear_beside(shelf.staged_of(upload), key_ring())
    with shelf.in_clear(upload) as folder:
        step("menyatukan berkas")
        file = folder / f"berkas{Path(upload.name).suffix.lower()}"
        shelf.assemble(upload, file, range(limits_in(upload.territory).parts(upload.size)))
        return _read(upload, file, step)


def _told(progress: Progress) -> Step:
    done = 0

    def step(words: str) -> None:
        nonlocal done
        done += 1
        progress.move(min(done, STEPS - 1), STEPS, words)

    return step


def _read(upload: Upload, file: Path, step: Step) -> Read:
    """Everything that can be known of the file; what refuses it is a finding like any other."""
    request, settled = _request(upload, file), doors.columns_settled(upload.territory, upload.profile)
    step("membuka berkas")
    print_ = fingerprint(file)
    limits = Limits.of(book().in_force("register_limits", request.today).values)
    seen = Read(sha256=print_.sha256)
    try:
        opened = open_file(file, print_, request.profile, limits)
        seen.preview = preview_of_titles(opened, request.profile, settled)
        seen.findings = [(finding, 1) for finding in opened.findings]
        _examine(upload, request, opened, seen, step)
    except Refused as refused:
        seen.refuse(*refused.findings)
        if {"header.none"} & seen.stops:
            titles = likely_titles(file, print_, request.profile, limits)
            seen.preview = preview_of_strange(titles, request.profile, settled)
    return seen


def _examine(upload: Upload, request: Request, opened: Opened, seen: Read, step: Step) -> None:
    matches = {key: code for key, code in doors.places_settled(upload.territory).items() if code}
    terms = terms_of(request, book(), gazetteer())
    terms = replace(terms, office=Office({}, matches, upload.territory, request.today))
    examined = examine(opened, terms, step)
    findings = all_findings(opened, examined)
    seen.findings, seen.rows = list(findings), examined.rows
    seen.preview |= preview_of_rows(examined, limits_in(upload.territory).sample_rows)
    step("menulis jawaban")
    _answer(upload, request.file.parent, opened, examined, seen)
    if problem := _problem(upload, examined):
        seen.refuse(problem)
        return
    out, order = shelf.staged_of(upload), order_of(request, book())
    manifest = write_snapshot(out, opened, examined, terms, order, findings, key_ring(), step)
    seen.households, seen.members = manifest["households"], manifest["members"]
    seen.places, seen.blocked = manifest["places"], False
    seen.preview |= {"deciles": manifest["deciles"]}


def _request(upload: Upload, file: Path) -> Request:
    profile = shipped_profiles()[upload.profile]
    papers = PaperStyle(upload.paper_style) if upload.paper_style else None
    return Request(
        file=file,
        profile=with_settled(profile, doors.columns_settled(upload.territory, upload.profile)),
        edition=upload.edition,
        out=shelf.staged_of(upload),
        today=today_in(upload.territory),
        purpose=upload.purpose,
        legal_basis=upload.legal_basis,
        until=upload.until,
        field_date=upload.field_date,
        district=upload.territory,
        styles=Styles(papers, upload.school_style or None),
    )


def _answer(upload: Upload, folder: Path, opened: Opened, examined: Examined, seen: Read) -> None:
    """The file back, with what became of each row, sealed at once."""
    text = opened.suffix in _TEXT or examined.values.where.height >= _SHEET_ROWS
    seen.answer = "csv" if text else "xlsx"
    clear = folder / f"jawaban.{seen.answer}"
    write_answer(clear, opened, examined)
    shelf.put_answer(upload, clear)


def _problem(upload: Upload, examined: Examined) -> Finding | None:
    """Why a file that can be read is still no register of this territory."""
    rows = examined.rows.accepted + examined.rows.rejected + examined.rows.duplicate
    elsewhere = sum(note.count for note in examined.notes.notes if note.code == "region.elsewhere")
    here = place_title(upload.territory)
    if limits_in(upload.territory).mostly_elsewhere(elsewhere, rows):
        return Finding(
            "file.elsewhere",
            "berkas ini",
            f"{format_count(elsewhere)} dari {format_count(rows)} baris bukan dari {here}",
            "Minta berkas wilayah Anda, atau pakai peran untuk wilayah berkas ini bila Anda memegangnya.",
        )
    if not examined.rows.accepted:
        return Finding(
            "file.nothing_accepted",
            "berkas ini",
            "tidak ada satu baris pun yang dapat diterima",
            "Perbaiki temuan di bawah ini, lalu kirim berkas yang baru.",
        )
    return None
