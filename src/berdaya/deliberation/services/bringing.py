"""What every brought table goes through: kept sealed, confirmed while nothing blocks, written or given back,
dropped, destroyed when its days are over. What its rows mean is for the services of each kind.

    KIND = Kind(AnswerTable, Right.DELIBERATION_VERIFY, "answers", "deliberation.answers")
    kept = KIND.bring(hat, upload, read, territory=hat.territory, plan_year=2027)
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation.models.brought import BroughtTable
from berdaya.deliberation.services.sealed_tables import destroy, last_day, put_away
from berdaya.deliberation.table_cells import WithFaults
from berdaya.documents.arriving import Upload, read_upload
from berdaya.documents.reading import Table
from berdaya.kernel.findings import Finding, Refused

Brought = TypeVar("Brought", bound=BroughtTable)
_KINDS: Final = {"table": "exchange", "answers": "answertable", "bookings": "bookingtable"}
_VERBS: Final = {
    ("table", "brought"): "deliberation.table_brought",
    ("table", "confirmed"): "deliberation.table_confirmed",
    ("table", "dropped"): "deliberation.table_dropped",
    ("table", "expired"): "deliberation.table_expired",
    ("answers", "brought"): "deliberation.answers_brought",
    ("answers", "confirmed"): "deliberation.answers_confirmed",
    ("answers", "written"): "deliberation.answers_written",
    ("answers", "dropped"): "deliberation.answers_dropped",
    ("answers", "expired"): "deliberation.answers_expired",
    ("bookings", "brought"): "deliberation.bookings_brought",
    ("bookings", "confirmed"): "deliberation.bookings_confirmed",
    ("bookings", "written"): "deliberation.bookings_written",
    ("bookings", "dropped"): "deliberation.bookings_dropped",
    ("bookings", "expired"): "deliberation.bookings_expired",
}
"""What each kind of table is called in the trail, and each deed with it."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[Brought]):
    """One kind of tables: its records, who may bring one, and its `name` in the trail. `write`: the job
    that writes a confirmed one down."""

    model: type[Brought]
    right: Right
    name: str
    write: str

    @property
    def rows(self) -> Any:
        return self.model._default_manager

    def tell(self, hat: Holding | None, deed: str, one: Brought, **facts: Fact) -> None:
        record(hat, _VERBS[self.name, deed], _KINDS[self.name], one.pk, one.territory, facts or None)

    def bring(
        self, hat: Holding, upload: Upload, read: Callable[[str, bytes], Table], **place: Any
    ) -> Brought:
        """Keep a table, sealed, to be looked at. The same table that still waits is not kept twice."""
        require(hat, self.right, place["territory"])
        content, title = read_upload(upload)
        rows = len(read(title, content).rows)
        sha256 = hashlib.sha256(content).hexdigest()
        waiting = self.rows.filter(**place, sha256=sha256, confirmed_at=None, dropped_at=None)
        same: Brought | None = waiting.first()
        if same is not None:
            return same
        with transaction.atomic():
            kept: Brought = self.rows.create(
                **place,
                title=title[:80],
                file=put_away(content, sha256),
                sha256=sha256,
                rows=rows,
                keep_until=last_day(today_in(place["territory"])),
                brought_by=hat.person,
            )
            self.tell(hat, "brought", kept, rows=rows)
        return kept

    def confirm(self, hat: Holding, brought: Brought, preview: Callable[[Brought], WithFaults]) -> Job:
        """Have the table written down. Refused while anything in it blocks."""
        require(hat, self.right, brought.territory)
        with transaction.atomic():
            mine: Brought = self.rows.select_for_update().get(pk=brought.pk)
            if mine.dropped_at is not None or (mine.waits and not mine.file):
                problem, advice = "tabel ini sudah dibatalkan", "Unggah yang baru."
                raise Refused(Finding("exchange.over", mine.title, problem, advice))
            if mine.waits:
                _refuse_blocked(preview(mine))
                mine.confirmed_at, mine.hat = now(), hat
                mine.save(update_fields=["confirmed_at", "hat"])
                self.tell(hat, "confirmed", mine)
        return start(hat.person, self.write, str(mine.pk), mine.territory)

    def give(
        self, brought: Brought, preview: Callable[[Brought], WithFaults], rows: Callable[[Brought, Any], int]
    ) -> int:
        """Write every row of a confirmed table in one transaction; written already, nothing happens. What
        blocks it now gives the table back, to be looked at again. Returns how many rows became a deed."""
        try:
            with transaction.atomic():
                found = self.rows.select_for_update(of=("self",)).select_related("hat__person")
                mine: Brought = found.get(pk=brought.pk)
                if mine.hat is None or mine.written_at is not None:
                    return 0
                seen = preview(mine)
                _refuse_blocked(seen)
                many = rows(mine, seen)
                mine.written_at = now()
                mine.save(update_fields=["written_at"])
                self.tell(mine.hat, "written", mine, rows=many)
                return many
        except Refused:
            self.rows.filter(pk=brought.pk, written_at=None).update(confirmed_at=None, hat=None)
            raise

    def drop(self, hat: Holding, brought: Brought) -> None:
        """Nothing is written down; the file is destroyed."""
        require(hat, self.right, brought.territory)
        with transaction.atomic():
            mine: Brought = self.rows.select_for_update().get(pk=brought.pk)
            if mine.waits:
                destroy(mine, dropped=True)
                self.tell(hat, "dropped", mine)

    def destroy_overdue(self, day: date) -> int:
        """Tables whose days are over are destroyed; those that nobody confirmed are dropped with it."""
        late: Sequence[Brought] = list(self.rows.overdue(day))
        for brought in late:
            with transaction.atomic():
                destroy(brought, dropped=brought.waits)
                self.tell(None, "expired", brought)
        return len(late)


def _refuse_blocked(seen: WithFaults) -> None:
    if seen.blocked:
        raise Refused(*seen.findings)
