"""Which lists were made from a register: without it they cannot be computed again."""

from django.db.models import Q

from berdaya.kernel.offers import Use
from berdaya.targeting.models import Run
from berdaya.targeting.rules.runs import PUBLIC, State


def uses_of(kind: str, ident: int) -> list[Use]:
    """Lists that were not dropped and whose inputs, now or in a computation, name the register."""
    if kind != "register.snapshot":
        return []
    named = Q(snapshot=str(ident)) | Q(computations__snapshot=str(ident))
    runs = Run.objects.filter(named).exclude(state=State.DROPPED.value).distinct().order_by("year", "pk")
    return [Use(f"Daftar dampingan {run.year} ({run.state})", run.standing not in PUBLIC) for run in runs]
