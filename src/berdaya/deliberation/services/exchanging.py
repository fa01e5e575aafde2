"""Tables of proposals between offices: brought, looked at, confirmed, written down by a job, given back.

A file lies sealed in the store and is destroyed when it is dropped or after the days of the rule.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from berdaya.access.clock import now, today_in
from berdaya.access.jobs.models import Job
from berdaya.access.models import Holding
from berdaya.access.places import place_titles
from berdaya.access.rules.rights import Right
from berdaya.deliberation.exchange_lines import Lines, names_of, read_lines
from berdaya.deliberation.models import Cycle, Exchange, Proposal
from berdaya.deliberation.results_file import published_of
from berdaya.deliberation.results_told import factor_on, told
from berdaya.deliberation.services.bringing import Kind
from berdaya.deliberation.services.comparing import Preview, compared, cycles_of, remarks
from berdaya.deliberation.services.sealed_tables import content_of, most_rows
from berdaya.documents.arriving import Upload
from berdaya.documents.reading import Table
from berdaya.documents.remarks import with_remarks
from berdaya.kernel.findings import Severity

WRITE: Final = "deliberation.exchange"
KIND: Final = Kind(Exchange, Right.DELIBERATION_VERIFY, "table", WRITE)
_LOOKED = frozenset(
    {"results.words", "results.total", "results.product", "results.volume", "results.unit_cost"}
)
_LOOKED_TOO = frozenset(
    {"results.unit_cost_apart", "results.twice", "results.unknown", "results.number_twice"}
)


def bring(hat: Holding, cycle: Cycle, upload: Upload) -> Exchange:
    """Keep a table, sealed, to be looked at."""

    def read(title: str, content: bytes) -> Table:
        return _read(content, title, cycle).table

    return KIND.bring(hat, upload, read, territory=cycle.territory, cycle=cycle)


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
    return KIND.confirm(hat, brought, lambda mine: preview(hat, mine))


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
    KIND.drop(hat, brought)


def destroy_overdue(day: date) -> int:
    return KIND.destroy_overdue(day)


# ---------- the file ----------


def _became(proposal: Proposal, deed: str) -> str:
    words = {"baru": "dicatat", "draf": "disimpan sebagai draf", "pindah": "keadaannya dicatat"}
    return f"{words.get(deed, 'sudah tercatat')}: {proposal.label}, {proposal.standing.words}"


def _read(content: bytes, title: str, cycle: Cycle) -> Lines:
    today = today_in(cycle.territory)
    titles = place_titles([cycle.territory, *cycles_of(cycle)])
    villages = names_of([(code, titles[code]) for code in cycles_of(cycle)])
    return read_lines(title, content, villages, today, most_rows(today))
