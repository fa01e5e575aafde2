"""Counting misses, for a name and for an address. Each try is written down before it is judged."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from berdaya.access.clock import limit, minutes, now
from berdaya.access.models import LoginAttempt, Person
from berdaya.access.rules.throttle import wait_until
from berdaya.access.seal_text import keyed_digest
from berdaya.kernel.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Try:
    """One try that has been let through; `worked` wipes the slate of its name."""

    attempt: LoginAttempt

    def worked(self) -> None:
        LoginAttempt.objects.filter(name_hash=self.attempt.name_hash, missed=True).update(missed=False)


def try_once(name: str, address: str, what: str) -> Try:
    """Write the try down, or refuse it. Written first, so that many at once cannot slip under the count."""
    moment = now()
    name_hash, address_hash = keyed_digest(f"{what} {name}", "attempt"), keyed_digest(address, "attempt")
    attempt = LoginAttempt.objects.create(name_hash=name_hash, address_hash=address_hash, at=moment)
    waits = [
        _wait("name_hash", name_hash, limit("misses_per_name"), attempt),
        _wait("address_hash", address_hash, limit("misses_per_address"), attempt),
    ]
    if until := max((wait for wait in waits if wait), default=None):
        attempt.delete()
        raise Refused(_too_often(until))
    return Try(attempt)


def try_own(person: Person, what: str) -> Try:
    """A try of somebody who has signed in: counted for him alone, wherever he sits."""
    return try_once(str(person.pk), f"{what} {person.pk}", what)


def _wait(field: str, value: str, most: int, attempt: LoginAttempt) -> datetime | None:
    window = minutes("window_minutes")
    misses = (
        LoginAttempt.objects.filter(**{field: value}, missed=True, at__gt=attempt.at - window)
        .exclude(pk=attempt.pk)
        .values_list("at", flat=True)
    )
    return wait_until(list(misses), most, window, attempt.at)


def _too_often(until: datetime) -> Finding:
    clock = timezone.localtime(until)
    return Finding(
        "access.too_often",
        "terlalu banyak percobaan",
        "untuk sementara percobaan dari sini atau untuk nama ini ditahan",
        f"Coba lagi pukul {clock:%H.%M}. Bila lupa sandi, minta slip baru pada operator atau administrator.",
    )
