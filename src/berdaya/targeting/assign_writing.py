"""The answer of `assign` as a file (JSON whole, CSV and XLSX as a list) and as lines at the terminal."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from berdaya.documents.csvtext import csv_text
from berdaya.kernel.files import write_bytes, write_text
from berdaya.kernel.numbers import format_count, format_decimal, format_percent
from berdaya.kernel.shares import round_half_up
from berdaya.targeting.rules.assignment_written import FIXED_LOAD, fixed_load

Json = dict[str, Any]
CSV_COLUMNS = (
    "number", "code", "place", "kecamatan", "stratum", "N", "idm", "agency", "agency_name", "fit", "km",
    "kept", "pinned", "decree", "needs", "other_agency", "loss", "how",
)  # fmt: skip
WIDTH = 34


def write_answer(path: Path, answer: Json, on: date) -> bool:
    """Write by ending; a list without an assignment is not written. False: nothing was written."""
    ending = path.suffix.lower()
    if ending == ".json":
        write_text(path, json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    elif not answer["assignment"]:
        return False
    elif ending == ".csv":
        write_text(path, csv_text(CSV_COLUMNS, [_csv(row) for row in rows_of(answer)]))
    else:
        write_bytes(path, _book(answer, on))
    return True


def rows_of(answer: Json) -> list[Json]:
    """One row for each place, in code order, with everything that the answer says of it."""
    names = {agency["code"]: agency["name"] for agency in answer["agencies"]}
    told = (answer["explanation"] or {}).get("places", {})
    pins = {pin["place"]: pin for pin in answer["pins"]}
    rows = []
    for number, place in enumerate(answer["places"], start=1):
        code, about = place["code"], told.get(place["code"], {})
        agency, pin, other = answer["assignment"][code], pins.get(code), about.get("other") or {}
        rows.append(
            {
                "number": number,
                "code": code,
                "place": place["name"],
                **{key: place.get(key) for key in ("kecamatan", "stratum", "N", "idm")},
                "agency": agency,
                "agency_name": names[agency],
                "fit": about.get("fit"),
                "km": about.get("km"),
                "kept": about.get("kept"),
                "pinned": None if pin is None else pin["reason"],
                "decree": None if pin is None else pin["decree"],
                "needs": ", ".join(about.get("needs", ())),
                "other_agency": other.get("agency"),
                "loss": other.get("loss_decimal"),
                "how": other.get("how"),
                "other": about.get("other"),
            }
        )
    return rows


def _rounded(ratio: str | None, places: int) -> Decimal | None:
    return None if ratio is None else round_half_up(Fraction(ratio), places)


def _csv(row: Json) -> list[Any]:
    words = {True: "ya", False: "tidak", None: None}
    shown = row | {
        "fit": _rounded(row["fit"], 6),
        "km": _rounded(row["km"], 3),
        "kept": words[row["kept"]],
    }
    return [shown[column] for column in CSV_COLUMNS]


def _book(answer: Json, on: date) -> bytes:
    """Workbooks bring a large library along, so it is loaded only when one is asked for."""
    from berdaya.documents.paper import Paper, Status
    from berdaya.documents.tables import Column, Kind, Sheet
    from berdaya.documents.workbook import workbook

    columns = (
        Column("No.", Kind.COUNT, width=5),
        Column("Kode", Kind.CODE, width=15),
        Column("Tempat", width=24),
        Column("Kecamatan", width=18),
        Column("Perangkat daerah", width=40),
        Column("Kecocokan", Kind.DECIMAL, places=3),
        Column("Jarak", Kind.DECIMAL, "km", places=1),
        Column("Ditetapkan karena", width=30),
        Column("Keputusan", width=22),
        Column("Kebutuhan menonjol", width=18),
        Column("Perangkat lain terbaik", width=34),
    )
    names = {agency["code"]: agency["name"] for agency in answer["agencies"]}
    rows = [
        (
            row["number"],
            row["code"],
            row["place"],
            row["kecamatan"],
            row["agency_name"],
            _rounded(row["fit"], 3),
            _rounded(row["km"], 1),
            row["pinned"],
            row["decree"] or None,
            row["needs"] or None,
            _words_of_loss(row["other"], names),
        )
        for row in rows_of(answer)
    ]
    paper = Paper(
        kind="Daftar kerja",
        title="Pembagian perangkat daerah pendamping",
        office="Perangkat daerah perencanaan",
        date=on,
        dated=False,
        status=Status.DRAFT,
    )
    return workbook(paper, [Sheet("Pembagian", columns, rows)])


def _words_of_loss(other: Json | None, names: Mapping[str, str]) -> str | None:
    """`Dinas Sosial; nilai turun paling banyak 0,2500`. None where no other agency may."""
    if other is None:
        return None
    most = "" if other["how"] == "resolve" else "paling banyak "
    return f"{names[other['agency']]}; nilai turun {most}{format_decimal(Fraction(other['loss']), 4)}"


# ---------- the terminal ----------


def lines_of(answer: Json) -> list[str]:
    """The assignment by agency, then the whole in three lines."""
    if not answer["assignment"]:
        return ["Belum ada pembagian: batas di atas tidak dapat dipenuhi bersama. Longgarkan salah satunya."]
    rows = rows_of(answer)
    lines = [
        f"{'Perangkat daerah':<{WIDTH}} {'Tempat':<{WIDTH}} {'cocok':>6} {'jarak':>9} {'selisih':>9}  catatan"
    ]
    for agency in answer["agencies"]:
        own = [row for row in rows if row["agency"] == agency["code"]]
        for position, row in enumerate(own):
            lines.append(_line(agency["name"] if position == 0 else "", row))
    return [*lines, "", *_whole(answer)]


def _line(agency: str, row: Json) -> str:
    place = f"{row['place']}, {row['kecamatan']}" if row["kecamatan"] else row["place"]
    fit = "" if row["fit"] is None else format_decimal(Fraction(row["fit"]), 3)
    km = "" if row["km"] is None else format_decimal(Fraction(row["km"]), 1) + " km"
    loss = "" if row["loss"] is None else format_decimal(Fraction(row["loss"]), 4)
    loss = f"≤ {loss}" if row["how"] == "bound" else loss
    notes = [
        f"ditetapkan: {row['pinned']}" if row["pinned"] else "",
        {True: "tetap", False: "berganti", None: ""}[row["kept"]],
    ]
    note = "; ".join(part for part in notes if part)
    return f"{_cut(agency):<{WIDTH}} {_cut(place):<{WIDTH}} {fit:>6} {km:>9} {loss:>9}  {note}".rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def _whole(answer: Json) -> list[str]:
    total = format_decimal(Fraction(answer["objective"]), 4)
    places, agencies = len(answer["assignment"]), len(set(answer["assignment"].values()))
    if answer["status"] == "optimal":
        proven = "terbukti tidak ada pembagian yang lebih baik"
    else:
        proven = f"yang terbaik paling banyak {format_percent(Fraction(str(answer['gap'])), 2)} lebih tinggi"
    counts = f"{format_count(places)} tempat, {format_count(agencies)} perangkat"
    lines = [f"{counts}. Nilai pembagian {total}; {proven}."]
    if answer["explanation"]:
        lines.append(_fairness(answer))
        lines.append(
            "Selisih: nilai turun sekian bila perangkat lain yang terbaik mendampingi; ≤ paling banyak."
        )
    return lines


def _fairness(answer: Json) -> str:
    told, fair = answer["explanation"]["agencies"], answer["explanation"]["fairness"]
    names = {agency["code"]: agency["name"] for agency in answer["agencies"]}
    heaviest = max(told, key=lambda code: Fraction(told[code]["relative_load"]))
    load = format_decimal(Fraction(fair["heaviest"]), 2)
    if fair["gini"] is None:
        return "Semua beban 0."
    times = format_decimal(Fraction(fair["max_to_mean"]), 2)
    gini = format_decimal(Fraction(fair["gini"]), 3)
    words = f"Beban terberat {load} di {names[heaviest]}: {times} kali rata-rata. Gini beban {gini}."
    return f"{words} {FIXED_LOAD}" if fixed_load(answer) else words
