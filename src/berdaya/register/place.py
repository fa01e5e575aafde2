"""What this room knows of a place: how many households the newest register holds of it."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.kernel.calendar import format_date
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Section
from berdaya.register import coverage, doors
from berdaya.register.models import Snapshot
from berdaya.register.rules.coverage import Coverage
from berdaya.register.rules.showing import Shown


def sections_for(hat: Holding, code: str) -> list[Section]:
    """The counts of the newest register. Small ones in full only for a hat that may open the people behind
    them anyway (`nik.show` here); for others they are hidden as in every list."""
    found = coverage.newest(hat, code)
    if found is None:
        return []
    snapshot, held = found
    if not held.complete:
        return [_part(snapshot, held)]
    counted = doors.counted(snapshot, code)
    exact = allowed(hat, Right.NIK_SHOW, code).allowed
    source = f"{snapshot.register} edisi {format_date(snapshot.edition)}"
    told = f"Register: {_words(counted.households, code, exact)} rumah tangga"
    if counted.decile1 is not None:
        told += f", desil 1: {_words(counted.decile1, code, exact)}"
    words = f"Menurut {source}, untuk {snapshot.purpose}."
    if not exact:
        words += f" Hitungan di bawah {counted.households.least} tidak ditulis tepat."
    address = reverse("register-snapshot", args=[snapshot.pk])
    return [Section(told, words=words, address=address, button="Lihat register")]


def _part(snapshot: Snapshot, held: Coverage) -> Section:
    """No register holds the whole place: the newest one that holds some of it, without a figure."""
    return Section(
        f"Register {held.words}",
        words=f"{snapshot.register} edisi {format_date(snapshot.edition)}, untuk {snapshot.purpose}."
        " Angka seluruh wilayah belum ada: register ini tidak memuat semua tempatnya.",
        address=reverse("register-snapshot", args=[snapshot.pk]),
        button="Lihat register",
    )


def _words(shown: Shown, code: str, exact: bool) -> str:
    return format_count(shown.counts.get(code, 0)) if exact else shown.words(code)
