"""Places of the demo office: residents by sex, indices, RT of some villages and how one of them was split."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

from django.db import transaction

from berdaya.access.clock import today_in
from berdaya.figures.models import Figure
from berdaya.figures.rules import Facts, Unit
from berdaya.figures.services import file_figure
from berdaya.kernel.sexes import BySex
from berdaya.region.doors import recorded_rt
from berdaya.region.rules.history import Change
from berdaya.region.rules.rt_changes import Heir, RtChange
from berdaya.region.services.neighbourhoods import Row, add_neighbourhoods, record_rt_change
from berdaya.site.demo.office.hands import ACCOMPANIED, MAJALANGU, PLACE, hat_of

SINCE: Final = date(2019, 1, 1)
INVENTED: Final = "Angka rekaan peragaan, disusun seperti Kecamatan dalam Angka"
RESIDENTS, INDEX = "Penduduk", "Indeks desa (IDM)"
# Residents in a hundred households, and men among a thousand residents; both drift a little by place.
IN_A_HUNDRED, MEN_IN_THOUSAND = 340, 503
_BATCH: Final = 60


def the_figures(folder: Path) -> bool:
    """Residents by sex of every place, sums above them, and the index of each desa."""
    if Figure.objects.within(PLACE).filter(name=INDEX).exists():
        return False
    ratna = hat_of("ratna")
    facts = [*_residents(folder), *_indices(folder)]
    for first in range(0, len(facts), _BATCH):
        with transaction.atomic():
            for fact in facts[first : first + _BATCH]:
                file_figure(ratna, fact)
    return True


def the_neighbourhoods(folder: Path) -> bool:
    """RT of three villages; in Majalangu, where the operator records them, one was split."""
    if recorded_rt(MAJALANGU):
        return False
    operator, ratna = hat_of("operator"), hat_of("ratna")
    for row in (Row(1, 4, "1", "Krajan", SINCE), Row(1, 3, "2", "Sirongge", SINCE)):
        add_neighbourhoods(operator, MAJALANGU, row)
    record_rt_change(operator, MAJALANGU, _split(MAJALANGU))
    for code in ACCOMPANIED:
        if code != MAJALANGU:
            add_neighbourhoods(ratna, code, Row(1, 5, "1", "Krajan", SINCE))
    return True


def _split(village: str) -> RtChange:
    old, new = f"{village}.002.003", f"{village}.002.004"
    heirs = (Heir(old, 38), Heir(new, 31))
    return RtChange(Change.SPLIT, (old,), heirs, date(2025, 1, 1), "Keputusan Kades Majalangu 141/7/2024")


def _residents(folder: Path) -> Iterator[Facts]:
    men: Counter[str] = Counter()
    women: Counter[str] = Counter()
    for row in _rows(folder / "penduduk.csv"):
        drift = int(row["code"].replace(".", "")) % 23
        people = int(row["households"]) * (IN_A_HUNDRED + drift) // 100
        of_them = people * (MEN_IN_THOUSAND + drift % 7 - 3) // 1000
        for depth in (2, 3, 4):
            code = ".".join(row["code"].split(".")[:depth])
            men[code] += of_them
            women[code] += people - of_them
    for code in sorted(men):
        people_here = BySex(men[code], women[code])
        yield Facts(code, RESIDENTS, Unit.PEOPLE, _last_year(), INVENTED, people=people_here)


def _indices(folder: Path) -> Iterator[Facts]:
    for row in _rows(folder / "indeks.csv"):
        code, idm = row.get("code") or row.get("kode_desa") or "", row.get("idm") or ""
        if idm:
            yield Facts(code, INDEX, Unit.RATIO, date(2024, 6, 30), "Indeks desa 2024", ratio=Fraction(idm))


def _last_year() -> date:
    return date(today_in(PLACE).year - 1, 12, 31)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
