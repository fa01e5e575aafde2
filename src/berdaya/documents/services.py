"""Issue a paper, print it anew, cancel it, replace it. Other rooms call `issue`; this room never calls them.

    paper, values = annex.paper(), annex.values()
    document = issue(hat, Asked(territory="33.27", source="targeting:run:12", template="targeting/annex",
                                paper=paper, values=values, link="/sasaran/12/"))

Printing takes longer than a transaction may last. So call `issue` outside of one, best from a job: numbers
and rows are written before and after the print, each in a short transaction of its own.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import IntegrityError, transaction

from berdaya.access import audit
from berdaya.access.clock import now
from berdaya.access.doors import require
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.documents import verification
from berdaya.documents.crockford import crockford
from berdaya.documents.models import Cancellation, Document, Number, Replacement, Version
from berdaya.documents.numbering import take_number
from berdaya.documents.paper import Paper, check_paper, render
from berdaya.documents.paper import Status as Mark
from berdaya.documents.rules import Standing, Step, against
from berdaya.documents.store import drop_file, put_file
from berdaya.documents.tables import Sheet
from berdaya.documents.workbook import workbook
from berdaya.kernel.findings import Finding, Refused

Actor = Holding | Person
FINAL: Final = frozenset({None, Mark.COPY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A paper that a room wants to issue.

    `source` names the record that it says something about (`room:kind:id`), `link` that record's page. `seat`
    is the territory of the office that issues it, where that is not the territory of the paper. `reading` is
    the right that opens its content. With `sheets` the same figures are kept as a workbook too.
    """

    territory: str
    source: str
    template: str
    paper: Paper
    values: Mapping[str, Any]
    link: str = ""
    seat: str = ""
    reading: Right = Right.DOCUMENTS_SEE
    sheets: Sequence[Sheet] = field(default_factory=tuple)

    @property
    def final(self) -> bool:
        return self.paper.status in FINAL

    @property
    def content(self) -> str:
        """The digest of what the paper says, before it gets its number, label, version and audit head."""
        return verification.digest_of_paper(self.paper, self.values)


@dataclass(frozen=True, slots=True)
class _Print:
    """One print, already kept in the store."""

    paper: Paper
    code: str
    digest: str
    file: str
    size: int
    sha256: str
    book: str = ""
    book_sha256: str = ""

    def drop(self) -> None:
        for name in filter(None, (self.file, self.book)):
            drop_file(name)


def issue(actor: Actor, asked: Asked) -> Document:
    """Print a paper, keep it and write it down. The same content again gives the same document.

    A paper without a status mark is issued for good: it needs a date, and a number of its own or one from the
    office's book. With a mark it is a draft. Of one source and kind only one paper stands; printing it anew
    gives it a new version, until it is signed.

    `actor` is the hat in use; a job passes the person who began it, whose right was asked then.
    """
    if isinstance(actor, Holding):
        require(actor, Right.DOCUMENTS_ISSUE, asked.territory)
    _refuse_unfit(asked)
    before = _standing(asked)
    if before is not None and _says_the_same(before, asked):
        return before
    number = _number_for(actor, asked, before)
    label = before.label if before else _new_label()
    version = before.latest + 1 if before else 1
    printed = _print(asked, number, label, version)
    try:
        return _write_down(actor, asked, printed, number, version)
    except IntegrityError:
        printed.drop()
        return _the_other_ones(asked)
    except BaseException:
        printed.drop()
        raise


def cancel(hat: Holding, document: Document, reason: str) -> Cancellation:
    """Declare a paper void. What is signed cannot be cancelled; another paper replaces it."""
    require(hat, Right.DOCUMENTS_ISSUE, document.territory)
    why = _reason(reason, document)
    with transaction.atomic():
        locked = _locked(document, Step.CANCEL)
        done = Cancellation.objects.create(document=locked, reason=why, by=hat.person)
        _end(locked, Standing.VOID)
        audit.record(hat, "documents.cancelled", "document", locked.pk, locked.territory)
    return done


def supersede(actor: Actor, document: Document, successor: Document, reason: str) -> Replacement:
    """Write down that a paper gave way to another one, which is issued and not itself void."""
    if isinstance(actor, Holding):
        require(actor, Right.DOCUMENTS_ISSUE, document.territory)
        require(actor, Right.DOCUMENTS_ISSUE, successor.territory)
    why = _reason(reason, document)
    with transaction.atomic():
        locked = _locked(document, Step.REPLACE)
        heir = Document.objects.select_for_update().get(pk=successor.pk)
        if heir.pk == locked.pk or heir.standing not in (Standing.ISSUED, Standing.SIGNED):
            raise Refused(_no_heir(heir))
        done = Replacement.objects.create(document=locked, successor=heir, reason=why, by=_person(actor))
        _end(locked, Standing.REPLACED)
        audit.record(
            actor, "documents.replaced", "document", locked.pk, locked.territory, {"successor": heir.pk}
        )
    return done


def _refuse_unfit(asked: Asked) -> None:
    """What the paper itself lacks; a number may still come from the book."""
    numbered = asked.paper if asked.paper.number else replace(asked.paper, number="nomor dari buku")
    if faults := check_paper(numbered):
        raise Refused(*faults)
    if asked.paper.status is Mark.VOID:
        raise ValueError("a paper is issued and then cancelled, never issued as void")


def _standing(asked: Asked) -> Document | None:
    same = Document.objects.filter(source=asked.source, kind=asked.paper.kind)
    return same.standing().first()


def _says_the_same(document: Document, asked: Asked) -> bool:
    """Was the newest version printed from this very content?"""
    return document.versions.filter(version=document.latest, content=asked.content).exists()


