"""Budget codes and their names: one grammar, and a table for each version of the official list.

A name belongs to (version, code): lists rename and renumber, so an old paper is read with the list of its own
year or with none. What a paper wrote is kept raw beside what the code says.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from berdaya.plan.rules.code_lists import NomenclatureRow
from berdaya.rulebook.rules import Rulebook, Standing, shipped

RULE: Final = "plan.nomenclature"
WHOLE: Final = 3_000  # the kabupaten/kota half alone has 3.550 rows; a smaller file is a part of the list
TAG: Final = "ANGGARAN RESPONSIF GENDER (ASTACITA)"
_CODE: Final = re.compile(
    r"(?P<area>\d\.\d{2}|X\.XX)\.(?P<program>\d{2})\.0?(?P<level>[1-8])\.(?P<activity>\d{2})\.(?P<sub>\d{2,4})"
)


@dataclass(frozen=True, slots=True)
class SubActivityCode:
    """`7.01.03.2.02.0003`: field, program, whose authority, activity, sub-activity; and the text as typed.

    `legacy` is a sub-activity in two digits, as lists before 2023 wrote it; `beside` is what stood around it.
    """

    area: str
    program: str
    level: str
    activity: str
    sub: str
    raw: str
    legacy: bool = False
    beside: str = ""

    @property
    def code(self) -> str:
        """The code as the official list writes it."""
        return f"{self.activity_code}.{self.sub}"

    @property
    def program_code(self) -> str:
        return f"{self.area}.{self.program}"

    @property
    def activity_code(self) -> str:
        return f"{self.program_code}.{self.level}.{self.activity}"

    @property
    def canonical(self) -> bool:
        """Was it typed just so?"""
        return self.raw.replace(self.beside, "").strip() == self.code


def read_code(text: str) -> SubActivityCode | None:
    """Find the one code in a text, `7.01.03.2.02.0003 (KELURAHAN …)`; None for none, several or another form.

    A level typed as `02` and a sub-activity in two digits are read and kept raw; three digits are not.
    """
    found = re.findall(r"[0-9X][0-9X.]*\.[0-9X.]*[0-9X]", text)
    match = _CODE.fullmatch(found[0]) if len(found) == 1 else None
    if match is None or len(match["sub"]) == 3:
        return None
    beside = text.replace(match[0], "", 1).strip()
    legacy = len(match["sub"]) == 2
    return SubActivityCode(
        match["area"],
        match["program"],
        match["level"],
        match["activity"],
        match["sub"].zfill(4),
        raw=text.strip(),
        legacy=legacy,
        beside=beside,
    )


@dataclass(frozen=True, slots=True)
class SubActivity:
    """What the list says of one code. Indicator and unit are empty where our part does not hold them."""

    code: str
    name: str
    indicator: str
    unit: str
    tags: tuple[str, ...]
    program: str
    activity: str

    @property
    def tagged(self) -> bool:
        """Does the list itself mark it as gender-responsive?"""
        return TAG in self.tags


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """One version of the list. Where it is not `complete` an absent code is not known to be wrong."""

    version: str
    source: str
    standing: Standing
    complete: bool
    programs: Mapping[str, str]
    activities: Mapping[str, str]
    rows: Mapping[str, SubActivity]

    def get(self, code: str) -> SubActivity | None:
        return self.rows.get(code)


def nomenclature_for(year: int, book: Rulebook | None = None) -> Nomenclature | None:
    """The list of a budget year; None where the rulebook has none for it."""
    book = book or shipped()
    day = date(min(max(year, 1), 9999), 1, 1)
    rule = next((rule for rule in book.editions(RULE) if day in rule.period), None)
    if rule is None:
        return None
    values = rule.values
    programs, activities = values["programs"], values["activities"]
    rows = {code: _row(code, row, programs, activities) for code, row in values["sub_activities"].items()}
    return Nomenclature(
        rule.version, rule.source, rule.standing, values["complete"], programs, activities, rows
    )


def nomenclature_of(version: str, source: str, rows: Iterable[NomenclatureRow]) -> Nomenclature:
    """The same from a list that an office brought and a second person confirmed."""
    found = {
        row.code: SubActivity(
            row.code, row.title, row.indicator, row.unit,
            tuple(tag for tag in row.tags.split(", ") if tag), row.program, row.activity,
        )
        for row in rows
    }  # fmt: skip
    programs = {".".join(code.split(".")[:3]): one.program for code, one in found.items() if one.program}
    activities = {code.rpartition(".")[0]: one.activity for code, one in found.items() if one.activity}
    whole = len(found) >= WHOLE
    return Nomenclature(version, source, Standing.LAW, whole, programs, activities, found)


def other_versions(code: str, version: str, book: Rulebook | None = None) -> list[str]:
    """The versions, other than the given one, that know a code."""
    editions = (book or shipped()).editions(RULE)
    return [
        rule.version for rule in editions if rule.version != version and code in rule.values["sub_activities"]
    ]


def _row(
    code: str, row: list[str], programs: Mapping[str, str], activities: Mapping[str, str]
) -> SubActivity:
    name, indicator, unit, *tags = row
    activity = code.rpartition(".")[0]
    program = ".".join(code.split(".")[:3])
    return SubActivity(
        code, name, indicator, unit, tuple(tags), programs.get(program, ""), activities.get(activity, "")
    )
