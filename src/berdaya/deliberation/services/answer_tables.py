"""Answers of an agency by table."""

from typing import Final

from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.answer_lines import read_answers
from berdaya.deliberation.answer_rows import AnswerLine
from berdaya.deliberation.models import AnsweredRow, AnswerTable, Proposal
from berdaya.deliberation.services.answers_compared import compared
from berdaya.deliberation.services.bringing import Kind
from berdaya.deliberation.services.tables_by_row import ByRow
from berdaya.documents.arriving import Upload

WRITE: Final = "deliberation.answers"
KIND: Final = Kind(AnswerTable, Right.DELIBERATION_VERIFY, "answers", WRITE)


def bring(hat: Holding, year: int, upload: Upload) -> AnswerTable:
    """Keep a table of the body that the hat speaks for, sealed, to be looked at."""
    return _TABLES.bring(hat, year, upload, body=hat.body[:120])


def _keep(table: AnswerTable, line: AnswerLine, done: Proposal) -> None:
    AnsweredRow.objects.create(table=table, line=line.row, proposal=done)


_TABLES: Final = ByRow(KIND, read_answers, compared, _keep)
preview, remarked, confirm, write = _TABLES.preview, _TABLES.remarked, _TABLES.confirm, _TABLES.write
drop, destroy_overdue = KIND.drop, KIND.destroy_overdue
