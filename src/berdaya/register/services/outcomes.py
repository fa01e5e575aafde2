"""What came of reading a file, and how it is written down."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.kernel.findings import Finding, Findings
from berdaya.register import doors
from berdaya.register.models import Snapshot, Upload, UploadFinding
from berdaya.register.rules.manifest import Rows
from berdaya.register.rules.office_words import in_office
from berdaya.register.rules.uploads import State

KNOWN: Final = Finding(
    "file.known",
    "berkas ini",
    "sudah disahkan sebagai register edisi yang sama",
    "Tidak perlu diunggah lagi. Bila isinya seharusnya lain, periksa apakah berkas yang dipilih benar.",
)


@dataclass(slots=True)
class Read:
    """What came of a reading. `blocked`: as it stands the file cannot become a snapshot."""

    sha256: str = ""
    blocked: bool = True
    answer: str = ""
    rows: Rows = field(default_factory=lambda: Rows(0, 0, 0))
    households: int = 0
    members: int = 0
    places: int = 0
    findings: list[tuple[Finding, int]] = field(default_factory=list)
    stops: set[str] = field(default_factory=set)
    preview: dict[str, Any] = field(default_factory=dict)

    def refuse(self, *findings: Finding) -> None:
        """The file cannot become a snapshot, and why; told before everything else."""
        self.findings[:0] = [(finding, 1) for finding in findings]
        self.stops |= {finding.code for finding in findings}
        self.blocked = True


def write_down(upload: Upload, seen: Read) -> bool:
    """Put the outcome into the database, unless somebody has moved the file on in the meantime.

    Gives whether there is now a snapshot that may wait for a second person.
    """
    if known(upload, seen.sha256):
        seen.refuse(KNOWN)
    counts = {
        "accepted": seen.rows.accepted,
        "rejected": seen.rows.rejected,
        "duplicate": seen.rows.duplicate,
        "households": seen.households,
        "members": seen.members,
        "places": seen.places,
    }
    with transaction.atomic():
        rows = Upload.objects.filter(pk=upload.pk, version=upload.version, state=State.UPLOADED.value)
        moved = rows.update(
            state=State.READ.value,
            version=upload.version + 1,
            sha256=seen.sha256,
            answer=seen.answer,
            blocked=seen.blocked,
            doubts=_open_doubts(upload, seen),
            unknown_columns=len(seen.preview.get("unknown", ())),
            **counts,
        )
        if moved:
            _put_findings(upload, seen)
            facts: dict[str, Fact] = {"rejected": seen.rows.rejected, "sha256": seen.sha256}
            record(upload.maker, "register.read", "upload", upload.pk, upload.territory, facts)
    return bool(moved) and not seen.blocked


def _open_doubts(upload: Upload, seen: Read) -> int:
    settled = doors.places_settled(upload.territory)
    return sum(doubt["key"] not in settled for doubt in seen.preview.get("doubts", ()))


def known(upload: Upload, sha256: str) -> bool:
    """Is the very same file a register of this territory already?"""
    same = {"sha256": sha256, "profile": upload.profile, "edition": upload.edition}
    return bool(sha256) and Snapshot.objects.standing().filter(territory=upload.territory, **same).exists()


def _put_findings(upload: Upload, seen: Read) -> None:
    grouped = Findings()
    for finding, count in seen.findings:
        grouped.add(in_office(finding), count)
    ordered = sorted(grouped, key=lambda pair: pair[0].code not in seen.stops)
    upload.findings.all().delete()
    UploadFinding.objects.bulk_create(
        UploadFinding(
            upload=upload,
            order=order,
            code=finding.code,
            severity=finding.severity.value,
            count=count,
            where=finding.where,
            problem=finding.problem,
            advice=finding.advice,
        )
        for order, (finding, count) in enumerate(ordered)
    )
