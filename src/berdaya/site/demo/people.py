"""The people of the demo office and the door by which a visitor becomes one of them.

The door exists only where `BERDAYA_DEMO=1` is set and the demo stands, and only for the invented accounts
whose names end in `.peragaan`; no account of a real office can be entered by it.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from berdaya.access.clock import now
from berdaya.access.models import Holding, Person, Sitting
from berdaya.access.rules.grants import FOUNDING
from berdaya.access.rules.roles import Role, sheets_on
from berdaya.access.services.sittings import open_sitting
from berdaya.region.rules.gazetteer import official

MARK: Final = ".peragaan"
WHERE: Final = ("Di kabupaten atau kota", "Di kecamatan", "Di desa atau kelurahan", "Yang menjaga kantor")
STORIES: Final = {"malang": "Kota Malang", "surabaya": "Kota Surabaya", "pemalang": "Kab. Pemalang"}
HELD_SINCE: Final = timedelta(days=4 * 365)  # the story of Kota Malang goes back three years
WATCHING: Final = frozenset({Role.AUDITOR, Role.DATA_PROTECTION, Role.ADMINISTRATOR, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the cast: what the visitor reads before choosing. `first`: on the first page too."""

    username: str
    name: str
    role: Role
    territory: str
    does: str
    today: str
    body: str = ""
    first: bool = False
    story: str = "pemalang"
    woman: bool = False

    @property
    def title(self) -> str:
        return sheets_on(now().date())[self.role].title

    @property
    def place(self) -> str:
        """`Kelurahan Dinoyo`; below a village with it: `RT 001/RW 002, Kelurahan Dinoyo`."""
        parts = official().title(self.territory).split(", ")
        return ", ".join(parts[: 2 if self.territory.count(".") > 3 else 1])

    @property
    def where(self) -> str:
        if self.role in WATCHING:
            return WHERE[-1]
        return WHERE[min(self.territory.count(".") - 1, 2)]


def groups() -> list[tuple[str, list[Player]]]:
    """The cast by story and by where they work, from the city down; those who watch over the office last."""
    found: dict[tuple[str, str], list[Player]] = {}
    for player in cast():
        found.setdefault((player.story, player.where), []).append(player)
    order = [(story, where) for story in STORIES for where in WHERE]
    return [(f"{STORIES[key[0]]}: {key[1].lower()}", found[key]) for key in order if key in found]


@cache
def cast() -> tuple[Player, ...]:
    table = tomllib.loads(Path(__file__).with_name("cast.toml").read_text(encoding="utf-8"))
    return tuple(Player(**row | {"role": Role(row["role"])}) for row in table["person"])


def make_people(today: date) -> int:
    """Give each of the cast an account and a role; those who are there stay as they are."""
    return make_accounts(cast(), today)


def make_accounts(players: Iterable[Player], today: date) -> int:
    """An account and a role for each, the keepers of the office first: they have given the other roles."""
    made = 0
    for player in sorted(players, key=lambda player: player.role not in FOUNDING):
        with transaction.atomic():
            person, fresh = Person.objects.get_or_create(
                username=player.username + MARK,
                defaults={"name": player.name, "title": player.body, "joined_at": now()},
            )
            if fresh:
                person.set_unusable_password()
                person.save(update_fields=["password"])
                Holding.objects.create(
                    person=person,
                    role=player.role.value,
                    territory=player.territory,
                    body=player.body,
                    first_day=today - HELD_SINCE,
                    last_day=today + timedelta(days=700),
                    **_given(player.role),
                )
                made += 1
    return made


def _given(role: Role) -> dict[str, Any]:
    """The keepers of the office are founded; they have given and confirmed all the other roles."""
    if role in FOUNDING:
        return {"founded": True}
    cast_only = Person.objects.filter(username__endswith=MARK)
    giver, checker = (cast_only.filter(holdings__role=keeper).first() for keeper in FOUNDING)
    return {"granted_by": giver, "confirmed_by": checker, "confirmed_at": now()}


def open_to_visitors() -> bool:
    """May a visitor play a part? Only in a demo that was started as one."""
    return settings.DEMO and (Path(settings.DATA) / "demo" / "summary.json").is_file()


def enter(username: str, device: str) -> tuple[str, Sitting] | None:
    """A sitting as one of the cast, its second factor taken as proved; None for everybody else."""
    if not open_to_visitors() or username not in {player.username for player in cast()}:
        return None
    person = Person.objects.filter(username=username + MARK).first()
    if person is None:
        return None
    key, sitting = open_sitting(person, device)
    Sitting.objects.filter(pk=sitting.pk).update(proved_at=now())
    return key, sitting
