"""An assignment as its page shows it: by agency, by place, and why one place has its agency."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from berdaya.kernel.numbers import format_count, format_decimal, format_percent
from berdaya.kernel.settings import local_rules_folder
from berdaya.rulebook.rules import load
from berdaya.targeting.models import AgencyPair, AssignedPlace, Assignment, PairWithdrawal, Run
from berdaya.targeting.rules.assignment_written import FIXED_LOAD, fixed_load

ROWS = {"3": "pemerataan beban", "5": "batas perubahan", "6": "tempat merah", "7": "kecocokan terendah"}


@dataclass(frozen=True, slots=True)
class ShownLead:
    """One place in words."""

    lead: AssignedPlace
    fit: str
    km: str
    needs: str
    note: str
    opened: bool


@dataclass(frozen=True, slots=True)
class ShownAgency:
    """One agency with its places."""

    name: str
    leads: tuple[ShownLead, ...]
    people: int
    fit: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """One pin or ban."""

    pair: AgencyPair
    place: str
    agency: str
    words: str
    withdrawal: PairWithdrawal | None


@dataclass(frozen=True, slots=True)
class LeadPanel:
    """Why this agency leads in this place, and what the next best would cost."""

    lead: AssignedPlace
    sentences: tuple[str, ...]
    other: str
    moves: tuple[str, ...]
    favourite: str


def shown_leads(run: Run, leads: Sequence[AssignedPlace], opened: str) -> list[ShownLead]:
    signs = _signs(run)
    return [_shown(lead, signs, opened) for lead in leads]


def _signs(run: Run) -> dict[str, str]:
    """A short word for each sign of hardship; other needs speak for themselves."""
    rule = load(local_rules_folder()).in_force("targeting.needs", run.on_date, territory=run.territory)
    return {code: words[0] for code, words in rule.values["signs"].items()}


def _shown(lead: AssignedPlace, signs: Mapping[str, str], opened: str) -> ShownLead:
    needs = [signs.get(code, f"potensi {code}") for code in lead.needs.split(",") if code]
    note = "ditetapkan" if lead.pinned else "tetap dari tahun lalu" if lead.kept else ""
    return ShownLead(
        lead,
        format_percent(Fraction(lead.fit), 0) if lead.fit else "",
        f"{format_decimal(Fraction(lead.km), 1)} km" if lead.km else "",
        ", ".join(needs),
        note,
        lead.code == opened,
    )


def by_agency(leads: Sequence[ShownLead]) -> list[ShownAgency]:
    """Agencies by name, each with its places."""
    groups: dict[str, list[ShownLead]] = {}
    for one in leads:
        groups.setdefault(one.lead.agency_name, []).append(one)
    return [_agency(name, groups[name]) for name in sorted(groups)]


def _agency(name: str, leads: list[ShownLead]) -> ShownAgency:
    fits = [Fraction(one.lead.fit) for one in leads if one.lead.fit]
    mean = format_percent(sum(fits, Fraction(0)) / len(fits), 0) if fits else ""
    return ShownAgency(name, tuple(leads), sum(one.lead.n for one in leads), mean)


def boxes(assignment: Assignment, leads: Sequence[AssignedPlace]) -> list[dict[str, Any]]:
    """How many, how well, how far, how fair, how sure."""
    fits = [Fraction(lead.fit) for lead in leads if lead.fit]
    roads = [Fraction(lead.km) for lead in leads if lead.km]
    return [
        {
            "label": "Perangkat daerah",
            "figure": format_count(assignment.agency_count),
            "context": f"mendampingi {assignment.place_count} desa dan kelurahan",
        },
        {
            "label": "Kecocokan rata-rata",
            "figure": format_percent(sum(fits, Fraction(0)) / len(fits), 0) if fits else "–",
            "context": "keahlian perangkat dengan kebutuhan tempatnya",
        },
        {
            "label": "Jarak rata-rata",
            "figure": format_decimal(sum(roads, Fraction(0)) / len(roads), 1) if roads else "–",
            "context": "km dari kantor ke tempat" if roads else "jarak tidak diketahui, dihitung sama",
        },
        {
            "label": "Beban terberat",
            "figure": f"{_ratio(assignment.max_to_mean, 2)} ×",
            "context": f"beban rata-rata; ketimpangan {_ratio(assignment.gini, 2)}, 0 berarti merata",
        },
        _sure(assignment),
    ]


def _ratio(text: str, places: int) -> str:
    return format_decimal(Fraction(text), places) if text else "–"


def _sure(assignment: Assignment) -> dict[str, Any]:
    if assignment.status == "optimal":
        return {
            "label": "Pencarian",
            "figure": "Terbukti",
            "context": "tidak ada pembagian lain yang lebih baik",
        }
    gap = format_percent(Fraction(Decimal(assignment.gap)), 2)
    return {
        "label": "Pencarian",
        "figure": f"≤ {gap}",
        "context": "selisih terhadap yang terbaik; waktunya habis",
        "alert": True,
    }


def dropped_words(assignment: Assignment) -> str:
    """Limits that could not be kept together with the others."""
    return ", ".join(ROWS.get(row, row) for row in assignment.dropped.split(",") if row)


def load_words(assignment: Assignment) -> str:
    """Said where pins alone make the heaviest load."""
    return FIXED_LOAD if fixed_load(json.loads(assignment.answer.content)) else ""


def lead_panel(assignment: Assignment, leads: Sequence[ShownLead], opened: str) -> LeadPanel | None:
    shown = next((one for one in leads if one.lead.code == opened), None)
    if shown is None:
        return None
    lead = shown.lead
    answer = json.loads(assignment.answer.content)
    names = {agency["code"]: agency["name"] for agency in answer["agencies"]}
    places = {place["code"]: place["name"] for place in answer["places"]}
    other = ((answer["explanation"] or {}).get("places", {}).get(opened, {})).get("other") or {}
    moves = tuple(
        f"{places[place]} pindah ke {names[agency]}" for place, agency in other.get("moves", {}).items()
    )
    return LeadPanel(lead, _sentences(shown), _other(lead), _first(moves), _favourite(lead))


def _first(moves: tuple[str, ...], most: int = 4) -> tuple[str, ...]:
    """A change in one place may move many others; the first few tell enough."""
    rest = len(moves) - most
    return moves if rest <= 0 else (*moves[:most], f"dan {rest} tempat lain ikut berpindah")


def rule_words(assignment: Assignment) -> str:
    """`usulan Berdaya, edisi 1`: which edition of the rule, without its key."""
    return f"pembagian perangkat daerah edisi {assignment.rule_key.rpartition('@')[2]}"


def _sentences(shown: ShownLead) -> tuple[str, ...]:
    lead = shown.lead
    if lead.pinned:
        return (f"{lead.agency_name} ditetapkan orang untuk {lead.name}: {lead.pinned}.",)
    said = []
    if shown.needs:
        said.append(f"Kebutuhan yang menonjol di {lead.name}: {shown.needs}.")
    if shown.fit:
        said.append(f"Keahlian {lead.agency_name} cocok {shown.fit} dengan kebutuhan itu.")
    if shown.km:
        said.append(f"Kantornya {shown.km} dari sana.")
    if lead.kept is not None:
        said.append("Pasangannya tetap seperti tahun lalu." if lead.kept else "Tahun lalu perangkat lain.")
    return tuple(said)


def _other(lead: AssignedPlace) -> str:
    if not lead.other:
        return "Tidak ada perangkat lain yang boleh mendampingi tempat ini."
    most = "" if lead.how == "resolve" else "paling banyak "
    loss = format_decimal(Decimal(lead.loss or 0), 4)
    return f"Bila {lead.other} yang mendampingi, nilai seluruhnya turun {most}{loss}."


def _favourite(lead: AssignedPlace) -> str:
    if not lead.favourite:
        return ""
    return f"Sendirian, tempat ini akan memilih {lead.favourite}; tertahan karena {lead.stopped_by}."


def shown_pairs(
    pairs: Sequence[AgencyPair], agencies: Mapping[str, str], places: Mapping[str, str]
) -> list[ShownPair]:
    words = {"tetap": "Ditetapkan", "larang": "Dilarang"}
    return [
        ShownPair(
            pair,
            places.get(pair.code, pair.code),
            agencies.get(pair.agency, pair.agency),
            words[pair.kind],
            getattr(pair, "withdrawal", None),
        )
        for pair in pairs
    ]
