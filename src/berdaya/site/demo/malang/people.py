"""Who lives in the two kelurahan: chairs of their bodies, and accounts for the heads who hand in lists."""

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from berdaya.access.clock import today_in
from berdaya.access.rules.roles import Role
from berdaya.site.demo.malang.ground import CITY, VILLAGES, Village
from berdaya.site.demo.people import Player, cast, make_accounts

SEED: Final = 3573
_ROLES: Final = {6: Role.RT_HEAD, 5: Role.RW_HEAD}


@dataclass(frozen=True, slots=True)
class Chair:
    """An invented head of a body."""

    name: str
    woman: bool

    @property
    def sex(self) -> str:
        return "P" if self.woman else "L"


@cache
def words() -> dict[str, list[str]]:
    """Invented names; `wishes.toml` holds what people ask for."""
    found: dict[str, list[str]] = tomllib.loads(
        Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
    )
    return found


def dice_for(what: str) -> random.Random:
    """The same throws at each build; nothing secret hangs on them."""
    return random.Random(f"{SEED}{what}")  # noqa: S311


@cache
def chairs(village: Village) -> dict[str, Chair]:
    """Every body of a kelurahan with its chair, the same at each build; each third is a woman, and PKK's.

    The cast keeps its own seats.
    """
    dice = dice_for(village.code)
    keys = [*village.rt_codes, *village.rw_codes, "LPMK", "PKK", "Karang Taruna", *village.groups]
    found = {key: _somebody(dice, n % 3 == 2 or key == "PKK") for n, key in enumerate(keys)}
    for player in cast():
        if player.territory.startswith(village.code):
            seat = {Role.LPMK: "LPMK", Role.POKMAS: player.body}.get(player.role, player.territory)
            if seat in found:
                found[seat] = Chair(player.name, player.woman)
    return found


def _somebody(dice: random.Random, woman: bool) -> Chair:
    first = dice.choice(words()["women" if woman else "men"])
    return Chair(f"{first} {dice.choice(words()['last'])}", woman)


def username_of(code: str) -> str:
    """The account of the head of an RT or RW."""
    known = {p.territory: p.username for p in cast() if p.role in (Role.RT_HEAD, Role.RW_HEAD)}
    return known.get(code, "ketua-" + code.replace(".", "-"))


def make_heads() -> None:
    """Accounts of the RT and RW heads whom nobody plays."""
    made = []
    for village in VILLAGES:
        for code in [*village.rt_codes, *village.rw_codes]:
            username = username_of(code)
            if username.startswith("ketua-"):
                role = _ROLES[code.count(".") + 1]
                made.append(Player(username, chairs(village)[code].name, role, code, "", "", story="malang"))
    make_accounts(made, today_in(CITY))
