"""What lies on the desks of the demo office: accounts that need a second person, notices for every role."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.urls import reverse

from berdaya.access.clock import today_in
from berdaya.access.models import InboxMessage, Person
from berdaya.access.rules.codes import Way
from berdaya.access.rules.roles import Role
from berdaya.access.services.inbox import send_to_role
from berdaya.access.services.invites import Newcomer, invite
from berdaya.access.services.roles import Term
from berdaya.kernel.calendar import Period
from berdaya.site.demo.office.hands import MAJALANGU, PLACE, hat_of, read_all
from berdaya.site.demo.office.lists import the_decree
from berdaya.site.demo.people import MARK


def the_newcomers(folder: Path) -> bool:
    """An RT head whom the operator invites waits for the lurah, an operator for a keeper of accounts."""
    today = today_in(PLACE)
    period = Period(today, today + timedelta(days=365))
    asked = (
        ("operator", "rt02", "Suparno", Term(Role.RT_HEAD, f"{MAJALANGU}.001.002", period), Way.SLIP),
        ("lurah", "operator2", "Dewi Anggraini", Term(Role.OPERATOR, MAJALANGU, period), Way.LINK),
    )
    known = set(Person.objects.values_list("username", flat=True))
    for giver, username, name, term, way in asked:
        if username + MARK not in known:
            invite(hat_of(giver), Newcomer(username + MARK, name), term, way)
    return "rt02" + MARK not in known


def the_notices(folder: Path) -> bool:
    """Bappeda has read what it got; then it sends one notice to each role."""
    table = tomllib.loads(Path(__file__).with_name("notices.toml").read_text(encoding="utf-8"))
    sent, ratna = 0, hat_of("ratna").person
    decree = reverse("targeting-public", args=[the_decree().slug])
    for notice in table["notice"]:
        if not InboxMessage.objects.filter(role=notice["role"], subject=notice["subject"]).exists():
            if not sent:
                _read_before()
            link = notice["link"].replace("KEPUTUSAN", decree)
            words = (notice["subject"], notice["body"], link)
            send_to_role(Role(notice["role"]), PLACE, *words, sender=ratna)
            sent += 1
    return sent > 0


def _read_before() -> None:
    """What was said about the list while it was made has been read by those who made it."""
    for username in ("ratna", "agus", "tri"):
        read_all(username)
