"""What a stranger may see of a paper, who holds it in the hand: these fields and nothing else."""

import re
from dataclasses import dataclass
from datetime import date

from berdaya.documents.crockford import normal_code
from berdaya.documents.models import Document, Version
from berdaya.documents.rules import Standing
from berdaya.documents.verification import CODE_SIGNS

_HALF = 4


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """Kind, number, date, office, where it stands, and the digest of its file. No title, no name, no figure.

    `latest` is the number of the newest print when this one is older. `successor` is the paper that took its
    place.
    """

    code: str
    kind: str
    number: str
    date: date
    office: str
    standing: Standing
    version: int
    sha256: str
    latest: int | None = None
    successor: "PublicPaper | None" = None

    @property
    def holds(self) -> bool:
        """May one rely on the paper with this code?"""
        return self.standing in (Standing.ISSUED, Standing.SIGNED) and self.latest is None


def public_paper(code: str) -> PublicPaper | None:
    """The paper with this code, however it was typed; None for anything that is not a code of this office."""
    wanted = normal_code(code)
    if not re.fullmatch(rf"[0-9A-Z]{{{CODE_SIGNS}}}", wanted):
        return None
    found = Version.objects.filter(code=wanted).select_related("document__replacement__successor").first()
    return None if found is None else _shown(found, found.document)


@dataclass(frozen=True, slots=True)
class LabelledPaper:
    """What the short label at the foot opens: it can be guessed, so it tells no number and no digest."""

    kind: str
    date: date
    office: str
    standing: Standing


def labelled_paper(typed: str) -> LabelledPaper | None:
    """The paper with this label (`0XCZ-Y4M6`), however it was typed."""
    wanted = normal_code(typed)
    if not is_label(typed):
        return None
    label = f"{wanted[:_HALF]}-{wanted[_HALF:]}"
    found = Document.objects.filter(label=label).first()
    return None if found is None else LabelledPaper(found.kind, found.date, found.office, found.standing)


def is_label(typed: str) -> bool:
    return re.fullmatch(rf"[0-9A-Z]{{{2 * _HALF}}}", normal_code(typed)) is not None


def _shown(version: Version, document: Document) -> PublicPaper:
    return PublicPaper(
        code=version.code,
        kind=document.kind,
        number=version.number,
        date=version.date,
        office=document.office,
        standing=document.standing,
        version=version.version,
        sha256=version.sha256,
        latest=document.latest if document.latest != version.version else None,
        successor=_successor(document),
    )


def _successor(document: Document) -> PublicPaper | None:
    replacement = getattr(document, "replacement", None)
    if replacement is None:
        return None
    heir = replacement.successor
    newest = heir.versions.filter(version=heir.latest).first()
    return None if newest is None else _shown(newest, heir)
