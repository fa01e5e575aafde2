"""Bookings by table: brought, looked at, confirmed, booked by a job, all or none; the same file back.

Each row goes through the booking that is made by hand (`answering`): the same right, the same faults. It
records what a rule that was issued says (`dasar`), so that one person is enough, as by hand.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Final

from berdaya.access.clock import today_in
from berdaya.access.jobs.models import Job
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.answer_rows import AnswerLines
from berdaya.deliberation.booking_lines import read_bookings
from berdaya.deliberation.models import BookedRow, BookingTable
from berdaya.deliberation.services.answering import answer
from berdaya.deliberation.services.answers_compared import Preview, with_remarks_of
from berdaya.deliberation.services.bookings_compared import bookings_compared
from berdaya.deliberation.services.bringing import Kind
from berdaya.deliberation.services.sealed_tables import content_of, most_rows
from berdaya.documents.arriving import Upload
from berdaya.documents.reading import Table

WRITE: Final = "deliberation.bookings"
KIND: Final = Kind(BookingTable, Right.DELIBERATION_MERGE, "bookings", WRITE)


def bring(hat: Holding, year: int, upload: Upload) -> BookingTable:
    """Keep a table, sealed, to be looked at."""

    def read(title: str, content: bytes) -> Table:
        return read_bookings(title, content, most_rows(today_in(hat.territory))).table

    return KIND.bring(hat, upload, read, territory=hat.territory, plan_year=year)


def preview(hat: Holding, brought: BookingTable) -> Preview:
    """What the table would book."""
    return bookings_compared(hat, brought.plan_year, _lines(brought))


def remarked(hat: Holding, brought: BookingTable) -> bytes:
    """The same rows with `Keterangan`; after the writing with what became of each."""
    return with_remarks_of(preview(hat, brought), brought)


def confirm(hat: Holding, brought: BookingTable) -> Job:
    """Have the rows booked. Refused while anything in the table blocks."""
    return KIND.confirm(hat, brought, lambda mine: preview(hat, mine))


def write(brought: BookingTable, told: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Book every row of a confirmed table, or none."""
    many = KIND.give(brought, lambda mine: preview(_worn(mine), mine), _book_rows)
    told(many, many)


def _book_rows(mine: BookingTable, seen: Preview) -> int:
    for one in seen.answers:
        assert one.given is not None
        done = answer(_worn(mine), one.proposal, one.given, one.proposal.state)
        row = BookedRow(table=mine, line=one.line.row, proposal=done)
        row.seal(json.dumps(dict(one.line.unknown), ensure_ascii=False) if one.line.unknown else "")
        row.save(force_insert=True)
    return len(seen.answers)


def _worn(mine: BookingTable) -> Holding:
    """The hat of whoever confirmed it."""
    assert mine.hat is not None
    return mine.hat


def drop(hat: Holding, brought: BookingTable) -> None:
    """Nothing is booked; the file is destroyed."""
    KIND.drop(hat, brought)


def destroy_overdue(day: date) -> int:
    return KIND.destroy_overdue(day)


def _lines(brought: BookingTable) -> AnswerLines:
    return read_bookings(brought.title, content_of(brought), most_rows(today_in(brought.territory)))
