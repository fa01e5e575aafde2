"""What this room knows of a place: how many households the newest register holds of it."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Fact, Section
from berdaya.register import doors
from berdaya.register.rules.showing import Shown


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The counts of the newest register. Small ones in full only for a hat that may open the people behind
    them anyway (`nik.show` here); for others they are hidden as in every list."""
    snapshot = doors.newest_with(hat, code)
    if snapshot is None:
        return []
    counted = doors.counted(snapshot, code)
    exact = allowed(hat, Right.NIK_SHOW, code).allowed
    source = f"{snapshot.register} edisi {format_date(snapshot.edition)}"
    households = _words(counted.households, code, exact)
    facts = [Fact("Rumah tangga dalam register", households, source)]
    told = f"Register: {households} rumah tangga"
    if counted.decile1 is not None:
        poorest = _words(counted.decile1, code, exact)
        told += f", desil 1: {poorest}"
        facts.append(Fact("Rumah tangga desil 1", poorest, "10% paling miskin menurut pengelola daftar"))
    address = reverse("register-snapshot", args=[snapshot.pk])
    return [Section(told, tuple(facts), address=address, button="Lihat register")]


def _words(shown: Shown, code: str, exact: bool) -> str:
    return format_count(shown.counts.get(code, 0)) if exact else shown.words(code)