def _number_for(actor: Actor, asked: Asked, before: Document | None) -> Number | None:
    """From the office's book, for a final paper that brings none; a new version keeps its number."""
    if before is not None:
        if faults := against(Step.RENEW, before.standing, str(before)):
            raise Refused(*faults)
        if before.standing is Standing.ISSUED and not asked.final:
            raise Refused(_issued_already(before))
        if before.taken is not None and not asked.paper.number:
            return before.taken
    if asked.paper.number or not asked.final:
        return None
    paper = asked.paper
    seat = asked.seat or asked.territory
    return take_number(actor, seat, paper.office, paper.kind, paper.date, source=asked.source)


def _print(asked: Asked, number: Number | None, label: str, version: int) -> _Print:
    stamped = replace(
        asked.paper,
        number=asked.paper.number or (number.text if number else None),
        code=label,
        version=version,
        audit_head=audit.head(),
    )
    key = verification.office_key(verification.keys_folder())
    digest = verification.digest_of_paper(stamped, asked.values)
    sealed = verification.sealed(stamped, asked.values, key, verification.public_address())
    pdf = render(asked.template, sealed, asked.values)
    xlsx = workbook(sealed, list(asked.sheets)) if asked.sheets else b""
    return _Print(
        paper=sealed,
        code=key.code_of(digest),
        digest=digest,
        file=put_file(pdf, "pdf"),
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        book=put_file(xlsx, "xlsx") if xlsx else "",
        book_sha256=hashlib.sha256(xlsx).hexdigest() if xlsx else "",
    )


@transaction.atomic
def _write_down(actor: Actor, asked: Asked, printed: _Print, number: Number | None, version: int) -> Document:
    document = _row(actor, asked, printed, number, version)
    paper = printed.paper
    Version.objects.create(
        document=document,
        version=version,
        title=document.title,
        number=document.number,
        date=paper.date,
        mark=paper.status.value if paper.status else "",
        code=printed.code,
        content=asked.content,
        digest=printed.digest,
        file=printed.file,
        size=printed.size,
        sha256=printed.sha256,
        book=printed.book,
        book_sha256=printed.book_sha256,
        audit_head=paper.audit_head,
        made_by=_person(actor),
    )
    verb = "documents.issued" if asked.final else "documents.drafted"
    facts: dict[str, audit.Fact] = {
        "version": version,
        "sha256": printed.sha256,
        "source": asked.source,
        "number": number.pk if number else None,
    }
    audit.record(actor, verb, "document", document.pk, document.territory, facts)
    return document


def _row(actor: Actor, asked: Asked, printed: _Print, number: Number | None, version: int) -> Document:
    """The row of the paper, new or moved on to this version. Whoever comes second finds its version taken."""
    paper = printed.paper
    facts: dict[str, Any] = {
        "title": " ".join(paper.title.split()),
        "office": paper.office,
        "number": paper.number or "",
        "date": paper.date,
        "status": (Standing.ISSUED if asked.final else Standing.DRAFT).value,
        "latest": version,
        "link": asked.link,
        "reading": asked.reading.value,
        "taken": number,
    }
    if asked.final:
        facts |= {"issued_by": _person(actor), "issued_at": now()}
    if version == 1:
        return Document.objects.create(
            territory=asked.territory,
            kind=paper.kind,
            label=paper.code,
            source=asked.source,
            maker=_person(actor),
            **facts,
        )
    document = Document.objects.select_for_update().get(label=paper.code)
    if faults := against(Step.RENEW, document.standing, str(document)):
        raise Refused(*faults)
    for name, value in facts.items():
        setattr(document, name, value)
    document.save(update_fields=list(facts))
    return document


def _the_other_ones(asked: Asked) -> Document:
    """Somebody printed the same paper in this moment. If it says the same, it is this one too."""
    there = _standing(asked)
    if there is not None and _says_the_same(there, asked):
        return there
    raise Refused(
        Finding(
            "paper.changed_meanwhile",
            asked.paper.kind,
            "orang lain baru saja mencetak versi lain dari naskah ini",
            "Muat ulang halaman, lihat versi itu, lalu terbitkan lagi bila perlu.",
        )
    )


def _locked(document: Document, step: Step) -> Document:
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if faults := against(step, locked.standing, str(locked)):
        raise Refused(*faults)
    return locked


def _end(document: Document, standing: Standing) -> None:
    document.status = standing.value
    document.save(update_fields=["status"])


def _reason(reason: str, document: Document) -> str:
    words = " ".join(reason.split())
    if not words:
        raise Refused(
            Finding("paper.no_reason", str(document), "alasan kosong", "Tulis alasannya dalam satu kalimat.")
        )
    return words[:200]


def _issued_already(document: Document) -> Finding:
    return Finding(
        "paper.issued_already",
        str(document),
        "sudah terbit, jadi tidak dicetak lagi sebagai rancangan",
        "Unduh naskah yang terbit, atau terbitkan versi barunya.",
    )


def _no_heir(heir: Document) -> Finding:
    return Finding(
        "paper.no_heir",
        str(heir),
        "tidak dapat menjadi pengganti",
        "Pilih naskah lain yang sudah terbit dan masih berlaku.",
    )


def _person(actor: Actor) -> Person:
    return actor.person if isinstance(actor, Holding) else actor


def _new_label() -> str:
    """Eight signs for the foot of the paper and for the search: `7K3M-9Q2X`. Opens nothing by itself."""
    signs = crockford(secrets.token_bytes(5))
    return f"{signs[:4]}-{signs[4:]}"
