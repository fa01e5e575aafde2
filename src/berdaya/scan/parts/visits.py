"""The visits to households: how many were checked by a second person."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from berdaya.access.models import Holding
from berdaya.kernel.numbers import format_count
from berdaya.kernel.offers import Progress
from berdaya.scan.doors.counts import homes_of
from berdaya.scan.models import Cycle
from berdaya.scan.rules.counting import Homes
from berdaya.scan.rules.parts import Told

STAGE = "pindai"


def told_of(hat: Holding, cycles: Sequence[Cycle]) -> Mapping[int, Told]:
    """One query for all rounds."""
    return {pk: _told(pk, homes) for pk, homes in homes_of(cycles).items() if homes.total}


def _told(cycle: int, homes: Homes) -> Told:
    begun = homes.checked or homes.sent or homes.back
    all_checked = homes.checked == homes.total
    return Told(
        Progress.DONE if all_checked else Progress.RUNNING if begun else Progress.WAITING,
        f"{format_count(homes.checked)} dari {format_count(homes.total)}",
        "rumah tangga sudah diperiksa",
        _next(homes),
        reverse("scan-households", args=[cycle]),
        "Daftar kerja",
    )


def _next(homes: Homes) -> str:
    if homes.sent:
        return f"{format_count(homes.sent)} kunjungan menunggu diperiksa orang kedua"
    left = homes.total - homes.checked
    return f"{format_count(left)} rumah tangga belum dikunjungi" if left else ""
