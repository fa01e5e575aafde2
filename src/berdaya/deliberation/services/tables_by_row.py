"""What tables share whose rows answer proposals, of an agency or of Bappeda: looked at, confirmed, given by a
job, all or none; the same file back.

Each row goes through the answer that is given by hand (`answering`): the same right, the same faults. What
changes between the look and the job stops the table whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from berdaya.access.clock import today_in
from berdaya.access.jobs.models import Job
from berdaya.access.models import Holding
from berdaya.deliberation.answer_rows import AnswerLine, AnswerLines
from berdaya.deliberation.models import AnswerTable, BookingTable, Proposal
from berdaya.deliberation.services.answering import answer
from berdaya.deliberation.services.answers_compared import Preview, with_remarks_of
from berdaya.deliberation.services.bringing import Kind
from berdaya.deliberation.services.sealed_tables import content_of, most_rows
from berdaya.documents.arriving import Upload
from berdaya.documents.reading import Table

Given = TypeVar("Given", AnswerTable, BookingTable)


@dataclass(frozen=True, slots=True)
class ByRow(Generic[Given]):
    """One kind of such tables: how it is read, what its rows would answer, and how a written row is kept."""

    kind: Kind[Given]
    read: Callable[[str, bytes, int], AnswerLines]
    compare: Callable[[Holding, int, AnswerLines], Preview]
    keep: Callable[[Given, AnswerLine, Proposal], None]

    def bring(self, hat: Holding, year: int, upload: Upload, **place: Any) -> Given:
        """Keep a table, sealed, to be looked at."""

        def read(title: str, content: bytes) -> Table:
            return self.read(title, content, most_rows(today_in(hat.territory))).table

        return self.kind.bring(hat, upload, read, territory=hat.territory, plan_year=year, **place)

    def preview(self, hat: Holding, brought: Given) -> Preview:
        """What the table would answer."""
        most = most_rows(today_in(brought.territory))
        return self.compare(hat, brought.plan_year, self.read(brought.title, content_of(brought), most))

    def remarked(self, hat: Holding, brought: Given) -> bytes:
        """The same rows with `Keterangan`; after the writing with what became of each."""
        return with_remarks_of(self.preview(hat, brought), brought)

    def confirm(self, hat: Holding, brought: Given) -> Job:
        """Have the rows given. Refused while anything in the table blocks."""
        return self.kind.confirm(hat, brought, lambda mine: self.preview(hat, mine))

    def write(self, brought: Given, told: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Give every answer of a confirmed table, or none."""
        many = self.kind.give(brought, lambda mine: self.preview(_worn(mine), mine), self._give_rows)
        told(many, many)

    def _give_rows(self, mine: Given, seen: Preview) -> int:
        for one in seen.answers:
            assert one.given is not None
            done = answer(_worn(mine), one.proposal, one.given, one.proposal.state)
            self.keep(mine, one.line, done)
        return len(seen.answers)


def _worn(mine: AnswerTable | BookingTable) -> Holding:
    """The hat of whoever confirmed it."""
    assert mine.hat is not None
    return mine.hat
