"""Any file an office may send, as tables whose titles are found."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from berdaya.kernel.files import refuse_irregular
from berdaya.kernel.findings import Finding, Refused
from berdaya.register.reading.limits import Limits, open_zip, read_member, refuse_paths
from berdaya.register.reading.sources import Source, Table
from berdaya.register.reading.tables import open_dbf, open_parquet
from berdaya.register.reading.text import Survey, open_text, survey
from berdaya.register.reading.workbook import open_workbook
from berdaya.register.rules.faults import found
from berdaya.register.rules.harmless import file_name, harmless
from berdaya.register.rules.headers import find_header
from berdaya.register.rules.profiles import Profile

_TEXT = {".csv", ".txt", ".tsv"}
_WORKBOOK = {".xlsx", ".xls", ".xlsm"}
_DATA = {*_TEXT, *_WORKBOOK, ".dbf", ".parquet"}
_HEAD = 4096
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BEFORE_TAG = b"\xef\xbb\xbf \t\r\n"
_FEWEST_TITLES = 4
_LITTER = ("__MACOSX/", ".")


@dataclass(slots=True)
class Opened:
    """A file that can be read: its tables, its fingerprint, and what was found on the way."""

    name: str
    suffix: str
    sha256: str
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def fingerprint(path: Path) -> Survey:
    refuse_irregular(path)
    with path.open("rb") as file:
        return survey(file)


def open_file(path: Path, seen: Survey, profile: Profile, limits: Limits) -> Opened:
    """Open a file for a profile. Refused when it holds nothing the profile knows."""
    if seen.size == 0:
        raise Refused(found("file.empty", file_name(path.name)))
    opened = Opened(file_name(path.name), path.suffix.lower(), seen.sha256)
    if opened.suffix == ".zip":
        sources = _in_zip(path, profile, limits, opened.findings)
    else:
        sources = _sources(opened.name, opened.suffix, path, seen, profile, limits, opened.findings)
    opened.tables = _with_titles(opened.name, sources, profile, opened.findings)
    return opened


def likely_titles(path: Path, seen: Survey, profile: Profile, limits: Limits) -> list[str]:
    """What looks like titles in a file that the profile does not know: the first full row without a number.

    A row of data nearly always holds a number, so that no content is taken for a title.
    """
    if path.suffix.lower() == ".zip":
        sources = _in_zip(path, profile, limits, [])
    else:
        sources = _sources(file_name(path.name), path.suffix.lower(), path, seen, profile, limits, [])
    for row in (row for source in sources for row in source.head()):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) >= _FEWEST_TITLES:
            return [] if any(cell.isdecimal() for cell in filled) else filled
    return []


def _sources(
    where: str,
    suffix: str,
    content: Path | bytes,
    seen: Survey,
    profile: Profile,
    limits: Limits,
    findings: list[Finding],
) -> list[Source]:
    suffix = _true_kind(where, suffix, content, findings)
    if suffix in _TEXT:
        text, more = open_text(where, content, seen, profile)
        findings.extend(more)
        return [text]
    if suffix in _WORKBOOK:
        sheets, more = open_workbook(where, content, limits, profile)
        findings.extend(more)
        return list(sheets)
    if suffix == ".dbf":
        return [open_dbf(where, content)]
    if suffix == ".parquet":
        return [open_parquet(where, content)]
    raise Refused(found("file.kind", where, harmless(suffix) or "tanpa akhiran"))


def _true_kind(where: str, suffix: str, content: Path | bytes, findings: list[Finding]) -> str:
    """The kind by content where it contradicts the name: applications export text or web pages as `.xls`."""
    if suffix not in _WORKBOOK | _TEXT:
        return suffix
    head = content[:_HEAD] if isinstance(content, bytes) else _first_bytes(content)
    book = head.startswith(_BOOKS)
    if not book and head.lstrip(_BEFORE_TAG).startswith(b"<"):
        raise Refused(found("file.html", where))
    if book == (suffix in _WORKBOOK) or (suffix in _WORKBOOK and not _is_text(head)):
        return suffix
    findings.append(found("file.other_kind", where))
    return ".xlsx" if book else ".csv"


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _is_text(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" not in head and b"\n" in head)


def _in_zip(path: Path, profile: Profile, limits: Limits, findings: list[Finding]) -> list[Source]:
    sources: list[Source] = []
    name = file_name(path.name)
    with open_zip(name, path, limits) as archive:
        refuse_paths(name, archive)
        for member in archive.infolist():
            suffix = Path(member.filename).suffix.lower()
            base = member.filename.rpartition("/")[2]
            if member.is_dir() or member.filename.startswith(_LITTER) or base.startswith("."):
                continue
            where = f"{name}/{harmless(member.filename)}"
            if suffix == ".zip":
                raise Refused(found("file.zip_nested", where))
            if suffix not in _DATA:
                findings.append(found("file.ignored", where))
                continue
            content = read_member(where, archive, member, limits)
            seen = survey(io.BytesIO(content))
            if seen.size:
                sources += _sources(where, suffix, content, seen, profile, limits, findings)
    if not sources:
        raise Refused(found("file.empty", name))
    return sources


def _with_titles(where: str, sources: list[Source], profile: Profile, findings: list[Finding]) -> list[Table]:
    tables: list[Table] = []
    for source in sources:
        header = find_header(source.head(), profile)
        if header is None:
            findings.append(found("header.none", source.where))
            continue
        if header.row:
            line = source.line_of(header.row)
            findings.append(found("file.header_row", source.where, f"judul di baris {line}"))
        tables.append(Table(source, header))
    if not tables or len(tables) < len(sources):
        faults = [finding for finding in findings if finding.code == "header.none"]
        raise Refused(*faults or (found("header.none", where),))
    return tables
