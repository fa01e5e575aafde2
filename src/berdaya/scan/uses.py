"""Which rounds of work were begun from a register: they stay, without names, when its people are erased."""

from berdaya.access.places import place_title
from berdaya.kernel.offers import Use
from berdaya.scan.models import Cycle
from berdaya.scan.rules.stages import State


def uses_of(kind: str, ident: int) -> list[Use]:
    if kind != "register.snapshot":
        return []
    return [
        Use(f"Pindai {place_title(one.territory)} ({one.year})", one.standing is not State.CLOSED)
        for one in Cycle.objects.filter(snapshot_id=ident)
    ]
