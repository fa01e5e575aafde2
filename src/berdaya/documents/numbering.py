"""Numbers of papers: a book for each office, kind and year; the next number is taken under a lock.

A number that was taken stays taken. One that gets no paper is told as a gap with its reason, so that nobody
has to ask later where number 118 went.
"""

from datetime import date

from django.db import IntegrityError, transaction

from berdaya.access.audit import record
from berdaya.access.doors import require
from berdaya.access.models import Holding, Person
from berdaya.access.rules.rights import Right
from berdaya.documents.models import Number, NumberGap, Series
from berdaya.documents.rules import number_text, pattern_faults
from berdaya.kernel.findings import Finding, Refused

Actor = Holding | Person


def open_book(hat: Holding, office: str, kind: str, year: int, pattern: str, first: int = 1) -> Series:
    """Begin a book for the hat's own territory. `first` is the next free number of the book on paper."""
    require(hat, Right.DOCUMENTS_ISSUE)
    office, kind, pattern = (" ".join(text.split()) for text in (office, kind, pattern))
    if faults := [*pattern_faults(pattern), *_missing(office=office, kind=kind)]:
        raise Refused(*faults)
    try:
        with transaction.atomic():
            book = Series.objects.create(
                territory=hat.territory,
                office=office,
                kind=kind,
                year=year,
                pattern=pattern,
                first=first,
                last=first - 1,
                opened_by=hat.person,
            )
            record(
                hat, "documents.book_opened", "series", book.pk, hat.territory, {"year": year, "first": first}
            )
    except IntegrityError:
        raise Refused(_book_is_there(kind, year)) from None
    return book


@transaction.atomic
def take_number(
    actor: Actor,
    territory: str,
    office: str,
    kind: str,
    day: date,
    *,
    source: str = "",
    purpose: str = "",
) -> Number:
    """The next number of the office's book for that year. Taken again for one source, it is the same one.

    A new year goes on with the form of last year's book. Refused when the office has no book.
    """
    if not source and not purpose.strip():
        raise Refused(_for_nothing())
    book = _locked(territory, office, kind, day.year)
    kept = _kept(book, source) if source else None
    if kept is not None:
        return kept
    book.last += 1
    book.save(update_fields=["last"])
    number = Number.objects.create(
        series=book,
        n=book.last,
        text=number_text(book.pattern, book.last, day),
        source=source,
        purpose=" ".join(purpose.split()),
        taken_by=actor.person if isinstance(actor, Holding) else actor,
    )
    record(
        actor, "documents.number_taken", "number", number.pk, territory, {"series": book.pk, "n": number.n}
    )
    return number


def take_from(hat: Holding, book: Series, day: date, purpose: str) -> Number:
    """A number for a paper that is written elsewhere."""
    require(hat, Right.DOCUMENTS_ISSUE, book.territory)
    if day.year != book.year:
        raise Refused(_other_year(book))
    return take_number(hat, book.territory, book.office, book.kind, day, purpose=purpose)


@transaction.atomic
def leave_unused(hat: Holding, number: Number, reason: str) -> NumberGap:
    """Say that a number will have no paper, and why. It is not given to another."""
    require(hat, Right.DOCUMENTS_ISSUE, number.series.territory)
    if not reason.strip():
        raise Refused(
            Finding("number.no_reason", f"nomor {number.text}", "alasan kosong", "Tulis alasannya.")
        )
    locked = Series.objects.select_for_update().get(pk=number.series_id)
    if hasattr(number, "document"):
        raise Refused(_has_a_paper(number))
    gap, fresh = NumberGap.objects.get_or_create(
        number=number, defaults={"reason": " ".join(reason.split())[:200], "told_by": hat.person}
    )
    if fresh:
        record(hat, "documents.number_unused", "number", number.pk, locked.territory, {"n": number.n})
    return gap


def _locked(territory: str, office: str, kind: str, year: int) -> Series:
    """The book of that year; begun with last year's form when it is the first number of the year."""
    books = Series.objects.select_for_update()
    mine = {"territory": territory, "office": office, "kind": kind}
    found = books.filter(year=year, **mine).first()
    if found is not None:
        return found
    before = Series.objects.filter(year=year - 1, **mine).first()
    if before is None:
        raise Refused(_no_book(office, kind, year))
    begun = {"pattern": before.pattern, "first": 1, "last": 0, "opened_by": before.opened_by}
    Series.objects.get_or_create(year=year, **mine, defaults=begun)
    return books.get(year=year, **mine)


def _kept(book: Series, source: str) -> Number | None:
    """The number that was taken for this source before, when it still waits for its paper."""
    return book.numbers.filter(source=source, gap=None, document=None).order_by("n").first()


def _missing(**fields: str) -> list[Finding]:
    words = {"office": "kantor", "kind": "jenis naskah"}
    return [
        Finding(f"number.{name}", words[name], "belum diisi", f"Isi {words[name]}.")
        for name, text in fields.items()
        if not text
    ]


def _no_book(office: str, kind: str, year: int) -> Finding:
    return Finding(
        "number.no_book",
        f"{kind}, {office}",
        f"belum ada buku nomor tahun {year}",
        "Buka buku nomor di Dokumen, bagian Nomor, atau isi nomor naskah sendiri.",
    )


def _book_is_there(kind: str, year: int) -> Finding:
    return Finding(
        "number.book_is_there", kind, f"buku nomor tahun {year} sudah ada", "Pakai buku yang sudah dibuka."
    )


def _for_nothing() -> Finding:
    return Finding(
        "number.for_nothing", "keperluan", "belum diisi", "Tulis untuk naskah apa nomor ini diambil."
    )


def _other_year(book: Series) -> Finding:
    return Finding(
        "number.other_year",
        f"{book.kind} {book.year}",
        "tanggal naskah jatuh pada tahun lain",
        "Ambil nomor dari buku tahun itu.",
    )


def _has_a_paper(number: Number) -> Finding:
    return Finding(
        "number.has_a_paper",
        f"nomor {number.text}",
        "sudah dipakai sebuah naskah",
        "Batalkan naskahnya bila keliru; nomornya tetap tercatat di situ.",
    )
