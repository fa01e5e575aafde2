"""The five figures of a list, each with its whole."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from berdaya.kernel.numbers import format_count, format_percent
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation
from berdaya.targeting.rules.changes import seats_words
from berdaya.targeting.rules.places import Stratum, Unit
from berdaya.targeting.rules.sensitivity import Firmness
from berdaya.targeting.rules.whys import SHORT

Box = dict[str, Any]


def boxes_of(computation: Computation, rows: Sequence[ResultRow], *, signed: bool = False) -> list[Box]:
    """Chosen, covered, firm, to be debated, left outside: of the list as people decided it.

    Until a decree is `signed`, what is neither firmly in nor out should be debated first.
    """
    people = SHORT[Unit(computation.unit)]
    covered = sum(row.n for row in rows if row.decided)
    edge = [row for row in rows if row.firmness == Firmness.AMBANG.value]
    inside = sum(row.decided for row in edge)
    debated = "" if signed else ": bahas dahulu"
    return [
        _chosen(computation, rows),
        {
            "label": f"{people.capitalize()} desil 1 tercakup",
            "figure": format_count(covered),
            "context": f"{format_percent(Fraction(covered, computation.n_all))} dari"
            f" {format_count(computation.n_all)} {people} dalam 10% termiskin se-Indonesia",
        },
        {"label": "Inti", "figure": computation.inti, "context": "terpilih di hampir semua uji"},
        {
            "label": "Ambang",
            "figure": len(edge),
            "context": f"{inside} di dalam, {len(edge) - inside} di luar{debated}",
            "alert": bool(edge) and not signed,
        },
        {
            "label": "Masih di luar",
            "figure": format_count(computation.n_all - covered),
            "context": f"{people} desil 1, tetap dilayani program biasa",
        },
    ]


def _chosen(computation: Computation, rows: Sequence[ResultRow]) -> Box:
    decided = [row for row in rows if row.decided]
    desa = sum(row.stratum == Stratum.DESA.value for row in decided)
    added = sum(row.change == "tambah" for row in rows)
    dropped = sum(row.change == "cabut" for row in rows)
    chosen = sum(row.selected for row in rows)
    words = seats_words(computation.seats, chosen, len(decided))
    kept = "" if len(decided) == computation.seats else f"; {words}"
    changed = f"; {added} ditambah, {dropped} dicabut forum" if added or dropped else ""
    return {
        "label": "Diputuskan" if changed else "Terpilih",
        "figure": len(decided),
        "context": f"dari {format_count(computation.places)} tempat: {desa} desa,"
        f" {len(decided) - desa} kelurahan{kept}{changed}",
    }
