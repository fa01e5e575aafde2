"""What this room knows of a place: what it asked for in the latest plan year, and what was chosen."""

from django.urls import reverse

from berdaya.access.doors import allowed
from berdaya.access.models import Holding
from berdaya.access.rules.rights import Right
from berdaya.deliberation import page_doors
from berdaya.kernel.numbers import format_count, format_rupiah
from berdaya.kernel.offers import Fact, Section


def sections_for(hat: Holding, code: str) -> list[Section]:
    """Asked, chosen and paid for in the latest year; nothing where nobody proposed."""
    if not allowed(hat, Right.DELIBERATION_SEE, code).allowed:
        return []
    sums = page_doors.sums_of(code)
    if sums is None:
        return []
    facts = tuple(
        Fact(label, format_count(count), format_rupiah(rupiah)) for label, count, rupiah in sums.rows
    )
    address = reverse("deliberation")
    return [Section(f"Usulan warga {sums.year}", facts, "", address, "Rembug dan musrenbang")]
