"""The parts of a statement as plain values for the templates: what is missing says so, nothing is lost."""

from collections.abc import Iterable
from typing import Any, Final

from berdaya.budget.rules.record import (
    FACTORS,
    LEVELS,
    Activity,
    Cause,
    Datum,
    Factor,
    Indicator,
    Malformed,
    Number,
    Statement,
    Text,
    Unread,
)
from berdaya.kernel.numbers import format_count

Block = dict[str, Any]
UNREAD_WORDS: Final = "belum dibaca"
EMPTY_WORDS: Final = "belum diisi"
SLOTS: Final = 5


def text_of(value: Text) -> str:
    return UNREAD_WORDS if isinstance(value, Unread) else value.strip() or EMPTY_WORDS


def number_of(value: Number) -> int | str | None:
    """A count or rupiah; what was typed wrongly is printed as typed, what is missing as the sign for none."""
    if isinstance(value, Malformed):
        return value.raw
    return value if isinstance(value, int) else None


def paragraph(value: Text, title: str = "") -> Block:
    return {"kind": "text", "title": title, "text": text_of(value)}


def listed(title: str, items: Iterable[str] | Unread, marker: str = "•") -> Block:
    """A list under a small title, marked `•`, `a` or `1`."""
    if isinstance(items, Unread):
        return {"kind": "text", "title": title, "text": UNREAD_WORDS}
    rows = [item.strip() for item in items]
    if not rows:
        return {"kind": "text", "title": title, "text": EMPTY_WORDS}
    return {"kind": "items", "title": title, "items": rows, "marker": marker}


def causes(title: str, found: tuple[Cause, ...] | Unread) -> Block:
    return listed(title, found if isinstance(found, Unread) else [one.text for one in found])


def opening_data(it: Statement, *, numbered: bool = False) -> list[Block]:
    """Figures as a small table, sentences as they stand; `numbered`: five rows, a dash in unused ones."""
    if isinstance(it.data, Unread):
        return [paragraph(it.data)]
    slots: dict[str, list[Datum]] = {}
    for one in it.data:
        slots.setdefault(one.slot or "1", []).append(one)
    rows = enumerate(slots.values(), start=1)
    blocks = [block for number, data in rows for block in _slot(str(number) if numbered else "", data)]
    used = len(slots) if numbered else SLOTS
    blocks += [{"kind": "slot", "number": str(n), "text": "-"} for n in range(used + 1, SLOTS + 1)]
    return blocks


def _slot(number: str, data: list[Datum]) -> list[Block]:
    """Sentences and figures in their order; figures that follow each other share a table."""
    blocks: list[Block] = []
    for one in data:
        mark = number if not blocks else ""
        if one.note:
            blocks.append({"kind": "slot", "number": mark, "text": one.label})
        elif blocks and blocks[-1]["kind"] == "data":
            blocks[-1]["rows"].append(_datum(one))
        else:
            blocks.append({"kind": "data", "number": mark, "rows": [_datum(one)]})
    return blocks


def _datum(one: Datum) -> list[Any]:
    """Label, L, P, total; the unit, groups, year and source stand behind the label in their own words."""
    beside = []
    if isinstance(one.groups, int):
        beside.append(f"{format_count(one.groups)} kelompok")
    if isinstance(one.unit, str) and one.unit:
        beside.append(one.unit)
    if isinstance(one.year, int) and str(one.year) not in one.label:
        beside.append(str(one.year))
    if isinstance(one.source, str) and one.source:
        beside.append(f"sumber {one.source}")
    label = one.label + (f" ({', '.join(beside)})" if beside else "")
    total = one.total if not isinstance(one.total, Unread) and one.total is not None else one.count
    return [label, number_of(one.men), number_of(one.women), number_of(total)]


def factors(it: Statement) -> list[Block]:
    if isinstance(it.factors, Unread):
        return [paragraph(it.factors)]
    return [paragraph(_factor(it.factors.get(name)), title) for name, title in FACTORS.items()]


def _factor(one: Factor | None) -> Text:
    if one is None or isinstance(one.text, Unread):
        return one.text if one is not None else ""
    shares = (("L", one.men_percent), ("P", one.women_percent))
    percents = [
        f"{letter}\u00a0{text.rstrip('%')}%" for letter, text in shares if isinstance(text, str) and text
    ]
    return one.text + (f" ({', '.join(percents)})" if percents and one.text else "")


def indicator_text(one: Indicator) -> str:
    """An indicator in one sentence with all that its fields say."""
    said = one.text.strip()
    parts = []
    if isinstance(one.value, str) and one.value and one.value not in said:
        unit = one.unit if isinstance(one.unit, str) else ""
        parts.append(f"target {one.value} {unit}".strip())
    if one.by_sex:
        parts.append(f"L\u00a0{format_count(one.by_sex[0])}, P\u00a0{format_count(one.by_sex[1])}")
    if isinstance(one.baseline, str) and one.baseline:
        parts.append(f"data dasar {one.baseline}")
    if isinstance(one.year, int):
        parts.append(str(one.year))
    return said + (f" ({'; '.join(parts)})" if parts else "")


def outputs(found: tuple[Indicator, ...] | Unread, title: str = "Output") -> Block:
    return listed(title, found if isinstance(found, Unread) else [indicator_text(one) for one in found], "a")


def outcomes(found: tuple[Indicator, ...] | Unread, title: str = "Outcome") -> list[Block]:
    """Outcomes under the level they belong to."""
    if isinstance(found, Unread) or not found:
        return [listed(title, found if isinstance(found, Unread) else ())]
    blocks: list[Block] = [{"kind": "head", "title": title}]
    for one in found:
        blocks.append({"kind": "text", "title": LEVELS.get(one.level, ""), "text": indicator_text(one)})
    return blocks


def plan(it: Statement, *, results: bool = False) -> Block:
    """The activities with their budgets and the total; with `results` also what each gives."""
    if isinstance(it.activities, Unread):
        return paragraph(it.activities)
    rows = [_activity(number, one, results) for number, one in enumerate(it.activities, start=1)]
    return {"kind": "plan", "rows": rows, "total": number_of(it.total), "results": results}


def _activity(number: int, one: Activity, results: bool) -> list[Any]:
    amount = number_of(one.budget)
    output = one.output if isinstance(one.output, str) else ""
    beside = _beside(one, "" if results else output)
    text = one.text + (f"\n({'; '.join(beside)})" if beside else "")
    row = [number, text, EMPTY_WORDS if amount is None else amount]
    if results:
        row.insert(2, output)
    return row


def _beside(one: Activity, output: str) -> list[str]:
    """What an activity says of itself besides its budget: its output, what it answers, its category."""
    answers = [key.replace("-", " ") for key in (*(one.causes or ()), *(one.gaps or ()))]
    return [
        *([f"keluaran: {output}"] if output else []),
        *([f"menjawab {', '.join(answers)}"] if answers else []),
        *([one.category] if one.category else []),
    ]


def shelved(it: Statement) -> list[Block]:
    """What was put off or struck out, with its reason; nothing where nothing was."""
    if not it.shelved:
        return []
    told = [
        f"{one.text}, Rp{format_count(one.budget)}: {one.fate}. {one.reason}"
        if isinstance(one.budget, int)
        else f"{one.text}: {one.fate}. {one.reason}"
        for one in it.shelved
    ]
    return [listed("Aktivitas ditunda atau dicoret", told)]
