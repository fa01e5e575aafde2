"""The result page of one computation: each part is made when the template asks for it.

What depends on figures alone is kept by the template under computation and version of the list, so that a
second reader waits for neither the sum nor the two hundred rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from berdaya.kernel.listing import Listed, listed
from berdaya.targeting import doors
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation, Run
from berdaya.targeting.shown.results import Shown, ShownRow, columns, shown_list, telling_code, unit_words
from berdaya.targeting.shown.sums import boxes_of
from berdaya.targeting.shown.threads import Link, downstream_of, upstream_of
from berdaya.targeting.shown.whys import Panel, panel


@dataclass
class ResultPage:
    """`asked` is what the address asks for: a place (`tempat`), a word, a column, everything unfolded."""

    run: Run
    computation: Computation
    asked: Mapping[str, str]

    @cached_property
    def rows(self) -> list[ResultRow]:
        return doors.results_of(self.computation, self.asked.get("tempat", ""))

    @property
    def older(self) -> bool:
        return self.computation.pk != self.run.computation_id

    @property
    def unfolded(self) -> bool:
        return "lengkap" in self.asked

    @property
    def sought(self) -> bool:
        """Somebody looks for a word or sorts: then the list is flat, without its line."""
        return bool(self.asked.get("saring", "").strip() or self.asked.get("urut", ""))

    @cached_property
    def opened(self) -> str:
        """The place whose "Mengapa?" is open; an address may name one that is not in the list."""
        wanted = self.asked.get("tempat", "")
        known = any(row.code == wanted for row in self.rows)
        return (wanted if known else "") if wanted else telling_code(self.rows)

    @cached_property
    def shown(self) -> Shown:
        return shown_list(self.computation, self.rows, self.opened, unfolded=self.unfolded)

    @cached_property
    def panel(self) -> Panel | None:
        return panel(self.computation, self.rows, self.opened)

    @cached_property
    def upstream(self) -> Link | None:
        return None if self.panel is None else upstream_of(self.computation, self.panel.row)

    @cached_property
    def downstream(self) -> Link | None:
        if self.panel is None:
            return None
        agency = doors.agency_for(self.computation, self.panel.row.code)
        return downstream_of(self.computation, self.panel.row, agency)

    @cached_property
    def listed(self) -> Listed[ResultRow]:
        return listed(self.rows, columns(self.shown.of_all), self.asked, _words_of)

    @cached_property
    def flat(self) -> list[ShownRow]:
        known = {id(one.row): one for one in self.shown.every()}
        return [known[id(row)] for row in self.listed.rows]

    @cached_property
    def boxes(self) -> list[dict[str, Any]]:
        return boxes_of(self.computation, self.rows, signed=self.run.standing in doors.SIGNED)

    @property
    def unit(self) -> str:
        return unit_words(self.computation)

    @property
    def decided(self) -> int:
        return sum(row.decided for row in self.rows)

    @property
    def changed(self) -> int:
        return sum(bool(row.change) for row in self.rows)


def _words_of(row: ResultRow) -> str:
    return f"{row.name} {row.kecamatan} {row.code} {row.stratum}"
