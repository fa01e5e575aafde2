"""Answers by table: brought, looked at, confirmed, given by a job, all or none; the same file back.

Each row goes through the answer that is given by hand (`answering`): the same right, the same faults. A table
is confirmed only without faults; what changes before the job runs stops it whole.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Final

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.answer_lines import AnswerLines, read_answers
from berdaya.deliberation.models import AnsweredRow, AnswerTable
from berdaya.deliberation.services.answering import answer
from berdaya.deliberation.services.answers_compared import Preview, compared, remarks
from berdaya.deliberation.services.sealed_tables import content_of, destroy, last_day, most_rows, put_away
from berdaya.documents.arriving import Upload, read_upload
from berdaya.documents.remarks import with_remarks
from berdaya.kernel.findings import Finding, Refused

WRITE: Final = "deliberation.answers"


def bring(hat: Holding, year: int, upload: Upload) -> AnswerTable:
    """Keep a table, sealed, to be looked at. The same table that still waits is not kept twice."""
    require(hat, Right.DELIBERATION_VERIFY)
    content, title = read_upload(upload)
    today = today_in(hat.territory)
    lines = read_answers(title, content, most_rows(today))
    sha256 = hashlib.sha256(content).hexdigest()
    place = {"territory": hat.territory, "plan_year": year, "body": hat.body[:120]}
    waiting = AnswerTable.objects.filter(**place, sha256=sha256, confirmed_at=None, dropped_at=None).first()
    if waiting is not None:
        return waiting
    with transaction.atomic():
        kept = AnswerTable.objects.create(
            **place,
            title=title[:80],
            file=put_away(content, sha256),
            sha256=sha256,
            rows=len(lines.table.rows),
            keep_until=last_day(today),
            brought_by=hat.person,
        )
        told = {"rows": kept.rows}
        record(hat, "deliberation.answers_brought", "answertable", kept.pk, hat.territory, told)
    return kept


def preview(hat: Holding, brought: AnswerTable) -> Preview:
    """What the table would answer."""
    return compared(hat, brought.plan_year, _lines(brought))


def remarked(hat: Holding, brought: AnswerTable) -> bytes:
    """The same rows with `Keterangan`; after the writing with what became of each."""
    seen = preview(hat, brought)
    said = remarks(seen)
    if brought.written_at is not None:
        for row in brought.written.select_related("proposal__cycle"):
            said[row.line] = f"tercatat: {row.proposal.label}, {row.proposal.standing.words}"
    return with_remarks(seen.lines.table, said)


def confirm(hat: Holding, brought: AnswerTable) -> Job:
    """Have the answers given. Refused while anything in the table blocks."""
    require(hat, Right.DELIBERATION_VERIFY, brought.territory)
    with transaction.atomic():
        mine = AnswerTable.objects.select_for_update().get(pk=brought.pk)
        if mine.dropped_at is not None or (mine.waits and not mine.file):
            problem, advice = "tabel ini sudah dibatalkan", "Unggah yang baru."
            raise Refused(Finding("answers.over", mine.title, problem, advice))
        if mine.waits:
            seen = preview(hat, mine)
            if seen.blocked:
                raise Refused(*seen.findings)
            mine.confirmed_at, mine.hat = now(), hat
            mine.save(update_fields=["confirmed_at", "hat"])
    return start(hat.person, WRITE, str(mine.pk), mine.territory)


def write(brought: AnswerTable, told: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Give every answer of a confirmed table in one transaction; written already, nothing happens. What
    blocks it now gives the table back, to be looked at again."""
    try:
        with transaction.atomic():
            _write(brought.pk, told)
    except Refused:
        AnswerTable.objects.filter(pk=brought.pk, written_at=None).update(confirmed_at=None, hat=None)
        raise


def _write(pk: int, told: Callable[[int, int], None]) -> None:
    mine = AnswerTable.objects.select_for_update(of=("self",)).select_related("hat__person").get(pk=pk)
    if mine.hat is None or mine.written_at is not None:
        return
    seen = preview(mine.hat, mine)
    if seen.blocked:
        raise Refused(*seen.findings)
    todo = seen.answers
    for one in todo:
        assert one.given is not None
        done = answer(mine.hat, one.proposal, one.given, one.proposal.state)
        AnsweredRow.objects.create(table=mine, line=one.line.row, proposal=done)
    mine.written_at = now()
    mine.save(update_fields=["written_at"])
    record(
        mine.hat, "deliberation.answers_written", "answertable", mine.pk, mine.territory, {"rows": len(todo)}
    )
    told(len(todo), len(todo))


def drop(hat: Holding, brought: AnswerTable) -> None:
    """Nothing is answered; the file is destroyed."""
    require(hat, Right.DELIBERATION_VERIFY, brought.territory)
    with transaction.atomic():
        mine = AnswerTable.objects.select_for_update().get(pk=brought.pk)
        if mine.waits:
            destroy(mine, dropped=True)
            record(hat, "deliberation.answers_dropped", "answertable", mine.pk, mine.territory)


def destroy_overdue(day: date) -> int:
    """Tables whose days are over are destroyed; those that nobody confirmed are dropped with it."""
    late = list(AnswerTable.objects.overdue(day))
    for brought in late:
        with transaction.atomic():
            destroy(brought, dropped=brought.waits)
            record(None, "deliberation.answers_expired", "answertable", brought.pk, brought.territory)
    return len(late)


def _lines(brought: AnswerTable) -> AnswerLines:
    return read_answers(brought.title, content_of(brought), most_rows(today_in(brought.territory)))
