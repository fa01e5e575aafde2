"""Papers as frozen values, printed to PDF/A-2b + PDF/UA-1 by Typst: same values, same bytes.

A template prints values and never computes a rule. Values reach it as JSON, so whatever people wrote in
them stays text: `#`, `*`, `<` and `$` are signs on paper, not markup.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typst

from berdaya.documents.fileseal import BLANK
from berdaya.documents.pictures import as_picture
from berdaya.documents.plain import as_plain
from berdaya.documents.qr import qr_code
from berdaya.kernel.findings import Finding, Refused

PACKAGE = Path(__file__).resolve().parents[1]
STANDARDS: list[Any] = ["a-2b", "ua-1"]
MOST_SIGNATORIES = 5


class Status(StrEnum):
    """The mark in the upper margin of a paper that is not the final, valid original."""

    DRAFT = "RANCANGAN"
    COPY = "SALINAN"
    VOID = "BATAL"
    SAMPLE = "CONTOH"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Kop: the government, the office under it, address lines, and the arms (SVG or PNG) if there are any."""

    government: str
    office: str
    address: tuple[str, ...] = ()
    arms: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One who signs: `title` is the office held, `role` the line above it (`Mengetahui,`).

    `nip` is the civil servant's number, 18 digits; who has none carries a `note` instead.
    """

    title: str
    name: str
    role: str = ""
    rank: str = ""
    nip: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands in the QR, and the address a person types instead (none: it is checked offline).

    `signed` is the signed text that the file carries, `seal` puts a seal on the bytes of the finished file.
    """

    text: str
    address: str = ""
    signed: str = ""
    seal: Callable[[bytes], bytes] | None = field(default=None, compare=False, repr=False)

    @property
    def marks(self) -> list[str]:
        """What stands among the keywords of the file: the signed text, and room for the seal."""
        return [*([self.signed] if self.signed else []), *([BLANK] if self.seal else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every paper has, whatever it says. `date` is the paper's own date, never today's.

    `dated=False` prints "tanggal belum diisi" over the signatures of a draft. `short` is the running head
    from page 2 on; empty means kind and number. A title may hold a newline where it should break.
    """

    kind: str
    title: str
    office: str
    date: dt.date
    number: str | None = None
    place: str | None = None
    dated: bool = True
    subtitle: str = ""
    short: str = ""
    status: Status | None = None
    code: str = ""
    version: int = 1
    letterhead: Letterhead | None = None
    signatories: tuple[Signatory, ...] = ()
    audit_head: str = ""
    proof: Proof | None = None


def check_paper(paper: Paper) -> tuple[Finding, ...]:
    """Name what keeps a paper from being printed."""
    return (*_check_heading(paper), *_check_signatories(paper.signatories))


def _check_heading(paper: Paper) -> Iterator[Finding]:
    for name, text in (("jenis naskah", paper.kind), ("judul", paper.title), ("kantor", paper.office)):
        if not text.strip():
            yield Finding("documents.heading_missing", "Kepala naskah", f"{name} kosong", f"Isi {name}.")
    if paper.status is None and not (paper.number and paper.dated):
        yield Finding(
            "documents.final_without_number",
            paper.title,
            "naskah tanpa tanda status belum memiliki nomor atau tanggal",
            "Isi nomor dan tanggal, atau cetak sebagai RANCANGAN.",
        )


def _check_signatories(signatories: tuple[Signatory, ...]) -> Iterator[Finding]:
    if len(signatories) > MOST_SIGNATORIES:
        yield Finding(
            "documents.too_many_signatories",
            "Blok tanda tangan",
            f"ada {len(signatories)} penanda tangan, paling banyak {MOST_SIGNATORIES}",
            "Pindahkan sisanya ke daftar hadir atau ke lembar pengesahan tersendiri.",
        )
    for person in signatories:
        if person.nip and not re.fullmatch(r"\d{18}", "".join(person.nip.split())):
            yield Finding(
                "documents.nip_length",
                f"Penanda tangan {person.name or person.title}",
                f"NIP “{person.nip}” bukan 18 angka",
                "Salin NIP lengkap dari kartu pegawai, atau kosongkan bila tidak memilikinya.",
            )


def render(template: Path | str, paper: Paper, values: Mapping[str, Any]) -> bytes:
    """Print a paper to PDF. `template` is a .typ file of a room, or its short name `room/name`.

    A paper with a proof is sealed. Raises `Refused` with findings when it cannot be printed as asked.
    """
    (content,) = _compiled(template, paper, values, format="pdf", pdf_standards=STANDARDS)
    seal = paper.proof.seal if paper.proof else None
    return seal(content) if seal else content


def render_pages(
    template: Path | str, paper: Paper, values: Mapping[str, Any], ppi: int = 110
) -> list[bytes]:
    """The same paper as one PNG per page, to look at before printing."""
    return _compiled(template, paper, values, format="png", ppi=ppi)


def _compiled(template: Path | str, paper: Paper, values: Mapping[str, Any], **form: Any) -> list[bytes]:
    """Compile from the file: input given as bytes would use up one of 65,535 file numbers each time."""
    inputs = _inputs(paper, values)
    compiler = typst.Compiler(
        str(template_file(template)), root=str(PACKAGE), font_paths=_fonts(), ignore_system_fonts=True
    )
    try:
        result = compiler.compile(sys_inputs=inputs, timestamp=_midnight(paper), **form)
    except typst.TypstError as error:
        raise Refused(_of_typst(template, error)) from error
    return result if isinstance(result, list) else [result or b""]


def template_file(template: Path | str) -> Path:
    """The file of a template. It lies in the package, which is all that a template can read."""
    if isinstance(template, Path):
        file = template.resolve()
    else:
        room, _, name = template.partition("/")
        file = (PACKAGE / room / "typst" / f"{name}.typ").resolve()
    if not file.is_relative_to(PACKAGE) or file.parent.name != "typst":
        raise ValueError(f"a template lies in the typst folder of a room, not at {file}")
    return file


def _of_typst(template: Path | str, error: typst.TypstError) -> Finding:
    return Finding(
        "documents.not_printable",
        f"Cetakan {template_file(template).stem}",
        str(error.message),
        "Periksa gambar dan isian naskah; bila tetap gagal, laporkan kalimat di atas kepada pengurus sistem.",
    )


def facts_of(paper: Paper) -> dict[str, Any]:
    """The paper as plain data, without the proof: what a template reads and what a signature covers."""
    head = paper.letterhead
    return {
        "kind": paper.kind,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "office": paper.office,
        "number": paper.number,
        "place": paper.place,
        "date": paper.date,
        "dated": paper.dated,
        "short": paper.short or f"{paper.kind} Nomor {paper.number or 'belum diisi'}",
        "status": paper.status,
        "code": f"{paper.code} · v{paper.version}" if paper.code else "",
        "audit": paper.audit_head,
        "letterhead": None if head is None else _facts_of_letterhead(head),
        "signatories": [_facts_of_signatory(person) for person in paper.signatories],
    }


def _facts_of_letterhead(head: Letterhead) -> dict[str, Any]:
    arms = as_picture(head.arms, f"Lambang {head.government}") if head.arms else None
    return {"government": head.government, "office": head.office, "address": head.address, "arms": arms}


def _facts_of_signatory(person: Signatory) -> dict[str, Any]:
    return {
        "role": person.role,
        "title": person.title,
        "name": person.name,
        "rank": person.rank,
        "nip": "".join(person.nip.split()),
        "note": person.note,
    }


def _inputs(paper: Paper, values: Mapping[str, Any]) -> dict[str, str]:
    findings = check_paper(paper)
    if findings:
        raise Refused(*findings)
    proof = None
    if paper.proof is not None:
        code = qr_code(paper.proof.text)
        proof = {
            "qr": code.svg,
            "side": code.side,
            "quiet": code.quiet,
            "text": paper.proof.text,
            "address": paper.proof.address,
            "marks": paper.proof.marks,
        }
    return {
        "paper": json.dumps(as_plain({**facts_of(paper), "proof": proof}), ensure_ascii=False),
        "values": json.dumps(as_plain(values), ensure_ascii=False),
    }


def _midnight(paper: Paper) -> int:
    """The only clock a paper knows: the first second of its own date."""
    return int(dt.datetime.combine(paper.date, dt.time(), tzinfo=dt.UTC).timestamp())


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts inside the Typst wheel: the same glyphs on every machine."""
    return typst.Fonts(include_system_fonts=False)
