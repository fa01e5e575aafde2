"""From a list of chosen places and the office's own tables to a problem of assignment.

Only joins and arithmetic happen here; what comes out is plain data that `assignment_reading` checks like any
other problem, so a table has no second set of rules.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt
from typing import Any

from berdaya.kernel.findings import Finding, Findings, Severity
from berdaya.kernel.shares import as_ratio, round_half_up
from berdaya.rulebook.rules import Rule
from berdaya.targeting.rules.assignment_cells import number

EARTH_KM = 6371.0088
LOAD_PLACES = 6
ABOUT = ("kecamatan", "stratum", "N", "idm", "status")
Cells = Mapping[str, str]
Rows = Sequence[Cells]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sources:
    """The chosen places as `select` wrote them, and rows of tables; None where no table was given."""

    places: Sequence[Mapping[str, Any]]
    agencies: Rows
    fit: Rows
    needs: Rows
    potentials: Rows | None = None
    distances: Rows | None = None
    points: Rows | None = None
    pairs: Rows = ()
    previous: Mapping[str, str] | None = None


def build(sources: Sources, rule: Rule) -> tuple[dict[str, Any], Findings]:
    """Join everything by code. What a table says of places that were not chosen is left aside."""
    findings = Findings()
    chosen = [str(place["code"]) for place in sources.places]
    shares = _shares(sources, chosen, rule, findings)
    fit = _by_codes(sources.fit, "agency", "need", "fit", "kecocokan", findings)
    agencies = _agencies(sources.agencies)
    codes = [agency.get("code", "") for agency in agencies]
    return {
        "rule": rule.key,
        "agencies": agencies,
        "places": _places(sources.places),
        "needs": sorted({need for table in (*shares.values(), *fit.values()) for need in table}),
        "fit": {code: {} for code in codes} | fit,
        "shares": shares,
        "distances_km": _distances(sources, codes, chosen, rule, findings),
        "previous": None if sources.previous is None else dict(sources.previous),
        **_pairs(sources.pairs, chosen, findings),
    }, findings


def _fault(findings: Findings, code: str, where: str, problem: str, advice: str) -> None:
    findings.add(Finding(f"assign.{code}", where, problem, advice))


# ---------- places and agencies ----------


def _places(places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The load of a place is 1 + N / mean of N, to 6 places: visiting costs something even where few live."""
    counts = [Fraction(place["N"]) for place in places]
    mean = sum(counts, Fraction(0)) / len(counts) if counts else Fraction(0)
    return [
        {
            "code": str(place["code"]),
            "name": str(place["name"]),
            "load": str(round_half_up(1 + (n / mean if mean else 0), LOAD_PLACES)),
            "red": place.get("red") is True,
            "about": {key: str(place[key]) for key in ABOUT if place.get(key) is not None},
        }
        for place, n in zip(places, counts, strict=True)
    ]


def _agencies(rows: Rows) -> list[dict[str, str]]:
    """What a cell leaves open comes from the rule."""
    columns = ("code", "name", "least", "most", "strength")
    found = [{column: row[column] for column in columns if row.get(column)} for row in rows]
    for agency in found:
        if "strength" in agency:
            agency["strength"] = agency["strength"].replace(",", ".")
    return found


# ---------- needs and fit ----------


def _by_codes(
    rows: Rows, first: str, second: str, value: str, what: str, findings: Findings
) -> dict[str, dict[str, str]]:
    """Rows as a table of tables; the same pair twice is a fault."""
    table: dict[str, dict[str, str]] = {}
    for row in rows:
        line = table.setdefault(row[first], {})
        if row[second] in line:
            _fault(
                findings,
                "twice",
                f"{what} {row[first]} {row[second]}",
                "pasangan ini muncul dua kali",
                "Sisakan satu baris.",
            )
        line[row[second]] = row[value].replace(",", ".")
    return table


