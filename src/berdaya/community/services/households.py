"""Families of units, with day and source. They are filed in `figures`; this room keeps no second copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from berdaya.access.audit import Fact, record
from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.community.models import Body
from berdaya.community.rules.bodies import village_of
from berdaya.community.rules.households import KK, POOR
from berdaya.community.rules.kinds import Kind, practice_on
from berdaya.community.services.boards import ROOM
from berdaya.community.services.bodies import may_edit
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figures
from berdaya.kernel.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Counted:
    """Families of one body, as somebody counted them. `poor` None: not counted."""

    body: Body
    kk: int
    poor: int | None = None


def record_households(hat: Holding | None, rows: Sequence[Counted], as_of: date, source: str) -> int:
    """File the families of several bodies at once; all or none. The same count again changes nothing."""
    if not rows:
        return 0
    for row in rows:
        may_edit(hat, row.body.territory)
        _refuse_no_unit(row.body)
    with transaction.atomic():
        file_figures(hat, [facts for row in rows for facts in _facts(row, as_of, source)], room=ROOM)
        village = village_of(rows[0].body.territory)
        told: dict[str, Fact] = {"bodies": len(rows), "as_of": as_of}
        record(hat, "community.families_counted", "body", rows[0].body.pk, village, told)
    return len(rows)


def _facts(row: Counted, as_of: date, source: str) -> list[Facts]:
    """The figures of one body."""
    return [
        Facts(
            row.body.territory, name, Unit.HOUSEHOLDS, as_of, source,
            number=number, body=row.body.figure_body, record=f"/lembaga/{row.body.pk}/",
        )
        for name, number in ((KK, row.kk), (POOR, row.poor))
        if number is not None
    ]  # fmt: skip


def _refuse_no_unit(body: Body) -> None:
    if Kind(body.kind) not in practice_on(today_in(body.territory)).units:
        raise Refused(
            Finding(
                "community.no_unit",
                body.name,
                "KK hanya dicatat untuk RT, RW dan Pokmas",
                "Catat angka lain di halaman angka wilayahnya.",
            )
        )
