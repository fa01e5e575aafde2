"""The inbox: messages to a person, or to whoever wears a role in a territory."""

from berdaya.access.clock import now
from berdaya.access.models import Holding, InboxMessage, InboxRead, Person
from berdaya.access.rules.roles import Role


def send_to(
    person: Person,
    subject: str,
    body: str,
    link: str = "",
    sender: Person | None = None,
    *,
    awaits: str = "",
) -> InboxMessage:
    """A message for one person, under whatever hat. No names of residents: it is not sealed.

    One that asks for something names it in `awaits`, so that `settle` finds it when the thing is done.
    """
    return InboxMessage.objects.create(
        person=person, subject=subject, body=body, link=link, sent_at=now(), sent_by=sender, awaits=awaits
    )


def send_to_role(
    role: Role,
    territory: str,
    subject: str,
    body: str,
    link: str = "",
    sender: Person | None = None,
    *,
    awaits: str = "",
) -> InboxMessage:
    """A message for whoever wears the role in the territory or below it, today and later."""
    return InboxMessage.objects.create(
        role=role.value,
        territory=territory,
        subject=subject,
        body=body,
        link=link,
        sent_at=now(),
        sent_by=sender,
        awaits=awaits,
    )


def settle(awaits: str, by: Person | None) -> int:
    """What these messages asked for is done, by somebody or by time itself (None)."""
    waiting = InboxMessage.objects.filter(awaits=awaits, settled_at=None)
    return waiting.update(settled_at=now(), settled_by=by)


def mark_read(message: InboxMessage, reader: Person) -> None:
    InboxRead.objects.get_or_create(message=message, person=reader, defaults={"at": now()})


def reaches(hat: Holding | None) -> tuple[str, list[str]]:
    """The role and all territories to which a message may be addressed so that this hat gets it."""
    if hat is None:
        return "", []
    parts = hat.territory.split(".") if hat.territory else []
    return hat.role, ["", *(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))]