def _shares(
    sources: Sources, chosen: Sequence[str], rule: Rule, findings: Findings
) -> dict[str, dict[str, str]]:
    """Need shares of each place. With potentials the criteria keep 0.8 and the potentials get 0.2."""
    criteria = _by_codes(sources.needs, "code", "need", "share", "kebutuhan", findings)
    if sources.potentials is None:
        return {code: criteria.get(code, {}) for code in chosen}
    potentials = _by_codes(sources.potentials, "code", "need", "share", "potensi", findings)
    weights = [Fraction(rule.values[key]) for key in ("criteria_share", "potential_share")]
    shares = {}
    for code in chosen:
        parts = (criteria.get(code, {}), potentials.get(code, {}))
        if all(parts):
            for need in sorted(set(parts[0]) & set(parts[1])):
                _fault(
                    findings,
                    "need_in_both",
                    f"{need} di {code}",
                    "ada di berkas kebutuhan dan berkas potensi",
                    "Tulis di salah satu berkas saja.",
                )
            shares[code] = _scaled(parts[0], weights[0]) | _scaled(parts[1], weights[1])
        else:
            shares[code] = parts[0] or parts[1]
            findings.add(
                Finding(
                    "assign.one_kind_of_need",
                    f"tempat {code}",
                    "hanya punya kebutuhan atau hanya punya potensi, jadi yang ada mendapat seluruh bobot",
                    "Lengkapi yang belum ada bila sudah diketahui.",
                    Severity.INFO,
                )
            )
    return shares


def _scaled(shares: Mapping[str, str], weight: Fraction) -> dict[str, str]:
    """Text that is no number is passed on, for the reader to name."""
    values = {need: number(text) for need, text in shares.items()}
    return {
        need: text if (value := values[need]) is None else as_ratio(value * weight)
        for need, text in shares.items()
    }


# ---------- distances ----------


def _distances(
    sources: Sources, agencies: Sequence[str], chosen: Collection[str], rule: Rule, findings: Findings
) -> dict[str, dict[str, str]] | None:
    if sources.distances is not None:
        rows = [row for row in sources.distances if row["code"] in chosen]
        return {code: {} for code in agencies} | _by_codes(rows, "agency", "code", "km", "jarak", findings)
    if sources.points is None:
        return None
    points = _points(sources.points, {*agencies, *chosen}, findings)
    factor = Fraction(rule.values["road_factor"])
    return {
        a: {v: _road_km(points[a], points[v], factor) for v in chosen if a in points and v in points}
        for a in agencies
    }


def _points(rows: Rows, wanted: Collection[str], findings: Findings) -> dict[str, Point]:
    points: dict[str, Point] = {}
    for row in rows:
        code = row["code"]
        if code not in wanted:
            continue
        south, east = (number(row[key].replace(",", ".").replace("−", "-")) for key in ("lat", "lon"))
        if south is None or east is None or not (-11 <= south <= 6.5 and 94 <= east <= 142):
            _fault(
                findings,
                "bad_point",
                f"titik {code}",
                f"lintang {row['lat']}, bujur {row['lon']} tidak terletak di Indonesia",
                "Tulis lintang seperti -6.89 dan bujur seperti 109.38; periksa apakah tertukar.",
            )
        elif code in points:
            _fault(findings, "twice", f"titik {code}", "muncul dua kali", "Sisakan satu baris.")
        else:
            points[code] = (float(south), float(east))
    for code in sorted(set(wanted) - set(points)):
        _fault(findings, "no_point", f"titik {code}", "belum ada", "Lengkapi, atau jalankan tanpa --points.")
    return points


def _road_km(a: Point, b: Point, factor: Fraction) -> str:
    """Straight line x road factor in km, rounded to metres: the last place where a float may stand."""
    south, east = radians(b[0] - a[0]) / 2, radians(b[1] - a[1]) / 2
    half = sin(south) ** 2 + cos(radians(a[0])) * cos(radians(b[0])) * sin(east) ** 2
    straight = Fraction(2 * EARTH_KM * asin(sqrt(min(1.0, half))))
    return str(round_half_up(straight * factor, 3))


# ---------- people ----------

PIN = {"", "pin", "tetap", "ditetapkan"}
BAN = {"forbid", "larang", "dilarang"}


def _pairs(rows: Rows, chosen: Collection[str], findings: Findings) -> dict[str, list[dict[str, str]]]:
    """Pins and forbidden pairs; a forbidden place that was not chosen needs no word."""
    pins, bans = [], []
    for row in rows:
        pair = {"agency": row["agency"], "place": row["code"]} | {
            key: row.get(key, "") for key in ("reason", "decree")
        }
        kind = row.get("kind", "").casefold()
        if kind in PIN:
            pins.append(pair)
        elif kind not in BAN:
            _fault(
                findings,
                "pair_kind",
                f"{pair['agency']} dengan {pair['place']}",
                f"“{row['kind']}” bukan tetap atau larang",
                "Isi kolom kind dengan tetap atau larang.",
            )
        elif pair["place"] in chosen:
            bans.append(pair)
    return {"pins": pins, "forbidden": bans}
