"""Papers as pages show them: where one stands, in words, and what happened to it, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from berdaya.documents.doors import ListedPaper, Story
from berdaya.documents.models import Document, SignedScan, Version
from berdaya.documents.public import LabelledPaper, PublicPaper
from berdaya.documents.rules import OVER, Standing
from berdaya.kernel.calendar import format_date
from berdaya.kernel.listing import Column
from berdaya.kernel.numbers import format_count
from berdaya.kernel.status import StatusLine

CHIPS: Final = {
    Standing.DRAFT: ("Rancangan", ""),
    Standing.ISSUED: ("Belum dipindai", "wait"),
    Standing.SIGNED: ("Ditandatangani", ""),
    Standing.VOID: ("Batal", "no"),
    Standing.REPLACED: ("Diganti", "no"),
}
COLUMNS: Final[tuple[Column[ListedPaper], ...]] = (
    Column("naskah", "Naskah", lambda row: row.title.lower()),
    Column("nomor", "Nomor", lambda row: row.number, phone=False),
    Column("tanggal", "Tanggal", lambda row: row.date, phone=False),
    Column("status", "Status", lambda row: row.status),
)


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """The verdict as a heading, and the status line below it."""

    heading: str
    line: StatusLine


@dataclass(frozen=True, slots=True)
class Happening:
    """One step on the time line of a paper."""

    at: datetime
    heading: str
    words: str
    version: Version | None = None
    scan: SignedScan | None = None


def heading(counts: Mapping[str, int], found: int) -> str:
    """The title of the list says how many papers there are, and how many wait."""
    waiting = counts.get(Standing.ISSUED.value, 0)
    papers = f"{format_count(sum(counts.values()) if counts else found)} naskah"
    return f"{papers}, {format_count(waiting)} menunggu pindaian" if waiting else papers


def boxes(counts: Mapping[str, int]) -> list[dict[str, object]]:
    """How many papers stand where; nothing for an empty list or a search."""
    if not counts:
        return []
    waiting = counts.get(Standing.ISSUED.value, 0)
    over = sum(counts.get(one.value, 0) for one in OVER)
    told = (
        ("Rancangan", counts.get(Standing.DRAFT.value, 0), "belum terbit", False),
        ("Menunggu pindaian", waiting, "terbit, kertasnya belum kembali", waiting > 0),
        ("Ditandatangani", counts.get(Standing.SIGNED.value, 0), "pindaian sudah diperiksa", False),
        ("Batal atau diganti", over, "tetap tersimpan", False),
    )
    names = ("label", "figure", "context", "alert")
    return [
        dict(zip(names, (label, format_count(many), words, alert), strict=True))
        for label, many, words, alert in told
    ]


def public_status(paper: PublicPaper) -> PublicStatus:
    """What a stranger is told first: whether the paper in the hand may be relied on."""
    heading, why, after = _verdict(paper)
    number = f" nomor {paper.number}" if paper.number else ""
    return PublicStatus(
        heading,
        StatusLine(
            f"{paper.kind}{number} tercatat di kantor ini.",
            why,
            after,
            f"Tanyakan kepada {paper.office} bila ada yang meragukan.",
            not paper.holds,
        ),
    )


def labelled_status(paper: LabelledPaper) -> PublicStatus:
    """What the short label tells: where the paper stands, and where the rest can be compared."""
    headings = {
        Standing.DRAFT: "Naskah ini rancangan, belum berlaku",
        Standing.VOID: "Naskah ini batal",
        Standing.REPLACED: "Naskah ini sudah diganti",
        Standing.SIGNED: "Ada naskah terbit dan ditandatangani dengan kode ini",
    }
    return PublicStatus(
        headings.get(paper.standing, "Ada naskah terbit dengan kode ini"),
        StatusLine(
            f"{paper.kind} tercatat di kantor ini.",
            "Kode pendek hanya menyebut jenis, tanggal dan statusnya; nomor dan isinya tidak diperiksa.",
            "Untuk mencocokkan isinya, bawa kertasnya ke kantor penerbit atau pindai kode QR-nya.",
            f"Tanyakan kepada {paper.office}.",
            paper.standing not in (Standing.ISSUED, Standing.SIGNED),
        ),
    )


def _verdict(paper: PublicPaper) -> tuple[str, str, str]:
    """The verdict, its reason, and what to do now."""
    if paper.standing is Standing.VOID:
        return "Naskah ini batal", "Kantor penerbit membatalkannya.", "Jangan dipakai."
    if paper.standing is Standing.REPLACED:
        heir = paper.successor
        told = f" nomor {heir.number} tanggal {format_date(heir.date)}" if heir else ""
        return "Naskah ini sudah diganti", f"Penggantinya{told}.", "Pakai penggantinya."
    if paper.latest is not None:
        why = f"Ini cetakan versi {paper.version}; yang terbaru versi {paper.latest}."
        return "Cetakan ini bukan yang terbaru", why, "Minta cetakan terbaru."
    if paper.standing is Standing.DRAFT:
        why = "Rancangan dicetak untuk dibaca dan dibahas."
        return "Naskah ini rancangan, belum berlaku", why, "Tunggu naskah yang terbit."
    compare = "Cocokkan jenis, nomor, tanggal dan kantor di bawah dengan kertasnya."
    if paper.standing is Standing.SIGNED:
        why = "Kertas yang ditandatangani sudah dipindai dan diperiksa orang kedua."
        return "Naskah ini terbit dan ditandatangani", why, compare
    why = "Pindaian kertas bertanda tangan belum tercatat; periksa tanda tangan pada kertasnya."
    return "Naskah ini terbit", why, compare


def status_of(story: Story, person: int, may_scan: bool, days: int) -> StatusLine:
    """Where the paper stands, why, what comes next and who does it."""
    paper = story.document
    match paper.standing:
        case Standing.DRAFT:
            return StatusLine(
                f"Rancangan versi {paper.latest} dicetak {_on(story.newest.made_at)}.",
                "Rancangan dibaca dan dibahas dahulu; sebagai keputusan ia belum berlaku.",
                "Terbitkan dari halaman asalnya, dengan nomor dan tanggal.",
                "Yang berhak menerbitkan naskah di wilayah ini.",
            )
        case Standing.VOID:
            told = paper.cancellation
            return StatusLine(
                f"Dibatalkan {told.by.name} pada {_on(told.at)}.",
                told.reason,
                "Musnahkan cetakannya. Kode QR-nya menyebut bahwa naskah ini batal.",
                "Siapa pun yang memegang cetakannya.",
            )
        case Standing.REPLACED:
            change = paper.replacement
            return StatusLine(
                f"Diganti dengan {change.successor} pada {_on(change.at)}.",
                change.reason,
                "Pakai naskah penggantinya.",
                "Siapa pun yang memegang cetakannya.",
            )
        case Standing.SIGNED:
            return _signed(story)
        case _:
            return _issued(story, person, may_scan, days)


def _signed(story: Story) -> StatusLine:
    scan = story.signed
    checked = f"Pindaiannya diperiksa {scan.check_of.by.name} pada {_on(scan.check_of.at)}" if scan else ""
    return StatusLine(
        "Sudah ditandatangani.",
        f"{checked}.",
        "Tidak ada. Bila isinya kelak berubah, terbitkan naskah baru yang menggantikannya.",
        "Kertas aslinya disimpan kantor penerbit.",
    )


def _issued(story: Story, person: int, may_scan: bool, days: int) -> StatusLine:
    paper, waiting = story.document, story.waiting
    if waiting is not None:
        own = waiting.uploaded_by_id == person
        return StatusLine(
            f"Pindaian diunggah {waiting.uploaded_by.name} pada {_on(waiting.uploaded_at)}.",
            "Orang kedua mencocokkan pindaian dengan naskah yang terbit.",
            "Tunggu pemeriksaan." if own else "Bandingkan keduanya, lalu nyatakan sama atau tolak.",
            f"Siapa pun yang berhak mengunggah pindaian, selain {waiting.uploaded_by.name}.",
            may_scan and not own,
        )
    last = next((scan for scan in story.scans if hasattr(scan, "check_of")), None)
    until = _local(paper.issued_at).date() + timedelta(days=days) if paper.issued_at else paper.date
    by = f" oleh {paper.issued_by.name}" if paper.issued_by else ""
    return StatusLine(
        f"Terbit {_on(paper.issued_at)}{by}, versi {paper.latest}.",
        f"Pindaian terakhir ditolak: {last.check_of.note}"
        if last
        else "Belum ada pindaian kertas yang ditandatangani.",
        f"Cetak, mintakan tanda tangan, pindai, unggah; paling lambat {format_date(until)}.",
        "Yang berhak mengunggah pindaian di wilayah ini.",
        may_scan,
    )


def story_line(story: Story) -> list[Happening]:
    """What happened to the paper, the first step first."""
    paper = story.document
    line = [_printed(version) for version in story.versions]
    for scan in story.scans:
        line.append(
            Happening(
                scan.uploaded_at,
                "Pindaian diunggah",
                f"Oleh {scan.uploaded_by.name}, dari versi {scan.version}.",
                scan=scan,
            )
        )
        if (check := getattr(scan, "check_of", None)) is not None:
            heading = "Pindaian sama dengan naskah" if check.agrees else "Pindaian ditolak"
            note = f" {check.note}" if check.note else ""
            line.append(Happening(check.at, heading, f"Diperiksa {check.by.name}.{note}"))
    if (end := getattr(paper, "cancellation", None)) is not None:
        line.append(Happening(end.at, "Dibatalkan", f"Oleh {end.by.name}. {end.reason}"))
    if (end := getattr(paper, "replacement", None)) is not None:
        by = f"Dicatat {end.by.name}. " if end.by else ""
        line.append(Happening(end.at, f"Diganti dengan {end.successor}", f"{by}{end.reason}"))
    return sorted(line, key=lambda step: step.at)


def _printed(version: Version) -> Happening:
    heading = f"Versi {version.version} dicetak sebagai {version.mark}" if version.mark else "Terbit"
    if not version.mark and version.version > 1:
        heading = f"Terbit, versi {version.version}"
    by = f"Oleh {version.made_by.name}. " if version.made_by else ""
    return Happening(version.made_at, heading, f"{by}Kepala audit {version.audit_head}.", version=version)


def deadline_of(paper: Document, days: int) -> date:
    return (_local(paper.issued_at).date() if paper.issued_at else paper.date) + timedelta(days=days)


def _on(moment: datetime | None) -> str:
    return format_date(_local(moment).date()) if moment else "tanggal yang tidak tercatat"


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
