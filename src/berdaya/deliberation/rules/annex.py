"""The annex of a merge: three tables that hold every input, and the way back from them to the file form.

Whoever has the annex alone, on paper or as a workbook, has all that is needed to compute the draft again.
Ratios are exact, as "a/b"; the order of rows is the order of the merge.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from berdaya.deliberation.rules.ballots import CRITERIA
from berdaya.deliberation.rules.explaining import CRITERIA_WORDS as _CRITERIA
from berdaya.kernel.findings import Finding, Refused

Cells = tuple[str | int | None, ...]
Given = Mapping[str, str]

BUDGET: Final = "Pagu seluruhnya"
CEILING: Final = "Pagu menu "
CRITERION: Final = "Bobot kriteria "
SETTINGS: Final = {
    "a": "Bobot tambahan KK miskin (a)",
    "gamma": "Bagian saldo yang dibawa ke tahun depan (gamma)",
    "kappa_min": "Cakupan terkecil pada tahap pelengkap (kappa)",
    "complete": "Tahap pelengkap",
}
YES, NO = "ya", "tidak"
UNITS: Final = ("Unit", "KK", "KK miskin", "Bobot kelompok", "Saldo tahun lalu", "Daftar menurut peringkat")
PROPOSALS: Final = ("Nomor", "Kode usulan", "Usulan", "Menu", "Biaya", "Lima kriteria", "KK miskin penerima")
RULES: Final = ("Butir aturan", "Isi")
_NEXT: Final = " > "


def rule_rows(data: Mapping[str, Any]) -> list[Cells]:
    """The money, its limits and the settings, one in a row."""
    rows: list[Cells] = [(BUDGET, str(data["B"]))]
    rows += [(f"{CEILING}{menu}", str(limit)) for menu, limit in data["menu_ceiling"].items()]
    rows += [(words, _plain(data[key])) for key, words in SETTINGS.items()]
    rows += [(f"{CRITERION}{_CRITERIA[n]}", str(w)) for n, w in zip(CRITERIA, data["weights"], strict=True)]
    return rows


def _plain(value: Any) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def unit_rows(data: Mapping[str, Any]) -> list[Cells]:
    """The units with what weighs for them, what they bring and their lists."""
    return [
        (
            name,
            unit.get("KK"),
            unit.get("miskin"),
            unit.get("w"),
            data["opening"].get(name, "0"),
            _NEXT.join(unit["rank"]),
        )
        for name, unit in data["units"].items()
    ]


def proposal_rows(data: Mapping[str, Any]) -> list[Cells]:
    """The proposals with what the three rules look at."""
    return [
        (
            one["number"],
            label,
            one["title"],
            one["menu"],
            one["cost"],
            " ".join(map(str, one["criteria"])),
            one["poor_households"],
        )
        for label, one in data["proposals"].items()
    ]


def vector_from(rules: Iterable[Given], units: Sequence[Given], proposals: Iterable[Given]) -> dict[str, Any]:
    """The file form from the rows of the three tables, by the names of their columns in `slug` form."""
    told = {row["butir_aturan"]: row["isi"] for row in rules}
    if BUDGET not in told:
        advice = "Pakai lampiran penggabungan yang lengkap, dengan lembar Aturan."
        raise Refused(Finding("annex.incomplete", "lembar Aturan", "pagu tidak ada", advice))
    data: dict[str, Any] = {
        "B": _whole(told[BUDGET]),
        "menu_ceiling": {
            words.removeprefix(CEILING): _whole(value)
            for words, value in told.items()
            if words.startswith(CEILING)
        },
        **{key: told[words] for key, words in SETTINGS.items() if words in told and key != "complete"},
        "complete": told.get(SETTINGS["complete"], YES) == YES,
        "units": {row["unit"]: _unit(row) for row in units},
        "opening": {row["unit"]: row["saldo_tahun_lalu"] or "0" for row in units},
        "proposals": {row["kode_usulan"]: _proposal(row) for row in proposals},
    }
    weights = [told.get(f"{CRITERION}{_CRITERIA[name]}", "") for name in CRITERIA]
    return data | ({"weights": [_whole(one) for one in weights]} if all(weights) else {})


def _unit(row: Given) -> dict[str, Any]:
    rank = [label for label in row["daftar_menurut_peringkat"].split(_NEXT.strip()) if label.strip()]
    found: dict[str, Any] = {"rank": [label.strip() for label in rank]}
    if _filled(row["bobot_kelompok"]):
        return found | {"w": _whole(row["bobot_kelompok"])}
    return found | {"KK": _whole(row["kk"]), "miskin": _whole(row["kk_miskin"])}


def _proposal(row: Given) -> dict[str, Any]:
    return {
        "cost": _whole(row["biaya"]),
        "menu": row["menu"],
        "number": _whole(row["nomor"]),
        "criteria": [_whole(value) for value in row["lima_kriteria"].split()],
        "poor_households": _whole(row["kk_miskin_penerima"]),
        "title": row["usulan"],
    }


def _filled(text: str) -> bool:
    return bool(text.strip()) and text.strip() != "–"


def _whole(text: str) -> Any:
    """A whole number, also as it is printed (`1.250.000`); what is none stays text and is refused later."""
    plain = text.strip().replace(".", "")
    return int(plain) if plain.removeprefix("-").isascii() and plain.removeprefix("-").isdigit() else text
