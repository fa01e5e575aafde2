"""The five figures of a list, each with its whole."""

from collections.abc import Sequence
from typing import Any

from berdaya.kernel.numbers import format_count, format_percent
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.whys import SHORT

Box = dict[str, Any]


def boxes_of(computation: Computation, rows: Sequence[ResultRow]) -> list[Box]:
    """Chosen, covered, firm, to be debated, left outside."""
    unit = Unit(computation.unit)
    people = SHORT[unit]
    left = computation.n_all - computation.n_selected
    return [
        _chosen(computation, rows),
        {
            "label": f"{people.capitalize()} desil 1 tercakup",
            "figure": format_count(computation.n_selected),
            "context": f"{format_percent(computation.covered)} dari {format_count(computation.n_all)}",
        },
        {"label": "Inti", "figure": computation.inti, "context": "terpilih di hampir semua uji"},
        {
            "label": "Ambang",
            "figure": computation.ambang,
            "context": f"{computation.ambang_inside} di dalam, {computation.ambang_outside} di luar:"
            " bahas dahulu",
            "alert": bool(computation.ambang),
        },
        {
            "label": "Masih di luar",
            "figure": format_count(left),
            "context": f"{people} desil 1, tetap dilayani program biasa",
        },
    ]


def _chosen(computation: Computation, rows: Sequence[ResultRow]) -> Box:
    decided = [row for row in rows if row.decided]
    desa = sum(row.stratum == Stratum.DESA.value for row in decided)
    added = sum(row.change == "tambah" for row in rows)
    dropped = sum(row.change == "cabut" for row in rows)
    changed = f"; {added} ditambah, {dropped} dicabut forum" if added or dropped else ""
    return {
        "label": "Diputuskan" if changed else "Terpilih",
        "figure": len(decided),
        "context": f"dari {format_count(computation.places)} tempat: {desa} desa,"
        f" {len(decided) - desa} kelurahan{changed}",
    }
