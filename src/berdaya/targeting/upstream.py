"""What this room asks of the register: confirmed snapshots of a kabupaten, and the folder of one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.urls import NoReverseMatch, reverse

from berdaya.access.clock import today_in
from berdaya.access.models import Holding
from berdaya.kernel.calendar import format_date
from berdaya.kernel.findings import Finding, Refused
from berdaya.kernel.numbers import format_count
from berdaya.region.rules.gazetteer import official
from berdaya.register.coverage import coverage_of, own_coverage
from berdaya.register.doors import held, standing_snapshots
from berdaya.register.models import Snapshot


@dataclass(frozen=True, slots=True)
class SnapshotChoice:
    """A confirmed snapshot as somebody chooses it."""

    ident: str
    words: str
    households: int
    edition: date
    address: str = ""


def snapshots(hat: Holding, territory: str) -> list[SnapshotChoice]:
    """Confirmed snapshots with deciles that may still be used: those that hold the whole territory first."""
    today = today_in(territory)
    here = Snapshot.objects.seen_from(territory).values("pk")
    held = {row["pk"] for row in here}
    found = [one for one in standing_snapshots(hat) if one.ranked and one.until >= today and one.pk in held]
    found.sort(key=lambda one: not coverage_of(one, territory).complete)
    return [choice_of(one) for one in found]


def snapshot_folder(territory: str, ident: str) -> Path:
    """The folder of one that was chosen before; refused when it was destroyed or changed since."""
    return held(_standing(territory, ident)).folder


def choice_of(one: Snapshot) -> SnapshotChoice:
    words = (
        f"{one.register} edisi {format_date(one.edition)}, {official().title(one.territory)},"
        f" {format_count(one.households)} rumah tangga"
    )
    if part := own_coverage(one).words:
        words += f" ({part})"
    return SnapshotChoice(str(one.pk), words, one.households, one.edition, address_of(str(one.pk)))


def known_snapshot(ident: str) -> SnapshotChoice | None:
    """What was chosen, destroyed or not: for pages that say where a list came from."""
    found = Snapshot.objects.filter(pk=int(ident)).first() if ident.isdigit() else None
    return None if found is None else choice_of(found)


def address_of(ident: str) -> str:
    """The page of a snapshot; empty while the office does not show registers."""
    try:
        return reverse("register-snapshot", args=[ident])
    except NoReverseMatch:
        return ""


def _standing(territory: str, ident: str) -> Snapshot:
    found = (
        Snapshot.objects.seen_from(territory).standing().filter(pk=int(ident)).first()
        if ident.isdigit()
        else None
    )
    if found is None:
        raise Refused(
            Finding(
                "run.snapshot_gone",
                "register",
                "potret data yang dipilih tidak ada lagi",
                "Pilih potret data lain; yang sudah dimusnahkan tidak dapat dihitung ulang.",
            )
        )
    return found
