"""Guarded reads of papers: of the hat's territory, with content that its rights open. All else is absent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q
from django.http import Http404

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in, zones
from berdaya.access.doors import sheet_of, territory_filter
from berdaya.access.models import Holding
from berdaya.access.prepared import Given, Prepared
from berdaya.access.rules.rights import Right
from berdaya.access.territory import within
from berdaya.documents.models import Document, DocumentQuerySet, Number, Series, SignedScan, Version
from berdaya.documents.rules import STEPS, Standing, Step
from berdaya.documents.store import file_path
from berdaya.kernel.listing import ROWS, Column, Listed, Wanted, page_of
from berdaya.rulebook.rules import shipped

_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "nomor": ("number", "pk"),
    "naskah": ("title", "pk"),
    "jenis": ("kind", "pk"),
    "tanggal": ("date", "pk"),
    "status": ("status", "pk"),
}


class ListedPaper(NamedTuple):
    """A paper as lists show it: read without the rest of its row."""

    pk: int
    territory: str
    kind: str
    title: str
    office: str
    number: str
    date: date
    status: str
    latest: int


Columns = Sequence[Column[ListedPaper]]


@dataclass(frozen=True, slots=True)
class Story:
    """A paper with all its prints and all scans of it, the newest first."""

    document: Document
    versions: list[Version]
    scans: list[SignedScan]

    @property
    def newest(self) -> Version:
        return self.versions[0]

    @property
    def waiting(self) -> SignedScan | None:
        """The scan that no second person has looked at yet, while the paper may still be signed."""
        if Step.SCAN not in STEPS[self.document.standing]:
            return None
        mine = [scan for scan in self.scans if scan.version == self.document.latest]
        return next((scan for scan in mine if not hasattr(scan, "check_of")), None)

    @property
    def signed(self) -> SignedScan | None:
        """The scan that was found to be the signed paper."""
        checked = [scan for scan in self.scans if hasattr(scan, "check_of")]
        return next((scan for scan in checked if scan.check_of.agrees), None)


def visible_to(hat: Holding) -> DocumentQuerySet:
    return Document.objects.filter(**territory_filter(hat)).readable(sheet_of(hat).rights)


def documents_for(
    hat: Holding, sought: Wanted[ListedPaper], columns: Columns, standing: str = ""
) -> tuple[Listed[ListedPaper], dict[str, int]]:
    """One page of the list, narrowed, sorted and cut by the database; and how many papers stand where.

    A search is not counted by status: that would be one query more on each page.
    """
    order = _order(sought)
    cut: Iterable[tuple[Any, ...]]
    if sought.text:
        rows = _searched(visible_to(hat), sought.text)
        rows = rows.filter(status=standing) if standing else rows
        counts, found = {}, rows.count()
        cut = rows.order_by(*order).values_list(*ListedPaper._fields)[sought.cut(found)]
    else:
        counts = counts_for(hat)
        found = counts.get(standing, 0) if standing else sum(counts.values())
        cut = _listed(rights_of(hat), standing, order, sought.cut(found).start).asked(**_range(hat))
    page = [ListedPaper(*row) for row in cut] if found else []
    return page_of(sought, columns, page, total=found, found=found), counts


def _order(sought: Wanted[ListedPaper]) -> tuple[str, ...]:
    if sought.by is None:
        return ("-date", "-pk")
    order = _ORDER[sought.by.key]
    return tuple(f"-{name}" for name in order) if sought.down else order


def _range(hat: Holding) -> dict[str, str]:
    first, behind = within(hat.territory)
    return {"first": first, "behind": behind}


def _readable(rights: frozenset[Right]) -> DocumentQuerySet:
    """As `visible_to`, for a territory that is given when the query is asked."""
    here = Document.objects.filter(territory__gte=Given("first"), territory__lt=Given("behind"))
    return here.readable(rights)


@lru_cache(maxsize=128)
def _listed(
    rights: frozenset[Right], standing: str, order: tuple[str, ...], start: int
) -> Prepared[tuple[Any, ...]]:
    rows = _readable(rights)
    rows = rows.filter(status=standing) if standing else rows
    return Prepared(lambda: rows.order_by(*order).values_list(*ListedPaper._fields)[start : start + ROWS])


@lru_cache(maxsize=32)
def _counted(rights: frozenset[Right]) -> Prepared[tuple[Any, ...]]:
    return Prepared(lambda: _readable(rights).order_by().values_list("status").annotate(many=Count("pk")))


def _searched(rows: DocumentQuerySet, text: str) -> DocumentQuerySet:
    for word in text.split():
        rows = rows.filter(_names(word))
    return rows


def found_for(hat: Holding, text: str, most: int) -> list[Document]:
    """Papers by number, title or the label at their foot, the newest first."""
    return list(_searched(visible_to(hat), text).order_by("-date", "-pk")[:most])


def newest_of(hat: Holding, code: str, most: int) -> tuple[list[Document], int]:
    """The newest standing papers about a place itself, and how many there are."""
    rows = visible_to(hat).filter(territory=code).standing()
    found = list(rows.order_by("-date", "-pk")[: most + 1])
    return found[:most], len(found) if len(found) <= most else rows.count()


def story_of(hat: Holding, pk: int) -> Story:
    document = (
        visible_to(hat)
        .select_related("taken", "maker", "issued_by", "cancellation__by", "replacement__by")
        .select_related("replacement__successor")
        .filter(pk=pk)
        .first()
    )
    if document is None:
        raise Http404
    versions = list(document.versions.select_related("made_by"))
    scans = list(document.scans.select_related("uploaded_by", "check_of__by"))
    return Story(document, versions, scans)


def document_for(hat: Holding, pk: int) -> Document:
    document = visible_to(hat).filter(pk=pk).first()
    if document is None:
        raise Http404
    return document


def version_for(hat: Holding, pk: int, version: int) -> Version:
    found = document_for(hat, pk).versions.filter(version=version).select_related("document").first()
    if found is None:
        raise Http404
    return found


def scan_for(hat: Holding, pk: int, scan: int) -> SignedScan:
    found = document_for(hat, pk).scans.filter(pk=scan).select_related("document", "uploaded_by").first()
    if found is None:
        raise Http404
    return found


def hand_out(hat: Holding, document: Document, name: str, what: Mapping[str, Fact]) -> Path:
    """The file of a print or a scan; that it was handed out is written down first."""
    path = file_path(name)
    if path is None:
        raise Http404
    with transaction.atomic():
        record(hat, "documents.fetched", "document", document.pk, document.territory, what)
    return path


def rights_of(hat: Holding) -> frozenset[Right]:
    return sheet_of(hat).rights


def heirs_for(hat: Holding, document: Document) -> list[Document]:
    """Papers that may take the place of this one: issued, of the same kind and place, not older."""
    same = visible_to(hat).filter(territory=document.territory, kind=document.kind, date__gte=document.date)
    standing = [Standing.ISSUED.value, Standing.SIGNED.value]
    return list(same.filter(status__in=standing).exclude(pk=document.pk).order_by("-date", "-pk")[:50])


def counts_for(hat: Holding) -> dict[str, int]:
    """How many papers stand in each status, for the boxes on top of the list."""
    return dict(_counted(rights_of(hat)).asked(**_range(hat)))


def overdue_for(hat: Holding) -> list[Document]:
    """Issued a week ago or longer, and no scan of the standing version has come; the oldest first."""
    before = _midnight(today_in(hat.territory) - timedelta(days=scan_days(hat) - 1), hat.territory)
    rows = visible_to(hat).filter(status=Standing.ISSUED.value, issued_at__lt=before)
    waiting = rows.annotate(newest=Max("scans__version", filter=Q(scans__check_of=None)))
    return [row for row in waiting.order_by("issued_at") if getattr(row, "newest", None) != row.latest]


def to_check_for(hat: Holding) -> list[SignedScan]:
    """Scans of others that wait for a second person."""
    papers = visible_to(hat).filter(status=Standing.ISSUED.value)
    rows = SignedScan.objects.filter(document__in=papers, check_of=None).exclude(uploaded_by=hat.person_id)
    found = rows.select_related("document").order_by("uploaded_at")
    return [scan for scan in found if scan.version == scan.document.latest]


def scan_days(hat: Holding) -> int:
    values = shipped().in_force("documents.office", today_in(hat.territory)).values
    return int(values["scan_days"])


def books_for(hat: Holding) -> list[Series]:
    """The books of numbers in the territory, with the numbers that have neither a paper nor a reason."""
    open_ones = Count("numbers", filter=Q(numbers__document=None, numbers__gap=None), distinct=True)
    return list(Series.objects.filter(**territory_filter(hat)).annotate(loose=open_ones))


def book_for(hat: Holding, pk: int) -> Series:
    book = Series.objects.filter(pk=pk, **territory_filter(hat)).first()
    if book is None:
        raise Http404
    return book


def numbers_of(book: Series) -> list[Number]:
    return list(book.numbers.select_related("taken_by", "gap", "document"))


def number_for(hat: Holding, book: int, pk: int) -> Number:
    number = book_for(hat, book).numbers.filter(pk=pk).select_related("series").first()
    if number is None:
        raise Http404
    return number


def offices_for(hat: Holding) -> list[str]:
    """Names of offices on papers and books of the territory, to choose from when a book is opened."""
    books = Series.objects.filter(**territory_filter(hat)).values_list("office", flat=True)
    papers = visible_to(hat).order_by().values_list("office", flat=True)
    return sorted({*books.distinct(), *papers.distinct()})


def _names(word: str) -> Q:
    return (
        Q(number__icontains=word)
        | Q(title__icontains=word)
        | Q(label__icontains=word)
        | Q(kind__icontains=word)
        | Q(office__icontains=word)
    )


def _midnight(day: date, territory: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=zones().of(territory))
