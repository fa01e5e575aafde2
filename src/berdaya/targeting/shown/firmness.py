"""How firm a list is, in tables: methods beside each other, places to debate, coverage by kecamatan."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from berdaya.kernel.numbers import format_count, format_decimal, format_percent
from berdaya.targeting import doors
from berdaya.targeting.decided import answer_of
from berdaya.targeting.doors import ResultRow
from berdaya.targeting.models import Computation
from berdaya.targeting.rules.places import Unit
from berdaya.targeting.rules.whys import PEOPLE

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firmness:
    """What the page shows, all in words."""

    lists: int
    methods: list[Row]
    taus: list[Row]
    edge: list[dict[str, Any]]
    kecamatan: list[Row]
    unit: str
    colour: str
    seed: int


def shown_firmness(computation: Computation) -> Firmness:
    answer = answer_of(computation)
    names = {row["code"]: row["name"] for row in answer["places"]}
    return Firmness(
        computation.lists,
        [_method(code, method, names) for code, method in answer["methods"].items()],
        _taus(answer),
        _edge(answer, computation.lists),
        _kecamatan(doors.results_of(computation)),
        _unit(answer),
        _colour(answer),
        answer["sensitivity"]["seed"],
    )


def _method(code: str, method: dict[str, Any], names: dict[str, str]) -> Row:
    return (
        code,
        method["name"],
        str(method["shared"]),
        _listed([names[one] for one in method["only_there"]]),
        _listed([names[one] for one in method["only_here"]]),
    )


def _listed(names: list[str], most: int = 6) -> str:
    if not names:
        return "–"
    return ", ".join(names[:most]) + (f" dan {len(names) - most} lain" if len(names) > most else "")


def _taus(answer: dict[str, Any]) -> list[Row]:
    return [
        (
            stratum.capitalize(),
            *("–" if tau is None else format_decimal(Decimal(tau), 2) for tau in pairs.values()),
        )
        for stratum, pairs in answer["sensitivity"]["tau_b"].items()
    ]


def _edge(answer: dict[str, Any], lists: int) -> list[dict[str, Any]]:
    """The places that people should debate, nearest to half of the lists first."""
    rows = [row for row in (*answer["selected"], *answer["near_misses"]) if row["class"] == "ambang"]
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "kecamatan": row["kecamatan"],
            "inside": row["selected"],
            "lists": f"{row['lists']} dari {lists}",
            "tipping": (row["tipping"] or {}).get("sentence", ""),
        }
        for row in sorted(rows, key=lambda row: (abs(2 * row["lists"] - lists), row["code"]))
    ]


def _kecamatan(rows: Sequence[ResultRow]) -> list[Row]:
    """What the decided list covers in each kecamatan, as the papers have it."""
    groups: dict[str, list[ResultRow]] = {}
    for row in sorted(rows, key=lambda row: row.code):
        groups.setdefault(row.kecamatan, []).append(row)
    return [_covered(name, group) for name, group in groups.items()]


def _covered(name: str, rows: Sequence[ResultRow]) -> Row:
    chosen = [row for row in rows if row.decided]
    covered, whole = sum(row.n for row in chosen), sum(row.n for row in rows)
    return (
        name,
        f"{len(chosen)} dari {len(rows)}",
        f"{format_count(covered)} dari {format_count(whole)}",
        format_percent(Fraction(covered, whole)) if whole else "–",
    )


def _unit(answer: dict[str, Any]) -> str:
    unit = answer["unit"]
    if unit["seats_differ"] is None:
        return "Jumlah jiwa desil 1 tidak diketahui untuk semua tempat, jadi tidak dapat dibandingkan."
    other = PEOPLE[Unit(unit["other"])]
    if not unit["seats_differ"]:
        return f"Bila yang dihitung {other}, daftarnya tetap sama."
    return f"Bila yang dihitung {other}, {unit['seats_differ']} kursi berpindah."


def _colour(answer: dict[str, Any]) -> str:
    colour = answer["colour"]
    if colour is None:
        return "Tempat merah menurut berkas keputusan."
    limits = ", ".join(format_decimal(Fraction(limit), 4) for limit in colour["limits"])
    name = str(colour["rule"]).rpartition("@")[2]
    return f"Tempat merah menurut aturan warna “{name}”, batas {limits}."
