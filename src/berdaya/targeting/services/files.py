"""Tables that people bring: looked at before they are kept, so that a faulty one leaves nothing behind."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.doors import require
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.documents.arriving import Upload, read_upload, table_as_file
from berdaya.documents.store import put_file
from berdaya.kernel.findings import Finding, Refused, Severity
from berdaya.targeting.inputs.counts import read_counts
from berdaya.targeting.inputs.indices import read_index
from berdaya.targeting.inputs.others import read_population, read_reds
from berdaya.targeting.inputs.setting import Setting
from berdaya.targeting.models import InputFile
from berdaya.targeting.models.runs import FileKind
from berdaya.targeting.rules.places import Unit

Seen = tuple[int, list[Finding]]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was kept, and what was found in it that does not stand in the way."""

    file: InputFile
    findings: list[Finding] = field(default_factory=list)


def _index(path: Path, setting: Setting, unit: Unit) -> Seen:
    index, found = read_index(path, setting)
    return len(index.verdicts), found


def _counts(path: Path, setting: Setting, unit: Unit) -> Seen:
    counts, found = read_counts(path, setting)
    return len(counts), found


def _population(path: Path, setting: Setting, unit: Unit) -> Seen:
    whole, found = read_population(path, setting, unit)
    return len(whole), found


def _reds(path: Path, setting: Setting, unit: Unit) -> Seen:
    reds, found = read_reds(path, setting)
    return len(reds), found


READERS: Final[Mapping[FileKind, Callable[[Path, Setting, Unit], Seen]]] = {
    FileKind.COUNTS: _counts,
    FileKind.INDEX: _index,
    FileKind.POPULATION: _population,
    FileKind.REDS: _reds,
}


def bring_file(
    hat: Holding, kind: FileKind, upload: Upload, setting: Setting, unit: Unit = Unit.HOUSEHOLDS
) -> Brought:
    """Keep a table for the kabupaten of the setting. Refused, with everything found, when it cannot serve."""
    require(hat, Right.TARGETING_COMPUTE, setting.district)
    content, title = read_upload(upload)
    with table_as_file(content, title) as path:
        rows, found = READERS[kind](path, setting, unit)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise Refused(*sorted(found, key=lambda f: f.severity is not Severity.ERROR))
    if not rows:
        raise Refused(*found, _nothing_here(title, setting))
    return Brought(keep_file(hat, kind, content, title, setting.district, rows), found)


def keep_file(
    hat: Holding, kind: FileKind, content: bytes, title: str, territory: str, rows: int
) -> InputFile:
    """The same content under the same name again is the same file."""
    sha256 = hashlib.sha256(content).hexdigest()
    same = InputFile.objects.of(territory, kind).filter(sha256=sha256, title=title).first()
    if same is not None:
        return same
    with transaction.atomic():
        kept = InputFile.objects.create(
            territory=territory,
            kind=kind,
            name=put_file(content, title.rpartition(".")[2]),
            title=title,
            sha256=sha256,
            size=len(content),
            rows=rows,
            brought_by=hat.person,
        )
        facts: dict[str, Fact] = {"kind": kind.value, "sha256": sha256, "rows": rows}
        record(hat, "targeting.file_brought", "inputfile", kept.pk, territory, facts)
    return kept


def _nothing_here(title: str, setting: Setting) -> Finding:
    return _fault(
        "file_elsewhere",
        title,
        f"tidak satu baris pun tentang {setting.title}",
        "Periksa apakah berkas ini milik kabupaten lain.",
    )


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"run.{code}", where, problem, advice)
