"""Tables of proposals between offices: brought, looked at, confirmed, written down by a job, given back.

A file lies sealed in the store and is destroyed when it is dropped or after the days of the rule.
"""

import hashlib
from dataclasses import replace
from datetime import date

from django.db import transaction

from berdaya.access.audit import record
from berdaya.access.clock import now, today_in
from berdaya.access.doors import require
from berdaya.access.jobs.models import Job
from berdaya.access.jobs.services import start
from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.access.rules.rights import Right
from berdaya.deliberation.exchange_lines import Lines, names_of, read_lines
from berdaya.deliberation.models import Cycle, Exchange, Proposal
from berdaya.deliberation.results_file import published_of
from berdaya.deliberation.results_told import factor_on, told
from berdaya.deliberation.services.comparing import Preview, compared, cycles_of, remarks
from berdaya.deliberation.services.sealed_tables import content_of, destroy, last_day, most_rows, put_away
from berdaya.documents.arriving import Upload, read_upload
from berdaya.documents.remarks import with_remarks
from berdaya.kernel.findings import Finding, Refused, Severity

WRITE = "deliberation.exchange"
_LOOKED = frozenset(
    {"results.words", "results.total", "results.product", "results.volume", "results.unit_cost"}
)
_LOOKED_TOO = frozenset(
    {"results.unit_cost_apart", "results.twice", "results.unknown", "results.number_twice"}
)


def bring(hat: Holding, cycle: Cycle, upload: Upload) -> Exchange:
    """Keep a table, sealed, to be looked at. The same table that still waits is not kept twice."""
    require(hat, Right.DELIBERATION_VERIFY, cycle.territory)
    content, title = read_upload(upload)
    lines = _read(content, title, cycle)
    sha256 = hashlib.sha256(content).hexdigest()
    waiting = Exchange.objects.filter(cycle=cycle, sha256=sha256, confirmed_at=None, dropped_at=None).first()
    if waiting is not None:
        return waiting
    today = today_in(cycle.territory)
    with transaction.atomic():
        kept = Exchange.objects.create(
            cycle=cycle,
            territory=cycle.territory,
            title=title[:80],
            file=put_away(content, sha256),
            sha256=sha256,
            rows=len(lines.table.rows),
            keep_until=last_day(today),
            brought_by=hat.person,
        )
        record(hat, "deliberation.table_brought", "exchange", kept.pk, cycle.territory, {"rows": kept.rows})
    return kept


def preview(hat: Holding, brought: Exchange) -> Preview:
    """What the table would change, with its sums computed again."""
    content = content_of(brought)
    seen = compared(hat, brought.cycle, _read(content, brought.title, brought.cycle))
    published = published_of(brought.title, seen.lines.table)
    sums = told(published, factor_on(today_in(brought.territory))).findings
    seen.faults += [
        (-1, replace(one, severity=Severity.WARNING) if one.severity is Severity.ERROR else one)
        for one in sums
        if one.code in _LOOKED | _LOOKED_TOO
    ]
    return seen


def answer_of(hat: Holding, brought: Exchange) -> bytes:
    """The same rows with `Keterangan`; after the writing with the numbers that the proposals have."""
    seen = preview(hat, brought)
    said = remarks(seen)
    if brought.written_at is not None:
        written = brought.written.select_related("proposal__cycle")
        said |= {row.line: _became(row.proposal, row.deed) for row in written}
    return with_remarks(seen.lines.table, said)


def confirm(hat: Holding, brought: Exchange) -> Job:
    """Have the table written down. Refused while anything in it blocks."""
    require(hat, Right.DELIBERATION_VERIFY, brought.territory)
    with transaction.atomic():
        mine = Exchange.objects.select_for_update().get(pk=brought.pk)
        if mine.waits:
            seen = preview(hat, mine)
            if seen.blocked:
                raise Refused(*seen.findings)
            mine.confirmed_at, mine.hat = now(), hat
            mine.save(update_fields=["confirmed_at", "hat"])
            record(hat, "deliberation.table_confirmed", "exchange", mine.pk, mine.territory)
        elif mine.dropped_at is not None:
            raise Refused(_fault("over", mine.title, "tabel ini sudah dibatalkan", "Unggah yang baru."))
    return start(hat.person, WRITE, str(mine.pk), mine.territory)


def finish(brought: Exchange) -> None:
    """All of it is written down."""
    brought.written_at = now()
    brought.save(update_fields=["written_at"])


def give_back(brought: Exchange) -> None:
    """What changed in between blocks it: the table waits to be looked at again."""
    brought.confirmed_at = brought.hat = None
    brought.save(update_fields=["confirmed_at", "hat"])


def drop(hat: Holding, brought: Exchange) -> None:
    """Nothing is written down; the file is destroyed."""
    require(hat, Right.DELIBERATION_VERIFY, brought.territory)
    with transaction.atomic():
        mine = Exchange.objects.select_for_update().get(pk=brought.pk)
        if mine.waits:
            destroy(mine, dropped=True)
            record(hat, "deliberation.table_dropped", "exchange", mine.pk, mine.territory)


def destroy_overdue(day: date) -> int:
    """Tables whose days are over are destroyed; those that nobody confirmed are dropped with it."""
    late = Exchange.objects.overdue(day)
    for brought in late:
        with transaction.atomic():
            destroy(brought, dropped=brought.waits)
            record(None, "deliberation.table_expired", "exchange", brought.pk, brought.territory)
    return len(late)


# ---------- the file ----------


def _became(proposal: Proposal, deed: str) -> str:
    words = {"baru": "dicatat", "draf": "disimpan sebagai draf", "pindah": "keadaannya dicatat"}
    return f"{words.get(deed, 'sudah tercatat')}: {proposal.label}, {proposal.standing.words}"


def _read(content: bytes, title: str, cycle: Cycle) -> Lines:
    today = today_in(cycle.territory)
    titles = place_titles([cycle.territory, *cycles_of(cycle)])
    villages = names_of([(code, titles[code]) for code in cycles_of(cycle)])
    return read_lines(title, content, villages, today, most_rows(today))


def _fault(code: str, where: str, problem: str, advice: str) -> Finding:
    return Finding(f"exchange.{code}", where, problem, advice)
