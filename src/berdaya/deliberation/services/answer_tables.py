"""Answers by table: brought, looked at, confirmed, given by a job, all or none; the same file back.

Each row goes through the answer that is given by hand (`answering`): the same right, the same faults. A table
is confirmed only without faults; what changes before the job runs stops it whole.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from berdaya.access.clock import today_in
from berdaya.access.jobs.models import Job
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.answer_lines import read_answers
from berdaya.deliberation.answer_rows import AnswerLines
from berdaya.deliberation.models import AnsweredRow, AnswerTable
from berdaya.deliberation.services.answering import answer
from berdaya.deliberation.services.answers_compared import Preview, compared, with_remarks_of
from berdaya.deliberation.services.bringing import Kind
from berdaya.deliberation.services.sealed_tables import content_of, most_rows
from berdaya.documents.arriving import Upload
from berdaya.documents.reading import Table

WRITE: Final = "deliberation.answers"
KIND: Final = Kind(AnswerTable, Right.DELIBERATION_VERIFY, "answers", WRITE)


def bring(hat: Holding, year: int, upload: Upload) -> AnswerTable:
    """Keep a table, sealed, to be looked at."""

    def read(title: str, content: bytes) -> Table:
        return read_answers(title, content, most_rows(today_in(hat.territory))).table

    return KIND.bring(hat, upload, read, territory=hat.territory, plan_year=year, body=hat.body[:120])


def preview(hat: Holding, brought: AnswerTable) -> Preview:
    """What the table would answer."""
    return compared(hat, brought.plan_year, _lines(brought))


def remarked(hat: Holding, brought: AnswerTable) -> bytes:
    """The same rows with `Keterangan`; after the writing with what became of each."""
    return with_remarks_of(preview(hat, brought), brought)


def confirm(hat: Holding, brought: AnswerTable) -> Job:
    """Have the answers given. Refused while anything in the table blocks."""
    return KIND.confirm(hat, brought, lambda mine: preview(hat, mine))


def write(brought: AnswerTable, told: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Give every answer of a confirmed table, or none."""
    many = KIND.give(brought, lambda mine: preview(_worn(mine), mine), _answer_rows)
    told(many, many)


def _answer_rows(mine: AnswerTable, seen: Preview) -> int:
    for one in seen.answers:
        assert one.given is not None
        done = answer(_worn(mine), one.proposal, one.given, one.proposal.state)
        AnsweredRow.objects.create(table=mine, line=one.line.row, proposal=done)
    return len(seen.answers)


def _worn(mine: AnswerTable) -> Holding:
    """The hat of whoever confirmed it."""
    assert mine.hat is not None
    return mine.hat


def drop(hat: Holding, brought: AnswerTable) -> None:
    """Nothing is answered; the file is destroyed."""
    KIND.drop(hat, brought)


def destroy_overdue(day: date) -> int:
    return KIND.destroy_overdue(day)


def _lines(brought: AnswerTable) -> AnswerLines:
    return read_answers(brought.title, content_of(brought), most_rows(today_in(brought.territory)))
