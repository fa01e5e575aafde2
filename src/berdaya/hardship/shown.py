"""How judged registers and the signs of a place are put into words for a page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from berdaya.access.clock import today_in
from berdaya.access.places import place_title
from berdaya.access.territory import covers
from berdaya.hardship.models import Evaluation, PlaceSign
from berdaya.hardship.rules.showing import SignRow, Thresholds, Told, standing_out, told_of
from berdaya.hardship.services import known_variants
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count, format_decimal
from berdaya.region.doors import gazetteer
from berdaya.register.rules.showing import Shown, shown_counts
from berdaya.register.services.rulings import book
from berdaya.register.shown.registers import register_title

_URGENT = 2


@dataclass(frozen=True, slots=True)
class ShownEvaluation:
    """A judged register as the list shows it."""

    evaluation: Evaluation
    name: str
    place: str
    variants: str
    day: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A village: its households of decile 1 as they may be shown, and what stands out."""

    code: str
    name: str
    kecamatan: str
    households: str
    most: int | None
    needs: str


@dataclass(frozen=True, slots=True)
class SignLine:
    """A sign on the page of a place, with the sum behind it."""

    told: Told
    words: str
    stands_out: bool
    z: str
    why: str


def limits_in(territory: str) -> Thresholds:
    """What may be shown of small counts, by the rule in force."""
    values = book().in_force("targeting.publication", today_in(territory), territory=territory).values
    return Thresholds(int(values["least_in_village"]), int(values["percent_base"]))


def shown_evaluations(rows: Sequence[Evaluation]) -> list[ShownEvaluation]:
    return [shown_evaluation(row) for row in rows]


def shown_evaluation(one: Evaluation) -> ShownEvaluation:
    words = known_variants(one.territory)
    variants = "; ".join(words.get(name, name) for name in one.variants.split())
    name = register_title(one.snapshot)
    return ShownEvaluation(one, name, place_title(one.territory), variants, format_date(one.on_date))


def answer_of(one: Evaluation) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(one.answer)
    return found


def sums_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The boxes over a whole register."""
    classes, marks = answer["classes"], answer["marks"]
    urgent = list(classes)[:_URGENT]
    asked = marks.get("dugaan_exclusion", 0) + marks.get("dugaan_inclusion", 0)
    day = format_date(date.fromisoformat(answer["on"]))
    return [
        _box("Rumah tangga dinilai", answer["households"], f"umur per {day}"),
        _box("Desil 1", answer["decile1"]["households"], f"di {answer['decile1']['places']} desa/kelurahan"),
        _box(f"Kelas {' dan '.join(urgent)}", sum(classes[name] for name in urgent), "paling mendesak"),
        _box("Data kurang", answer["without_class"], "dikunjungi lebih dahulu"),
        _box("Pertanyaan untuk Musdes", asked, "dugaan salah masuk atau terlewat"),
    ]


def _box(label: str, number: int, context: str) -> dict[str, Any]:
    return {"label": label, "figure": format_count(number), "context": context}


def households_shown(rows: Sequence[PlaceSign], limits: Thresholds) -> Shown:
    return shown_counts({row.code: row.households for row in rows}, limits.least)


def place_rows(
    rows: Sequence[PlaceSign], territory: str, shorts: Mapping[str, str], limits: Thresholds
) -> list[PlaceRow]:
    """The villages of a territory, in the order of their codes."""
    shown = households_shown(rows, limits)
    by_code: dict[str, list[SignRow]] = {}
    for row in as_rows(rows):
        by_code.setdefault(row.code, []).append(row)
    return [
        _place_row(code, signs, shown, shorts)
        for code, signs in sorted(by_code.items())
        if covers(territory, code)
    ]


def _place_row(code: str, signs: Sequence[SignRow], shown: Shown, shorts: Mapping[str, str]) -> PlaceRow:
    known = gazetteer()
    place = known.get(code)
    few = shown.counts[code] < shown.least
    needs = [] if few else [shorts.get(sign, sign) for sign in outstanding(signs)]
    return PlaceRow(
        code=code,
        name=place.name if place else code,
        kecamatan=known.kecamatan_of(code).name if place else "",
        households=shown.words(code),
        most=shown.counts[code] if shown.open(code) else None,
        needs=", ".join(needs),
    )


def outstanding(rows: Sequence[SignRow]) -> list[str]:
    """The dominant needs that lie above the kabupaten."""
    values = book().in_force("targeting.needs", today_in("")).values
    above = [row for row in rows if row.z is not None and row.z > 0]
    return standing_out(above, values["enough_known"], values["dominant"])


def as_rows(rows: Sequence[PlaceSign]) -> list[SignRow]:
    return [SignRow(row.code, row.sign, row.met, row.known, row.z, row.share) for row in rows]


def sign_lines(
    code: str, rows: Sequence[PlaceSign], words: Mapping[str, str], limits: Thresholds
) -> list[SignLine]:
    """The signs of a village; those that stand out say so in a word, unless so few live there that the word
    would speak of single homes."""
    given = as_rows(rows)
    few = any(row.code == code and row.households < limits.least for row in rows)
    out = [] if few else outstanding([row for row in given if row.code == code])
    return [
        SignLine(
            told,
            words.get(told.sign, told.sign),
            told.sign in out,
            "" if told.z is None else format_decimal(told.z, 2),
            _why(told),
        )
        for told in told_of(code, given, limits)
    ]


def _why(told: Told) -> str:
    """The sum behind z, with the numbers of this place; empty where they may not be shown."""
    if told.z is None or told.percent is None or told.whole is None:
        return ""
    side = "di atas" if told.z > 0 else "di bawah" if told.z < Decimal(0) else "sama dengan"
    return f"{told.met} dari {told.known} ({told.percent}%), {side} kabupaten ({told.whole}%)"
