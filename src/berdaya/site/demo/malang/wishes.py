"""What each unit asks for: drawn with a fixed seed from `wishes.toml`, priced within the kamus."""

import random
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from berdaya.deliberation.rules.kinds import Source
from berdaya.deliberation.rules.proposing import Facts, Unit
from berdaya.plan.doors import kamus_on
from berdaya.plan.models import KamusItem
from berdaya.site.demo.malang.ground import CITY, Round, this_year
from berdaya.site.demo.malang.people import dice_for

_STEP: Final = 50_000
POROS: Final = "Jalan poros ke pasar"
"""Beyond what a kelurahan may build: verified, it is routed to the agency with the reason."""


@cache
def _book() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("wishes.toml").read_text(encoding="utf-8"))


@cache
def _items() -> dict[str, KamusItem]:
    """The kamus as it was when both plan years began."""
    return {item.code: item for item in kamus_on(CITY, date(this_year() - 1, 1, 1)).items}


def urgency_of(title: str) -> int:
    return next((int(w["urgency"]) for w in _book()["wish"] if title.startswith(w["title"])), 2)


def wishes_of(one: Round, unit: Unit, many: int) -> Iterator[Facts]:
    """So many wishes of a unit, none of one kind twice."""
    dice = dice_for(f"{unit.key}{one.plan_year}")
    for wish in dice.sample(_book()["wish"], many):
        yield _facts(dice, unit, wish)


def _facts(dice: random.Random, unit: Unit, wish: dict[str, Any]) -> Facts:
    item = _items()[wish["item"]]
    volume = dice.randint(wish["least"], wish["most"])
    price = dice.randint(item.price_low, item.price_high)
    households = dice.randint(14, 60)
    spot = dice.choice(_book()["spots"])
    return Facts(
        title=f"{wish['title']} {spot}",
        item=item.code,
        problem=wish["problem"],
        place=spot[:1].upper() + spot[1:],
        place_code="" if unit.body else unit.territory,
        volume=Decimal(volume),
        cost=max(_STEP, price * volume // _STEP * _STEP),
        men=dice.randint(households, 2 * households),
        women=dice.randint(households, 2 * households),
        households=households,
        poor=dice.randint(2, households // 2),
        source=Source.APBD.value,
        priority=wish["priority"],
    )


def main_road(unit: Unit) -> Facts:
    """A wish that only an agency may fulfil."""
    return Facts(
        title=POROS, item="SP.01.06", problem="Berlubang; angkutan memutar.", place="Sepanjang jalan poros",
        volume=Decimal(420), cost=420 * 450_000, men=900, women=920, households=310, poor=40,
        source=Source.APBD.value, priority="P2", place_code=unit.territory,
    )  # fmt: skip


def by_hand(unit: Unit) -> Facts:
    """Something that people do themselves."""
    return Facts(
        title="Lubang biopori sepanjang gang", item="SP.02.05", problem="Air hujan langsung ke jalan.",
        place="Sepanjang gang", volume=Decimal(40), cost=3_000_000, men=70, women=74, households=40, poor=9,
        source=Source.SWADAYA.value, place_code=unit.territory,
    )  # fmt: skip
