"""Papers of a session, from values: lists agreed and not agreed, and the annex that can be computed again.

The same tables, narrower, go into the berita acara of the meeting as sections.
"""

from typing import Any, Final

from berdaya.access.clock import today_in
from berdaya.deliberation.models import Draft, Session
from berdaya.deliberation.rules.sitting import State
from berdaya.deliberation.session_tables import (
    AGREED,
    KINDS,
    OTHERS,
    Book,
    agreed_sheet,
    book_of,
    changes_sheet,
    input_sheets,
    others_sheet,
    result_sheets,
    short_sheet,
)
from berdaya.documents.paper import Paper, Status
from berdaya.documents.tables import Sheet, for_paper
from berdaya.kernel.numbers import format_rupiah
from berdaya.meeting.printing import Section
from berdaya.plan.rules.words import menus_on

TEMPLATE: Final = "deliberation/tables"


def sheets_of(book: Book, which: str) -> list[Sheet]:
    if which == AGREED:
        changed = changes_sheet(book)
        return [agreed_sheet(book), *([changed] if changed else [])]
    if which == OTHERS:
        return [others_sheet(book)]
    return [*result_sheets(book), *input_sheets(book.draft)]


def paper_of(book: Book, which: str) -> Paper:
    """Final with the decision, before that a RANCANGAN with the day of its draft."""
    session = book.session
    final = session.standing is State.DECIDED
    day = session.date if final and session.date else today_in(session.territory)
    facts: dict[str, Any] = {"number": session.number} if final else {"status": Status.DRAFT}
    return Paper(
        kind=KINDS[which],
        title=f"{KINDS[which]}\nMusrenbang {book.place}",
        subtitle=f"Tahun rencana {session.cycle.plan_year}",
        office=book.place,
        place=book.place,
        date=day,
        short=f"{KINDS[which]} {book.place} {session.cycle.plan_year}",
        **facts,
    )


def values_of(book: Book, which: str) -> dict[str, Any]:
    """What the template prints: sentences, then tables with their headings."""
    return {
        "words": _words(book, which),
        "tables": [
            {"title": sheet.title, "table": for_paper(sheet)}
            for sheet in sheets_of(book, which)
            if sheet.rows
        ],
        "digest": book.draft.digest,
        "rule": book.draft.rule,
    }


def _words(book: Book, which: str) -> list[str]:
    session, decided = book.session, book.decided
    spent = (session.budget or 0) - decided.left
    money = (
        f"Pagu {format_rupiah(session.budget or 0)}, terpakai {format_rupiah(spent)},"
        f" sisa {format_rupiah(decided.left)}."
    )
    if which == AGREED:
        return [f"{len(decided.chosen)} usulan disepakati. {money}", *_limits(session)]
    if which == OTHERS:
        return [
            f"{len(decided.reserve)} usulan belum tertampung. Semuanya kembali ke rembug tahun depan dengan"
            " nomor dan riwayatnya.",
        ]
    return [
        "Semua masukan penggabungan ada pada lampiran ini. Siapa pun dapat menghitung ulang: dengan tangan"
        " menurut halaman bantuan, atau dengan perintah berdaya deliberation merge LAMPIRAN.xlsx.",
        f"{money} Rancangan ini untuk forum; perubahan forum ada pada daftar usulan yang disepakati.",
        "KK miskin setiap unit dibulatkan sebelum meninggalkan unitnya.",
    ]


def _limits(session: Session) -> list[str]:
    menus = menus_on(today_in(session.territory))
    return [
        f"Pagu {menus[menu].title if menu in menus else menu}: {format_rupiah(limit)}."
        for menu, limit in session.ceilings.items()
    ]


def sections_of(session: Session, draft: Draft) -> list[Section]:
    """The tables for the berita acara: what was agreed, what was not, the changes, how it counts."""
    book = book_of(session, draft)
    rule = f"Cara penggabungan: Bagian Setara Berjenjang, aturan {draft.rule}, sidik masukan {draft.digest}."
    changed = changes_sheet(book)
    return [
        Section("Usulan yang disepakati", (*_words(book, AGREED), rule), short_sheet(book)),
        Section("Usulan yang belum disepakati, dengan alasannya", (), others_sheet(book)),
        Section(
            "Perubahan oleh forum",
            () if changed else ("Forum tidak mengubah rancangan.",),
            changed,
        ),
        Section("Utusan ke musrenbang kecamatan", (delegate_words(session),)),
    ]


def delegate_words(session: Session) -> str:
    """Counts only; the names are on the list of the office."""
    sexes = [one.sex for one in session.delegates.all()]
    return f"{len(sexes)} orang: {sexes.count('L')} L dan {sexes.count('P')} P."
