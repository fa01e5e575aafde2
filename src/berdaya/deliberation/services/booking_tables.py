"""Bookings by table. A row records what a rule that was issued says (`dasar`), so that one person is enough,
as by hand.
"""

import json
from typing import Final

from berdaya.access.rules.rights import Right
from berdaya.deliberation.answer_rows import AnswerLine
from berdaya.deliberation.booking_lines import read_bookings
from berdaya.deliberation.models import BookedRow, BookingTable, Proposal
from berdaya.deliberation.services.bookings_compared import bookings_compared
from berdaya.deliberation.services.bringing import Kind
from berdaya.deliberation.services.tables_by_row import ByRow

WRITE: Final = "deliberation.bookings"
KIND: Final = Kind(BookingTable, Right.DELIBERATION_MERGE, "bookings", WRITE)


def _keep(table: BookingTable, line: AnswerLine, done: Proposal) -> None:
    row = BookedRow(table=table, line=line.row, proposal=done)
    row.seal(json.dumps(dict(line.unknown), ensure_ascii=False) if line.unknown else "")
    row.save(force_insert=True)


_TABLES: Final = ByRow(KIND, read_bookings, bookings_compared, _keep)
bring, preview, remarked = _TABLES.bring, _TABLES.preview, _TABLES.remarked
confirm, write = _TABLES.confirm, _TABLES.write
drop, destroy_overdue = KIND.drop, KIND.destroy_overdue
