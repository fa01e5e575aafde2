"""The small cast in a test office: people, the hats they wear, and browsers that have signed in.

ratna = hat("Bu Ratna", Role.BAPPEDA, "33.27")
page = browser(ratna).get("/akun/")
"""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client

from berdaya.access.clock import now
from berdaya.access.models import Holding, Person, Sitting
from berdaya.access.rules.codes import fingerprint
from berdaya.access.rules.grants import FOUNDING
from berdaya.access.rules.roles import Role

PEMALANG, MOGA, PLAKARAN, BANYUMUDAL = "33.27", "33.27.01", "33.27.01.2001", "33.27.01.2002"
TEGAL = "33.28"
PASSWORD = "kambing hitam di pematang sawah"

_numbers = count(1)


def person(name: str, password: str = "", **fields: object) -> Person:
    """Somebody with an account; with a password only where the test signs in by hand."""
    made = Person(username=f"orang{next(_numbers)}", name=name, joined_at=now())
    for field, value in fields.items():
        setattr(made, field, value)
    made.set_password(password) if password else made.set_unusable_password()
    made.save()
    return made


def hold(
    who: Person,
    role: Role,
    territory: str,
    *,
    first: date | None = None,
    last: date | None = None,
    body: str = "",
) -> Holding:
    """A role in force, given and confirmed by two people who do not matter."""
    today = now().date()
    return Holding.objects.create(
        person=who,
        role=role.value,
        territory=territory,
        body=body,
        first_day=first or today - timedelta(days=30),
        last_day=last or today + timedelta(days=300),
        **given_to(role),
    )


def given_to(role: Role) -> dict[str, Any]:
    """Who gave and who confirmed a role; the first keepers are founded."""
    if role in FOUNDING:
        return {"founded": True}
    return {"granted_by": _clerk("pemberi"), "confirmed_by": _clerk("penyetuju"), "confirmed_at": now()}


def _clerk(username: str) -> Person:
    return Person.objects.get_or_create(username=username, defaults={"name": username.title()})[0]


def hat(name: str, role: Role, territory: str, **term: object) -> Holding:
    """A new person who wears one hat."""
    return hold(person(name), role, territory, **term)


def browser(worn: Holding | None = None, *, proved: bool = True, who: Person | None = None) -> Client:
    """A browser that has signed in: with a hat, or as somebody without one."""
    client = Client()
    someone = worn.person if worn else who
    if someone is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = seat(someone, worn, proved=proved)
    return client


def seat(who: Person, worn: Holding | None = None, *, proved: bool = True) -> str:
    """A sitting, and the key that the browser would hold."""
    key, moment = f"kunci-{next(_numbers)}", now()
    Sitting.objects.create(
        key_hash=fingerprint(key),
        person=who,
        hat=worn,
        opened_at=moment,
        seen_at=moment,
        proved_at=moment if proved else None,
    )
    return key
